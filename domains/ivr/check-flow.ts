import { ages, type FlowBody, isAsking, phoneDigits, promptsOf, type Step, type StepOf, waysOut } from './flow.ts'
import type { FlowProblem, ProblemCode } from './problems.ts'

/** What a flow may refer to; null: not known here, so it is not checked. */
export type Known = {
  prompts: ReadonlySet<string> | null
  campaigns: ReadonlySet<string> | null
  isRecordingOn: boolean
}

type Params = Record<string, string>
const problem = (code: ProblemCode, step: Step | null, field: string | null, params: Params = {}): FlowProblem => ({
  code,
  stepId: step?.id ?? null,
  field,
  params,
})

const twice = (all: readonly string[]): string[] => [...new Set(all.filter((one, place) => all.indexOf(one) !== place))]

const wrongIds = ({ steps }: FlowBody): FlowProblem[] => {
  const ids = new Set(steps.map(({ id }) => id))
  const doubled = twice(steps.map(({ id }) => id)).map((id) =>
    problem('idTwice', steps.findLast((step) => step.id === id) ?? null, 'id', { id }),
  )
  const unknown = steps.flatMap((step) =>
    waysOut(step).flatMap(({ by, key, to }) =>
      to !== null && !ids.has(to) ? [problem('unknownNext', step, key ?? by, { to })] : [],
    ),
  )
  return [...doubled, ...unknown]
}

/** All steps some way leads to, from these on. */
const reachable = ({ steps }: FlowBody, from: readonly string[]): Set<string> => {
  const found = new Set<string>()
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = found.has(id) ? undefined : steps.find((one) => one.id === id)
    if (!step) continue
    found.add(id)
    for (const { to } of waysOut(step)) if (to !== null) open.push(to)
  }
  return found
}
const unreachable = (flow: FlowBody): FlowProblem[] => {
  const [first] = flow.steps
  const found = reachable(flow, first ? [first.id] : [])
  return flow.steps.filter(({ id }) => !found.has(id)).map((step) => problem('unreachable', step, null))
}

/** Where a caller comes to who does nothing at all; null: the call ends. */
const ifSilent = (step: Step): string | null => {
  if (isAsking(step)) return step.onGiveUp
  if (step.kind === 'handOver') return step.onNobody
  return step.kind === 'say' ? step.next : null
}
const goesRound = ({ steps }: FlowBody, start: Step): boolean => {
  let at: string | null = ifSilent(start)
  for (let hops = 0; at !== null && hops <= steps.length; hops++) {
    if (at === start.id) return true
    const step = steps.find(({ id }) => id === at)
    at = step ? ifSilent(step) : null
  }
  return false
}
const endsSomewhere = (flow: FlowBody, start: Step): boolean => {
  const found = reachable(flow, [start.id])
  return flow.steps.some(
    (step) =>
      found.has(step.id) &&
      (step.kind === 'end' || step.kind === 'handOver' || waysOut(step).some(({ to }) => to === null)),
  )
}
const withoutExit = (flow: FlowBody): FlowProblem[] =>
  flow.steps
    .filter((step) => goesRound(flow, step) || !endsSomewhere(flow, step))
    .map((step) => problem('noExit', step, null))

