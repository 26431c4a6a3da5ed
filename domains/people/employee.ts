import type { Words } from '#contract/words.ts'

/** Why people leave: short enough to be chosen, told apart well enough to act upon. */
export const leavingReasons = {
  betterOffer: { zh: '有更好机会', en: 'A better offer' },
  pay: { zh: '薪酬待遇', en: 'Pay' },
  pressure: { zh: '工作压力', en: 'Pressure of work' },
  relations: { zh: '与上级或同事关系', en: 'Relations at work' },
  workingHours: { zh: '班次与工时', en: 'Shifts and hours' },
  family: { zh: '家庭原因', en: 'Family' },
  health: { zh: '健康原因', en: 'Health' },
  studies: { zh: '继续学业', en: 'Studies' },
  relocation: { zh: '迁居异地', en: 'Moved away' },
  endOfContract: { zh: '合同到期', en: 'End of contract' },
  probationFailed: { zh: '试用未通过', en: 'Probation not passed' },
  dismissed: { zh: '公司解聘', en: 'Dismissed' },
  retired: { zh: '退休', en: 'Retired' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Words>
export type LeavingReason = keyof typeof leavingReasons
export const leavingReasonCodes = Object.keys(leavingReasons) as [LeavingReason, ...LeavingReason[]]

/** From the day of leaving on, somebody is gone. */
export const hasLeftBy = (leftOn: string | null, today: string): boolean => leftOn !== null && leftOn <= today
