import type { MeasuredGroup } from '#domains/metrics/contract.ts'
import { medianOf } from '../interval.ts'
import {
  type StateFinding,
  type StateShares,
  stateFindingOf,
  stateFindings,
  successValue,
  successValuePerHour,
} from '../quadrant.ts'

/** What the pictures are drawn from, in the order asked for. */
export const pictureCodes = [
  'agent_calls',
  'online_successes',
  'talk_utilisation',
  'idle_rate',
  'not_ready_rate',
  'talk_per_refusal',
  'talk_per_success',
  'calls_per_login_hour',
] as const
type Code = (typeof pictureCodes)[number]

export type PicturePerson = {
  agentId: string
  name: string
  calls: number
  successes: number
  hours: number | null
  states: (StateShares & { other: number }) | null
  pace: { length: number; callsPerHour: number } | null
  successLength: number | null
  isSmall: boolean
}
/** Fewer calls than this say little of a person. */
const leastCalls = 30

const personOf = ({ keys, labels, values }: MeasuredGroup): PicturePerson | undefined => {
  const of = (code: Code) => values.find((one) => one.code === code)
  const [calls, successes] = [of('agent_calls')?.value ?? 0, of('online_successes')?.value ?? 0]
  const [utilisation, idle, notReady] = (['talk_utilisation', 'idle_rate', 'not_ready_rate'] as const).map(
    (code) => of(code)?.value ?? null,
  ) as [number | null, number | null, number | null]
  const [length, callsPerHour] = [of('talk_per_refusal')?.value ?? null, of('calls_per_login_hour')?.value ?? null]
  const agentId = keys[0]
  if (!agentId) return undefined
  return {
    agentId,
    name: labels[0] ?? '–',
    calls,
    successes,
    hours: of('calls_per_login_hour')?.denominator ?? null,
    states:
      utilisation === null || idle === null || notReady === null
        ? null
        : { utilisation, idle, notReady, other: Math.max(0, 1 - utilisation - idle - notReady) },
    pace: length === null || callsPerHour === null ? null : { length, callsPerHour },
    successLength: of('talk_per_success')?.value ?? null,
    isSmall: calls < leastCalls,
  }
}
/** Everybody who worked in the period, by name. */
export const picturePeople = (groups: readonly MeasuredGroup[]): PicturePerson[] =>
  groups.flatMap((group) => personOf(group) ?? []).sort((a, b) => a.name.localeCompare(b.name, 'zh'))

const limits = { idle: 0.25, notReady: 0.15, sharedFrom: 0.5 }
/** What the tree of combination one reads from these shares; who is within the usual is not told of. */
export const readStates = (people: readonly PicturePerson[]): { finding: StateFinding; names: string[] }[] => {
  const known = people.flatMap(({ agentId, name, states }) => (states ? [{ agentId, name, states }] : []))
  const utilisation = medianOf(known.map(({ states }) => states.utilisation)) ?? 0
  const read = known.map(({ agentId, name, states }) => {
    const peers = known.filter((other) => other.agentId !== agentId).map((other) => other.states)
    const near = Math.abs(states.utilisation - utilisation) < utilisation * 0.1
    const finding = stateFindingOf(near ? { ...states, utilisation } : states, peers, { ...limits, utilisation })
    return { name, finding }
  })
  return stateFindings
    .filter((finding) => finding !== 'usual')
    .map((finding) => ({ finding, names: read.filter((one) => one.finding === finding).map(({ name }) => name) }))
    .filter(({ names }) => names.length > 0)
}

/** Success values by name: no ranking. */
export const successValuesOf = (people: readonly PicturePerson[]) =>
  people.map(({ agentId, name, successes, calls, hours, successLength }) => ({
    agentId,
    name,
    successes,
    rate: calls > 0 ? successes / calls : null,
    value: successValue(successes, calls),
    perHour: hours === null ? null : successValuePerHour(successes, calls, hours),
    successLength,
  }))
