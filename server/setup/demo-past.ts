import { bankDistribution } from '#adapters/simulator/bank-distribution.ts'
import { bankProfile } from '#adapters/simulator/bank-profile.ts'
import { chanceOf, fromQuantiles, oneOf } from '#adapters/simulator/chance.ts'
import { type Contact, neverReached, reached, type TimedCall, triedInVain, type WorkingDay } from '../past/contact.ts'
import { chooserOf, type Draw, drawFrom } from '../past/draw.ts'
import { provinces } from '../past/provinces.ts'
import { type Day, emptyDay } from '../past/rows.ts'
import { clockMs, dayMs, hourMs } from '../past/when.ts'
import { type PastContact, type Pause, pause, type Reasons, workThrough } from '../past/workday.ts'
import { type Bend, bendOf, tired } from './demo-story.ts'

/** The demo centre opened so many calendar days ago. */
export const pastDays = 35
/** A part-time turn, as long as the staff have worked today when the demo is first opened. */
export const turnHours = 2.1
const talksADay = 21
const hopelessShare = 0.07
const mostAttempts = 4

export type DemoAgent = {
  id: string
  staffNumber: string
  teamId: string
  siteId: string
  /** Index of the campaign the team calls for, and of the person over all. */
  campaign: number
  index: number
  /** Local hour at which the team's turn begins, and the day of work it began with. */
  turn: { hour: number; from: number }
}
/** Customers each campaign called in the past; a number stands once in each of its lists, which must not run out. */
export const customersOf = [3800, 4800, 2400] as const

/** A delivery of records, in a list of its own. */
export type DemoBatch = { id: string; listId: string; importedAtMs: number; day: number }
export type DemoCampaign = Contact['campaign'] & {
  name: string
  index: number
  batches: readonly DemoBatch[]
  customerIds: string[]
}

export type WorkedDay = {
  /** Local midnight and its place among the days of work. */
  midnightMs: number
  number: number
  weekday: number
}

const isWorkday = (midnightMs: number): boolean => {
  const weekday = new Date(midnightMs + clockMs).getUTCDay()
  return weekday !== 0 && weekday !== 6
}
export const midnightOf = (atMs: number): number => Math.floor((atMs + clockMs) / dayMs) * dayMs - clockMs
/** The last day of work up to that one. */
export const workingDay: WorkingDay = (midnightMs) =>
  isWorkday(midnightMs) ? midnightMs : workingDay(midnightMs - dayMs)

const workedDay = (midnightMs: number, number: number): WorkedDay => ({
  ...{ midnightMs, number },
  weekday: new Date(midnightMs + clockMs).getUTCDay(),
})
/** Mondays to Fridays of the five weeks up to yesterday. */
export const pastWorkdays = (now: Date): WorkedDay[] => {
  const today = midnightOf(now.getTime())
  return Array.from({ length: pastDays }, (_, back) => today - (pastDays - back) * dayMs)
    .filter(isWorkday)
    .map(workedDay)
}
/** The first days of work from that one on. */
const workdaysFrom = (midnightMs: number, count: number): WorkedDay[] =>
  Array.from({ length: count + 4 }, (_, on) => midnightMs + on * dayMs)
    .filter(isWorkday)
    .slice(0, count)
    .map(workedDay)

const chooseProvince = chooserOf(provinces)
/** Practice numbers of those called in the past; those of today's lists begin otherwise. */
export const pastNumber = (campaign: number, place: number): string =>
  `+86142${9 - campaign}${String(place).padStart(7, '0')}`
export const provinceOf = (campaign: number, place: number): string =>
  chooseProvince(chanceOf('province', campaign, place)())

/** Away for the day, planned or not; the same person on the same day always. */
export const awayOn = ({ index, staffNumber }: DemoAgent, { number }: WorkedDay): 'annual' | 'sick' | undefined => {
  // Whose story is told is there to live it.
  if (staffNumber.startsWith('D')) return undefined
  if ((index * 7 + number) % 41 === 0) return 'sick'
  return (index * 5 + number) % 37 === 0 ? 'annual' : undefined
}

