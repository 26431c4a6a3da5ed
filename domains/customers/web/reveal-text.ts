import type { Words } from '#contract/words.ts'

export const text = {
  readInFull: { zh: '查看完整号码', en: 'Read the number in full' },
  readNow: { zh: '查看', en: 'Read' },
  readingFor: { zh: '查看用途', en: 'What for' },
  readingRecorded: {
    zh: '谁在何时为何查看了号码会留痕；号码显示 30 秒，每小时查看次数有限。',
    en: 'Who reads the number, when and what for is recorded; it shows for 30 seconds, and an hour has room for only so many.',
  },
} as const satisfies Record<string, Words>

/** What numbers are usually read in full for. */
export const readingReasons: readonly Words[] = [
  { zh: '客户要求核对号码', en: 'The customer asked to check it' },
  { zh: '投诉处理', en: 'Handling a complaint' },
  { zh: '监管检查', en: 'Inspection by an authority' },
]
