import { z } from 'zod'
import type { Words } from '#contract/words.ts'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

/** A minute of the day on the wall, 0 to 1440. */
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
const Window = z.object({ from: Time, to: Time })
/** From `from` inclusive to `to` exclusive, on the wall of the person called. A night is two windows that meet at midnight. */
export type RuleWindow = z.output<typeof Window>
const inOrder = (windows: readonly RuleWindow[]): boolean =>
  windows.every(
    ({ from, to }, at) =>
      minutesOf(from) < minutesOf(to) && (at === 0 || minutesOf(windows[at - 1]?.to ?? '') <= minutesOf(from)),
  )
const Windows = z.array(Window).max(6).refine(inOrder, { message: 'windows must be in order, without overlap' })

/** What a public holiday means for the hours: nothing, no calls at all, or hours of its own. */
export const holidayRules = ['asUsual', 'closed', 'windows'] as const
export type HolidayRule = (typeof holidayRules)[number]

export const RuleHours = z.object({
  windows: z.object(Object.fromEntries(weekdays.map((day) => [day, Windows])) as Record<Weekday, typeof Windows>),
  onHolidays: z.enum(holidayRules),
  /** Hours of public holidays, where they have hours of their own. */
  holidayWindows: Windows,
  /** Whose holidays, empty where they mean nothing. A weekend day worked instead of one (调休) has the hours of a Monday. */
  calendar: z.string().max(20),
})
export type RuleHours = z.output<typeof RuleHours>

/** Spans a cap counts over: the first four slide along with the clock, the day and the month are those of the person called. */
export const capSpans = ['5m', '1h', '24h', '7d', 'day', 'month'] as const
export type CapSpan = (typeof capSpans)[number]
/** Whose attempts a cap counts: of the number, of the person with all their numbers, of the number in one campaign. */
export const capSubjects = ['number', 'person', 'campaign'] as const
export type CapSubject = (typeof capSubjects)[number]
/** At most so many attempts to `of` within `within`; `number` and `person` are counted across all campaigns. */
export const Cap = z.object({ of: z.enum(capSubjects), within: z.enum(capSpans), most: z.int().min(1).max(1000) })
export type Cap = z.output<typeof Cap>

/** What calling needs from the person beforehand: nothing, no objection, or a yes for the purpose of the campaign. */
export const consentRules = ['none', 'optOut', 'explicit'] as const
export type ConsentRule = (typeof consentRules)[number]

const limit = (most: number) => z.int().min(1).max(most).nullable()
export const CallingRules = z.object({
  hours: RuleHours,
  consent: z.enum(consentRules),
  /** Days a person rests after a refusal, in any campaign, on any number; 0 for ever, null where a refusal closes its own campaign only. */
  refusalLockOutDays: z.int().min(0).max(3650).nullable(),
  caps: z
    .array(Cap)
    .max(18)
    .refine((caps) => new Set(caps.map(({ of, within }) => `${of} ${within}`)).size === caps.length, {
      message: 'one cap of a kind',
    }),
  /** What one caller id may place; null where it is not limited. */
  callerId: z.object({ atOnce: limit(10_000), perHour: limit(1_000_000), perDay: limit(10_000_000) }),
  /** The national do-not-call registry calls are checked against, and how many days its numbers stay good. */
  registry: z
    .object({ code: z.string().max(20), required: z.boolean(), maxAgeDays: z.int().min(1).max(366) })
    .nullable(),
})
/** What the gate asks before each dial under one jurisdiction. */
export type CallingRules = z.output<typeof CallingRules>

export const ruleStates = ['draft', 'submitted', 'approved'] as const
/** A version is written, handed in, and approved by somebody who did not write it; only then it may come into force. */
export type RuleState = (typeof ruleStates)[number]
export type RuleMove = 'submit' | 'sendBack' | 'approve'
export const ruleMoves: Record<RuleState, Partial<Record<RuleMove, RuleState>>> = {
  draft: { submit: 'submitted' },
  submitted: { sendBack: 'draft', approve: 'approved' },
  approved: {},
}

/** Why a number stands on our own do-not-call list: the person's wish, the organisation's decision, or one campaign's. */
export const doNotCallKinds = ['customer', 'organisation', 'campaign'] as const
export type DoNotCallKind = (typeof doNotCallKinds)[number]

/** What a person agrees to be called about; `any` stands for all of them. */
export const consentPurposes = ['any', 'sales', 'service', 'survey'] as const
export type ConsentPurpose = (typeof consentPurposes)[number]
export const consentActs = ['given', 'withdrawn'] as const
export type ConsentAct = (typeof consentActs)[number]
export const consentChannels = ['call', 'sms', 'mail', 'any'] as const
export type ConsentChannel = (typeof consentChannels)[number]

/** How a dial came about. */
export const dialKinds = ['machine', 'preview', 'manual', 'callback'] as const
export type DialKind = (typeof dialKinds)[number]

export const registries: Record<string, Words> = {
  cn: { zh: '谢绝来电平台（中国）', en: 'National no-call platform (China)' },
  us: { zh: '全国谢绝来电登记（美国）', en: 'National Do Not Call Registry (US)' },
  uk: { zh: 'TPS 谢绝来电登记（英国）', en: 'Telephone Preference Service (UK)' },
}

/** Which of these versions, all approved, holds at that moment: the newest to have come into force. */
export const inForceAt = <V extends { effectiveFrom: number; number: number }>(
  versions: readonly V[],
  at: number,
): V | undefined =>
  versions.reduce<V | undefined>((best, version) => {
    if (version.effectiveFrom > at) return best
    if (!best || version.effectiveFrom > best.effectiveFrom) return version
    return version.effectiveFrom === best.effectiveFrom && version.number > best.number ? version : best
  }, undefined)
