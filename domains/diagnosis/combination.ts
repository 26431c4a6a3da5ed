import type { Words } from '#contract/words.ts'
import type { Branch, Condition, Outcome, RuleBody } from './rule.ts'

/** A combination that comes with the product: a rule like any other, known by a code. */
export type Combination = { code: string; isOn: boolean; body: RuleBody }

export const words = (zh: string, en: string): Words => ({ zh, en })
type Against = { by?: number; value?: number }
const condition =
  (side: Condition['side']) =>
  (measure: string, { by = 0.1, value }: Against = {}): Condition =>
    value === undefined
      ? { measure, side, against: 'usual', by, value: null }
      : { measure, side, against: 'fixed', by: 0, value }
export const above = condition('above')
export const below = condition('below')
export const usual = condition('usual')
export const outcome = (finding: Words, question: Words, behaviour: string, action: Outcome['action']): Outcome => ({
  finding,
  question,
  behaviour,
  action,
})
export const branch = (
  code: string,
  name: Words,
  conditions: Condition[],
  { alone = null, shared = null }: Partial<Pick<Branch, 'alone' | 'shared'>>,
): Branch => ({ code, name, conditions, alone, shared })
