import type { LiveCall, LiveCalls } from '#domains/calls/server/public.ts'
import { answeredAt } from '#domains/calls/server/public.ts'
import { type Campaign, findCampaign, listRunningCampaigns } from '#domains/campaigns/server/public.ts'
import { businessDayOf } from '#domains/people/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import type { Journal } from '#platform/journal.ts'
import { type Answer, answered } from './lanes.ts'
import { chanceOfDay, isDrawn } from './lot.ts'
import { readMachinesOnDays } from './store.ts'

type Ground = { base: Base; clock: Clock; journal: Journal; calls: LiveCalls }
type Known = { campaign: Campaign; day: string; chance: number }
export type LiveDetection = Awaited<ReturnType<typeof openLiveDetection>>

/** A business day that has begun is noticed within so long; until then the probability of the day before stands. */
const lookEveryMs = 60_000

/** Falls once for each call: what it is then stays, whatever becomes of the campaign. */
const draw = (call: LiveCall, mode: Answer['mode'], of: Known | undefined, nowMs: number): Answer => {
  const at = new Date(answeredAt(call.record) ?? nowMs)
  const chance = of?.chance ?? 0
  return {
    callId: call.id,
    placedAt: new Date(call.record.placedAt),
    answeredAt: at,
    campaignId: call.campaignId,
    siteId: of?.campaign.siteId ?? call.siteId,
    day: businessDayOf(of?.campaign ?? { timeZone: 'Asia/Shanghai', dayStartsAt: '00:00' }, at),
    mode,
    isPredictive: call.mode === 'predictive',
    chance,
    drawn: isDrawn(call.id, chance),
    heardAs: null,
    afterMs: null,
  }
}

/**
 * Draws by lot, the moment customers answer, which calls people will check, and notes what the machine took each answered
 * call for. What goes wrong with it never touches the call.
 */
export const openLiveDetection = async ({ base, clock, journal, calls }: Ground) => {
  const known = new Map<string, Known>()
  const answers = new WeakMap<LiveCall, Answer>()

  const learn = async (campaign: Campaign): Promise<void> => {
    const day = businessDayOf(campaign, clock.now())
    const machines = await readMachinesOnDays(base.database.engine, campaign.id, day)
    known.set(campaign.id, { campaign, day, chance: chanceOfDay(campaign.machineAudits, machines) })
  }
  /** Knows a campaign as it stands now, or no longer. */
  const campaignChanged = async (campaignId: string): Promise<void> => {
    const campaign = await findCampaign(base.database.engine, campaignId)
    if (campaign?.state === 'running' && campaign.machineDetection !== 'off') await learn(campaign)
    else known.delete(campaignId)
  }
  const turnDays = async (): Promise<void> => {
    for (const { campaign, day } of [...known.values()])
      if (businessDayOf(campaign, clock.now()) !== day) await campaignChanged(campaign.id)
  }

  /** The same answer however often it is asked for. Undefined where nobody finds out who answered. */
  const answerOf = (call: LiveCall): Answer | undefined => {
    const { machineDetection: mode = 'off', direction } = call
    if (mode === 'off' || direction === 'in') return undefined
    const answer = answers.get(call) ?? draw(call, mode, known.get(call.campaignId), clock.nowMs())
    answers.set(call, answer)
    return answer
  }
  /** Before an agent joins the machine only counts while it is waited for: then the customer is given to an agent, or to nobody. */
  const isInTime = ({ machineDetection, record, abandoned }: LiveCall): boolean =>
    machineDetection === 'while' || (record.bridgedAt === null && !abandoned)

  const stopHearing = calls.news.hear(({ call, kind, afterMs = 0 }) => {
    if (kind !== 'answered' && kind !== 'classified') return
    const answer = answerOf(call)
    if (!answer) return
    const { classified: heardAs } = call.record
    if (kind === 'answered') journal.append(answered, answer)
    else if (isInTime(call)) journal.append(answered, { ...answer, heardAs, afterMs })
  })

  let callOffLook = (): void => {}
  const look = (): void => {
    callOffLook = clock.after(lookEveryMs, look)
    const release = clock.hold()
    turnDays()
      .catch((error: unknown) =>
        base.log.warn({ err: error }, 'how many calls are drawn today could not be worked out'),
      )
      .finally(release)
  }
  for (const campaign of await listRunningCampaigns(base.database.engine))
    if (campaign.machineDetection !== 'off') await learn(campaign)
  look()

  return {
    campaignChanged,
    /** Whether to record this call from the answer on: drawn, and no agent is to be on it before the machine knows. */
    isToBeHeard: (call: LiveCall): boolean => call.machineDetection === 'before' && (answerOf(call)?.drawn ?? false),
    /** The probability with which a call of that campaign is drawn now; undefined where none is. */
    chanceOf: (campaignId: string): number | undefined => known.get(campaignId)?.chance,
    stop: (): void => {
      callOffLook()
      stopHearing()
    },
  }
}
