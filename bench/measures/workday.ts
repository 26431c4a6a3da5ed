import { logNormal } from '../outbound/random.ts'
import { type Agent, hourMs, type Team } from './centre.ts'
import type { Conversation } from './contact.ts'
import { chooserOf, type Draw } from './draw.ts'
import type { PastContact } from './past.ts'
import { type Day, line, stamp } from './rows.ts'

const minuteMs = 60_000
type Stretch = { state: string; ms: number; reason: string | null; callId: string | null }
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
const outcomeOf = (draw: Draw, { succeeded }: PastContact): readonly [string, string] =>
  succeeded ? ['success', 'success'] : unsuccessfulOf(draw.share())

const talkOf = (draw: Draw, past: PastContact): Talk => {
  const wrapUpSeconds = logNormal({ mean: 32, cv: 0.7 }, draw.share(), draw.share())
  return {
    past,
    talkMs: past.talkSeconds * 1000 + draw.below(1000),
    wrapUpMs: Math.round(Math.min(240, Math.max(4, wrapUpSeconds)) * 1000),
  }
}

/** Pauses of the day, by the share of conversations after which they fall. */
const pausesOf = (reasons: Reasons, weekday: number): { after: number; stretch: Stretch }[] => {
  const pause = (after: number, state: string, minutes: number, reason: string) => ({
    after,
    stretch: { state, ms: minutes * minuteMs, reason, callId: null },
  })
  return [
    ...(weekday === 1 ? [pause(0, 'meeting', 20, reasons.teamMeeting)] : []),
    pause(0.25, 'break', 15, reasons.shortBreak),
    pause(0.5, 'break', 60, reasons.meal),
    ...(weekday === 5 ? [pause(0.5, 'training', 45, reasons.training)] : []),
    pause(0.7, 'notReady', 4, reasons.notReady),
    pause(0.75, 'break', 15, reasons.shortBreak),
  ]
}

/** Nine hours with their pauses; what is left of them after talk and wrap-up is waiting, spread unevenly. */
const waitsOf = (draw: Draw, talks: readonly Talk[], pausedMs: number): number[] => {
  const busyMs = talks.reduce((sum, { talkMs, wrapUpMs }) => sum + talkMs + wrapUpMs, 0)
  const leftMs = Math.max(9 * hourMs - pausedMs - busyMs, talks.length * 9000)
  const weights = talks.map(() => 0.05 - Math.log(1 - draw.share()))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => Math.max(1500, Math.round((leftMs * weight) / total)))
}

const holdOf = (draw: Draw, talkMs: number): number =>
  draw.share() < 0.03 && talkMs > 60_000 ? Math.round(talkMs * 0.2) : 0

export type Workday = {
  agent: Agent
  team: Team
  campaignId: string
  weekday: number
  startsAtMs: number
  contacts: readonly PastContact[]
  reasons: Reasons
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
    const where = [
      agent.id,
      team.id,
      team.site.id,
      state,
      reason,
      callId || state === 'ready' ? campaignId : null,
      callId,
    ]
    day.spells.push(line([sessionId, from, to, follows, ...where]))
    atMs += ms
    follows = to
  }
  const whose = [sessionId, agent.id, team.id, team.site.id]
  day.sessions.push(line([...whose, stamp(startsAtMs), stamp(atMs), 'endOfShift']))
}

/** An agent's day: the conversations it held, and its time written to the millisecond. */
export const workThrough = (draw: Draw, day: Day, workday: Workday): { past: PastContact; said: Conversation }[] => {
  const { agent, team, startsAtMs, contacts, reasons, weekday } = workday
  const talks = contacts.map((past) => talkOf(draw, past))
  const pauses = pausesOf(reasons, weekday)
  const pausedMs = pauses.reduce((sum, { stretch }) => sum + stretch.ms, 0)
  const waits = waitsOf(draw, talks, pausedMs)
  const stretches: Stretch[] = [
    { state: 'notReady', ms: 45_000 + draw.below(120_000), reason: reasons.notReady, callId: null },
  ]
  let atMs = startsAtMs + (stretches[0]?.ms ?? 0)
  const add = (stretch: Stretch): void => {
    stretches.push(stretch)
    atMs += stretch.ms
  }
  const held = talks.map(({ past, talkMs, wrapUpMs }, index) => {
    while (pauses[0] && pauses[0].after * talks.length <= index) add((pauses.shift() as (typeof pauses)[0]).stretch)
    add({ state: 'ready', ms: waits[index] ?? 0, reason: null, callId: null })
    const placedAtMs = atMs - Math.min(waits[index] ?? 0, 9000) - 3000 - draw.below(14_000)
    const callId = draw.id(placedAtMs)
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
