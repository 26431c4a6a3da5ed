import { defineFacts } from './fact.ts'

export const sessionFacts = defineFacts('session', {
  sign_ins: { zh: '签入次数', en: 'Sign-ins' },
  sign_outs: { zh: '签出次数', en: 'Sign-outs' },
})
/** Records drawn into campaigns. They have no moment: the period does not limit them. */
export const contactFacts = defineFacts('contact', {
  records: { zh: '客户数据总量', en: 'Records drawn' },
  invalid_records: { zh: '无效数据量', en: 'Invalid records' },
  dialable_records: { zh: '有效数据量', en: 'Dialable records' },
  attempted_records: { zh: '已拨数据量', en: 'Records attempted' },
  record_attempts: { zh: '数据拨打次数', en: 'Attempts on records' },
})
export const campaignFacts = defineFacts('campaign', {
  target_successes: { zh: '目标成功数', en: 'Target successes' },
})
/** For terms of the handbook nobody records yet: always 0, so that the measure reads "–". */
export const noFacts = defineFacts('none', { not_recorded: { zh: '尚未记录', en: 'Not recorded yet' } })
