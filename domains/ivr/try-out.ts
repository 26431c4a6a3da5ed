import type { FlowBody } from './flow.ts'
import type { RunEnd, StepResult } from './run.ts'
import { type FlowEvent, type FlowOrder, type FlowState, newRun, nextMove, type Passage } from './runtime.ts'

/** What a caller does at a step: presses keys, talks, or hangs up; in the order given, a step not named gets silence. */
export type Given = { stepId: string; keys: string; speaksSeconds: number; hangsUp: boolean }
export type Tried = {
  end: RunEnd | null
  seconds: number
  answers: (Passage & { stepName: string; values: string[]; result: StepResult | null })[]
  heard: { atMs: number; prompt: string }[]
}

/** How long a prompt and a press of a key take here; on the line each takes as long as it does. */
const promptMs = 3000
const keyMs = 400
/** A caller who does nothing is through with any flow long before. */
const mostMoves = 5000

type Walk = { flow: FlowBody; state: FlowState; atMs: number; waitMs: number; left: Given[]; tried: Tried }

const nameOf = ({ steps }: FlowBody, stepId: string): string => steps.find(({ id }) => id === stepId)?.name ?? stepId

const carryOut = (walk: Walk, order: FlowOrder): void => {
  const { tried, flow } = walk
  if (order.do === 'say')
    for (const prompt of order.prompts) {
      tried.heard.push({ atMs: walk.atMs, prompt })
      walk.atMs += promptMs
    }
  else if (order.do === 'wait') walk.waitMs = order.milliseconds
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

const pressAll = (walk: Walk, keys: string): void => {
  const place = walk.state.passage?.place
  for (const key of keys) {
    // What is pressed after the step was left would be pressed into the next: that one has keys of its own.
    if (walk.state.passage?.place !== place) return
    walk.atMs += keyMs
    hear(walk, { kind: 'key', key })
  }
}
const speak = (walk: Walk, seconds: number): void => {
  hear(walk, { kind: 'talking' })
  const spokenMs = Math.min(seconds * 1000, walk.waitMs)
  walk.atMs += spokenMs
  hear(walk, { kind: seconds * 1000 >= walk.waitMs ? 'timeUp' : 'silent' })
}
const nothingDone = (walk: Walk): void => {
  walk.atMs += walk.waitMs
  hear(walk, { kind: 'timeUp' })
}

/** The turn of the caller: what was given for this step, or nothing. */
const takeTurn = (walk: Walk): void => {
  const at = walk.left.findIndex(({ stepId }) => stepId === walk.state.passage?.stepId)
  const [given] = at < 0 ? [] : walk.left.splice(at, 1)
  if (given?.hangsUp && given.keys === '') return hear(walk, { kind: 'hungUp' })
  const before = walk.state
  if (given?.keys) pressAll(walk, given.keys)
  if (given?.hangsUp) return hear(walk, { kind: 'hungUp' })
  if (given?.speaksSeconds && walk.state.phase === 'speaking') return speak(walk, given.speaksSeconds)
  if (walk.state.passage?.place === before.passage?.place && walk.state.phase === before.phase) nothingDone(walk)
}
const step = (walk: Walk): void => {
  const { phase } = walk.state
  if (phase === 'saying' || phase === 'leaving') hear(walk, { kind: 'said' })
  else if (phase === 'handing') hear(walk, { kind: 'nobody' })
  else takeTurn(walk)
}

/**
 * Walks through a flow as the server does, at once: for trying a draft before anybody calls. No agent is free here, and
 * every prompt takes three seconds.
 */
export const tryOut = (flow: FlowBody, given: readonly Given[]): Tried => {
  const tried: Tried = { end: null, seconds: 0, answers: [], heard: [] }
  const walk: Walk = { flow, state: newRun(flow), atMs: 0, waitMs: 0, left: [...given], tried }
  hear(walk, { kind: 'begin' })
  for (let moves = 0; tried.end === null && moves < mostMoves; moves++) {
    if (walk.atMs > flow.mostMinutes * 60_000) hear(walk, { kind: 'tooLong' })
    step(walk)
  }
  tried.seconds = Math.round(walk.atMs / 100) / 10
  return tried
}
