import { defineFacts } from './fact.ts'

export const firstCallFacts = defineFacts('firstCall', {
  first_calls: { zh: '有首呼的签入次数', en: 'Sign-ins with a first call' },
  first_call_ms: { zh: '签入至首呼时长', en: 'Time from sign-in to the first call', unit: 'ms' },
  first_call_s2: { zh: '签入至首呼秒数平方和', en: 'Squared seconds to the first call', unit: 'squaredSeconds' },
})
export const planFacts = defineFacts('plan', {
  scheduled_ms: { zh: '排班工时', en: 'Scheduled time', unit: 'ms' },
  scheduled_past_ms: { zh: '已到点的排班工时', en: 'Scheduled time that has come', unit: 'ms' },
})
export const dueFacts = defineFacts('due', {
  people_due: { zh: '应出勤人次', en: 'People due, a day' },
  people_attending: { zh: '实际出勤人次', en: 'People attending, a day' },
})
export const adherenceFacts = defineFacts('adherence', {
  adhering_ms: { zh: '按计划执行时长', en: 'Time as planned', unit: 'ms' },
  available_ms: { zh: '可生产时长', en: 'Time in production', unit: 'ms' },
})
/** People in post belong to a day and a place: these sums are for one day or the average of two, and not added up over days. */
export const staffFacts = defineFacts('staff', {
  leavers: { zh: '离职员工数', en: 'People who left' },
  half_staff: { zh: '期初期末在职均数', en: 'People in post, mean of start and end' },
  staff_at_end: { zh: '期末在职员工数', en: 'People in post at the end' },
  agents_at_end: { zh: '期末客户代表数', en: 'Agents in post at the end' },
  seats_at_end: { zh: '期末座席数', en: 'Seats at the end' },
})
export const standardFacts = defineFacts('standard', {
  standard_calls: { zh: '折算通话量', en: 'Agent calls weighed by list' },
})
