import type { Words } from '#contract/words.ts'
import type { Condition, Test } from '../condition.ts'
import { fields, operators } from '../fields.ts'
import { text } from '../text.ts'

type Say = (words: Words, params?: Record<string, unknown>) => string

export const valueWords = ({ field, values }: Pick<Test, 'field' | 'values'>, say: Say): string[] => {
  const { choices } = fields[field]
  return values.map((value) => (choices?.[value] ? say(choices[value]) : value))
}

const alone: Partial<Record<Test['operator'], Words>> = {
  is: text.isAlone,
  isNot: text.isNotAlone,
  contains: text.containsAlone,
}
/** Of one value nobody says "one of"; what is so needs no "is so". */
const relation = ({ operator, values }: Test, say: Say): string => {
  if (operator === 'yes') return ''
  return say((values.length === 1 && alone[operator]) || operators[operator])
}

/** One question as a formula: field, over which days, relation, values. */
export const testWords = (test: Test, say: Say): string => {
  const { field, name, withinDays } = test
  const parts = [
    name === undefined ? say(fields[field]) : `${say(fields[field])}“${name}”`,
    withinDays === undefined ? '' : `(${say(text.lastDays, { n: withinDays })})`,
    relation(test, say),
    valueWords(test, say).join(say({ zh: '、', en: ', ' })),
  ]
  return parts.filter(Boolean).join(' ')
}
export const conditionWords = ({ join, tests }: Condition, say: Say): string =>
  tests.map((test) => testWords(test, say)).join(say(join === 'and' ? text.and : text.or))
