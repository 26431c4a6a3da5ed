import type { Words, WordsWith } from '#contract/words.ts'
import type { RuleName } from './control-limits.ts'

/** The words charts say of themselves. */
export const text = {
  name: { zh: '名称', en: 'Name' },
  sample: { zh: '样本量', en: 'Sample' },
  smallSample: { zh: '样本不足，仅供参考，不参与排序', en: 'Too few cases: shown for reference, not ranked' },
  small: { zh: '样本不足', en: 'Small sample' },
  smallKey: { zh: '空心 = 样本不足', en: 'Hollow = small sample' },
  zone: { zh: '区域', en: 'Zone' },
  cutAt: { zh: '分界：{x} {xAt} · {y} {yAt}', en: 'Zones meet at: {x} {xAt} · {y} {yAt}' },
  isoNote: { zh: '曲线上各点的{name}相同', en: '{name} is the same all along a curve' },
  total: { zh: '合计', en: 'Total' },
  share: { zh: '占比', en: 'Share' },
  heatKey: { zh: '斜线 = 无数据 · 虚框 = 样本不足', en: 'Hatched = no data · dashed = small sample' },
  noData: { zh: '无数据', en: 'No data' },
  ofFirst: { zh: '占首级', en: 'Of first' },
  ofBefore: { zh: '占上一级', en: 'Of previous' },
  step: { zh: '阶段', en: 'Stage' },
  count: { zh: '数量', en: 'Count' },
  cumulative: { zh: '累计占比', en: 'Cumulative share' },
  others: { zh: '其余 {count} 项', en: '{count} others' },
  vital: {
    zh: '突出显示的 {count} 项合计达到 80%，先从这几项着手',
    en: 'The {count} in full colour make up 80%: begin with them',
  },
  day: { zh: '日期', en: 'Day' },
  actual: { zh: '实际累计', en: 'Actual' },
  plan: { zh: '计划累计', en: 'Plan' },
  expected: { zh: '预计', en: 'Forecast' },
  low: { zh: '下限', en: 'Low' },
  high: { zh: '上限', en: 'High' },
  band: { zh: '80% 预测区间', en: '80% forecast band' },
  forecastNote: {
    zh: '预测 = 已完成 + 剩余工作日 × 已过工作日的日均；区间按 t 分布估计，不含趋势和月底冲刺。满 3 个工作日后显示。',
    en: "Forecast: done so far + coming working days × mean of those worked; band by Student's t, without trend or last push. Shown from the third working day on.",
  },
  rate: { zh: '比率', en: 'Rate' },
  centreAt: { zh: '中心线\n{value}', en: 'Centre\n{value}' },
  lower: { zh: '控制下限', en: 'Lower limit' },
  upper: { zh: '控制上限', en: 'Upper limit' },
  limits: { zh: '控制限', en: 'Control limits' },
  signal: { zh: '异常', en: 'Signal' },
  controlNote: {
    zh: 'p 控制图：中心线 p = 合计 ÷ 合计；控制限 p ± 3√(p(1−p)/n)，随当日样本量 n 变化（Shewhart 1931；Montgomery《统计质量控制》）。',
    en: 'p-chart: centre p = sum ÷ sum; limits p ± 3√(p(1−p)/n), with the n of each day (Shewhart 1931; Montgomery, Introduction to Statistical Quality Control).',
  },
  interval: { zh: '95% 区间', en: '95% interval' },
  intervalNote: {
    zh: '横线 = 95% 区间；区间重叠时先后不代表差别。空心 = 样本不足，不参与排序。',
    en: 'Lines are 95% intervals: where they overlap, the order says little. Hollow = small sample, not ranked.',
  },
  whole: { zh: '整体 {value}', en: 'Overall {value}' },
} satisfies Record<string, Words>

export const ruleWords: Record<RuleName, Words> = {
  beyond: { zh: '超出控制限', en: 'Beyond the limits' },
  twoOfThree: { zh: '连续 3 点中 2 点超出同侧 2σ', en: 'Two of three beyond 2σ on one side' },
  runOfEight: { zh: '连续 8 点在中心线同侧', en: 'Eight in a row on one side' },
  trendOfSix: { zh: '连续 6 点上升或下降', en: 'Six in a row rising or falling' },
}

/** Told aloud and in rows: a name and its figures. */
export const told = {
  pair: {
    zh: ([name, value]: readonly [string, string]) => `${name}：${value}`,
    en: ([name, value]: readonly [string, string]) => `${name}: ${value}`,
  },
  list: { zh: (parts: readonly string[]) => parts.join('，'), en: (parts: readonly string[]) => parts.join(', ') },
} satisfies Record<string, WordsWith<never>>
