/** How often one caller may do something within a minute; kept in memory, by each process for itself. */
export const openThrottle = (perMinute: number, now: () => Date) => {
  let minute = 0
  let seen = new Map<string, number>()
  return {
    /** False once this caller has used up the minute. */
    admits: (caller: string): boolean => {
      const current = Math.floor(now().getTime() / 60_000)
      // A new minute forgets all callers, so that a flood from many addresses takes no memory for longer.
      if (current !== minute) {
        minute = current
        seen = new Map()
      }
      const times = (seen.get(caller) ?? 0) + 1
      seen.set(caller, times)
      return times <= perMinute
    },
  }
}
export type Throttle = ReturnType<typeof openThrottle>
