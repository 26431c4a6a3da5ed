import type { Words } from '#contract/words.ts'
import type { Level, OwnColumn, PackCode, ReportCode } from './report.ts'
import type { ShownUnit } from './shown.ts'

export const reportWords: Record<ReportCode, { name: Words; meaning: Words }> = {
  progress: {
    name: { zh: '活动进度', en: 'Campaign progress' },
    meaning: {
      zh: '每个项目打了多少、成了多少、离计划差多少、按现在的速度哪天完成。',
      en: 'How much each campaign has called and won, how far it is from its plan, and when it will be done at this pace.',
    },
  },
  performance: {
    name: { zh: '员工表现', en: 'Agent performance' },
    meaning: {
      zh: '坐席的工时、拨打、成交和质量放在一张表里，用来找到值得教的做法。',
      en: 'Time, dialling, successes and quality of agents in one table, to find what is worth teaching.',
    },
  },
  result: {
    name: { zh: '营销结果', en: 'Campaign results' },
    meaning: {
      zh: '从名单到成交的每一级，按项目、批次、产品、地区或时间看。',
      en: 'Every stage from the list to the success, by campaign, batch, product, region or time.',
    },
  },
  documents: {
    name: { zh: '营销文档发送与处理', en: 'Documents sent' },
    meaning: {
      zh: '发给客户的资料：发送、送达、打开与转化。',
      en: 'Material sent to customers: sent, delivered, opened, converted.',
    },
  },
  feedback: {
    name: { zh: '客户反馈', en: 'Customer feedback' },
    meaning: {
      zh: '客户为什么没有成交：每种原因的次数、占比、负责岗位，点开看原话。',
      en: 'Why customers did not buy: how often, what share, whose it is to act on; open a row for what was said.',
    },
  },
  updates: {
    name: { zh: '客户资料更新', en: 'Customer record updates' },
    meaning: {
      zh: '客户主档的哪些内容被改了、谁改的、更新率多少，点开看旧值和新值。',
      en: 'What was changed in customer records, by whom, and the update rate; open a row for old and new values.',
    },
  },
}

/** Columns of the handbook nothing records yet. */
export const missingWords: Record<ReportCode, readonly Words[]> = {
  progress: [
    {
      zh: '“原因”由带班人在诊断工单里填写，本表不代填。',
      en: 'The reason for a gap is written in diagnosis tickets; this table does not guess it.',
    },
  ],
  performance: [],
  result: [
    {
      zh: '投入产出只计人工成本：话费与名单采购费没有按项目记录。',
      en: 'The return counts labour only: line charges and what lists cost are not recorded by campaign.',
    },
  ],
  documents: [
    {
      zh: '系统还没有记录发给客户的文档：文档类型、发送、送达、打开（回执）、处理人、处理时限、转化都没有数据来源，因此不显示任何数字。',
      en: 'Nothing records documents sent to customers yet: kind, sent, delivered, opened, who handled them, by when, and conversion have no source, so no figure is shown.',
    },
  ],
  feedback: [],
  updates: [],
}

export const packWords: Record<PackCode, { name: Words; meaning: Words }> = {
  afterShift: {
    name: { zh: '班后会', en: 'After the shift' },
    meaning: {
      zh: '今天各坐席的拨打与成交，看过程、教一个做法。',
      en: 'Today by agent: dialling and successes, one thing to teach.',
    },
  },
  weekly: {
    name: { zh: '周例会', en: 'Weekly meeting' },
    meaning: { zh: '上周各班组的效率与成功率，与前一周相比。', en: 'Last week by team, set beside the week before.' },
  },
  monthly: {
    name: { zh: '月总结会', en: 'Monthly review' },
    meaning: {
      zh: '上月各项目的结果与目标，与再前一个月相比。',
      en: 'Last month by campaign against goal and the month before.',
    },
  },
}

export const levelWords: Record<Level, Words> = {
  site: { zh: '职场', en: 'Site' },
  campaign: { zh: '外呼项目', en: 'Campaign' },
  team: { zh: '班组', en: 'Team' },
  agent: { zh: '坐席', en: 'Agent' },
  month: { zh: '月', en: 'Month' },
  week: { zh: '周', en: 'Week' },
  day: { zh: '业务日', en: 'Business day' },
  weekday: { zh: '星期', en: 'Weekday' },
  hour: { zh: '时段', en: 'Hour' },
  batch: { zh: '批次', en: 'Batch' },
  product: { zh: '产品', en: 'Product' },
  region: { zh: '地区', en: 'Region' },
  outcome: { zh: '原因', en: 'Reason' },
  field: { zh: '资料项', en: 'Field' },
}
/** What a group is called whose key is missing. */
export const withoutWords: Partial<Record<Level, Words>> = {
  campaign: { zh: '未归项目', en: 'No campaign' },
  team: { zh: '未接入班组', en: 'No team' },
  agent: { zh: '未接入坐席', en: 'No agent' },
  batch: { zh: '未归批次', en: 'No batch' },
  product: { zh: '未填产品', en: 'No product' },
  region: { zh: '地区未知', en: 'Region unknown' },
  site: { zh: '未归职场', en: 'No site' },
}
export const weekdayWords: readonly Words[] = [
  { zh: '周一', en: 'Monday' },
  { zh: '周二', en: 'Tuesday' },
  { zh: '周三', en: 'Wednesday' },
  { zh: '周四', en: 'Thursday' },
  { zh: '周五', en: 'Friday' },
  { zh: '周六', en: 'Saturday' },
  { zh: '周日', en: 'Sunday' },
]

