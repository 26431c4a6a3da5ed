import type { Words } from '#contract/words.ts'

/** What stands behind a number: it decides what may be sent to it and who answers. */
export const numberKinds = {
  mobile: { zh: '手机', en: 'Mobile' },
  landline: { zh: '固话', en: 'Landline' },
  service400: { zh: '400 号码', en: '400 number' },
  service95: { zh: '95/96 号码', en: '95/96 number' },
  abroad: { zh: '境外', en: 'Abroad' },
} as const satisfies Record<string, Words>
export type NumberKind = keyof typeof numberKinds

const chinese: readonly [RegExp, NumberKind][] = [
  [/^\+861[3-9]\d{9}$/, 'mobile'],
  [/^\+86400\d{7}$/, 'service400'],
  [/^\+869[56]\d{3,6}$/, 'service95'],
  [/^\+86/, 'landline'],
]

/** The kind of an E.164 number, by the Chinese numbering plan; every number of another country is `abroad`. */
export const kindOf = (number: string): NumberKind => chinese.find(([pattern]) => pattern.test(number))?.[1] ?? 'abroad'