/** As able today as tomorrow; small enough that chance, not nature, tells most people apart. */
const skillOf = ({ staffNumber }: DemoAgent): number => 0.94 + 0.12 * chanceOf('skill', staffNumber)()

const attemptsOf = (draw: Draw, reach: number): number => {
  let attempt = 1
  while (attempt < mostAttempts && draw.share() >= (bankDistribution.reachedByAttempt[attempt - 1] ?? 0.2) * reach)
    attempt++
  return attempt
}
const otherwise = (draw: Draw): readonly [string, string] => {
  const verdict = oneOf(draw.share, bankProfile.otherwise)
  if (verdict !== 'refusal') return [verdict, verdict]
  if (draw.share() < bankProfile.wantsNoMoreCalls) return ['doNotCall', 'doNotCall']
  return [`refusal.${oneOf(draw.share, bankProfile.refusalReasons)}`, 'refusal']
}
const contactOf = (draw: Draw, { success, reach }: Bend): PastContact => {
  const attempts = attemptsOf(draw, reach)
  if (draw.share() < bankProfile.success.rate * success) {
    const talkSeconds = fromQuantiles(draw.share, bankProfile.talkSeconds.success)
    return { attempts, talkSeconds, succeeded: true, outcome: ['success', 'success'] }
  }
  const outcome = otherwise(draw)
  const isShort = outcome[1] === 'callback' || outcome[1] === 'wrongPerson'
  const talkSeconds = isShort ? 8 + draw.share() * 32 : fromQuantiles(draw.share, bankProfile.talkSeconds.refusal)
  return { attempts, talkSeconds, succeeded: false, outcome }
}

const pausesOf = (reasons: Reasons, { weekday }: WorkedDay, { notReadyMinutes }: Bend): Pause[] =>
  [
    ...(weekday === 1 ? [pause(0, 'meeting', 10, reasons.teamMeeting)] : []),
    pause(0.5, 'break', 8, reasons.shortBreak),
    pause(0.8, 'notReady', 2, reasons.notReady),
    ...Array.from({ length: notReadyMinutes > 0 ? 6 : 0 }, (_, turn) =>
      pause(0.1 + turn * 0.14, 'notReady', notReadyMinutes, reasons.notReady),
    ),
  ].sort((a, b) => a.after - b.after)

/** The next record of a campaign: mostly from its newest list, from any of them where a number stands in that one already. */
const recordMaker = () => {
  const taken = new Map<string, number>()
  return (draw: Draw, campaign: DemoCampaign, atMs: number): { contact: Contact; lineNumber: number } => {
    const { customerIds, index } = campaign
    const there = campaign.batches.filter(
      ({ id, importedAtMs }) => importedAtMs <= atMs && (taken.get(id) ?? 0) < customerIds.length,
    )
    const isLast = there.length === campaign.batches.length
    const from = isLast || draw.share() < 0.2 ? draw.below(there.length) : there.length - 1
    const batch = there[from] ?? (campaign.batches.at(-1) as DemoBatch)
    const lineNumber = (taken.get(batch.id) ?? 0) + 1
    taken.set(batch.id, lineNumber)
    // Each list begins with other customers.
    const place = (lineNumber + batch.day * 211) % customerIds.length
    return {
      lineNumber,
      contact: {
        ...{ campaign, listId: batch.listId, batchId: batch.id, entryId: draw.id(batch.importedAtMs) },
        customerId: customerIds[place] as string,
        number: pastNumber(index, place),
        region: provinceOf(index, place),
      },
    }
  }
}

export type DemoCentre = { agents: readonly DemoAgent[]; campaigns: readonly DemoCampaign[]; reasons: Reasons }

/** Days on which a campaign got new records: the second one got no more after the second week. */
export const batchDays = (campaign: number, begins: number): number[] =>
  (campaign === tired.campaign ? [0, 3, 6, tired.lastBatch] : [0, 5, 10, 15, 20])
    .map((day) => Math.max(begins, day))
    .filter((day, place, all) => all.indexOf(day) === place)

