/**
 * Only one tab of a browser wears the headset: two would answer the same leg. The lock goes with its tab, also when that
 * is killed. `take` waits for nobody; `takeOver` takes it from the tab that has it.
 */
export const openTabLock = (name: string, onLost: () => void) => {
  let release: (() => void) | undefined

  const ask = (options: LockOptions): Promise<boolean> =>
    new Promise((answer) => {
      const held = navigator.locks.request(name, options, (lock) => {
        answer(lock !== null)
        if (lock === null) return undefined
        return new Promise<void>((resolve) => {
          release = resolve
        })
      })
      held.catch(() => {
        // Another tab has taken it over.
        answer(false)
        if (!release) return
        release = undefined
        onLost()
      })
    })
  return {
    take: async (): Promise<boolean> => release !== undefined || ask({ ifAvailable: true }),
    takeOver: async (): Promise<boolean> => release !== undefined || ask({ steal: true }),
    giveBack: (): void => {
      release?.()
      release = undefined
    },
  }
}
