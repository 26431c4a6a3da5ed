import {
  type AskingStep,
  ages,
  type FlowBody,
  type HandOverTarget,
  isAsking,
  phoneDigits,
  type Step,
  type StepKind,
  type StepOf,
} from './flow.ts'
import type { RunEnd, StepResult } from './run.ts'

/** One passage of a caller through a step, as far as it has come. */
export type Passage = {
  /** From 1. */
  place: number
  stepId: string
  kind: StepKind
  tries: number
  wrongKeys: number
  silences: number
  values: readonly string[]
}

/**
 * `saying`: prompts are under way; `asking`: keys are waited for; `speaking`: the caller is recorded; `handing`: an agent
 * is looked for; `leaving`: the last words; `over`: nothing more happens.
 */
type Phase = 'saying' | 'asking' | 'speaking' | 'handing' | 'leaving' | 'over'

export type FlowState = {
  flow: FlowBody
  phase: Phase
  passage: Passage | null
  places: number
  /** Keys of this try that are not confirmed yet, and how many were pressed in all. */
  typed: string
  pressed: number
  hasTalked: boolean
  end: RunEnd | null
}

export type FlowEvent =
  | { kind: 'begin' | 'said' | 'timeUp' | 'talking' | 'silent' | 'handed' | 'nobody' | 'hungUp' | 'tooLong' | 'lost' }
  /** Our server is back: the step is begun again. */
  | { kind: 'resume' }
  | { kind: 'key'; key: string }

/** What is to be done, in order. `say` is answered by `said` when all of it was heard, `wait` by `timeUp`. */
export type FlowOrder =
  | { do: 'say'; prompts: readonly string[] }
  /** What is being said ends at once; no `said` follows. */
  | { do: 'hush' | 'stopWaiting' | 'hangUp' }
  /** Instead of whatever was waited for before. */
  | { do: 'wait'; milliseconds: number }
  | { do: 'record'; on: boolean; place: number; silenceMs: number }
  | { do: 'handOver'; to: HandOverTarget; campaignId: string | null }
  | { do: 'enter'; passage: Passage }
  | { do: 'leave'; passage: Passage; result: StepResult }
  | { do: 'end'; end: RunEnd }

export type Moved = { state: FlowState; orders: readonly FlowOrder[] }

/** More passages than this are a caller who goes round and round. */
export const mostPassages = 200
/** More keys than this in one try are nobody's answer. */
export const mostKeys = 60

export const newRun = (flow: FlowBody): FlowState => ({
  flow,
  phase: 'over',
  passage: null,
  places: 0,
  typed: '',
  pressed: 0,
  hasTalked: false,
  end: null,
})
/** A run another process of ours began, at the step it had come to. */
export const resumedRun = (flow: FlowBody, passage: Passage): FlowState => ({
  ...newRun(flow),
  passage,
  places: passage.place,
})

const stepOf = ({ flow, passage }: FlowState): Step | undefined =>
  passage ? flow.steps.find(({ id }) => id === passage.stepId) : undefined

const said = (...prompts: string[]): string[] => prompts.filter((prompt) => prompt !== '')
const then = ({ state, orders }: Moved, before: readonly FlowOrder[]): Moved => ({
  state,
  orders: [...before, ...orders],
})

/** Nothing of the call goes on after it. */
const quiet = ({ phase, passage }: FlowState): FlowOrder[] => {
  if (phase === 'asking') return [{ do: 'stopWaiting' }]
  if (phase === 'saying' || phase === 'leaving') return [{ do: 'hush' }]
  return phase === 'speaking' && passage
    ? [{ do: 'stopWaiting' }, { do: 'record', on: false, place: passage.place, silenceMs: 0 }]
    : []
}

const over = (state: FlowState, end: RunEnd, orders: FlowOrder[] = []): Moved => ({
  state: { ...state, phase: 'over', passage: null, end },
  orders: [...orders, { do: 'end', end }],
})
const hangUp = (state: FlowState, end: RunEnd): Moved => over(state, end, [{ do: 'hangUp' }])
/** Ends in words, where the flow has some. */
const takeLeave = (state: FlowState, end: RunEnd): Moved => {
  const { goodbye } = state.flow
  if (goodbye === '') return hangUp(state, end)
  return { state: { ...state, phase: 'leaving', passage: null, end }, orders: [{ do: 'say', prompts: [goodbye] }] }
}

