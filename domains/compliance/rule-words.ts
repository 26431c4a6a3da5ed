import type { Words } from '#contract/words.ts'
import {
  type CallingRules,
  type Cap,
  type CapSpan,
  type CapSubject,
  type ConsentRule,
  type HolidayRule,
  type RuleState,
  type RuleWindow,
  registries,
  type Weekday,
  weekdays,
} from './rules.ts'

export const weekdayWords: Record<Weekday, Words> = {
  monday: { zh: '周一', en: 'Monday' },
  tuesday: { zh: '周二', en: 'Tuesday' },
  wednesday: { zh: '周三', en: 'Wednesday' },
  thursday: { zh: '周四', en: 'Thursday' },
  friday: { zh: '周五', en: 'Friday' },
  saturday: { zh: '周六', en: 'Saturday' },
  sunday: { zh: '周日', en: 'Sunday' },
}
export const capSpanWords: Record<CapSpan, Words> = {
  '5m': { zh: '任意 5 分钟', en: 'any 5 minutes' },
  '1h': { zh: '任意 1 小时', en: 'any hour' },
  '24h': { zh: '任意 24 小时', en: 'any 24 hours' },
  '7d': { zh: '任意 7 天', en: 'any 7 days' },
  day: { zh: '自然日', en: 'a day' },
  month: { zh: '自然月', en: 'a month' },
}
export const capSubjectWords: Record<CapSubject, Words> = {
  number: { zh: '同一号码（所有项目）', en: 'One number, all campaigns' },
  person: { zh: '同一客户（所有号码和项目）', en: 'One customer, all numbers and campaigns' },
  campaign: { zh: '同一号码（单个项目）', en: 'One number in one campaign' },
}
export const consentRuleWords: Record<ConsentRule, Words> = {
  none: { zh: '不要求', en: 'Not asked for' },
  optOut: { zh: '未拒绝即可拨打', en: 'No objection' },
  explicit: { zh: '须事先明确同意', en: 'A yes beforehand' },
}
export const holidayRuleWords: Record<HolidayRule, Words> = {
  asUsual: { zh: '与平日相同', en: 'Hours as usual' },
  closed: { zh: '不拨打', en: 'No calls' },
  windows: { zh: '另定时段', en: 'Hours of their own' },
}
export const ruleStateWords: Record<RuleState, Words> = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '待批准', en: 'Awaiting approval' },
  approved: { zh: '已批准', en: 'Approved' },
}

/** One thing rules say: what it is about, and what they say of it. Compared by its key. */
export type RuleFact = { key: string; name: Words; value: Words }

const same = (text: string): Words => ({ zh: text, en: text })
const sayWindows = (windows: readonly RuleWindow[]): Words =>
  windows.length === 0
    ? { zh: '不拨打', en: 'No calls' }
    : same(windows.map(({ from, to }) => `${from}–${to}`).join(', '))

/** Whose holidays a calendar holds. */
export const calendarWords: Record<string, Words> = { cn: { zh: '中国大陆', en: 'mainland China' } }
const calendarOf = (code: string): Words => calendarWords[code] ?? { zh: code, en: code }

const hoursFacts = ({ windows, onHolidays, holidayWindows, calendar }: CallingRules['hours']): RuleFact[] => [
  ...weekdays.map((day) => ({ key: `hours.${day}`, name: weekdayWords[day], value: sayWindows(windows[day]) })),
  {
    key: 'holidays',
    name: { zh: '节假日', en: 'Public holidays' },
    value:
      calendar === ''
        ? { zh: '不区分', en: 'Not told apart' }
        : {
            zh: `${holidayRuleWords[onHolidays].zh}（${calendarOf(calendar).zh}日历）`,
            en: `${holidayRuleWords[onHolidays].en} (calendar of ${calendarOf(calendar).en})`,
          },
  },
  ...(calendar !== '' && onHolidays === 'windows'
    ? [
        {
          key: 'holidayWindows',
          name: { zh: '节假日时段', en: 'Hours of holidays' },
          value: sayWindows(holidayWindows),
        },
      ]
    : []),
]
const sayLockOut = (days: number | null): Words => {
  if (days === null) return { zh: '只影响所在项目', en: 'Closes its own campaign only' }
  if (days === 0) return { zh: '永久不再拨打', en: 'For ever' }
  return { zh: `${days} 天，所有项目`, en: `${days} days, in every campaign` }
}
const capFact = ({ of, within, most }: Cap): RuleFact => ({
  key: `cap.${of}.${within}`,
  name: {
    zh: `${capSubjectWords[of].zh}，${capSpanWords[within].zh}`,
    en: `${capSubjectWords[of].en}, ${capSpanWords[within].en}`,
  },
  value: { zh: `最多 ${most} 次`, en: most === 1 ? 'at most once' : `at most ${most} times` },
})
const sayLimit = (limit: number | null): Words =>
  limit === null ? { zh: '不限', en: 'No limit' } : same(String(limit))
