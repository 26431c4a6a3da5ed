import { shuffled } from './chance.ts'

/** What is dealt: `value` is the success expected of it, `group` its class. */
export type Dealt = { value: number; group: string }
/** For each contact, in the order given, whose it is: an index into the hands, or `nobody`. */
export type Hands = Int32Array
export const nobody = -1

/** By class, within it the best first; equals in random order. */
const inLayers = (contacts: readonly Dealt[], chance: () => number): number[] => {
  const places = shuffled([...contacts.keys()], chance)
  const at = (place: number): Dealt => contacts[place] as Dealt
  return places.sort((a, b) => {
    const [one, other] = [at(a), at(b)]
    if (one.group !== other.group) return one.group < other.group ? -1 : 1
    return other.value - one.value
  })
}

/**
 * Deals to `hands` hands in rounds: each round takes one contact for every hand from the layers (class, then value), and
 * gives the best of the round to whoever has received least so far. So everybody gets as many contacts, but one, of each
 * class but two, and as much expected value: the difference between any two hands never exceeds the difference between
 * the best and the least contact of some round, hence never one contact's value. (With the sums ascending and the values
 * of a round descending, a later hand is ahead by at most what it was, or the earlier one by what the round spreads.)
 */
export const dealFairly = (
  contacts: readonly Dealt[],
  hands: number,
  chance: () => number,
  received: number[] = Array.from({ length: hands }, () => 0),
): Hands => {
  const dealt: Hands = new Int32Array(contacts.length).fill(nobody)
  if (hands === 0) return dealt
  const order = inLayers(contacts, chance)
  const valueAt = (place: number): number => contacts[place]?.value ?? 0
  for (let from = 0; from < order.length; from += hands) {
    const round = order.slice(from, from + hands).sort((a, b) => valueAt(b) - valueAt(a))
    const poorest = shuffled([...received.keys()], chance).sort((a, b) => (received[a] ?? 0) - (received[b] ?? 0))
    for (const [turn, place] of round.entries()) {
      const hand = poorest[turn] as number
      dealt[place] = hand
      received[hand] = (received[hand] ?? 0) + valueAt(place)
    }
  }
  return dealt
}

/** One after the other, in the order given. */
export const dealInTurn = (contacts: readonly Dealt[], hands: number): Hands =>
  Int32Array.from(contacts, (_, place) => (hands === 0 ? nobody : place % hands))

/**
 * As many to each hand as `amounts` says, the best contacts first where there are more than wanted, each hand getting its
 * share of every layer. Where there are fewer, all hands go short alike.
 */
export const dealByAmounts = (contacts: readonly Dealt[], amounts: readonly number[], chance: () => number): Hands => {
  const dealt: Hands = new Int32Array(contacts.length).fill(nobody)
  const wanted = amounts.reduce((all, amount) => all + amount, 0)
  const count = Math.min(wanted, contacts.length)
  const goals = wanted > count ? apportion(count, amounts) : [...amounts]
  const best = shuffled([...contacts.keys()], chance).sort(
    (a, b) => (contacts[b]?.value ?? 0) - (contacts[a]?.value ?? 0),
  )
  const chosen = best.slice(0, count)
  const layers = inLayers(
    chosen.map((place) => contacts[place] as Dealt),
    chance,
  )
  const given = goals.map(() => 0)
  for (const [turn, layer] of layers.entries()) {
    const hand = furthestBehind(goals, given, (turn + 1) / count)
    given[hand] = (given[hand] ?? 0) + 1
    dealt[chosen[layer] as number] = hand
  }
  return dealt
}
const furthestBehind = (goals: readonly number[], given: readonly number[], share: number): number => {
  let most = Number.NEGATIVE_INFINITY
  let hand = nobody
  for (const [place, goal] of goals.entries()) {
    const has = given[place] ?? 0
    if (has >= goal || goal * share - has <= most) continue
    most = goal * share - has
    hand = place
  }
  return hand
}

/**
 * Splits a whole number by shares so that the parts are whole and add up: what is left over after rounding down goes to
 * the largest remainders (Hamilton's method). Shares of nothing give nothing to everybody.
 */
export const apportion = (total: number, shares: readonly number[]): number[] => {
  const all = shares.reduce((sum, share) => sum + share, 0)
  if (all <= 0) return shares.map(() => 0)
  const exact = shares.map((share) => (total * share) / all)
  const parts = exact.map(Math.floor)
  const left = total - parts.reduce((sum, part) => sum + part, 0)
  const byRemainder = [...exact.keys()].sort(
    (a, b) => (exact[b] ?? 0) - (parts[b] ?? 0) - ((exact[a] ?? 0) - (parts[a] ?? 0)) || a - b,
  )
  for (const place of byRemainder.slice(0, left)) parts[place] = (parts[place] ?? 0) + 1
  return parts
}