const leave = (state: FlowState, result: StepResult, values: readonly string[] = []): FlowOrder[] =>
  state.passage ? [{ do: 'leave', passage: { ...state.passage, values }, result }] : []

const goTo = (state: FlowState, to: string | null): Moved => {
  if (to === null) return hangUp(state, 'completed')
  const step = state.flow.steps.find(({ id }) => id === to)
  if (!step || state.places >= mostPassages) return takeLeave(state, step ? 'tooLong' : 'lost')
  const place = state.places + 1
  const counts = { tries: 1, wrongKeys: 0, silences: 0, values: [] }
  const passage: Passage = { place, stepId: step.id, kind: step.kind, ...counts }
  return then(ask({ ...state, passage, places: place }, step, said(step.prompt)), [{ do: 'enter', passage }])
}

/** Says what a step says, and goes on at once where that is nothing. */
const ask = (state: FlowState, step: Step, prompts: string[]): Moved => {
  const asking: FlowState = { ...state, phase: 'saying', typed: '', pressed: 0, hasTalked: false }
  return prompts.length > 0 ? { state: asking, orders: [{ do: 'say', prompts }] } : spoken(asking, step)
}

/** All was said: the step itself. */
const spoken = (state: FlowState, step: Step): Moved => {
  switch (step.kind) {
    case 'say':
      return then(goTo(state, step.next), leave(state, 'passed'))
    case 'end':
      return then(hangUp(state, 'completed'), leave(state, 'passed'))
    case 'handOver':
      return {
        state: { ...state, phase: 'handing' },
        orders: [{ do: 'handOver', to: step.to, campaignId: step.campaignId }],
      }
    case 'speak':
      return listen(state, step)
    default:
      return { state: { ...state, phase: 'asking' }, orders: [waitFor(step)] }
  }
}
const waitFor = ({ waitSeconds }: AskingStep): FlowOrder => ({ do: 'wait', milliseconds: waitSeconds * 1000 })
const listen = (state: FlowState, step: StepOf<'speak'>): Moved => {
  const place = state.passage?.place ?? 0
  const record: FlowOrder = { do: 'record', on: true, place, silenceMs: step.waitSeconds * 1000 }
  return { state: { ...state, phase: 'speaking' }, orders: [record, waitFor(step)] }
}

const counted = (state: FlowState, what: 'wrongKeys' | 'silences' | 'tries'): FlowState =>
  state.passage ? { ...state, passage: { ...state.passage, [what]: state.passage[what] + 1 } } : state

/** Asked once more, or, when all tries are used, on to wherever that leads. */
const again = (before: FlowState, step: AskingStep, why: 'wrongKeys' | 'silences'): Moved => {
  const state = counted(before, why)
  if (state.passage && state.passage.tries < step.tries) {
    const first = why === 'wrongKeys' ? step.wrongPrompt : step.silencePrompt
    return then(ask(counted(state, 'tries'), step, said(first, step.prompt)), quiet(before))
  }
  const orders = [...quiet(before), ...leave(state, 'gaveUp')]
  return then(step.onGiveUp === null ? takeLeave(state, 'gaveUp') : goTo(state, step.onGiveUp), orders)
}
const answer = (state: FlowState, values: readonly string[], next: string | null): Moved =>
  then(goTo(state, next), [...quiet(state), ...leave(state, 'answered', values)])

const isRead = ({ readAs, minDigits }: StepOf<'number'>, typed: string): boolean => {
  if (typed.length < minDigits) return false
  if (readAs === 'phone') return typed.length >= phoneDigits.least && typed.length <= phoneDigits.most
  return readAs !== 'age' || (Number(typed) >= ages.least && Number(typed) <= ages.most)
}
const chosenOf = ({ options }: StepOf<'chooseSeveral'>, typed: string): string[] =>
  options.filter(({ key }) => typed.includes(key)).map(({ value }) => value)

