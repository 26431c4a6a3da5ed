import { defineRefusals, type RefusalKind } from '#contract/problem.ts'

const bad = (zh: string, en: string): Omit<RefusalKind, 'code'> => ({ status: 400, text: { zh, en } })

const deliveryRefusals = defineRefusals('results', {
  noSuchResult: { status: 404, text: { zh: '没有这条成果', en: 'No such result' } },
  noSuchDelivery: { status: 404, text: { zh: '没有这次报送', en: 'No such delivery' } },
  changedMeanwhile: {
    status: 409,
    text: { zh: '内容已被他人修改，请刷新后重试', en: 'Somebody changed this meanwhile; refresh and try again' },
  },
  withdrawnAlready: { status: 409, text: { zh: '该成果已作废', en: 'This result is withdrawn already' } },
  keyUsed: {
    status: 409,
    text: {
      zh: '请求标识“{requestKey}”已用于另一次内容不同的报送',
      en: 'The request key “{requestKey}” was used for another delivery with other rows',
    },
  },
  fieldWrong: bad('“{field}”：{fault}', '“{field}”: {fault}'),
  emptyFile: bad('文件中没有数据行', 'The file has no rows'),
  notCsv: bad('只支持 CSV 文件；Excel 请另存为“CSV UTF-8”', 'Only CSV files; save a workbook as “CSV UTF-8” first'),
  fileTooLarge: { status: 413, text: { zh: '文件超过 {mb} MB', en: 'The file is larger than {mb} MB' } },
  tooManyRows: bad('文件最多 {most} 行', 'A file may have {most} rows at most'),
  columnMissing: bad('缺少列“{column}”', 'The column “{column}” is missing'),
  columnTwice: bad('列“{column}”出现两次', 'The column “{column}” is there twice'),
  columnUnknown: bad(
    '不认识列“{column}”，请按模板命名',
    'There is no column “{column}”; name columns as in the template',
  ),
})

/** What may be wrong with one row; each is a problem of its own. */
export const rowRefusals = defineRefusals('results', {
  missing: bad('未填写', 'Nothing is written here'),
  tooLong: bad('超过 {max} 个字符', 'Longer than {max} characters'),
  unreadable: bad('无法读取', 'This cannot be read'),
  notAnId: bad('不是有效编号', 'This is no id'),
  notAMoment: bad(
    '不是有效时间，请写成 2026-03-05 09:30 或带时区的 ISO 8601',
    'This is no moment; write 2026-03-05 09:30, or ISO 8601 with its zone',
  ),
  inFuture: bad('时间在将来', 'This moment has not come yet'),
  notYesNo: bad('请填“是”或“否”', 'Write yes or no'),
  notACount: bad('请填 0 到 {most} 的整数', 'Write a whole number from 0 to {most}'),
  notAnAmount: bad(
    '请填 0 到 {most} 的数，最多 {decimals} 位小数',
    'Write a number from 0 to {most} with {decimals} decimals at most',
  ),
  notOneOf: bad('只能是：{choices}', 'It may only be: {choices}'),
  doneTooOften: bad('做到次数多于机会次数', 'Done more often than there was an opportunity'),
  unknownField: bad('没有这个字段', 'There is no such field'),
  noSuchCall: bad('没有这通电话', 'No such call'),
  noSuchAgent: bad('没有工号为“{value}”的坐席', 'Nobody has the staff number “{value}”'),
  agentOfAnother: bad('与通话的坐席不一致', 'Somebody else spoke in that call'),
  noSuchCampaign: bad('没有外呼项目“{value}”', 'There is no campaign “{value}”'),
  campaignOfAnother: bad('与通话的外呼项目不一致', 'That call belongs to another campaign'),
  beforeTheCall: bad('早于所属通话', 'This is before the call it belongs to'),
  notANumber: bad('不是有效号码', 'This is not a valid number'),
  noSuchBehaviour: bad('没有关键行为“{value}”', 'There is no key behaviour “{value}”'),
  toldTwice: bad('同一来源单号在本次报送中出现两次', 'This id is there twice in the same delivery'),
  isWithdrawn: bad('该来源单号已作废，请先在页面上更正恢复', 'This id is withdrawn; bring it back on its page first'),
  nothingToWithdraw: bad('没有可作废的登记', 'There is nothing to withdraw'),
  outOfReach: {
    status: 403,
    text: { zh: '该单号属于您看不到的职场或班组', en: 'This id belongs to a site or team beyond your reach' },
  },
})
export type RowRefusal = keyof typeof rowRefusals

export const refusals = { ...deliveryRefusals, ...rowRefusals }
