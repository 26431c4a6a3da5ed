import type { LiveCalls } from '#domains/calls/server/public.ts'
import type { TelephonyPort } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import type { Journal } from '#platform/journal.ts'
import { openKeeper, type Vault } from './keeper.ts'
import { openLiveRecordings } from './watch.ts'

type Exchange = {
  base: Base
  clock: Clock
  phones: TelephonyPort
  engine: { calls: LiveCalls; journal: Journal }
  vault: Vault
  isOn: boolean
}

/** All of recordings that runs where the calls run: what is recorded, and the keeping of it. */
export const openRecordings = async ({ base, clock, phones, engine, vault, isOn }: Exchange) => {
  const live = openLiveRecordings({ base, clock, phones, isOn, ...engine })
  const keeper = openKeeper({ base, clock, phones, vault })
  live.onStopped(keeper.wake)
  await live.recover()
  if (isOn) keeper.start()
  return {
    live,
    keeper,
    stop: async (): Promise<void> => {
      live.stop()
      await keeper.stop()
    },
  }
}