/** What was typed so far, if it is an answer. */
const typedAnswer = (step: StepOf<'number' | 'chooseSeveral'>, typed: string): readonly string[] | undefined => {
  if (step.kind === 'number') return isRead(step, typed) ? [typed] : undefined
  const chosen = chosenOf(step, typed)
  return chosen.length >= step.atLeast ? chosen : undefined
}
const isMeant = (step: StepOf<'number' | 'chooseSeveral'>, { typed }: FlowState, key: string): boolean =>
  step.kind === 'number' ? typed.length < step.maxDigits : step.options.some((option) => option.key === key)

const typeKey = (before: FlowState, step: StepOf<'number' | 'chooseSeveral'>, key: string): Moved => {
  const state = { ...before, pressed: before.pressed + 1 }
  if (key === '#') {
    const values = typedAnswer(step, state.typed)
    return values ? answer(state, values, step.next) : again(state, step, 'wrongKeys')
  }
  const isTooMuch = state.pressed > mostKeys || (key !== '*' && !isMeant(step, state, key))
  if (isTooMuch) return again(state, step, 'wrongKeys')
  return { state: { ...state, typed: key === '*' ? '' : state.typed + key }, orders: [waitFor(step)] }
}

const press = (state: FlowState, step: AskingStep, key: string): Moved => {
  if (step.kind === 'speak') return pressWhileSpeaking(state, step, key)
  if (step.kind !== 'choose') return typeKey(state, step, key)
  const option = step.options.find((one) => one.key === key)
  return option ? answer(state, [option.value], option.next) : again(state, step, 'wrongKeys')
}
/** # ends what is being said; all other keys mean nothing. */
const pressWhileSpeaking = (state: FlowState, step: StepOf<'speak'>, key: string): Moved =>
  key === '#' ? answer(state, [], step.next) : { state: counted(state, 'wrongKeys'), orders: [] }

/** Whoever knows what comes next need not hear it to the end. */
const interrupt = (state: FlowState, step: AskingStep, key: string): Moved => {
  if (step.kind === 'speak') return key === '#' ? then(listen(state, step), [{ do: 'hush' }]) : { state, orders: [] }
  return then(press({ ...state, phase: 'asking' }, step, key), [{ do: 'hush' }])
}
const hearKey = (state: FlowState, key: string): Moved => {
  const step = stepOf(state)
  if (!step || !isAsking(step)) return { state, orders: [] }
  if (state.phase === 'saying') return interrupt(state, step, key)
  return state.phase === 'asking' || state.phase === 'speaking' ? press(state, step, key) : { state, orders: [] }
}

const timeUp = (state: FlowState): Moved => {
  const step = stepOf(state)
  if (!step || !isAsking(step)) return { state, orders: [] }
  if (step.kind === 'speak') return state.hasTalked ? answer(state, [], step.next) : again(state, step, 'silences')
  const values = step.kind === 'choose' || state.typed === '' ? undefined : typedAnswer(step, state.typed)
  return values && step.kind !== 'choose' ? answer(state, values, step.next) : again(state, step, 'silences')
}

const hearSaid = (state: FlowState): Moved => {
  if (state.phase === 'leaving') return hangUp(state, state.end ?? 'completed')
  const step = state.phase === 'saying' ? stepOf(state) : undefined
  return step ? spoken(state, step) : { state, orders: [] }
}
const hearVoice = (state: FlowState, isTalking: boolean): Moved => {
  const step = state.phase === 'speaking' ? stepOf(state) : undefined
  if (step?.kind !== 'speak') return { state, orders: [] }
  if (!isTalking) return state.hasTalked ? answer(state, [], step.next) : { state, orders: [] }
  if (state.hasTalked) return { state, orders: [] }
  return { state: { ...state, hasTalked: true }, orders: [{ do: 'wait', milliseconds: step.maxSeconds * 1000 }] }
}
const hearHandOver = (state: FlowState, isTaken: boolean): Moved => {
  const step = state.phase === 'handing' ? stepOf(state) : undefined
  if (step?.kind !== 'handOver') return { state, orders: [] }
  if (isTaken) return over(state, 'handedOver', leave(state, 'passed'))
  const orders = leave(state, 'nobody')
  return then(step.onNobody === null ? takeLeave(state, 'completed') : goTo(state, step.onNobody), orders)
}