type Own = { name: Words; explain: Words; unit: ShownUnit; better: 'higher' | 'lower' | 'neither' }
export const ownColumnWords: Record<OwnColumn, Own> = {
  attempted_records: {
    name: { zh: '已拨', en: 'Records called' },
    explain: {
      zh: '项目名单中至少拨过一次的记录，截至现在',
      en: 'Records of the campaign called at least once, as of now',
    },
    unit: 'count',
    better: 'neither',
  },
  remaining_records: {
    name: { zh: '剩余', en: 'Remaining' },
    explain: { zh: '项目名单中尚未关闭的记录，截至现在', en: 'Records of the campaign not closed yet, as of now' },
    unit: 'count',
    better: 'neither',
  },
  goal: {
    name: { zh: '计划目标', en: 'Planned goal' },
    explain: {
      zh: '项目目标成功数 × 本期天数 ÷ 项目天数（按日历日均摊）',
      en: 'Target of the campaign × days of the period ÷ days of the campaign, by calendar days',
    },
    unit: 'count',
    better: 'neither',
  },
  cumulative: {
    name: { zh: '累计达成', en: 'Won so far' },
    explain: {
      zh: '项目开始至本期末的成功量',
      en: 'Successes from the start of the campaign to the end of the period',
    },
    unit: 'count',
    better: 'higher',
  },
  goal_share: {
    name: { zh: '累计达成率', en: 'Share of target' },
    explain: { zh: '累计达成 ÷ 项目目标成功数', en: 'Won so far ÷ target of the campaign' },
    unit: 'ratio',
    better: 'higher',
  },
  gap: {
    name: { zh: '与计划差距', en: 'Against plan' },
    explain: {
      zh: '累计达成 − 到期应完成数（目标按日历日均摊）',
      en: 'Won so far − what was due by then, the target spread over calendar days',
    },
    unit: 'count',
    better: 'higher',
  },
  expected_end: {
    name: { zh: '预计完成日', en: 'Expected end' },
    explain: {
      zh: '按本期末前 7 个业务日的平均成功量推算达到目标的日期',
      en: 'When the target is reached at the mean pace of the seven business days up to the end of the period',
    },
    unit: 'day',
    better: 'neither',
  },
  labour_cost: {
    name: { zh: '人工成本', en: 'Labour cost' },
    explain: {
      zh: '项目签入时长 × 项目每坐席小时成本；项目未填该成本时为“–”',
      en: 'Signed-in hours of the campaign × its cost of an agent hour; unknown where the campaign states none',
    },
    unit: 'money',
    better: 'lower',
  },
  labour_return: {
    name: { zh: '投入产出（人工）', en: 'Return on labour' },
    explain: {
      zh: '（项目收益 − 人工成本）÷ 人工成本；名单采购费用见名单质量页，不在其中',
      en: '(Campaign revenue − labour cost) ÷ labour cost; what lists cost stands on the page of list quality and is not in it',
    },
    unit: 'ratio',
    better: 'higher',
  },
  staff_number: {
    name: { zh: '工号', en: 'Staff number' },
    explain: { zh: '坐席的工号', en: 'The number of the employee' },
    unit: 'text',
    better: 'neither',
  },
  rank: {
    name: { zh: '排名', en: 'Standing' },
    explain: {
      zh: '按外呼在线成功率，样本足够的坐席之间比较；前一半显示名次，其余显示距前一半还差多少，样本不足不排',
      en: 'By in-call success rate among agents with enough calls: the first half by place, others by what is missing to it; small samples are not placed',
    },
    unit: 'text',
    better: 'neither',
  },
  times: {
    name: { zh: '次数', en: 'Times' },
    explain: { zh: '本期发生的次数', en: 'How often it happened in the period' },
    unit: 'count',
    better: 'neither',
  },
  share: {
    name: { zh: '占比', en: 'Share' },
    explain: { zh: '次数 ÷ 合计次数', en: 'Times ÷ times in all' },
    unit: 'ratio',
    better: 'neither',
  },
  cumulative_share: {
    name: { zh: '累计占比', en: 'Cumulative share' },
    explain: { zh: '从最多的一项起累加的占比', en: 'Shares added up from the most frequent' },
    unit: 'ratio',
    better: 'neither',
  },
  owner_post: {
    name: { zh: '负责岗位', en: 'Whose to act on' },
    explain: { zh: '针对这类原因首先应采取行动的岗位', en: 'The post that acts first on reasons of this kind' },
    unit: 'text',
    better: 'neither',
  },
  customers: {
    name: { zh: '客户数', en: 'Customers' },
    explain: { zh: '本期资料有更新的客户，各计一次', en: 'Customers whose record changed in the period, each once' },
    unit: 'count',
    better: 'neither',
  },
  update_rate: {
    name: { zh: '更新率', en: 'Update rate' },
    explain: {
      zh: '资料有更新的客户数 ÷ 本期通过话的客户数',
      en: 'Customers whose record changed ÷ customers spoken to in the period',
    },
    unit: 'ratio',
    better: 'higher',
  },
  last_at: {
    name: { zh: '最近更新', en: 'Last change' },
    explain: { zh: '本期最后一次更新的时间', en: 'The last change in the period' },
    unit: 'text',
    better: 'neither',
  },
}
export const besideWords = {
  before: {
    zh: (name: string) => `${name}（对比期）`,
    en: (name: string) => `${name}, period compared`,
  },
  change: { zh: (name: string) => `${name}变化`, en: (name: string) => `${name}, change` },
}
