import { logNormal } from '#adapters/simulator/chance.ts'
import type { Conversation } from './contact.ts'
import { chooserOf, type Draw } from './draw.ts'
import { type Day, line, stamp } from './rows.ts'
import { hourMs, type Team } from './when.ts'

const minuteMs = 60_000
/** How one contact of the past went: the attempts it took, the seconds talked on the last, what it came to. */
export type PastContact = {
  attempts: number
  talkSeconds: number
  succeeded: boolean
  /** Code and kind of the outcome; drawn where the past does not tell what an unsuccessful one came to. */
  outcome?: readonly [string, string]
}
type Stretch = { state: string; ms: number; reason: string | null; callId: string | null }
/** A pause of the day, by the share of conversations after which it falls. */
export type Pause = { after: number; stretch: Stretch }
type Talk = { past: PastContact; talkMs: number; wrapUpMs: number }
/** Reasons of presence by name, as the product comes with them. */
export type Reasons = Record<'notReady' | 'shortBreak' | 'meal' | 'teamMeeting' | 'training', string>

/** What the file does not tell of conversations that did not succeed. */
export const unsuccessful = [
  ['refusal.noNeed', 'refusal', 34],
  ['refusal.tooExpensive', 'refusal', 9],
  ['refusal.alreadyHasOne', 'refusal', 9],
  ['refusal.noTime', 'refusal', 10],
  ['refusal.distrust', 'refusal', 6],
  ['noDecision', 'noDecision', 15],
  ['callback', 'callback', 9],
  ['wrongPerson', 'wrongPerson', 6],
  ['doNotCall', 'doNotCall', 1.5],
  ['complaint', 'complaint', 0.3],
] as const
const unsuccessfulOf = chooserOf(unsuccessful.map(([code, kind, weight]) => [[code, kind] as const, weight]))
const outcomeOf = (draw: Draw, { succeeded, outcome }: PastContact): readonly [string, string] =>
  outcome ?? (succeeded ? ['success', 'success'] : unsuccessfulOf(draw.share()))

const talkOf = (draw: Draw, past: PastContact, wrapUp: number): Talk => ({
  past,
  talkMs: Math.round(past.talkSeconds) * 1000 + draw.below(1000),
  wrapUpMs: Math.round(logNormal(draw.share, { mean: wrapUp, sd: wrapUp * 0.7, min: 4, max: 240 }) * 1000),
})

export const pause = (after: number, state: string, minutes: number, reason: string): Pause => ({
  after,
  stretch: { state, ms: Math.round(minutes * minuteMs), reason, callId: null },
})
/** The pauses of a day of nine hours. */
export const usualPauses = (reasons: Reasons, weekday: number): Pause[] => {
  return [
    ...(weekday === 1 ? [pause(0, 'meeting', 20, reasons.teamMeeting)] : []),
    pause(0.25, 'break', 15, reasons.shortBreak),
    pause(0.5, 'break', 60, reasons.meal),
    ...(weekday === 5 ? [pause(0.5, 'training', 45, reasons.training)] : []),
    pause(0.7, 'notReady', 4, reasons.notReady),
    pause(0.75, 'break', 15, reasons.shortBreak),
  ]
}

/** What is left of the hours beside pauses, talk and wrap-up is waiting, spread unevenly. */
const waitsOf = (draw: Draw, talks: readonly Talk[], freeMs: number): number[] => {
  const busyMs = talks.reduce((sum, { talkMs, wrapUpMs }) => sum + talkMs + wrapUpMs, 0)
  const leftMs = Math.max(freeMs - busyMs, talks.length * 9000)
  const weights = talks.map(() => 0.05 - Math.log(1 - draw.share()))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => Math.max(1500, Math.round((leftMs * weight) / total)))
}

const holdOf = (draw: Draw, talkMs: number): number =>
  draw.share() < 0.03 && talkMs > 60_000 ? Math.round(talkMs * 0.2) : 0

export type Workday = {
  agent: { id: string }
  team: Team
  campaignId: string
  startsAtMs: number
  hours?: number
  /** Mean wrap-up in seconds. */
  wrapUp?: number
  /** Share of the waiting that is dialling with the agent on the line, as in progressive and preview dialling. */
  dialling?: number
  contacts: readonly PastContact[]
  reasons: Reasons
  pauses: readonly Pause[]
}

/** Stretches of one day back to back from sign-in to sign-out, written so that each begins where the last ended. */
const writeSession = (
  draw: Draw,
  day: Day,
  { agent, team, campaignId, startsAtMs }: Workday,
  stretches: readonly Stretch[],
) => {
  const sessionId = draw.id(startsAtMs)
  let atMs = startsAtMs
  let follows: string | null = null
  for (const { state, ms, reason, callId } of stretches) {
    const [from, to]: [string, string] = [stamp(atMs), stamp(atMs + ms)]
    const where = [agent.id, team.id, team.siteId, state, reason, campaignId, callId]
    day.spells.push(line([sessionId, from, to, follows, ...where]))
    atMs += ms
    follows = to
  }
  const whose = [sessionId, agent.id, team.id, team.siteId]
  day.sessions.push(line([...whose, stamp(startsAtMs), stamp(atMs), 'endOfShift']))
}

/** An agent's day: the conversations it held, and its time written to the millisecond. */
export const workThrough = (draw: Draw, day: Day, workday: Workday): { past: PastContact; said: Conversation }[] => {
  const { agent, team, startsAtMs, contacts, reasons, hours = 9, wrapUp = 32, dialling = 0 } = workday
  const talks = contacts.map((past) => talkOf(draw, past, wrapUp))
  const pauses = [...workday.pauses]
  const pausedMs = pauses.reduce((sum, { stretch }) => sum + stretch.ms, 0)
  const waits = waitsOf(draw, talks, hours * hourMs - pausedMs)
  const stretches: Stretch[] = [
    { state: 'notReady', ms: 45_000 + draw.below(120_000), reason: reasons.notReady, callId: null },
  ]
  let atMs = startsAtMs + (stretches[0]?.ms ?? 0)
  const add = (stretch: Stretch): void => {
    stretches.push(stretch)
    atMs += stretch.ms
  }
  const held = talks.map(({ past, talkMs, wrapUpMs }, index) => {
    while (pauses[0] && pauses[0].after * talks.length <= index) add((pauses.shift() as Pause).stretch)
    const waitedMs = waits[index] ?? 0
    const diallingMs = Math.round(waitedMs * dialling)
    const placedAtMs = atMs + waitedMs - Math.min(waitedMs, 9000) - 3000 - draw.below(14_000)
    const callId = draw.id(placedAtMs)
    add({ state: 'ready', ms: waitedMs - diallingMs, reason: null, callId: null })
    if (diallingMs > 0) add({ state: 'dialing', ms: diallingMs, reason: null, callId })
    const holdMs = holdOf(draw, talkMs)
    const bridgedAtMs = atMs
    const [outcome, kind] = outcomeOf(draw, past)
    add({ state: 'talking', ms: talkMs - holdMs, reason: null, callId })
    if (holdMs > 0) add({ state: 'holding', ms: holdMs, reason: null, callId })
    add({ state: 'wrapUp', ms: wrapUpMs, reason: null, callId })
    const whose = { agentId: agent.id, team, callId, placedAtMs, bridgedAtMs }
    return { past, said: { ...whose, talkMs, holdMs, wrapUpMs, outcome, kind } }
  })
  for (const { stretch } of pauses) add(stretch)
  writeSession(draw, day, workday, stretches)
  return held
}
