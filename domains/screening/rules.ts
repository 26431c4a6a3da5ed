import { z } from 'zod'
import { plainText } from '#contract/text.ts'
import type { Words } from '#contract/words.ts'
import { Condition } from './condition.ts'

/** 初级、中级、高级: rules work in this order, whatever order they were written in. */
export const levels = {
  primary: { zh: '初级筛选', en: 'First level' },
  middle: { zh: '中级筛选', en: 'Second level' },
  high: { zh: '高级筛选', en: 'Third level' },
} as const satisfies Record<string, Words>
export type Level = keyof typeof levels
export const levelCodes = Object.keys(levels) as [Level, ...Level[]]

export const deeds = {
  takeOut: { zh: '剔除符合条件的', en: 'Take out who meets it' },
  keepOnly: { zh: '只保留符合条件的', en: 'Keep only who meets it' },
} as const satisfies Record<string, Words>

export const Rule = z.object({
  id: z.uuid(),
  nameZh: plainText(60),
  nameEn: plainText(60),
  level: z.enum(levelCodes),
  deed: z.enum(['takeOut', 'keepOnly']),
  condition: Condition,
  enabled: z.boolean(),
})
export type Rule = z.output<typeof Rule>
const ids = (rules: readonly { id: string }[]): boolean => new Set(rules.map(({ id }) => id)).size === rules.length
export const Rules = z.array(Rule).max(60).refine(ids, { message: 'two rules with the same id' })

/** The rules at work, in the order they take. */
export const inOrder = (rules: readonly Rule[]): Rule[] =>
  levelCodes.flatMap((level) => rules.filter((rule) => rule.enabled && rule.level === level))

type Draft = Pick<Rule, 'nameZh' | 'nameEn' | 'level'> & { test: Partial<Condition['tests'][number]>; off?: true }
const drafted = ({ test, off, ...rule }: Draft, place: number): Rule => ({
  ...rule,
  // The same ids in every centre, so that what a rule took can be compared from run to run and between campaigns.
  id: `00000000-0000-4000-8000-${String(place + 1).padStart(12, '0')}`,
  deed: 'takeOut',
  enabled: !off,
  condition: { join: 'and', tests: [{ values: [], ...test } as Condition['tests'][number]] },
})

/**
 * What a centre starts with. Reasons of invalid records: suspended, empty, fax, data card, not the person, do not call,
 * a product that excludes this one, the month's contacts used up; then whom the campaign already spoke to.
 */
export const usualRules: readonly Rule[] = (
  [
    {
      nameZh: '号码格式错误',
      nameEn: 'Malformed number',
      level: 'primary',
      test: { field: 'badFormat', operator: 'yes' },
    },
    ...(
      [
        ['suspended', '停机', 'Suspended'],
        ['empty', '空号', 'Empty number'],
        ['fax', '传真', 'Fax'],
        ['dataCard', '数据卡', 'Data card'],
        ['notThePerson', '非本人', 'Not the person'],
        ['disconnected', '已销号', 'Disconnected'],
      ] as const
    ).map(
      ([state, nameZh, nameEn]): Draft => ({
        nameZh,
        nameEn,
        level: 'primary',
        test: { field: 'numberState', operator: 'is', values: [state] },
      }),
    ),
    {
      nameZh: '名单内重复的客户',
      nameEn: 'Person twice in the list',
      level: 'primary',
      test: { field: 'repeatedInList', operator: 'yes' },
    },
    {
      nameZh: '已在其他运行项目中',
      nameEn: 'Person in another running campaign',
      level: 'primary',
      test: { field: 'inAnotherCampaign', operator: 'yes' },
    },
    { nameZh: '禁呼名单', nameEn: 'Do-not-call list', level: 'primary', test: { field: 'doNotCall', operator: 'yes' } },
    {
      nameZh: '本月营销次数已达最大值',
      nameEn: "Month's contacts used up",
      level: 'middle',
      test: { field: 'dialsThisMonth', operator: 'atLeast', values: ['8'] },
    },
    {
      nameZh: '近 90 天已成交',
      nameEn: 'Bought in the last 90 days',
      level: 'middle',
      test: { field: 'successes', withinDays: 90, operator: 'atLeast', values: ['1'] },
    },
    {
      nameZh: '近 60 天拒绝过',
      nameEn: 'Refused in the last 60 days',
      level: 'high',
      test: { field: 'refusals', withinDays: 60, operator: 'atLeast', values: ['1'] },
    },
    {
      nameZh: '近 180 天投诉过',
      nameEn: 'Complained in the last 180 days',
      level: 'high',
      test: { field: 'complaints', withinDays: 180, operator: 'atLeast', values: ['1'] },
    },
    {
      nameZh: '已撤回营销同意',
      nameEn: 'Consent withdrawn',
      level: 'high',
      test: { field: 'consent', operator: 'is', values: ['withdrawn'] },
    },
    {
      nameZh: '匹配分过低',
      nameEn: 'Match score too low',
      level: 'high',
      off: true,
      test: { field: 'score', operator: 'below', values: ['0.02'] },
    },
  ] as Draft[]
).map(drafted)
