import { z } from 'zod'
import { plainText } from '#contract/text.ts'
import { comparing, fieldCodes, fields, naming, type Operator, operatorCodes, operatorsOf } from './fields.ts'

/** Call history is looked back on no further. */
export const longestDays = 400

/** `+12.50`, no exponents: what people write for a number, and what Postgres is given to compare. */
const decimal = /^ *[+-]?\d{1,30}(\.\d{1,12})? *$/
export const isDecimal = (text: string): boolean => decimal.test(text)

const Asked = z.object({
  field: z.enum(fieldCodes),
  /** Which attribute, where the field is one. */
  name: plainText(80).optional(),
  /** Over how many days before now, where the field counts calls. */
  withinDays: z.int().min(1).max(longestDays).optional(),
  operator: z.enum(operatorCodes),
  values: z.array(plainText(200)).max(200).default([]),
})

const isOneOf = (operators: readonly Operator[], operator: Operator): boolean => operators.includes(operator)

const faultOfValues = ({ operator, values }: z.output<typeof Asked>): string | undefined => {
  if (isOneOf(naming, operator)) return values.length === 0 ? 'a value is needed' : undefined
  if (isOneOf(comparing, operator))
    return values.length === 1 && isDecimal(values[0] ?? '') ? undefined : 'one number is needed'
  return values.length > 0 ? 'takes no value' : undefined
}
/** What is wrong with a test as a whole, and in which part of it. */
const faultOf = (test: z.output<typeof Asked>): { path: string; message: string } | undefined => {
  const { named, counted } = fields[test.field]
  if (Boolean(named) !== (test.name !== undefined)) return { path: 'name', message: 'a name only for attributes' }
  if (Boolean(counted) !== (test.withinDays !== undefined))
    return { path: 'withinDays', message: 'days only for what is counted' }
  if (!operatorsOf(test.field).includes(test.operator)) return { path: 'operator', message: 'not for this field' }
  const fault = faultOfValues(test)
  return fault === undefined ? undefined : { path: 'values', message: fault }
}

/** One question: a field, an operator and what to hold it against. What is not known meets only `missing` and `no`. */
export const Test = Asked.superRefine((test, issues) => {
  const fault = faultOf(test)
  if (fault) issues.addIssue({ code: 'custom', path: [fault.path], message: fault.message })
})
export type Test = z.output<typeof Test>

/** Several questions, all of which or any of which must hold. */
export const Condition = z.object({ join: z.enum(['and', 'or']), tests: z.array(Test).min(1).max(12) })
export type Condition = z.output<typeof Condition>

type Bounds = { low: number; high: number; lowOpen: boolean; highOpen: boolean }
const anything: Bounds = {
  low: Number.NEGATIVE_INFINITY,
  high: Number.POSITIVE_INFINITY,
  lowOpen: false,
  highOpen: false,
}
const atLeast = (bounds: Bounds, value: number, open: boolean): Bounds =>
  value > bounds.low || (value === bounds.low && open) ? { ...bounds, low: value, lowOpen: open } : bounds
const atMost = (bounds: Bounds, value: number, open: boolean): Bounds =>
  value < bounds.high || (value === bounds.high && open) ? { ...bounds, high: value, highOpen: open } : bounds
const narrowed: Partial<Record<Operator, (bounds: Bounds, value: number) => Bounds>> = {
  equals: (bounds, value) => atMost(atLeast(bounds, value, false), value, false),
  below: (bounds, value) => atMost(bounds, value, true),
  atMost: (bounds, value) => atMost(bounds, value, false),
  atLeast: (bounds, value) => atLeast(bounds, value, false),
  above: (bounds, value) => atLeast(bounds, value, true),
}
const isVoid = ({ low, high, lowOpen, highOpen }: Bounds): boolean =>
  low > high || (low === high && (lowOpen || highOpen))

const numbersClash = (tests: readonly Test[]): boolean =>
  isVoid(
    tests.reduce((bounds, { operator, values }) => narrowed[operator]?.(bounds, Number(values[0])) ?? bounds, anything),
  )
const opposites: readonly (readonly [Operator, Operator])[] = [
  ['missing', 'present'],
  ['yes', 'no'],
]
const wordsClash = (tests: readonly Test[]): boolean => {
  const asked = new Set(tests.map(({ operator }) => operator))
  if (opposites.some(([one, other]) => asked.has(one) && asked.has(other))) return true
  return asked.has('missing') && tests.some(({ operator }) => operator !== 'missing')
}
const choicesClash = (tests: readonly Test[]): boolean => {
  const wanted = tests.filter(({ operator, field }) => operator === 'is' && fields[field].kind !== 'set')
  const barred = new Set(
    tests.filter(({ operator }) => operator === 'isNot').flatMap(({ values }) => values.map((value) => value.trim())),
  )
  const [first, ...others] = wanted.map(({ values }) => new Set(values.map((value) => value.trim())))
  if (!first) return false
  return ![...first].some((value) => !barred.has(value) && others.every((other) => other.has(value)))
}

/** Nobody can meet it, whoever stands on the list: above 60 and below 50. Not every such slip is seen; what is said is so. */
export const isContradiction = ({ join, tests }: Condition): boolean => {
  if (join === 'or') return false
  const byField = new Map<string, Test[]>()
  for (const test of tests) {
    const key = JSON.stringify([test.field, test.name, test.withinDays])
    byField.set(key, [...(byField.get(key) ?? []), test])
  }
  return [...byField.values()].some((same) => numbersClash(same) || wordsClash(same) || choicesClash(same))
}