const registryFact = ({ registry }: CallingRules): RuleFact => ({
  key: 'registry',
  name: { zh: '谢绝来电名单', en: 'National registry' },
  value: registry
    ? {
        zh: `${registries[registry.code]?.zh ?? registry.code}，最长 ${registry.maxAgeDays} 天${registry.required ? '，没有名单不得拨打' : ''}`,
        en: `${registries[registry.code]?.en ?? registry.code}, at most ${registry.maxAgeDays} days old${registry.required ? '; no calls without it' : ''}`,
      }
    : { zh: '不核对', en: 'Not asked' },
})

/** Everything rules say, in the order people read it. */
export const factsOf = (rules: CallingRules): RuleFact[] => [
  ...hoursFacts(rules.hours),
  { key: 'consent', name: { zh: '客户同意', en: 'Consent' }, value: consentRuleWords[rules.consent] },
  {
    key: 'refusal',
    name: { zh: '客户拒绝后', en: 'After a refusal' },
    value: sayLockOut(rules.refusalLockOutDays),
  },
  ...rules.caps.map(capFact),
  {
    key: 'callerId.atOnce',
    name: { zh: '单个主叫号码并发', en: 'Calls at once per caller id' },
    value: sayLimit(rules.callerId.atOnce),
  },
  {
    key: 'callerId.perHour',
    name: { zh: '单个主叫号码每小时', en: 'Calls per hour and caller id' },
    value: sayLimit(rules.callerId.perHour),
  },
  {
    key: 'callerId.perDay',
    name: { zh: '单个主叫号码每天', en: 'Calls per day and caller id' },
    value: sayLimit(rules.callerId.perDay),
  },
  registryFact(rules),
]

/** What one version says against another: null where the other is silent. */
export type RuleDifference = { key: string; name: Words; before: Words | null; after: Words | null }
/** Where two versions differ, in the order people read them. */
export const differencesOf = (before: CallingRules, after: CallingRules): RuleDifference[] => {
  const [was, is] = [factsOf(before), factsOf(after)]
  const keys = [...new Set([...was, ...is].map(({ key }) => key))]
  return keys.flatMap((key) => {
    const [old, now] = [was.find((fact) => fact.key === key), is.find((fact) => fact.key === key)]
    const name = (now ?? old)?.name
    if (!name || old?.value.zh === now?.value.zh) return []
    return [{ key, name, before: old?.value ?? null, after: now?.value ?? null }]
  })
}

/** The week as lines: days in a row with the same hours stand together. */
export const weekLines = (windows: CallingRules['hours']['windows']): { days: Words; hours: Words }[] => {
  const lines: { first: Weekday; last: Weekday; hours: Words }[] = []
  for (const day of weekdays) {
    const hours = sayWindows(windows[day])
    const line = lines.at(-1)
    if (line && line.hours.zh === hours.zh) line.last = day
    else lines.push({ first: day, last: day, hours })
  }
  return lines.map(({ first, last, hours }) => ({ days: sayDays(first, last), hours }))
}
const sayDays = (first: Weekday, last: Weekday): Words => {
  if (first === 'monday' && last === 'sunday') return { zh: '每天', en: 'Every day' }
  const [from, to] = [weekdayWords[first], weekdayWords[last]]
  return first === last ? from : { zh: `${from.zh}至${to.zh}`, en: `${from.en}–${to.en}` }
}
