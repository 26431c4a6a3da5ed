import type { AnsweredScript, Behaviour } from '#adapters/simulator/call-script.ts'
import { between, type Chance, chanceOf, oneOf } from '#adapters/simulator/chance.ts'
import type { SimulatedNetwork } from '#adapters/simulator/simulator.ts'
import type { Clock } from '#platform/clock.ts'
import type { Engine } from '../engine.ts'
import { recruitingNumber } from './demo-flows.ts'

const minuteMs = 60_000
const keysAt = (onPrompt: string, digits: string, afterMs: number) => ({ onPrompt, digits, afterMs })

/** What one applicant does: most go through, some press what means nothing, some say nothing, some hang up on the way. */
const applicant = (chance: Chance): Partial<AnsweredScript> => {
  const age = `${Math.round(between(chance, 18, 47))}#`
  const experience = chance() < 0.4 ? '1' : '2'
  const shifts = ['1#', '2#', '12#', '13#', '123#', '3#'][Math.floor(chance() * 6)] ?? '1#'
  const isShy = chance() < 0.1
  return {
    patienceMs: chance() < 0.2 ? Math.round(between(chance, 8000, 45_000)) : 10 * minuteMs,
    speaks: isShy ? [] : [{ onPrompt: 'flow-name', afterMs: 6000, forMs: Math.round(between(chance, 1200, 3500)) }],
    presses: [
      keysAt('flow-age', chance() < 0.12 ? `0#${age}` : age, Math.round(between(chance, 2500, 6000))),
      keysAt('flow-experience', chance() < 0.1 ? '5' : experience, Math.round(between(chance, 4000, 9000))),
      keysAt('flow-shifts', shifts, Math.round(between(chance, 6000, 10_000))),
    ],
  }
}

/** People who call the recruiting line of the demo, every few minutes, as their number has it. */
export const callRecruitingLine = (network: SimulatedNetwork, clock: Clock, seed: number): (() => void) => {
  const startedAt = clock.nowMs()
  let caller = 0
  const next = (): void => {
    const chance = chanceOf(seed, 'recruiting line', startedAt, caller++)
    const number = `142${String(Math.floor(between(chance, 30_000_000, 39_999_999)))}`
    network.callIn(number, recruitingNumber, applicant(chance))
    callOff = clock.after(between(chance, minuteMs, 6 * minuteMs), next)
  }
  let callOff = clock.after(minuteMs, next)
  return () => callOff()
}

/** Who is asked about a conversation answers as people do: most are content, some say nothing. */
export const answersSurveys =
  (behaviour: Behaviour): Behaviour =>
  (to, attemptNumber, given) => {
    const script = behaviour(to, attemptNumber, given)
    if (script.answeredBy !== 'person') return script
    const chance = chanceOf(given.seed, to, 'survey')
    const key = oneOf(chance, { 1: 60, 2: 15, 3: 10, nothing: 15 })
    if (key === 'nothing') return script
    return { ...script, presses: [...(script.presses ?? []), keysAt('survey-rating', String(key), 5000)] }
  }

/** Simulated agents hand some of their customers to the survey; people at a desk do so themselves. */
export const surveyDemoCustomers = ({ calls, clock, flows, presence }: Engine, seed: number): (() => void) => {
  const chance = chanceOf(seed, 'surveys', clock.nowMs())
  return calls.news.hear(({ call, kind }) => {
    if (kind !== 'bridged' || call.direction === 'in' || chance() > 0.15) return
    clock.after(between(chance, 15_000, 60_000), () => {
      const agent = call.agentId ? presence.find(call.agentId) : undefined
      if (!agent || agent.callId !== call.id || !agent.simulated) return
      // The customer has hung up in this very instant.
      flows.handToSurvey(agent.id).catch(() => {})
    })
  })
}

/** Of those who found a missed call, or whom we left waiting, a few call back: the number they see is ours. */
export const callBackMissed = (network: SimulatedNetwork, { calls, clock }: Engine, seed: number): (() => void) => {
  const chance = chanceOf(seed, 'call back', clock.nowMs())
  return calls.news.hear(({ call, kind }) => {
    const isMissed = call.record.cause === 'noAnswer' || call.abandoned
    if (kind !== 'ended' || call.direction === 'in' || !isMissed || chance() > 0.02) return
    const talkMs = Math.round(between(chance, 25_000, 3 * minuteMs))
    const { number, callerId } = call
    clock.after(between(chance, minuteMs, 20 * minuteMs), () => void network.callIn(number, callerId, { talkMs }))
  })
}
