import { z } from 'zod'
import { plainText } from '#contract/text.ts'
import { Day, Instant } from '#contract/when.ts'
import { FlowBody, flowPurposes, StepId, stepKinds } from './flow.ts'
import { problemCodes } from './problems.ts'
import { runEnds, stepResults } from './run.ts'

export const flowStates = ['draft', 'published', 'retired'] as const
export type FlowState = (typeof flowStates)[number]

export const FlowProblem = z.object({
  code: z.enum(problemCodes),
  stepId: z.string().nullable(),
  field: z.string().nullable(),
  params: z.record(z.string(), z.string()),
})

export const FlowRow = z.object({
  id: z.uuid(),
  name: z.string(),
  purpose: z.enum(flowPurposes),
  state: z.enum(flowStates),
  siteId: z.uuid(),
  siteName: z.string(),
  /** Of what callers hear now; null: never published. */
  version: z.int().nullable(),
  publishedAt: Instant.nullable(),
  /** The draft says something else than what is published. */
  hasDraft: z.boolean(),
  /** E.164; of our own, so shown in full. */
  numbers: z.array(z.string()),
  campaigns: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** Calls that began in the last seven times 24 hours. */
  calls7Days: z.int(),
  changedAt: Instant,
  changedByName: z.string(),
})
export type FlowRow = z.output<typeof FlowRow>

export const FlowVersion = z.object({
  version: z.int(),
  publishedAt: Instant,
  publishedByName: z.string(),
  words: z.string(),
})
export const Flow = FlowRow.extend({
  /** Grows with each saved draft. */
  revision: z.int(),
  draft: FlowBody,
  /** What callers hear now. */
  published: FlowBody.nullable(),
  /** The newest first. */
  versions: z.array(FlowVersion),
  problems: z.array(FlowProblem),
})
export type Flow = z.output<typeof Flow>

/** A prompt a flow may say. `builtIn`: it came with the telephone system. */
export const Prompt = z.object({ name: z.string(), words: z.string(), isBuiltIn: z.boolean() })
export type Prompt = z.output<typeof Prompt>

export const FlowNumber = z.object({
  number: z.string(),
  flowId: z.uuid(),
  flowName: z.string(),
  siteName: z.string(),
  changedAt: Instant,
  changedByName: z.string(),
})
export type FlowNumber = z.output<typeof FlowNumber>

export const CampaignSurvey = z.object({
  campaignId: z.uuid(),
  flowId: z.uuid().nullable(),
  flowName: z.string(),
  changedAt: Instant.nullable(),
  changedByName: z.string(),
})
export type CampaignSurvey = z.output<typeof CampaignSurvey>

/** One passage of a caller through one step. */
export const StepAnswer = z.object({
  id: z.uuid(),
  /** From 1, in the order they came. */
  place: z.int(),
  stepId: z.string(),
  stepName: z.string(),
  kind: z.enum(stepKinds),
  enteredAt: Instant,
  leftAt: Instant.nullable(),
  /** Null: the caller is there now. */
  result: z.enum(stepResults).nullable(),
  /** What was chosen or typed; empty for what was said. Telephone numbers are masked but for whoever may export. */
  values: z.array(z.string()),
  tries: z.int(),
  wrongKeys: z.int(),
  silences: z.int(),
  /** Where it stands in the recording of the call: play it there through the recordings domain. */
  sound: z
    .object({
      state: z.enum(['awaited', 'kept', 'missing', 'gone']),
      fromMs: z.int().nullable(),
      milliseconds: z.int(),
    })
    .nullable(),
})
export type StepAnswer = z.output<typeof StepAnswer>

/** One way of a call through a flow: a call that came in by one may end with a survey. */
export const Run = z.object({
  id: z.uuid(),
  callId: z.uuid(),
  flowId: z.uuid(),
  flowName: z.string(),
  purpose: z.enum(flowPurposes),
  version: z.int(),
  /** Who called, or whom we had called: masked. */
  number: z.string(),
  calledNumber: z.string(),
  customerId: z.uuid().nullable(),
  campaignName: z.string(),
  /** Of a survey: whose conversation it was about. */
  agentName: z.string(),
  beganAt: Instant,
  endedAt: Instant.nullable(),
  /** Null: under way. */
  end: z.enum(runEnds).nullable(),
  /** How often it went on after our server had stopped in the middle. */
  resumptions: z.int(),
  answers: z.array(StepAnswer),
})
export type Run = z.output<typeof Run>

/** Which calls through a flow; days are business days of the flow's site, both included. */
export const RunFilter = z.object({
  flowId: z.uuid(),
  version: z.coerce.number().int().min(1).optional(),
  from: Day.optional(),
  to: Day.optional(),
  end: z.enum(runEnds).optional(),
  campaignId: z.uuid().optional(),
  agentId: z.uuid().optional(),
  /** Only calls that came to that step, and, with `result` or `value`, left it so. */
  stepId: StepId.optional(),
  result: z.enum(stepResults).optional(),
  value: plainText(40).optional(),
})
export type RunFilter = z.output<typeof RunFilter>

/** Sums of one step: ratios are worked out of these and of nothing else. */
export const StepCount = z.object({
  stepId: z.string(),
  name: z.string(),
  kind: z.enum(stepKinds),
  /** Passages; a caller who came twice counts twice. */
  reached: z.int(),
  answered: z.int(),
  passed: z.int(),
  nobody: z.int(),
  gaveUp: z.int(),
  hungUp: z.int(),
  cutShort: z.int(),
  /** Passages in which at least one key meant nothing, and keys in all. */
  withWrongKey: z.int(),
  wrongKeys: z.int(),
  silences: z.int(),
  /** How often each value was answered; of typed numbers none. */
  values: z.array(z.object({ value: z.string(), count: z.int() })),
  milliseconds: z.int(),
})
export type StepCount = z.output<typeof StepCount>
export const Statistics = z.object({
  runs: z.int(),
  completed: z.int(),
  handedOver: z.int(),
  hungUp: z.int(),
  gaveUp: z.int(),
  others: z.int(),
  /** Of the version counted, or of the newest; steps only older versions have stand last. */
  steps: z.array(StepCount),
  timeZone: z.string(),
})
export type Statistics = z.output<typeof Statistics>

/** What a caller of a try-out does at a step, in the order of `given`; a step not named gets silence. */
export const TryOut = FlowBody.extend({
  given: z
    .array(
      z.object({
        stepId: StepId,
        keys: z
          .string()
          .regex(/^[0-9*#]{0,40}$/)
          .default(''),
        /** For spoken answers. */
        speaksSeconds: z.int().min(0).max(180).default(0),
        hangsUp: z.boolean().default(false),
        /** For handing over: an agent is free and takes the caller; else nobody is. */
        isTaken: z.boolean().default(false),
      }),
    )
    .max(200),
})
export const TryOutReport = z.object({
  problems: z.array(FlowProblem),
  end: z.enum(runEnds).nullable(),
  seconds: z.number(),
  answers: z.array(
    StepAnswer.pick({
      place: true,
      stepId: true,
      stepName: true,
      kind: true,
      result: true,
      values: true,
      tries: true,
      wrongKeys: true,
      silences: true,
    }),
  ),
  /** Every prompt the caller heard, in order. */
  heard: z.array(z.object({ atMs: z.int(), prompt: z.string() })),
})
export type TryOutReport = z.output<typeof TryOutReport>
