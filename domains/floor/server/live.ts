import type { LiveCalls } from '#domains/calls/server/public.ts'
import type { LiveDialer } from '#domains/dialer/server/public.ts'
import { listTeamsOf } from '#domains/people/server/public.ts'
import type { LivePresence } from '#domains/presence/server/public.ts'
import type { LiveHeadsets } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import { notices } from '#platform/notices.ts'
import { openFigures } from './figures.ts'

export type FloorGround = {
  base: Base
  clock: Clock
  calls: LiveCalls
  presence: LivePresence
  dialer: LiveDialer
  headsets: Pick<LiveHeadsets, 'mayWork'>
}
export type LiveFloor = ReturnType<typeof openLiveFloor>

const lookAgainMs = 60_000

/** What leaders watch: the day's figures in memory, and word whenever something on the floor has changed. */
export const openLiveFloor = (ground: FloorGround) => {
  const { base, clock, calls, presence, dialer } = ground
  const news = notices<void>()
  const changed = (): void => news.tell()
  const { load, countEnded, countOutcome, ...figures } = openFigures(ground, changed)
  const silence: (() => void)[] = []
  /** By leader: the headset they last joined a conversation with. */
  const headsetOf = new Map<string, string>()
  let teams: readonly { id: string; name: string }[] = []
  let endLook = (): void => {}

  const readTeams = async (): Promise<void> => {
    teams = (await listTeamsOf(base.database.engine)).map(({ id, name }) => ({ id, name }))
  }
  /** Names change rarely, and the plan moves on even where nothing happens. */
  const lookAgain = (): void => {
    readTeams()
      .then(changed)
      .catch((error: unknown) => base.log.warn({ err: error }, 'team names stay as they were'))
    endLook = clock.after(lookAgainMs, lookAgain)
  }
  const listen = (): void => {
    silence.push(
      calls.news.hear(({ call, kind }) => (kind === 'ended' ? countEnded(call) : changed())),
      calls.outcomes.hear(countOutcome),
      presence.news.hear(changed),
      dialer.news.hear(changed),
    )
  }
  return {
    ...figures,
    news,
    headsetOf,
    teams: () => teams,
    /** Takes up the day where the ledger has it, before the first call is placed. */
    load: async (): Promise<void> => {
      await load(listen)
      await readTeams()
      endLook = clock.after(lookAgainMs, lookAgain)
    },
    stop: (): void => {
      endLook()
      for (const quiet of silence) quiet()
    },
  }
}
