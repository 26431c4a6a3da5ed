import type { Words } from '#contract/words.ts'

/** What calls and checks found out about a number. The last word counts: a number that was empty may be given out again. */
export const numberStates = {
  unknown: { zh: '未核实', en: 'Not checked' },
  valid: { zh: '有效', en: 'Reaches somebody' },
  suspended: { zh: '停机', en: 'Suspended' },
  empty: { zh: '空号', en: 'Empty number' },
  fax: { zh: '传真', en: 'Fax' },
  notThePerson: { zh: '非本人', en: 'Not the person' },
  dataCard: { zh: '数据卡', en: 'Data card' },
  disconnected: { zh: '已销号', en: 'Disconnected' },
} as const satisfies Record<string, Words>
export type NumberState = keyof typeof numberStates
export const numberStateCodes = Object.keys(numberStates) as [NumberState, ...NumberState[]]

/** Nobody who is meant answers there: no reason to dial until something says otherwise. */
export const isUseless = (state: NumberState): boolean => state !== 'unknown' && state !== 'valid'
