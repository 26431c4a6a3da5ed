import { z } from 'zod'
import { plainText, remark } from '#contract/text.ts'
import { ChosenPrompt } from '#domains/telephony/contract.ts'

/** `incoming`: answers calls to a number. `survey`: an agent hands the customer to it at the end of a conversation. */
export const flowPurposes = ['incoming', 'survey'] as const
export type FlowPurpose = (typeof flowPurposes)[number]
export const stepKinds = ['say', 'choose', 'chooseSeveral', 'number', 'speak', 'handOver', 'end'] as const
export type StepKind = (typeof stepKinds)[number]
/** How digits are read: as they stand, as a telephone number, or as years of age. */
export const numberReadings = ['digits', 'phone', 'age'] as const
export type NumberReading = (typeof numberReadings)[number]
/** `lastAgent`: who spoke with the caller last, else anybody of that campaign; `agents`: of the campaign named. */
export const handOverTargets = ['agents', 'lastAgent'] as const
export type HandOverTarget = (typeof handOverTargets)[number]

export const mostSteps = 60
/** The usual first and last year of an age somebody types. */
export const ages = { least: 1, most: 120 } as const
/** Fewest and most digits of a telephone number typed with or without its area. */
export const phoneDigits = { least: 5, most: 15 } as const

/** Stands for a step within its flow, and heads its column in a file of answers. */
export const StepId = z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}$/)
/** As the telephone system knows it: a built-in sound or one of our own; empty where nothing is said. */
export const PromptName = ChosenPrompt
const Key = z.string().regex(/^[0-9*#]$/)
const Value = plainText(40)

/** Where it goes on; null: the call ends there. */
const Next = StepId.nullable()
const Base = { id: StepId, name: plainText(40), prompt: PromptName }
const Asking = {
  ...Base,
  /** How often it is asked in all. */
  tries: z.int().min(1).max(5).default(3),
  /** Keys: so long without one counts as silence. Spoken answers: so long a silence ends them. */
  waitSeconds: z.int().min(1).max(30).default(6),
  /** Said before it is asked again after a key that means nothing here, and after silence; empty: nothing. */
  wrongPrompt: PromptName.default(''),
  silencePrompt: PromptName.default(''),
  /** Where a caller goes who has used up all tries; null: the call ends. */
  onGiveUp: Next.default(null),
}

export const ChoiceOption = z.object({
  key: Key,
  /** What the key stands for in answers and counts. */
  value: Value,
  next: Next,
  /** In a survey: what this choice says of the conversation, for the result of the call; null: nothing. */
  satisfied: z.boolean().nullable().default(null),
  score: z.number().min(0).max(100).multipleOf(0.01).nullable().default(null),
})
export type ChoiceOption = z.output<typeof ChoiceOption>

export const SayStep = z.object({ kind: z.literal('say'), ...Base, next: Next })
export const ChooseStep = z.object({
  kind: z.literal('choose'),
  ...Asking,
  options: z.array(ChoiceOption).min(1).max(12),
})
export const ChooseSeveralStep = z.object({
  kind: z.literal('chooseSeveral'),
  ...Asking,
  /** # is not among the keys: it confirms. */
  options: z
    .array(z.object({ key: Key, value: Value }))
    .min(1)
    .max(11),
  atLeast: z.int().min(0).max(11).default(1),
  next: Next,
})
export const NumberStep = z.object({
  kind: z.literal('number'),
  ...Asking,
  minDigits: z.int().min(1).max(20).default(1),
  maxDigits: z.int().min(1).max(20).default(11),
  readAs: z.enum(numberReadings).default('digits'),
  next: Next,
})
export const SpeakStep = z.object({
  kind: z.literal('speak'),
  ...Asking,
  /** Longer is cut. */
  maxSeconds: z.int().min(2).max(180).default(30),
  next: Next,
})
export const HandOverStep = z.object({
  kind: z.literal('handOver'),
  ...Base,
  to: z.enum(handOverTargets),
  campaignId: z.uuid().nullable().default(null),
  /** Where a caller goes whom nobody is free for; null: the call ends. */
  onNobody: Next.default(null),
})
export const EndStep = z.object({ kind: z.literal('end'), ...Base })

export const Step = z.discriminatedUnion('kind', [
  SayStep,
  ChooseStep,
  ChooseSeveralStep,
  NumberStep,
  SpeakStep,
  HandOverStep,
  EndStep,
])
export type Step = z.output<typeof Step>
export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>
export type AskingStep = StepOf<'choose' | 'chooseSeveral' | 'number' | 'speak'>

/** The whole of a flow; it begins with its first step. A draft may be wrong in any way `checkFlow` tells of. */
export const FlowBody = z.object({
  purpose: z.enum(flowPurposes),
  steps: z.array(Step).min(1).max(mostSteps),
  /** The call is ended with `goodbye` after so many minutes, whatever the caller does. */
  mostMinutes: z.int().min(1).max(30).default(10),
  /** Said where a call ends for want of an answer, after too long, or because something broke; empty: nothing. */
  goodbye: PromptName.default(''),
  /** What the flow is for, for colleagues. */
  note: remark(500).default(''),
})
export type FlowBody = z.output<typeof FlowBody>

export const isAsking = (step: Step): step is AskingStep =>
  step.kind === 'choose' || step.kind === 'chooseSeveral' || step.kind === 'number' || step.kind === 'speak'

/** The ways out of a step, each with what leads there; null: the call ends. */
export type WayOut = { by: 'next' | 'giveUp' | 'nobody' | 'key'; key?: string; to: string | null }
export const waysOut = (step: Step): WayOut[] => {
  const giveUp: WayOut[] = isAsking(step) ? [{ by: 'giveUp', to: step.onGiveUp }] : []
  switch (step.kind) {
    case 'choose':
      return [...step.options.map(({ key, next }): WayOut => ({ by: 'key', key, to: next })), ...giveUp]
    case 'handOver':
      return [{ by: 'nobody', to: step.onNobody }]
    case 'end':
      return []
    default:
      return [{ by: 'next', to: step.next }, ...giveUp]
  }
}

/** Every prompt a step may say, in the order of its form. */
export const promptsOf = (step: Step): { field: 'prompt' | 'wrongPrompt' | 'silencePrompt'; prompt: string }[] => {
  const own = [{ field: 'prompt' as const, prompt: step.prompt }]
  if (!isAsking(step)) return own
  return [
    ...own,
    { field: 'wrongPrompt', prompt: step.wrongPrompt },
    { field: 'silencePrompt', prompt: step.silencePrompt },
  ]
}
