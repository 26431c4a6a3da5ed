import { defineRefusals } from '#contract/problem.ts'

export const refusals = defineRefusals('reports', {
  periodMissing: {
    status: 400,
    text: { zh: '请选择开始和结束日期', en: 'Choose the first and the last day' },
  },
  periodBackwards: { status: 400, text: { zh: '结束日期早于开始日期', en: 'The period ends before it begins' } },
  periodTooLong: { status: 400, text: { zh: '时间范围最长 {days} 天', en: 'A period may span {days} days at most' } },
  unknownColumn: { status: 400, text: { zh: '没有“{column}”这一列', en: 'There is no column “{column}”' } },
  unknownLevel: {
    status: 400,
    text: { zh: '该报表不能按“{level}”展开', en: 'This report cannot be told by “{level}”' },
  },
  nothingRecorded: {
    status: 409,
    text: { zh: '该报表所需的数据尚未记录', en: 'What this report would tell is not recorded yet' },
  },
  tooManyRows: {
    status: 400,
    text: {
      zh: '共 {rows} 行，超出工作簿上限（{most} 行），请改用 CSV 或缩短时间范围',
      en: '{rows} rows are more than a workbook takes ({most}); take CSV or a shorter period',
    },
  },
  exportsBusy: {
    status: 429,
    text: {
      zh: '正在导出的文件已有 {most} 个，请稍后再试',
      en: '{most} files are being written already; please try again shortly',
    },
  },
  noSuchView: { status: 404, text: { zh: '没有这个视图', en: 'No such view' } },
  notYourView: { status: 403, text: { zh: '只有创建人能修改该视图', en: 'Only whoever made a view may change it' } },
  maySharePrivately: {
    status: 403,
    text: { zh: '您只能保存为个人视图', en: 'You may keep a view for yourself only' },
  },
  viewNameTaken: { status: 409, text: { zh: '已有同名视图', en: 'There is a view of that name already' } },
  noSuchSchedule: { status: 404, text: { zh: '没有这个定时发送', en: 'No such schedule' } },
  sentTooOften: {
    status: 429,
    text: {
      zh: '这份报表一小时内已手动发送 {most} 次，请稍后再试',
      en: 'This report was sent by hand {most} times within an hour; please try again later',
    },
  },
  mailNotSet: {
    status: 409,
    text: {
      zh: '尚未设置邮件服务：请管理员设置 CARILLON_SMTP_URL 和 CARILLON_MAIL_FROM',
      en: 'Mail is not set up: an administrator sets CARILLON_SMTP_URL and CARILLON_MAIL_FROM',
    },
  },
  changedMeanwhile: {
    status: 409,
    text: { zh: '内容已被他人修改，请刷新后重试', en: 'Somebody changed this meanwhile; refresh and try again' },
  },
})
