import { numberThat } from '#adapters/asterisk/network/outcomes.ts'

/** Customers of the carrier: practice numbers it gives an outcome by chance. None comes twice. */
export const numbersOfCarrier = '+861420'
/** Customers who are telephones of the bench itself, which tell when they first heard something. */
export const numbersOfEars = '+861421'

/** Whom a centre is to call. */
export type People = {
  count: number
  /** Every n-th is a telephone of the bench; 0: none, 1: all. */
  earEvery: number
  /** All of them stay until we hang up, ten minutes at most; they are no more than a thousand. */
  stay?: boolean
}

export const numberOf = ({ earEvery, stay = false }: People, which: number): string => {
  if (stay) return numberThat('patient', which % 1000)
  const isEar = earEvery > 0 && which % earEvery === earEvery - 1
  return `${isEar ? numbersOfEars : numbersOfCarrier}${String(which).padStart(7, '0')}`
}
