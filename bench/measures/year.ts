import { type Contact, neverReached, reached, type TimedCall } from '#server/past/contact.ts'
import { type Draw, drawFrom } from '#server/past/draw.ts'
import { type Day, emptyDay } from '#server/past/rows.ts'
import { clockMs, dayMs, hourMs } from '#server/past/when.ts'
import { type Reasons, usualPauses, workThrough } from '#server/past/workday.ts'
import {
  type Agent,
  type Campaign,
  type Centre,
  campaignOf,
  customerId,
  customerNumber,
  localMidnight,
  provinceOf,
  teamOf,
} from './centre.ts'
import type { Past } from './past.ts'

/** Records nobody ever speaks to, of all records called: the file holds none of them. */
export const neverReachedShare = 0.15
/** What such a record takes on average: dead numbers one attempt, the others as many as those reached. */
const hopelessAttempts = (mean: number): number => 0.34 + 0.66 * mean

type WorkingDay = { midnightMs: number; month: number; weekday: number; number: number }

const workingDaysOf = (year: number): WorkingDay[] =>
  Array.from({ length: 366 }, (_, number) => {
    const midnightMs = localMidnight(year, 0, 1) + number * dayMs
    const local = new Date(midnightMs + clockMs)
    return {
      midnightMs,
      month: local.getUTCMonth(),
      weekday: local.getUTCDay() || 7,
      number,
      year: local.getUTCFullYear(),
    }
  }).filter((day) => day.year === year && day.weekday !== 7)

/** Five days of six. */
const works = ({ index }: Agent, { number }: WorkingDay): boolean => (index + number) % 6 !== 0

/** How many conversations an agent holds a day, so that the year comes to `rows` calls and a little more. */
const talksADay = ({ agents }: Centre, days: readonly WorkingDay[], past: Past, rows: number): number => {
  const unreached = neverReachedShare / (1 - neverReachedShare)
  let callsAtOneTalk = 0
  for (const day of days) {
    const mean = past.meanAttempts(day.month, day.weekday)
    const working = agents.filter((agent) => works(agent, day)).length
    callsAtOneTalk += working * (mean + unreached * hopelessAttempts(mean))
  }
  return (rows * 1.02) / callsAtOneTalk
}

/** The next record of a campaign: from its newest batch, from the one before while that lasts. */
const contactMaker = ({ customers, campaigns }: Centre) => {
  const taken = campaigns.map(() => 0)
  // Odd and no divisor of what it steps through, so that a campaign meets each customer once.
  const step = 7_368_787
  return (draw: Draw, campaign: Campaign, atMs: number): { contact: Contact; lineNumber: number } => {
    const lineNumber = (taken[campaign.index] ?? 0) + 1
    taken[campaign.index] = lineNumber
    const there = campaign.batches.filter(({ importedAtMs }) => importedAtMs <= atMs)
    const batch = there.at(draw.share() < 0.75 ? -1 : -Math.min(2, there.length)) as Campaign['batches'][0]
    const customer = (lineNumber * step + campaign.index * 104_729) % customers
    const whose = { customerId: customerId(customer), number: customerNumber(customer), region: provinceOf(customer) }
    return {
      contact: { campaign, listId: campaign.listId, batchId: batch.id, entryId: draw.id(batch.importedAtMs), ...whose },
      lineNumber,
    }
  }
}

/** A young campaign has not tried anybody often yet. */
const attemptsBy = (campaign: Campaign, attempts: number, atMs: number): number =>
  Math.min(attempts, 1 + 3 * Math.floor((atMs - campaign.fromMs) / dayMs))

const byMoment = (a: TimedCall, b: TimedCall): number => a.atMs - b.atMs

/**
 * A year of the centre, day by day, the same for the same seed: each conversation stands in the ledger and in its agent's
 * time, to the millisecond. Attempts before the last lie on days before, so a day brings a few calls of last week as well.
 */
export function* yearOf(
  centre: Centre,
  past: Past,
  { rows, seed, reasons }: { rows: number; seed: number; reasons: Reasons },
): Generator<Day> {
  const draw = drawFrom(seed + 1)
  const days = workingDaysOf(centre.year)
  const mean = talksADay(centre, days, past, rows)
  const nextContact = contactMaker(centre)
  // Carried on from agent to agent, so that rounding loses nothing over the year.
  let owed = 0
  let owedHopeless = 0
  for (const date of days) {
    const day = emptyDay()
    const calls: TimedCall[] = []
    for (const agent of centre.agents.filter((one) => works(one, date))) {
      const team = teamOf(centre, agent, date.midnightMs)
      const campaign = campaignOf(centre, team, date.midnightMs)
      const shiftMs = (team.index % 4 < 2 ? 9 : 11.5) * hourMs - draw.below(10 * 60_000)
      owed += mean * (0.8 + 0.4 * draw.share())
      const talks = Math.floor(owed)
      owed -= talks
      const startsAtMs = date.midnightMs + shiftMs
      const contacts = Array.from({ length: talks }, () => past.contact(draw, date.month, date.weekday))
      const pauses = usualPauses(reasons, date.weekday)
      const workday = { agent, team, campaignId: campaign.id, startsAtMs, contacts, reasons, pauses }
      for (const { past: was, said } of workThrough(draw, day, workday)) {
        const { contact, lineNumber } = nextContact(draw, campaign, said.placedAtMs)
        calls.push(
          ...reached(draw, day, contact, {
            attempts: attemptsBy(campaign, was.attempts, said.placedAtMs),
            lineNumber,
            said,
          }),
        )
      }
      owedHopeless += (talks * neverReachedShare) / (1 - neverReachedShare)
      for (; owedHopeless >= 1; owedHopeless--) {
        const lastMs = date.midnightMs + 9 * hourMs + draw.below(11 * hourMs)
        const { contact, lineNumber } = nextContact(draw, campaign, lastMs)
        const attempts = attemptsBy(campaign, past.contact(draw, date.month, date.weekday).attempts, lastMs)
        calls.push(...neverReached(draw, day, contact, { attempts, lineNumber, lastMs }))
      }
    }
    day.calls = calls.sort(byMoment).map(({ text }) => text)
    yield day
  }
}
