import { fill, type Words } from '#contract/words.ts'

/** The words of the page "Analysis". */
export const text = {
  analysis: { zh: '指标分析', en: 'Analysis' },
  help: {
    zh: '同一组指标的多种看法：什么时候打得通、哪一级流失、谁和谁有差别、哪天不寻常。图上每一点都可以打开，一直到通话；每张图都可以换成表格；空心或灰色表示样本不足。',
    en: 'The same measures seen in many ways: when customers answer, where they are lost, who differs from whom, which day was unusual. Every mark opens, down to the calls; every chart turns into a table; hollow or grey means too few cases.',
  },
  period: { zh: '时间范围', en: 'Period' },
  campaign: { zh: '外呼项目', en: 'Campaign' },
  team: { zh: '班组', en: 'Team' },
  measure: { zh: '指标', en: 'Measure' },
  compare: { zh: '比较对象', en: 'Compare' },
  teams: { zh: '班组', en: 'Teams' },
  agents: { zh: '坐席', en: 'Agents' },
  tabs: {
    hours: { zh: '分时', en: 'Hours' },
    funnel: { zh: '漏斗', en: 'Funnel' },
    reasons: { zh: '原因', en: 'Reasons' },
    agents: { zh: '比较', en: 'Compare' },
    zones: { zh: '均长 × 次数', en: 'Length × calls' },
    value: { zh: '成功值', en: 'Success value' },
    time: { zh: '工时构成', en: 'Time' },
    control: { zh: '控制图', en: 'Control chart' },
    pace: { zh: '目标进度', en: 'Pace' },
  },
  byHour: { zh: '{name}：星期 × 小时', en: '{name} by weekday and hour' },
  chooseDay: { zh: '业务日', en: 'Business day' },
  callsFunnel: { zh: '通话漏斗（次）', en: 'Funnel of calls' },
  callsFunnelHelp: {
    zh: '按通话次数计，受时间范围和筛选限制；点开任意一级查看通话。',
    en: 'Counts calls in the period and filters above; open a step to see its calls.',
  },
  listFunnelHelp: {
    zh: '按名单记录计，每条记录在到达过的每一级各计一次，不受时间范围限制。',
    en: 'Counts records of the campaign, each once at every stage it reached, whatever the period.',
  },
  endings: { zh: '看哪一类', en: 'Which calls' },
  refusals: { zh: '拒绝原因', en: 'Why customers refuse' },
  unreached: { zh: '未接通原因', en: 'Why calls reach nobody' },
  calls: { zh: '通话数', en: 'Calls' },
  pickCampaign: { zh: '请先在上方选择一个外呼项目', en: 'Choose a campaign above first' },
  compared: { zh: '{name} · 各{who}比较', en: '{name} · {who} compared' },
  zones: { zh: '通话均长 × 每小时次数', en: 'Average length × calls per hour' },
  shortMany: { zh: '短而多：标杆', en: 'Short, many: the best' },
  longFew: { zh: '长而少：练话术', en: 'Long, few: talk skill' },
  shortFew: { zh: '短而少：看工时', en: 'Short, few: time use' },
  longMany: { zh: '长而多：看负荷与质量', en: 'Long, many: load, quality' },
  valueTitle: { zh: '成功量 × 成功率', en: 'Successes × success rate' },
  successValue: { zh: '成功值', en: 'Success value' },
  timeTitle: { zh: '签入时间构成（按通话占比排序）', en: 'Signed-in time, sorted by share of talk' },
  timeOfAll: {
    zh: '工时不分外呼项目时不显示；请清空项目筛选',
    en: 'Time is not told apart by campaign here: clear the campaign above',
  },
  otherTime: { zh: '其他', en: 'Other' },
  control: { zh: '{name}：每日控制图', en: '{name}: control chart by day' },
  pace: { zh: '成功量进度与预测', en: 'Successes against the plan' },
  noPlan: {
    zh: '这个项目没有目标成功数或结束日期，无法画计划线',
    en: 'This campaign has no target or no last day, so there is no plan to draw',
  },
  notStarted: { zh: '这个项目还没有开始', en: 'This campaign has not started yet' },
  planNote: {
    zh: '计划 = 目标成功数平均分到可拨打的日子；当天只计到现在，不参与日均。',
    en: 'Plan: the target spread evenly over days with calling hours. Today counts as far as it has come and is left out of the daily mean.',
  },
  nothing: { zh: '该范围内没有数据', en: 'Nothing in this range' },
} satisfies Record<string, Words | Record<string, Words>>

/** Monday first, as weekdays are numbered. */
export const weekdayWords: readonly Words[] = [
  { zh: '周一', en: 'Mon' },
  { zh: '周二', en: 'Tue' },
  { zh: '周三', en: 'Wed' },
  { zh: '周四', en: 'Thu' },
  { zh: '周五', en: 'Fri' },
  { zh: '周六', en: 'Sat' },
  { zh: '周日', en: 'Sun' },
]

/** A phrase with the names of things filled in, in every language. */
export const named = ({ zh, en }: Words, names: Record<string, Words>): Words => {
  const inOne = (locale: keyof Words) =>
    Object.fromEntries(Object.entries(names).map(([place, words]) => [place, words[locale]]))
  return { zh: fill(zh, inOne('zh')), en: fill(en, inOne('en')) }
}
