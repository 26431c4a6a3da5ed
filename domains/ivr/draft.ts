import { type FlowBody, isAsking, mostSteps, type Step, type StepKind } from './flow.ts'

/** A draft being written: what it is now, what it was before, and what was taken back. */
export type Writing = { past: readonly FlowBody[]; now: FlowBody; future: readonly FlowBody[] }

const mostRemembered = 100

export const beginWriting = (now: FlowBody): Writing => ({ past: [], now, future: [] })
/** Writing on after taking something back forgets what was taken back. */
export const written = ({ past, now }: Writing, next: FlowBody): Writing =>
  next === now ? { past, now, future: [] } : { past: [...past, now].slice(-mostRemembered), now: next, future: [] }
export const undone = (writing: Writing): Writing => {
  const last = writing.past.at(-1)
  return last ? { past: writing.past.slice(0, -1), now: last, future: [writing.now, ...writing.future] } : writing
}
export const redone = (writing: Writing): Writing => {
  const [next, ...future] = writing.future
  return next ? { past: [...writing.past, writing.now], now: next, future } : writing
}

const freeId = (steps: readonly Step[], kind: StepKind): string => {
  const taken = new Set(steps.map(({ id }) => id))
  let number = 1
  while (taken.has(`${kind}${number}`)) number++
  return `${kind}${number}`
}
const usual = { prompt: '', tries: 3, waitSeconds: 6, wrongPrompt: '', silencePrompt: '', onGiveUp: null }
const made: Record<StepKind, (base: { id: string; name: string }) => Step> = {
  say: (base) => ({ kind: 'say', ...base, prompt: '', next: null }),
  choose: (base) => ({
    kind: 'choose',
    ...base,
    ...usual,
    options: ['1', '2'].map((key) => ({ key, value: key, next: null, satisfied: null, score: null })),
  }),
  chooseSeveral: (base) => ({
    kind: 'chooseSeveral',
    ...base,
    ...usual,
    options: ['1', '2'].map((key) => ({ key, value: key })),
    atLeast: 1,
    next: null,
  }),
  number: (base) => ({ kind: 'number', ...base, ...usual, minDigits: 1, maxDigits: 11, readAs: 'digits', next: null }),
  speak: (base) => ({ kind: 'speak', ...base, ...usual, maxSeconds: 30, next: null }),
  handOver: (base) => ({ kind: 'handOver', ...base, prompt: '', to: 'agents', campaignId: null, onNobody: null }),
  end: (base) => ({ kind: 'end', ...base, prompt: '' }),
}

/** A flow with one step, to begin with. */
export const emptyFlow = (purpose: FlowBody['purpose'], name: string): FlowBody => ({
  purpose,
  steps: [made.say({ id: 'say1', name })],
  mostMinutes: 10,
  goodbye: '',
  note: '',
})

/** Every way out of a step, led elsewhere. */
export const redirected = (step: Step, lead: (to: string | null) => string | null): Step => {
  const giveUp = isAsking(step) ? { onGiveUp: lead(step.onGiveUp) } : {}
  switch (step.kind) {
    case 'choose':
      return { ...step, ...giveUp, options: step.options.map((option) => ({ ...option, next: lead(option.next) })) }
    case 'handOver':
      return { ...step, onNobody: lead(step.onNobody) }
    case 'end':
      return step
    default:
      return { ...step, ...giveUp, next: lead(step.next) }
  }
}

/** Puts a new step behind that one, which leads to it where it led nowhere before. Answers its id as well. */
export const withStep = (
  flow: FlowBody,
  after: string,
  { kind, name }: { kind: StepKind; name: string },
): { flow: FlowBody; id: string } => {
  if (flow.steps.length >= mostSteps) return { flow, id: after }
  const id = freeId(flow.steps, kind)
  const place = flow.steps.findIndex((step) => step.id === after) + 1
  const steps = flow.steps.map((step) =>
    step.id === after && 'next' in step && step.next === null ? { ...step, next: id } : step,
  )
  return { flow: { ...flow, steps: [...steps.slice(0, place), made[kind]({ id, name }), ...steps.slice(place)] }, id }
}

/** Takes a step out; what led there leads to where it led itself, or ends the call. The last one stays. */
export const withoutStep = (flow: FlowBody, id: string): FlowBody => {
  const gone = flow.steps.find((step) => step.id === id)
  if (!gone || flow.steps.length === 1) return flow
  const then = 'next' in gone && gone.next !== id ? gone.next : null
  const steps = flow.steps
    .filter((step) => step.id !== id)
    .map((step) => redirected(step, (to) => (to === id ? then : to)))
  return { ...flow, steps }
}

/** Moves a step up or down in the list; where it leads stays. */
export const movedStep = (flow: FlowBody, id: string, by: -1 | 1): FlowBody => {
  const from = flow.steps.findIndex((step) => step.id === id)
  const to = from + by
  if (from < 0 || to < 0 || to >= flow.steps.length) return flow
  const steps = [...flow.steps]
  steps.splice(to, 0, ...steps.splice(from, 1))
  return { ...flow, steps }
}

/** Replaces a step; another id takes along everything that leads there. */
export const withChangedStep = (flow: FlowBody, id: string, changed: Step): FlowBody => ({
  ...flow,
  steps: flow.steps.map((step) =>
    redirected(step.id === id ? changed : step, (to) => (to === id && changed.id !== id ? changed.id : to)),
  ),
})

export type Change = { kind: 'added' | 'removed' | 'changed' | 'moved'; stepId: string; name: string }
/** What of one flow is otherwise in another, step by step; and whether the flow's own settings are. */
export const changesOf = (before: FlowBody | null, after: FlowBody): { steps: Change[]; settings: boolean } => {
  const old = new Map((before?.steps ?? []).map((step) => [step.id, step]))
  const now = new Set(after.steps.map(({ id }) => id))
  const kept = (before?.steps ?? []).filter(({ id }) => now.has(id)).map(({ id }) => id)
  const stays = after.steps.filter(({ id }) => old.has(id)).map(({ id }) => id)
  const steps = after.steps.flatMap((step): Change[] => {
    const was = old.get(step.id)
    const { id: stepId, name } = step
    if (!was) return [{ kind: 'added', stepId, name }]
    if (JSON.stringify(was) !== JSON.stringify(step)) return [{ kind: 'changed', stepId, name }]
    return kept.indexOf(stepId) === stays.indexOf(stepId) ? [] : [{ kind: 'moved', stepId, name }]
  })
  const gone = [...old.values()]
    .filter(({ id }) => !now.has(id))
    .map(({ id, name }): Change => ({ kind: 'removed', stepId: id, name }))
  const settingsOf = ({ steps: _, ...settings }: FlowBody): string => JSON.stringify(settings)
  return { steps: [...steps, ...gone], settings: before !== null && settingsOf(before) !== settingsOf(after) }
}
