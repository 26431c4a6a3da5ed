import { chooserOf, type Draw } from './draw.ts'
import { type Day, line, stamp } from './rows.ts'
import { clockMs, dayMs, hourMs, type Team } from './when.ts'

/** A record of a list, as its calls name it. */
export type Contact = {
  campaign: {
    id: string
    mode: string
    callerId: string
    fromMs: number
    /** The number it called under until then. */
    earlier?: { callerId: string; untilMs: number }
  }
  listId: string
  batchId: string
  entryId: string
  customerId: string
  number: string
  /** Province of the customer. */
  region: string
}
/** What an agent's conversation adds to a call. */
export type Conversation = {
  agentId: string
  team: Team
  callId: string
  placedAtMs: number
  bridgedAtMs: number
  talkMs: number
  holdMs: number
  wrapUpMs: number
  outcome: string
  kind: string
}

/** Shares the file does not tell, as usual in the trade: how calls end that no agent spoke on. */
export const missedEnds = [
  ['noAnswer', 62],
  ['busy', 13.5],
  ['rejected', 9],
  ['switchedOff', 8],
  ['machine', 5.5],
  ['networkFault', 1],
  ['abandoned', 1],
] as const
const endOf = chooserOf(missedEnds)
/** Why records are closed that nobody ever spoke to. */
export const hopelessEnds = [
  ['noAnswer', 60],
  ['emptyNumber', 22],
  ['suspended', 12],
  ['switchedOff', 6],
] as const
const hopelessOf = chooserOf(hopelessEnds)

/** When customers are called, in milliseconds from local midnight. */
export type CallHours = { opensMs: number; closesMs: number }
const usualHours: CallHours = { opensMs: 9 * hourMs, closesMs: 20.5 * hourMs }
/** The local midnight of the last day of work up to that one. */
export type WorkingDay = (midnightMs: number) => number
const same: WorkingDay = (midnightMs) => midnightMs
/** How the attempts before the last lie: on which days and at which hours. */
export type When = { workingDay?: WorkingDay; hours?: CallHours }

/** An earlier moment within calling hours, never before the campaign began. */
const before = (
  draw: Draw,
  atMs: number,
  { fromMs, workingDay = same, hours = usualHours }: When & { fromMs: number },
) => {
  const { opensMs, closesMs } = hours
  const wanted = atMs - hourMs - draw.below(30 * hourMs)
  const midnight = Math.floor((wanted + clockMs) / dayMs) * dayMs - clockMs
  const time = wanted - midnight
  // Too early in the day for calls: the day before; too late: earlier on that day.
  const dayOf = time < opensMs ? midnight - dayMs : midnight
  const back = time >= opensMs && time < closesMs ? wanted : dayOf + opensMs + draw.below(closesMs - opensMs)
  const backMidnight = Math.floor((back + clockMs) / dayMs) * dayMs - clockMs
  const within = back - backMidnight + workingDay(backMidnight)
  const start = fromMs + opensMs
  const atMost = Math.min(Math.max(start, atMs) - start, closesMs - opensMs)
  return within > start ? within : start + Math.floor(atMost * draw.share())
}

/** The part of a call's row that tells whom it reached for. */
const whom = ({ campaign, listId, batchId, entryId, customerId, number }: Contact, atMs: number) => [
  ...[campaign.id, entryId, customerId, listId, batchId, number],
  ...[callerIdAt(campaign, atMs), campaign.mode],
]
const callerIdAt = ({ callerId, earlier }: Contact['campaign'], atMs: number): string =>
  earlier && atMs < earlier.untilMs ? earlier.callerId : callerId

type Missed = { number: number; atMs: number; end: string }
/** Who picked up where no agent spoke: nobody, a machine, or somebody we had no agent for. */
const pickedUp: Partial<Record<string, { by: string; endedBy: string; heardForMs: number }>> = {
  machine: { by: 'machine', endedBy: 'us', heardForMs: 3000 },
  abandoned: { by: 'person', endedBy: 'customer', heardForMs: 2000 },
}
const neverRang: readonly string[] = ['networkFault', 'emptyNumber', 'suspended']

const missedCall = (draw: Draw, contact: Contact, { number, atMs, end }: Missed): string => {
  const up = pickedUp[end]
  const ringingAt = atMs + 800 + draw.below(2500)
  const ringsFor = end === 'noAnswer' ? 25_000 : 4000 + draw.below(16_000)
  const endedAt = ringingAt + ringsFor + (up?.heardForMs ?? 0)
  const cause = up ? 'normal' : end
  const abandoned = end === 'abandoned'
  return line([
    ...[draw.id(atMs), stamp(atMs), ...whom(contact, atMs), number, 1, null, null, null, 'ended'],
    ...[neverRang.includes(end) ? null : stamp(ringingAt), up ? stamp(ringingAt + ringsFor) : null, up?.by ?? null],
    ...[null, stamp(endedAt), cause, up?.endedBy ?? 'network', 0, 0, 0, abandoned],
    ...[abandoned ? 'abandoned' : `unreached.${cause}`, abandoned ? 'abandoned' : 'unreached', stamp(endedAt)],
    ...[1, contact.region],
  ])
}

