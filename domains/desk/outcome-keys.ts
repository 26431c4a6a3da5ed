import { type OutcomeCode, outcomeCodes, outcomes } from '#domains/calls/contract.ts'

/** One digit of the outcome form: an outcome, or a group whose reasons a second digit chooses. */
export type Choice = { key: string; zh: string; en: string; code?: OutcomeCode; reasons?: readonly Reason[] }
export type Reason = { key: string; zh: string; en: string; code: OutcomeCode }

type Known = { key: string; zh: string; en: string; group?: { key: string; zh: string; en: string } }

const choicesOf = (): Choice[] => {
  const byKey = new Map<string, Choice>()
  for (const code of outcomeCodes) {
    const { key, zh, en, group }: Known = outcomes[code]
    if (!group) byKey.set(key, { key, zh, en, code })
    else {
      const known = byKey.get(group.key) ?? { ...group, reasons: [] }
      byKey.set(group.key, { ...known, reasons: [...(known.reasons ?? []), { key: key.slice(1), zh, en, code }] })
    }
  }
  return [...byKey.values()].toSorted((a, b) => a.key.localeCompare(b.key))
}
/** What the digits 1 to 9 mean, in order. */
export const choices: readonly Choice[] = choicesOf()

/** The digit whose tile an outcome stands on. */
export const tileOf = (code: OutcomeCode | null): string | null => (code ? (outcomes[code].key[0] ?? null) : null)

export type Chosen = { outcome: OutcomeCode | null; openGroup: string | null }

/** What is chosen after one more digit: a digit opens its group, the next one names the reason in it. */
export const afterDigit = ({ outcome, openGroup }: Chosen, digit: string): Chosen => {
  const group = choices.find(({ key }) => key === openGroup)
  const reason = group?.reasons?.find(({ key }) => key === digit)
  if (reason) return { outcome: reason.code, openGroup: null }
  const choice = choices.find(({ key }) => key === digit)
  if (!choice) return { outcome, openGroup }
  return choice.code ? { outcome: choice.code, openGroup: null } : { outcome: null, openGroup: choice.key }
}