const endOf: Record<'hungUp' | 'tooLong' | 'lost', StepResult> = {
  hungUp: 'hungUp',
  tooLong: 'cutShort',
  lost: 'cutShort',
}
/** The caller or the line is gone; what was being told stays on record as far as it came. */
const breakOff = (state: FlowState, why: 'hungUp' | 'lost'): Moved => {
  // Who hears the last words has been through it, however they end.
  const end = state.phase === 'leaving' ? (state.end ?? why) : why
  const orders: FlowOrder[] = state.phase === 'asking' || state.phase === 'speaking' ? [{ do: 'stopWaiting' }] : []
  return over(state, endsWhole(state) ? 'completed' : end, [
    ...orders,
    ...leave(state, partialResult(state, why), partial(state)),
  ])
}
const endsWhole = (state: FlowState): boolean => stepOf(state)?.kind === 'end'
const partialResult = (state: FlowState, why: 'hungUp' | 'lost'): StepResult =>
  endsWhole(state) ? 'passed' : endOf[why]
/** Keys that were typed and not confirmed are no answer, but they were told. */
const partial = (state: FlowState): readonly string[] => {
  const step = stepOf(state)
  if (step?.kind === 'number') return said(state.typed)
  return step?.kind === 'chooseSeveral' ? chosenOf(step, state.typed) : []
}
const cutShort = (state: FlowState): Moved => {
  if (state.phase === 'leaving') return hangUp(state, state.end ?? 'tooLong')
  return then(takeLeave(state, 'tooLong'), [...quiet(state), ...leave(state, 'cutShort', partial(state))])
}
const begin = (state: FlowState): Moved =>
  state.places === 0 ? goTo(state, state.flow.steps[0]?.id ?? null) : { state, orders: [] }
const resume = (state: FlowState): Moved => {
  if (state.phase !== 'over') return { state, orders: [] }
  const step = stepOf(state)
  if (!step) return state.places === 0 ? begin(state) : takeLeave(state, 'lost')
  return ask(state, step, said(step.prompt))
}

/**
 * What a call through a flow does next: `(state, event) → (state, orders)`, with no clock and no telephone of its own, so
 * that the server, a try-out in the browser and the tests run the very same. Every event is welcome in every state; what
 * comes out of turn changes nothing. It ends within `mostPassages` steps, each within its tries, each try within
 * `mostKeys` keys; the time of a whole call is the caller's of this function to measure (`tooLong`).
 */
export const nextMove = (state: FlowState, event: FlowEvent): Moved => {
  if (state.end !== null && state.phase === 'over') return { state, orders: [] }
  switch (event.kind) {
    case 'begin':
      return begin(state)
    case 'resume':
      return resume(state)
    case 'key':
      return hearKey(state, event.key)
    case 'said':
      return hearSaid(state)
    case 'timeUp':
      return state.phase === 'asking' || state.phase === 'speaking' ? timeUp(state) : { state, orders: [] }
    case 'talking':
    case 'silent':
      return hearVoice(state, event.kind === 'talking')
    case 'handed':
    case 'nobody':
      return hearHandOver(state, event.kind === 'handed')
    case 'tooLong':
      return cutShort(state)
    default:
      return breakOff(state, event.kind)
  }
}

/** What a finished call says of the conversation before it: the rated choice of a survey, if one was made. */
export const ratingOf = (
  flow: FlowBody,
  answers: readonly { stepId: string; values: readonly string[] }[],
): { satisfied: boolean; score: number | null } | undefined => {
  for (const { stepId, values } of answers) {
    const step = flow.steps.find(({ id }) => id === stepId)
    const option = step?.kind === 'choose' ? step.options.find(({ value }) => value === values[0]) : undefined
    if (option && option.satisfied !== null) return { satisfied: option.satisfied, score: option.score }
  }
  return undefined
}
