import type { Words } from '#contract/words.ts'

/** What stands behind a number, by the Chinese numbering plan. */
export const numberKinds = {
  mobile: { zh: '手机', en: 'Mobile' },
  landline: { zh: '固话', en: 'Landline' },
  service400: { zh: '400 号码', en: '400 number' },
  service95: { zh: '95/96 号码', en: '95/96 number' },
  abroad: { zh: '境外', en: 'Abroad' },
} as const satisfies Record<string, Words>