const wrongPrompts = (step: Step, { prompts }: Known): FlowProblem[] => {
  const missing = promptsOf(step)
    .filter(({ prompt }) => prompt !== '' && prompts !== null && !prompts.has(prompt))
    .map(({ field, prompt }) => problem('unknownPrompt', step, field, { prompt }))
  const maySayNothing = step.kind === 'end' || step.kind === 'handOver'
  return step.prompt === '' && !maySayNothing ? [problem('noPrompt', step, 'prompt'), ...missing] : missing
}
const wrongKeys = (step: StepOf<'choose' | 'chooseSeveral'>): FlowProblem[] => {
  const keys = step.options.map(({ key }) => key)
  const taken = step.kind === 'chooseSeveral' ? keys.filter((key) => key === '#' || key === '*') : []
  return [
    ...twice(keys).map((key) => problem('keyTwice', step, key, { key })),
    ...[...new Set(taken)].map((key) => problem('keyConfirms', step, key, { key })),
  ]
}
const wrongDigits = (step: StepOf<'number'>): FlowProblem[] => {
  if (step.minDigits > step.maxDigits) return [problem('digitsBackwards', step, 'minDigits')]
  const most = step.readAs === 'phone' ? phoneDigits.most : String(ages.most).length
  const tooLong = step.readAs !== 'digits' && (step.maxDigits > most || step.minDigits > most)
  const tooShort = step.readAs === 'phone' && step.maxDigits < phoneDigits.least
  const params = { least: String(phoneDigits.least), most: String(phoneDigits.most) }
  return tooLong || tooShort ? [problem('digitsForReading', step, 'maxDigits', params)] : []
}
const wrongHandOver = (step: StepOf<'handOver'>, { campaigns }: Known): FlowProblem[] => {
  if (step.campaignId === null) return step.to === 'agents' ? [problem('noCampaign', step, 'campaignId')] : []
  return campaigns && !campaigns.has(step.campaignId) ? [problem('unknownCampaign', step, 'campaignId')] : []
}
const wrongIn = (step: Step, known: Known): FlowProblem[] => {
  switch (step.kind) {
    case 'choose':
      return wrongKeys(step)
    case 'chooseSeveral':
      return step.atLeast > step.options.length
        ? [...wrongKeys(step), problem('moreThanThereAre', step, 'atLeast')]
        : wrongKeys(step)
    case 'number':
      return wrongDigits(step)
    case 'speak':
      return known.isRecordingOn ? [] : [problem('recordingOff', step, null)]
    case 'handOver':
      return wrongHandOver(step, known)
    default:
      return []
  }
}

const isRated = (step: Step): step is StepOf<'choose'> =>
  step.kind === 'choose' && step.options.some(({ satisfied }) => satisfied !== null)
/** What a survey must have, and what only a survey may. */
const wrongPurpose = ({ purpose, steps }: FlowBody): FlowProblem[] => {
  const rated = steps.filter(isRated)
  if (purpose !== 'survey') return rated.map((step) => problem('ratingOutsideSurvey', step, 'options'))
  const handsOver = steps.filter(({ kind }) => kind === 'handOver')
  const incomplete = rated.filter(({ options }) => options.some(({ satisfied }) => satisfied === null))
  return [
    ...handsOver.map((step) => problem('handsOverSurvey', step, null)),
    ...(rated.length === 0 ? [problem('noRating', null, null)] : []),
    ...rated.slice(1).map((step) => problem('ratedTwice', step, 'options')),
    ...incomplete.map((step) => problem('ratingIncomplete', step, 'options')),
  ]
}
const wrongGoodbye = ({ goodbye }: FlowBody, { prompts }: Known): FlowProblem[] =>
  goodbye !== '' && prompts !== null && !prompts.has(goodbye)
    ? [problem('unknownPrompt', null, 'goodbye', { prompt: goodbye })]
    : []

/** Everything that keeps a flow from being published; nothing: it may be. */
export const checkFlow = (flow: FlowBody, known: Known): FlowProblem[] => {
  if (flow.steps.length === 0) return [problem('emptyFlow', null, null)]
  const ids = wrongIds(flow)
  // Ways that lead nowhere make no map to walk.
  const ways = ids.length > 0 ? [] : [...unreachable(flow), ...withoutExit(flow)]
  return [
    ...ids,
    ...ways,
    ...flow.steps.flatMap((step) => [...wrongPrompts(step, known), ...wrongIn(step, known)]),
    ...wrongPurpose(flow),
    ...wrongGoodbye(flow, known),
  ]
}
