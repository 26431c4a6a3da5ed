/** What one ended call says of its number. */
export const saidOfNumber = ['suspended', 'empty', 'fax', 'dataCard', 'notThePerson', 'invalid', 'valid'] as const
export type SaidOfNumber = (typeof saidOfNumber)[number]

/** The network's own word is enough; a person's impression is not. */
const isHard = (says: SaidOfNumber): boolean => says === 'suspended' || says === 'empty'
const agreeing = 2

/**
 * What the calls to one number come to, oldest first: the network's word at once, what agents said when two in a row
 * agree, and somebody reached undoes all before. Undefined while nothing is proven.
 */
export const concludeNumber = (signals: readonly SaidOfNumber[]): SaidOfNumber | undefined => {
  const last = signals.at(-1)
  if (last === undefined || last === 'valid' || isHard(last)) return last
  const since = signals.slice(signals.lastIndexOf('valid') + 1)
  if (since.filter((says) => says === last).length >= agreeing) return last
  // One impression does not undo what the network said before.
  return since.findLast(isHard)
}
