import type { FlowBody } from './flow.ts'
import type { RunEnd, StepResult } from './run.ts'
import { type FlowEvent, type FlowOrder, type FlowState, newRun, nextMove, type Passage } from './runtime.ts'

/**
 * What a caller does at a step: presses keys, talks, hangs up, or is taken by an agent; in the order given, a step not
 * named gets silence, and no agent.
 */
export type Given = { stepId: string; keys: string; speaksSeconds: number; hangsUp: boolean; isTaken: boolean }
export type Tried = {
  end: RunEnd | null
  seconds: number
  answers: (Passage & { stepName: string; values: string[]; result: StepResult | null })[]
  heard: { atMs: number; prompt: string }[]
}

/** Where nobody says how long prompts last. */
const usualPromptMs = 3000
const keyMs = 400
/** A caller who does nothing is through with any flow long before. */
const mostMoves = 5000

type Walk = {
  flow: FlowBody
  state: FlowState
  atMs: number
  /** Prompts still to be heard. */
  saying: string[]
  waitMs: number
  /** So long a silence ends a spoken answer. */
  silenceMs: number
  left: Given[]
  tried: Tried
}

const nameOf = ({ steps }: FlowBody, stepId: string): string => steps.find(({ id }) => id === stepId)?.name ?? stepId

const carryOut = (walk: Walk, order: FlowOrder): void => {
  const { tried, flow } = walk
  if (order.do === 'say') walk.saying = [...order.prompts]
  else if (order.do === 'hush') walk.saying = []
  else if (order.do === 'wait') walk.waitMs = order.milliseconds
  else if (order.do === 'record') walk.silenceMs = order.silenceMs
  else if (order.do === 'end') tried.end = order.end
  else if (order.do === 'leave') {
    const { passage, result } = order
    tried.answers.push({ ...passage, values: [...passage.values], stepName: nameOf(flow, passage.stepId), result })
  }
}
const hear = (walk: Walk, event: FlowEvent): void => {
  const moved = nextMove(walk.state, event)
  walk.state = moved.state
  for (const order of moved.orders) carryOut(walk, order)
}
/** Lets so much time go by, and then that happen; a call that takes too long ends in the midst of it. */
const pass = (walk: Walk, milliseconds: number, event?: FlowEvent): void => {
  const mostMs = walk.flow.mostMinutes * 60_000
  const isTooLong = walk.atMs < mostMs && walk.atMs + milliseconds >= mostMs
  walk.atMs = isTooLong ? mostMs : walk.atMs + milliseconds
  if (isTooLong) hear(walk, { kind: 'tooLong' })
  else if (event) hear(walk, event)
}

const pressAll = (walk: Walk, keys: string): void => {
  const place = walk.state.passage?.place
  for (const key of keys) {
    // What is pressed after the step was left would be pressed into the next: that one has keys of its own.
    if (walk.state.passage?.place !== place) return
    pass(walk, keyMs, { kind: 'key', key })
  }
}
const speak = (walk: Walk, seconds: number): void => {
  hear(walk, { kind: 'talking' })
  const silentAfterMs = seconds * 1000 + walk.silenceMs
  if (silentAfterMs < walk.waitMs) pass(walk, silentAfterMs, { kind: 'silent' })
  else pass(walk, walk.waitMs, { kind: 'timeUp' })
}

const givenHere = (walk: Walk): Given | undefined => {
  const at = walk.left.findIndex(({ stepId }) => stepId === walk.state.passage?.stepId)
  return at < 0 ? undefined : walk.left.splice(at, 1)[0]
}
/** The turn of the caller: what was given for this step, or nothing. */
const takeTurn = (walk: Walk): void => {
  const given = givenHere(walk)
  const before = walk.state
  if (given?.keys) pressAll(walk, given.keys)
  if (given?.hangsUp) return hear(walk, { kind: 'hungUp' })
  if (given?.speaksSeconds && walk.state.phase === 'speaking') return speak(walk, given.speaksSeconds)
  if (walk.state.passage?.place === before.passage?.place && walk.state.phase === before.phase)
    pass(walk, walk.waitMs, { kind: 'timeUp' })
}
const handOver = (walk: Walk): void => {
  const given = givenHere(walk)
  if (given?.hangsUp) hear(walk, { kind: 'hungUp' })
  else hear(walk, { kind: given?.isTaken ? 'handed' : 'nobody' })
}
const step = (walk: Walk, promptMs: (prompt: string) => number): void => {
  const { phase } = walk.state
  const prompt = walk.saying.shift()
  if (prompt !== undefined) {
    walk.tried.heard.push({ atMs: walk.atMs, prompt })
    pass(walk, promptMs(prompt))
  } else if (phase === 'saying' || phase === 'leaving') hear(walk, { kind: 'said' })
  else if (phase === 'handing') handOver(walk)
  else takeTurn(walk)
}

/**
 * Walks through a flow at once, for trying a draft before anybody calls: by the runtime real calls go by, with prompts
 * as long as they are (0: there is none of that name, and nobody hears it) and every wait as long as it is on the line.
 * A test holds it to what a call on the simulated network comes to. What it leaves out is the network itself: nobody
 * presses a key while a prompt is said, and an agent takes the caller only where that is given.
 */
export const tryOut = (
  flow: FlowBody,
  given: readonly Given[],
  promptMs: (prompt: string) => number = () => usualPromptMs,
): Tried => {
  const tried: Tried = { end: null, seconds: 0, answers: [], heard: [] }
  const start = { atMs: 0, saying: [], waitMs: 0, silenceMs: 0, left: [...given] }
  const walk: Walk = { flow, state: newRun(flow), tried, ...start }
  hear(walk, { kind: 'begin' })
  for (let moves = 0; tried.end === null && moves < mostMoves; moves++) step(walk, promptMs)
  tried.seconds = Math.round(walk.atMs / 100) / 10
  return tried
}
