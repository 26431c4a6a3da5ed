import type { Words } from '#contract/words.ts'
import type { NumberFault } from './number.ts'
import { fieldWords as fields, text as recordText } from './record-text.ts'
import { talkPatterns as patterns } from './talk-pattern.ts'

/** Why a text is no number we can dial. */
export const numberFaults: Record<NumberFault, Words> = {
  empty: { zh: '没有号码', en: 'There is no number' },
  scientificNotation: {
    zh: '号码被电子表格改成了科学计数法（如 1.38E+10），末尾数字已丢失；请把该列设为“文本”后重新导出',
    en: 'A spreadsheet turned the number into scientific notation (1.38E+10) and lost its last digits; set the column to Text and export again',
  },
  severalNumbers: { zh: '一格里有多个号码，请拆成多行', en: 'Several numbers in one cell; give each its own row' },
  notANumber: { zh: '不是电话号码', en: 'Not a telephone number' },
  tooShort: { zh: '位数太少', en: 'Too few digits' },
  tooLong: { zh: '位数太多', en: 'Too many digits' },
  missingAreaCode: { zh: '固定电话缺少区号', en: 'A landline without its area code' },
  notInUse: { zh: '该号段未启用，或位数不对', en: 'No such number range, or the wrong number of digits' },
}

export const text = {
  ...recordText,
  customer: { zh: '客户', en: 'Customer' },
} as const satisfies Record<string, Words>

/** The fields of a record as people call them. */
export const fieldWords = fields
/** The seven talk patterns by name, each with a tip how to meet it. */
export const talkPatterns = patterns