const talkedCall = (draw: Draw, contact: Contact, number: number, said: Conversation): string => {
  const { callId, placedAtMs, bridgedAtMs, talkMs, holdMs, wrapUpMs, agentId, team, outcome, kind } = said
  const endedAt = bridgedAtMs + talkMs
  const answeredAt = bridgedAtMs - 150 - draw.below(1200)
  return line([
    ...[callId, stamp(placedAtMs), ...whom(contact, placedAtMs), number, 1, agentId, team.id, team.siteId, 'ended'],
    ...[stamp(placedAtMs + 900), stamp(Math.max(answeredAt, placedAtMs + 900)), 'person', stamp(bridgedAtMs)],
    ...[stamp(endedAt), 'normal', draw.share() < 0.6 ? 'customer' : 'us', talkMs, holdMs, wrapUpMs, false],
    ...[outcome, kind, stamp(endedAt + wrapUpMs), 1, contact.region],
  ])
}

export type TimedCall = { atMs: number; text: string }

type Last = When & { attempts: number; lastMs: number }
/** The attempts before the last, backwards in time from it. */
const earlierCalls = (draw: Draw, contact: Contact, { attempts, lastMs, ...when }: Last): TimedCall[] => {
  let atMs = lastMs
  return Array.from({ length: attempts - 1 }, (_, back) => {
    atMs = before(draw, atMs, { ...when, fromMs: contact.campaign.fromMs })
    return { atMs, text: missedCall(draw, contact, { number: attempts - 1 - back, atMs, end: endOf(draw.share()) }) }
  })
}

const record = (day: Day, contact: Contact, lineNumber: number): void => {
  const { listId, batchId, entryId, customerId, number } = contact
  day.entries.push(line([entryId, listId, batchId, customerId, number, lineNumber]))
}
const settle = (
  day: Day,
  contact: Contact,
  end: { attempts: number; outcome: string; reason: string; atMs: number },
) => {
  const { campaign, listId, batchId, entryId, customerId, number } = contact
  const who = [campaign.id, entryId, customerId, listId, batchId, number]
  const at = stamp(end.atMs)
  day.contacts.push(line([...who, 'closed', at, end.attempts, end.outcome, end.reason, at]))
}

/** A record that was reached on its last attempt: its calls, its entry, how it was closed. */
export const reached = (
  draw: Draw,
  day: Day,
  contact: Contact,
  made: When & { attempts: number; lineNumber: number; said: Conversation },
) => {
  const { attempts, lineNumber, said, ...when } = made
  record(day, contact, lineNumber)
  settle(day, contact, {
    attempts,
    outcome: said.outcome,
    reason: said.kind,
    atMs: said.bridgedAtMs + said.talkMs + said.wrapUpMs,
  })
  const last = { atMs: said.placedAtMs, text: talkedCall(draw, contact, attempts, said) }
  return [last, ...earlierCalls(draw, contact, { ...when, attempts, lastMs: said.placedAtMs })]
}

/** A record nobody ever spoke to: dead numbers are given up at once. */
export const neverReached = (
  draw: Draw,
  day: Day,
  contact: Contact,
  made: When & { attempts: number; lineNumber: number; lastMs: number },
) => {
  const end = hopelessOf(draw.share())
  const attempts = end === 'noAnswer' || end === 'switchedOff' ? made.attempts : 1
  record(day, contact, made.lineNumber)
  settle(day, contact, { attempts, outcome: `unreached.${end}`, reason: end, atMs: made.lastMs + 30_000 })
  const last = { atMs: made.lastMs, text: missedCall(draw, contact, { number: attempts, atMs: made.lastMs, end }) }
  return [last, ...earlierCalls(draw, contact, { ...made, attempts })]
}

/**
 * A record that will be reached after `untilMs`, or not: what was tried before, after which it was given up. Without these
 * the last days of a past would lack the calls nobody answered.
 */
export const triedInVain = (
  draw: Draw,
  day: Day,
  contact: Contact,
  made: When & { attempts: number; lineNumber: number; lastMs: number; untilMs: number },
): TimedCall[] => {
  const tried = earlierCalls(draw, contact, made).filter(({ atMs }) => atMs < made.untilMs)
  const [last] = tried
  if (!last) return []
  record(day, contact, made.lineNumber)
  const end = { attempts: tried.length, outcome: 'unreached.noAnswer', reason: 'noAnswer' }
  settle(day, contact, { ...end, atMs: last.atMs + 60_000 })
  return tried
}
