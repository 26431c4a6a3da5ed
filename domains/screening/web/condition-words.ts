import type { Words } from '#contract/words.ts'
import type { Condition, Test } from '../condition.ts'
import { fields, operators } from '../fields.ts'
import { text } from '../text.ts'

type Say = (words: Words, params?: Record<string, unknown>) => string

export const valueWords = ({ field, values }: Pick<Test, 'field' | 'values'>, say: Say): string[] => {
  const { choices } = fields[field]
  return values.map((value) => (choices?.[value] ? say(choices[value]) : value))
}

/** One question as a formula: field, over which days, relation, values. */
export const testWords = (test: Test, say: Say): string => {
  const { field, name, withinDays, operator } = test
  const parts = [
    name === undefined ? say(fields[field]) : `${say(fields[field])}“${name}”`,
    withinDays === undefined ? '' : `(${say(text.lastDays, { n: withinDays })})`,
    say(operators[operator]),
    valueWords(test, say).join(say({ zh: '、', en: ', ' })),
  ]
  return parts.filter(Boolean).join(' ')
}
export const conditionWords = ({ join, tests }: Condition, say: Say): string =>
  tests.map((test) => testWords(test, say)).join(say(join === 'and' ? text.and : text.or))
