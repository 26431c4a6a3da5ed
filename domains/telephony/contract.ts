import { z } from 'zod'

/** Why a call ended, in our words whatever the provider; each maps to one Q.850 cause and one Chinese word. */
export const hangupCauses = {
  normal: { q850: 16, zh: '正常挂机', en: 'Normal hang-up' },
  busy: { q850: 17, zh: '用户忙', en: 'Busy' },
  noAnswer: { q850: 19, zh: '无人接听', en: 'No answer' },
  rejected: { q850: 21, zh: '拒接', en: 'Rejected' },
  switchedOff: { q850: 20, zh: '关机', en: 'Switched off' },
  suspended: { q850: 22, zh: '停机', en: 'Suspended' },
  emptyNumber: { q850: 1, zh: '空号', en: 'Empty number' },
  networkFault: { q850: 34, zh: '网络故障', en: 'Network fault' },
  cancelled: { q850: 26, zh: '已取消', en: 'Cancelled by us' },
  lost: { q850: 41, zh: '系统中断', en: 'Lost with a system fault' },
} as const
export type HangupCause = keyof typeof hangupCauses
export const HangupCause = z.enum(Object.keys(hangupCauses) as [HangupCause, ...HangupCause[]])

/** 监听 / 耳语 / 强插 */
export const SuperviseMode = z.enum(['listen', 'whisper', 'barge'])
export type SuperviseMode = z.infer<typeof SuperviseMode>

/** Whether to find out if a machine answered: not at all, before an agent is joined, or while they already talk. */
export const MachineDetection = z.enum(['off', 'before', 'while'])
export type MachineDetection = z.infer<typeof MachineDetection>

export const WhoAnswered = z.enum(['person', 'machine', 'fax', 'unsure'])
export type WhoAnswered = z.infer<typeof WhoAnswered>

/** Away: not to be reached. Ready to be called: `registered`. Its leg is up and it can be joined to a customer: `seated`. */
export const HeadsetState = z.enum(['away', 'registered', 'seated'])
export type HeadsetState = z.infer<typeof HeadsetState>
