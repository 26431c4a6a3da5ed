import { typeMeanings } from '#domains/campaigns/contract.ts'
import { type Campaign, listRunningCampaigns, nextOpening } from '#domains/campaigns/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Changes, Forecast } from '../../contract.ts'
import { type Beliefs, believe } from '../forecast/beliefs.ts'
import { type Evidence, type SpokenKind, spokenKinds } from '../forecast/evidence.ts'
import type { ForecastInputs } from '../forecast/inputs.ts'
import { callingDays, hoursOf } from '../forecast/schedule.ts'
import { readLedgers } from './ledger.ts'
import { expectAgents } from './presence.ts'
import { readStock } from './stock.ts'

export const usualRuns = 40

/** The outcomes a campaign of that type counts as success. */
export const successesOf = ({ type }: Pick<Campaign, 'type'>): SpokenKind[] =>
  spokenKinds.filter((kind) => typeMeanings[type].counts.includes(kind))

/** From when on a forecast counts: now where it runs, else the first opening from its first day on. */
const startOf = ({ state, startsOn, callingHours, timeZone }: Campaign, now: Date): Date => {
  if (state === 'running' || state === 'paused') return now
  // The day begins somewhere on earth twelve hours before it does in UTC; hours before it are closed to the campaign.
  const first = startsOn ? Date.parse(`${startsOn}T00:00:00Z`) - 12 * 3_600_000 : 0
  return nextOpening(callingHours, timeZone, new Date(Math.max(now.getTime(), first))) ?? now
}

const callsIn = ({ answers }: Evidence): number => answers.reduce((sum, { placed }) => sum + placed, 0)
const meanOf = (parts: Beliefs['wrapUpMs']['parts']): number =>
  parts.reduce(
    (sum, { share, quantiles }) => sum + (share * quantiles.reduce((a, b) => a + b, 0)) / quantiles.length,
    0,
  )

/** What is believed, in the few numbers a person reads. */
const ratesOf = (beliefs: Beliefs, successes: readonly SpokenKind[]) => {
  const { answers, outcomes, talkMs, wrapUpMs } = beliefs
  const all = outcomes.reduce((sum, part) => sum + part, 0)
  const share = (kind: SpokenKind): number => (outcomes[spokenKinds.indexOf(kind)] ?? 0) / all
  const [first] = answers
  return {
    answerRate: first ? first.yes / (first.yes + first.no) : 0,
    successRate: successes.reduce((sum, kind) => sum + share(kind), 0),
    talkSeconds: spokenKinds.reduce((sum, kind) => sum + share(kind) * meanOf(talkMs[kind].parts), 0) / 1000,
    wrapUpSeconds: meanOf(wrapUpMs.parts) / 1000,
  }
}

export type Gathered = { inputs: ForecastInputs; startsAt: Date; told: Pick<Forecast, 'inputs' | 'rates'> }

/** Everything a forecast of this campaign is made from, as it stands now. */
export const gatherInputs = async (
  { db, now }: Context,
  campaign: Campaign,
  { changes, seed, runs = usualRuns }: { changes: Changes; seed: number; runs?: number },
): Promise<Gathered> => {
  const at = now()
  const successes = successesOf(campaign)
  const ledgers = await readLedgers(db, { ...campaign, successes }, at)
  const beliefs = believe(ledgers)
  const list = await readStock(db, campaign, at)
  const expected = await expectAgents(db, campaign, { running: await listRunningCampaigns(db), now: at })
  const { agents, hoursPerDay = null, abandonTarget = campaign.abandonTarget } = changes
  const agentsByHour = agents === undefined ? expected : expected.map(() => agents)
  const startsAt = startOf(campaign, at)
  const { mode, callingHours, timeZone, attemptPolicy, endsOn, abandonCeiling, lineLimit } = campaign
  const inputs: ForecastInputs = {
    seed,
    runs,
    startAt: startsAt.getTime(),
    rules: { mode, callingHours, timeZone, attemptPolicy, endsOn, abandonTarget, abandonCeiling, lineLimit, successes },
    agentsByHour,
    hoursPerDay,
    list,
    beliefs,
  }
  const week = callingDays(inputs.rules, { startAt: inputs.startAt, days: 8, hoursPerDay }).slice(-7)
  const stretches = week.flatMap((day) => day.stretches)
  const hours = hoursOf(week)
  const agentHours = stretches.reduce(
    (sum, { from, to, hour }) => sum + ((agentsByHour[hour] ?? 0) * (to - from)) / 3_600_000,
    0,
  )
  return {
    inputs,
    startsAt,
    told: {
      inputs: {
        contacts: list.reduce((sum, { count }) => sum + count, 0),
        agents: hours > 0 ? agentHours / hours : null,
        hoursPerDay: week.length > 0 ? hours / week.length : null,
        abandonTarget,
        mode,
      },
      rates: {
        ownCalls: callsIn(ledgers.own),
        alikeCalls: callsIn(ledgers.alike),
        centreCalls: callsIn(ledgers.centre),
        ...ratesOf(beliefs, successes),
      },
    },
  }
}
