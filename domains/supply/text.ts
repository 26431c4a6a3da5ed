import type { Words } from '#contract/words.ts'
import type { Grouping } from './contract.ts'
import type { Advice } from './yield.ts'

export const adviceWords: Record<Advice, Words> = {
  buy: { zh: '值得续购', en: 'Worth buying more' },
  finish: { zh: '拨完不再续购', en: 'Finish, buy no more' },
  stop: { zh: '停止拨打', en: 'Stop calling' },
  callMore: { zh: '再拨才知', en: 'Call more to know' },
  noMoney: { zh: '缺少价格或价值', en: 'No price or worth' },
}
export const adviceHelp: Record<Advice, Words> = {
  buy: {
    zh: '成功率的 95% 区间整个高于续购盈亏平衡点（记录价格 + 拨打成本）',
    en: 'The whole 95% interval lies above what buying and calling a record costs',
  },
  finish: {
    zh: '拨打划算，但 95% 区间整个低于续购盈亏平衡点',
    en: 'Calling pays, but the whole 95% interval lies below what buying a record costs',
  },
  stop: {
    zh: '成功率的 95% 区间整个低于拨打盈亏平衡点：连拨打成本都收不回',
    en: 'The whole 95% interval lies below what calling alone costs',
  },
  callMore: {
    zh: '95% 区间跨过盈亏平衡点，样本还不够',
    en: 'The 95% interval holds the break-even point: too few calls to say',
  },
  noMoney: {
    zh: '填写批次价格、每笔成交价值和坐席小时成本后给出建议',
    en: 'Give the price of the batch, the worth of a success and the cost of an agent hour for advice',
  },
}

export const groupingWords: Record<Grouping, Words> = {
  batch: { zh: '批次', en: 'Batch' },
  list: { zh: '名单', en: 'List' },
  supplier: { zh: '供应商', en: 'Supplier' },
  column: { zh: '名单字段', en: 'Column' },
}

export const weekdayWords: readonly Words[] = [
  { zh: '周一', en: 'Mon' },
  { zh: '周二', en: 'Tue' },
  { zh: '周三', en: 'Wed' },
  { zh: '周四', en: 'Thu' },
  { zh: '周五', en: 'Fri' },
  { zh: '周六', en: 'Sat' },
  { zh: '周日', en: 'Sun' },
]

export const text = {
  listQuality: { zh: '名单质量', en: 'List quality' },
  help: {
    zh: '成功率 = 成功的记录 ÷ 拨过的记录，附 95% 区间（Wilson）。“预期”按同类其他组收缩：拨得少的组向整体靠拢。建议比较区间与盈亏平衡点，不看单个数字。',
    en: 'Success rate = records that became a success ÷ records called, with a 95% interval (Wilson). “Expected” is shrunk towards the other groups: little-called ones lean on them. Advice compares the interval with the break-even point, not one number.',
  },
  campaign: { zh: '外呼项目', en: 'Campaign' },
  allCampaigns: { zh: '全部项目', en: 'All campaigns' },
  groupBy: { zh: '分组', en: 'Group by' },
  column: { zh: '字段', en: 'Column' },
  name: { zh: '名称', en: 'Name' },
  noName: { zh: '（未填）', en: '(none)' },
  supplier: { zh: '供应商', en: 'Supplier' },
  records: { zh: '记录数', en: 'Records' },
  called: { zh: '已拨打', en: 'Called' },
  reached: { zh: '已接触', en: 'Reached' },
  successes: { zh: '成功', en: 'Successes' },
  attempts: { zh: '拨打次数', en: 'Attempts' },
  rate: { zh: '成功率', en: 'Success rate' },
  low: { zh: '区间下限', en: 'Interval from' },
  high: { zh: '区间上限', en: 'Interval to' },
  expected: { zh: '预期', en: 'Expected' },
  penetration: { zh: '拨打覆盖率', en: 'Penetration' },
  coverage: { zh: '客户覆盖率', en: 'Coverage' },
  attemptsPerRecord: { zh: '跟进频次', en: 'Attempts a record' },
  attemptsLeft: { zh: '剩余拨打次数', en: 'Attempts left' },
  daysLeft: { zh: '剩余寿命（工作日）', en: 'Days left' },
  pricePerRecord: { zh: '单条价格', en: 'Price a record' },
  worthPerRecord: { zh: '单条价值', en: 'Worth a record' },
  result: { zh: '收支', en: 'Result' },
  advice: { zh: '建议', en: 'Advice' },
  callMore: { zh: '再拨条数', en: 'Records to call' },
  callMoreWords: {
    zh: (records: number) => `再拨 ${records} 条可知`,
    en: (records: number) => `Call ${records} more to know`,
  },
  tooFine: { zh: '差别太小，不值得追', en: 'Too close to call' },
  worthPerSuccess: { zh: '每笔成交价值', en: 'Worth of a success' },
  setWorth: { zh: '成交价值', en: 'Worth of a success' },
  setPrice: { zh: '填写价格', en: 'Set the price' },
  changePrice: { zh: '修改价格', en: 'Change the price' },
  priceOf: { zh: (name: string) => `${name} 的单条价格`, en: (name: string) => `Price a record of ${name}` },
  priceHelp: { zh: '每条记录的采购价，留空表示不知道', en: 'What one record was bought for; empty means nobody knows' },
  worthHelp: {
    zh: '一笔成交带来的毛利，未扣名单和拨打成本；留空表示不知道',
    en: 'What one success brings in before records and calls are paid; empty means nobody knows',
  },
  saved: { zh: '已保存', en: 'Saved' },
  actions: { zh: '操作', en: 'Actions' },
  exportCsv: { zh: '导出', en: 'Export' },
  calls: { zh: '通话', en: 'Calls' },
  nothing: {
    zh: '还没有拨打过的名单。启动外呼项目后，这里按批次比较名单质量。',
    en: 'No list has been called yet. Once a campaign runs, its batches are compared here.',
  },
  left: {
    zh: (groups: number) => `另有 ${groups} 个更小的组未显示`,
    en: (groups: number) => `${groups} smaller groups are not shown`,
  },
  chart: { zh: '成功率与 95% 区间', en: 'Success rates with 95% intervals' },
  interval: { zh: '95% 区间', en: '95% interval' },
  breakEven: { zh: '盈亏平衡', en: 'Break-even' },
  hours: { zh: '最佳拨打时段', en: 'Best hours to call' },
  hoursHelp: {
    zh: ({ days, zone }: { days: number; zone: string }) => `最近 ${days} 天，时区 ${zone}；少于 30 次拨打的格子不着色`,
    en: ({ days, zone }: { days: number; zone: string }) =>
      `Last ${days} days, time zone ${zone}; cells of fewer than 30 calls stay blank`,
  },
  connectRate: { zh: '接通率', en: 'Connect rate' },
  connects: { zh: '接通', en: 'Connects' },
  weekday: { zh: '星期', en: 'Weekday' },
  hour: { zh: '时', en: 'Hour' },
} as const satisfies Record<string, Words | { zh: (value: never) => string; en: (value: never) => string }>
