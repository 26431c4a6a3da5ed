import { pinyin } from 'pinyin-pro'

/**
 * What a customer is found by. Tokens are compared for equality only: under row security every other operator loses its
 * index (`LIKE` over a million rows took 0.7 s, `=` takes milliseconds).
 */
export type Words = {
  /** The record's own name and company, and those of records merged into it. */
  names: readonly string[]
  companies: readonly string[]
  /** E.164. */
  numbers: readonly string[]
  externalIds: readonly string[]
}

const longestToken = 40
const mostTokens = 120
const han = /\p{Script=Han}/u
const runs = /\p{Script=Han}+|[\p{L}\p{N}]+/gu
const legalForm = /(?:股份|责任)?有限(?:责任)?(?:总|分|子)?公司|(?:总|分|子)?公司$/g

/** Full-width letters, traditional spacing and case make no difference to who is meant. */
export const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

/** A company's name without the words nearly every company bears. */
const coreOf = (company: string): string => {
  const core = plain(company).replace(legalForm, '')
  return core.trim() === '' ? plain(company) : core
}

const pairsOf = (letters: readonly string[]): string[] =>
  letters.slice(1).map((letter, at) => `${letters[at]}${letter}`)
const beginningsOf = (text: string, from: number, to: number): string[] =>
  Array.from({ length: Math.max(0, Math.min(to, text.length) - from + 1) }, (_, at) => text.slice(0, from + at))

const syllablesOf = (text: string, isName: boolean): string[] =>
  pinyin(text, { toneType: 'none', type: 'array', ...(isName ? { surname: 'head' as const } : {}) }).map((syllable) =>
    syllable.replaceAll('ü', 'v'),
  )

const ofHanName = (run: string): string[] => {
  const letters = [...run]
  const syllables = syllablesOf(run, true)
  const initials = syllables.map((syllable) => syllable.slice(0, 1)).join('')
  return [
    ...letters.slice(0, 1),
    ...pairsOf(letters),
    ...syllables.map((_, at) => syllables.slice(0, at + 1).join('')),
    ...beginningsOf(initials, 2, 8),
  ]
}

const ofHanCompany = (run: string): string[] => {
  const letters = [...run]
  const syllables = syllablesOf(run, false)
  const initials = syllables.map((syllable) => syllable.slice(0, 1)).join('')
  return [
    ...(letters.length === 1 ? letters : pairsOf(letters)),
    ...[2, 4, syllables.length].map((count) => syllables.slice(0, count).join('')),
    ...beginningsOf(initials, 2, 6),
    initials,
  ]
}

/** Words of other scripts by their beginnings too: people stop typing when they see who they look for. */
const ofWord = (run: string): string[] => [...beginningsOf(run, 2, 6), run]

const ofText = (text: string, ofHan: (run: string) => string[]): string[] =>
  (text.match(runs) ?? []).flatMap((run) => (han.test(run) ? ofHan(run) : ofWord(run)))

/** The last four digits and the last eight; what lies between is four with a second look at the number. */
const ofNumber = (number: string): string[] => {
  const digits = number.replace(/\D/g, '')
  return [digits.slice(-4), digits.slice(-8)]
}

/** Every token once, none longer than what a query is cut to. */
export const tokensOf = ({ names, companies, numbers, externalIds }: Words): string[] => {
  const all = [
    ...numbers.flatMap(ofNumber),
    ...externalIds.map(plain),
    ...names.flatMap((name) => ofText(plain(name), ofHanName)),
    ...companies.flatMap((company) => ofText(coreOf(company), ofHanCompany)),
  ]
  return [...new Set(all.map((token) => token.slice(0, longestToken)).filter((token) => token.trim() !== ''))].slice(
    0,
    mostTokens,
  )
}

/** One word of a query: a customer is found who has one of `anyOf` for each. */
export type Wanted = { anyOf: string[] }
/** … and bears every text of `contains`, and has a number that ends in each of `endings`, unless it is an external id. */
export type Query = { wanted: Wanted[]; contains: string[]; endings: string[] }

const mostWanted = 8

/** Digits are the end of a number, or an external id: four and eight are tokens themselves. */
const ofDigits = (digits: string): Wanted => {
  if (digits.length < 4) return { anyOf: [digits] }
  return { anyOf: [...new Set([digits, digits.slice(digits.length < 8 ? -4 : -8)])] }
}

const ofQueryRun = (run: string): Wanted[] => {
  if (/^\d+$/.test(run)) return [ofDigits(run)]
  if (!han.test(run)) return [{ anyOf: [run] }]
  const letters = [...run]
  return letters.length === 1 ? [{ anyOf: letters }] : pairsOf(letters).map((pair) => ({ anyOf: [pair] }))
}

/** What a query asks for; words that every company bears are left out where anything else is said. */
export const readQuery = (text: string): Query => {
  const words = plain(text)
    .split(/\s+/)
    .map((word) => (han.test(word) ? coreOf(word) : word))
    .filter(Boolean)
  const found = words.flatMap(wordsOf)
  const digits = words.filter(looksLikeNumber).map((word) => word.replace(/\D/g, ''))
  return {
    wanted: found
      .map(({ anyOf }) => ({ anyOf: anyOf.map((token) => token.slice(0, longestToken)) }))
      .slice(0, mostWanted),
    contains: words.flatMap((word) => word.match(/\p{Script=Han}{3,}/gu) ?? []),
    endings: digits
      .filter(({ length }) => length > 4 && length !== 8)
      .map((all) => all.replace(/^(?:00)?86(?=1\d{10}$)/, '')),
  }
}

const looksLikeNumber = (word: string): boolean => /^\+?[\d()-]+$/.test(word) && /\d/.test(word)

/** A word as a whole may be an external id (`K-1`); otherwise each of its runs must be found. */
const wordsOf = (word: string): Wanted[] => {
  const parts = (word.match(runs) ?? []).flatMap(ofQueryRun)
  const isOneRun = word.match(runs)?.[0] === word
  if (looksLikeNumber(word)) return [ofDigits(word.replace(/\D/g, ''))].filter(({ anyOf }) => anyOf[0] !== '')
  if (isOneRun || han.test(word)) return parts
  return [{ anyOf: [word] }]
}