type Ground = DemoCentre & { draw: Draw; nextRecord: ReturnType<typeof recordMaker>; owedHopeless: number }
type Turn = { agent: DemoAgent; date: WorkedDay }
/** What an agent does that day, and when the customers of that team are called. */
const turnOf = ({ draw, campaigns }: Ground, { agent, date }: Turn) => {
  const campaign = campaigns[agent.campaign] as DemoCampaign
  const bend = bendOf(agent, date.number)
  const opensMs = agent.turn.hour * hourMs
  return {
    campaign,
    bend: { ...bend, success: bend.success * skillOf(agent) },
    talks: Math.round(talksADay * bend.talks * (0.85 + 0.3 * draw.share())),
    when: { workingDay, hours: { opensMs, closesMs: opensMs + turnHours * hourMs } },
    momentIn: (): number => date.midnightMs + opensMs + draw.below(turnHours * hourMs),
  }
}

const workTurn = (ground: Ground, day: Day, { agent, date }: Turn): TimedCall[] => {
  const { draw, nextRecord, reasons } = ground
  const { campaign, bend, talks, when, momentIn } = turnOf(ground, { agent, date })
  const calls: TimedCall[] = []
  const workday = {
    ...{ agent, team: { id: agent.teamId, siteId: agent.siteId }, campaignId: campaign.id, reasons },
    ...{ hours: turnHours, wrapUp: 25, dialling: campaign.mode === 'predictive' ? 0 : 0.7 },
    startsAtMs: date.midnightMs + when.hours.opensMs - 3 * 60_000 + draw.below(6 * 60_000),
    contacts: Array.from({ length: talks }, () => contactOf(draw, bend)),
    pauses: pausesOf(reasons, date, bend),
  }
  for (const { past, said } of workThrough(draw, day, workday)) {
    const { contact, lineNumber } = nextRecord(draw, campaign, said.placedAtMs)
    calls.push(...reached(draw, day, contact, { attempts: past.attempts, lineNumber, said, ...when }))
  }
  ground.owedHopeless += (talks * hopelessShare) / (1 - hopelessShare)
  for (; ground.owedHopeless >= 1; ground.owedHopeless--) {
    const lastMs = momentIn()
    const { contact, lineNumber } = nextRecord(draw, campaign, lastMs)
    const attempts = attemptsOf(draw, bend.reach)
    calls.push(...neverReached(draw, day, contact, { attempts, lineNumber, lastMs, ...when }))
  }
  return calls
}

/** Whom the team would have gone on with on days to come: what it had tried by then. */
const tryOn = (ground: Ground, day: Day, { untilMs, ...turn }: Turn & { untilMs: number }): TimedCall[] => {
  const { draw, nextRecord } = ground
  const { campaign, bend, talks, when, momentIn } = turnOf(ground, turn)
  return Array.from({ length: talks }, () => attemptsOf(draw, bend.reach)).flatMap((attempts) => {
    const lastMs = momentIn()
    const { contact, lineNumber } = nextRecord(draw, campaign, untilMs)
    return triedInVain(draw, day, contact, { attempts, lineNumber, lastMs, untilMs, ...when })
  })
}

/** So many days of work ahead hold attempts that were made before today. */
const daysAhead = 3

/**
 * Five weeks of the demo centre, day by day, in the shares measured on the bank's contacts; the same for the same seed. The
 * stories it holds stand in `demo-story.ts`.
 */
export function* demoPast(centre: DemoCentre, { now, seed }: { now: Date; seed: number }): Generator<Day> {
  const ground: Ground = { ...centre, draw: drawFrom(seed), nextRecord: recordMaker(), owedHopeless: 0 }
  const untilMs = midnightOf(now.getTime())
  const past = pastWorkdays(now)
  const ahead = workdaysFrom(untilMs, daysAhead).map((date, place) => ({ ...date, number: past.length + place }))
  for (const date of [...past, ...ahead]) {
    const day = emptyDay()
    const present = centre.agents.filter((one) => one.turn.from <= date.number && !awayOn(one, date))
    const calls = present.flatMap((agent) =>
      date.midnightMs < untilMs ? workTurn(ground, day, { agent, date }) : tryOn(ground, day, { agent, date, untilMs }),
    )
    day.calls = calls.sort((a, b) => a.atMs - b.atMs).map(({ text }) => text)
    yield day
  }
}
