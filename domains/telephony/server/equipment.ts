import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import { notices } from '#platform/notices.ts'
import type { HeadsetAccount, Prompt, TelephonyPort, Trunk } from './port.ts'

export type Equipment = ReturnType<typeof keepEquipment>

const againAfterMs = 5000

/**
 * Tells the telephone system which headsets, trunks and prompts there are. It is told all of them at once, so all are
 * kept here; what it could not be told is told again until it was.
 */
export const keepEquipment = ({
  base,
  clock,
  phones,
}: {
  base: Pick<Base, 'log'>
  clock: Clock
  phones: Pick<TelephonyPort, 'equip'>
}) => {
  let headsets: readonly HeadsetAccount[] = []
  let trunks: readonly Trunk[] = []
  let prompts: readonly Prompt[] = []
  let running: Promise<void> = Promise.resolve()
  /** The telling that has not begun yet, if there is one. */
  let next: Promise<void> | null = null
  let callOffAgain = (): void => {}
  const told = notices<void>()

  const tell = (): Promise<void> => {
    callOffAgain()
    // A shift that comes in at nine is told in a few tellings, not in one for each headset.
    if (next) return next
    // One after the other: an older list must never arrive after a newer one.
    const telling = running
      .then(() => {
        next = null
        return phones.equip({ headsets, trunks, prompts })
      })
      .then(() => told.tell())
    next = telling
    running = telling.catch((error: unknown) => {
      base.log.warn({ err: error }, 'the telephone system could not be told of its headsets, trunks and prompts')
      callOffAgain()
      callOffAgain = clock.after(againAfterMs, () => void tell().catch(() => {}))
    })
    return telling
  }
  return {
    /** The telephone system has been told of them, all that there are now. */
    told,
    /** Resolves when a headset of that list may register; rejects when it is not known whether it may. */
    setHeadsets: (all: readonly HeadsetAccount[]): Promise<void> => {
      headsets = all
      return tell()
    },
    setTrunks: (all: readonly Trunk[]): Promise<void> => {
      trunks = all
      return tell()
    },
    setPrompts: (all: readonly Prompt[]): Promise<void> => {
      prompts = all
      return tell()
    },
    stop: (): void => callOffAgain(),
  }
}
