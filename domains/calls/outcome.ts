import type { HangupCause } from '#domains/telephony/contract.ts'
import { type CallRecord, seemsMachine } from './call-record.ts'

/** What an outcome means for the contact and for the numbers. Kinds are fixed; their names on screen are words. */
export const outcomeKinds = [
  'success',
  'callback',
  'noDecision',
  'refusal',
  'wrongPerson',
  'voicemail',
  'invalid',
  'complaint',
  'doNotCall',
  'abandoned',
  'unreached',
] as const
export type OutcomeKind = (typeof outcomeKinds)[number]

export type Outcome = {
  kind: OutcomeKind
  key: string
  zh: string
  en: string
  group?: { key: string; zh: string; en: string }
}

const refusal = { key: '3', zh: '拒绝', en: 'Refused' }

/** What an agent can say of a conversation; `key` is the digit that chooses it (two digits: group, then reason). */
export const outcomes = {
  success: { kind: 'success', key: '1', zh: '成功', en: 'Success' },
  callback: { kind: 'callback', key: '2', zh: '预约回访', en: 'Call back' },
  'refusal.noNeed': { kind: 'refusal', key: '31', zh: '不需要', en: 'No need', group: refusal },
  'refusal.tooExpensive': { kind: 'refusal', key: '32', zh: '太贵', en: 'Too expensive', group: refusal },
  'refusal.alreadyHasOne': { kind: 'refusal', key: '33', zh: '已有同类产品', en: 'Already has one', group: refusal },
  'refusal.noTime': { kind: 'refusal', key: '34', zh: '没时间', en: 'No time', group: refusal },
  'refusal.distrust': { kind: 'refusal', key: '35', zh: '不信任', en: 'Distrust', group: refusal },
  'refusal.mustAskFamily': {
    kind: 'refusal',
    key: '36',
    zh: '要与家人商量',
    en: 'Must ask the family',
    group: refusal,
  },
  'refusal.other': { kind: 'refusal', key: '39', zh: '其他原因', en: 'Another reason', group: refusal },
  noDecision: { kind: 'noDecision', key: '4', zh: '考虑中', en: 'Thinking it over' },
  wrongPerson: { kind: 'wrongPerson', key: '5', zh: '非本人', en: 'Wrong person' },
  voicemail: { kind: 'voicemail', key: '6', zh: '语音信箱', en: 'Voicemail' },
  complaint: { kind: 'complaint', key: '7', zh: '投诉', en: 'Complaint' },
  doNotCall: { kind: 'doNotCall', key: '8', zh: '禁呼', en: 'Do not call' },
  invalid: { kind: 'invalid', key: '9', zh: '无效号码', en: 'Invalid number' },
} as const satisfies Record<string, Outcome>
export type OutcomeCode = keyof typeof outcomes
export const outcomeCodes = Object.keys(outcomes) as [OutcomeCode, ...OutcomeCode[]]

/** What the ledger says of a call no agent spoke on. */
export const outcomeWithoutAgent = (
  cause: HangupCause,
  { abandoned, isInFlow, record }: { abandoned: boolean; isInFlow?: boolean; record: CallRecord },
): { code: string; kind: OutcomeKind } => {
  if (abandoned) return { code: 'abandoned', kind: 'abandoned' }
  if (isInFlow && record.answeredAt !== null) return { code: 'voiceFlow', kind: 'noDecision' }
  if (seemsMachine(record)) return { code: 'voicemail', kind: 'voicemail' }
  return { code: `unreached.${cause}`, kind: 'unreached' }
}
