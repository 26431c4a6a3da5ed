import type { CallingRules, Cap, RuleWindow, Weekday } from '../rules.ts'

/** Calling rules as a form holds them: every choice a field of its own. */
export type RulesFilled = {
  effectiveDay: string
  note: string
  windows: Record<Weekday, RuleWindow[]>
  onHolidays: CallingRules['hours']['onHolidays']
  holidayWindows: RuleWindow[]
  calendar: string | null
  consent: CallingRules['consent']
  refusal: 'own' | 'days' | 'ever'
  lockOutDays: number | null
  caps: Cap[]
  atOnce: number | null
  perHour: number | null
  perDay: number | null
  registry: string | null
  registryRequired: boolean
  registryMaxAge: number | null
}

const refusalOf = (days: number | null): RulesFilled['refusal'] => {
  if (days === null) return 'own'
  return days === 0 ? 'ever' : 'days'
}

/** What the form starts with. */
export const fillRules = (rules: CallingRules): Omit<RulesFilled, 'effectiveDay' | 'note'> => ({
  windows: rules.hours.windows,
  onHolidays: rules.hours.onHolidays,
  holidayWindows: rules.hours.holidayWindows,
  calendar: rules.hours.calendar || null,
  consent: rules.consent,
  refusal: refusalOf(rules.refusalLockOutDays),
  lockOutDays: rules.refusalLockOutDays || null,
  caps: rules.caps,
  ...rules.callerId,
  registry: rules.registry?.code ?? null,
  registryRequired: rules.registry?.required ?? false,
  registryMaxAge: rules.registry?.maxAgeDays ?? 31,
})

const lockOutOf = ({ refusal, lockOutDays }: RulesFilled): number | null => {
  if (refusal === 'own') return null
  return refusal === 'ever' ? 0 : lockOutDays
}

/** What was filled in, as rules. */
export const rulesFrom = (filled: RulesFilled): CallingRules => ({
  hours: {
    windows: filled.windows,
    onHolidays: filled.calendar ? filled.onHolidays : 'asUsual',
    holidayWindows: filled.calendar && filled.onHolidays === 'windows' ? (filled.holidayWindows ?? []) : [],
    calendar: filled.calendar ?? '',
  },
  consent: filled.consent,
  refusalLockOutDays: lockOutOf(filled),
  caps: filled.caps ?? [],
  callerId: { atOnce: filled.atOnce ?? null, perHour: filled.perHour ?? null, perDay: filled.perDay ?? null },
  registry: filled.registry
    ? { code: filled.registry, required: filled.registryRequired, maxAgeDays: filled.registryMaxAge ?? 31 }
    : null,
})
