import { RevealNumber as Reveal } from './reveal-number.tsx'

/** A masked number that whoever may can read in full for half a minute, once a reason is on record. */
export const RevealNumber = Reveal
