import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** Why a text is no number we can dial; the words stand in text.ts. */
export type NumberFault =
  | 'empty'
  | 'scientificNotation'
  | 'severalNumbers'
  | 'notANumber'
  | 'tooShort'
  | 'tooLong'
  | 'missingAreaCode'
  | 'notInUse'

export type NumberReading = { ok: true; number: string; extension?: string } | { ok: false; fault: NumberFault }

/** Where a number without country code belongs, unless somebody says otherwise. */
export const usualCountry = 'CN'

/**
 * Segments open to the public in China. Google's tables refuse several that carriers do sell and a few months behind;
 * 140, 141, 143, 144, 154, 160, 161, 163, 164, 168, 169 and 179 are machines or unassigned. 142 is unassigned too and
 * serves for practice.
 */
const mobile = /^1(?:3\d|4[25-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9\d)\d{8}$/
/**
 * Numbers for demonstrations, replays and training: eleven digits beginning with 142, a segment no operator was ever given.
 * They go through the product like any other, and no real trunk may be asked to ring them.
 */
export const isPracticeNumber = (number: string): boolean => /^\+86142\d{8}$/.test(number)

/** Area code without its zero, then seven or eight digits that do not start with 0, 1 or 9. */
const landline = /^(?:10[2-8]\d{7}|2\d[2-8]\d{7}|[3-9]\d{2}[2-8]\d{6,7})$/
/** 95 and 96 numbers have no area code and five to eight digits; 400 numbers are in the world's tables. */
const service95 = /^9[56]\d{3,6}$/

const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g
const dashes = /[\u2010-\u2015\u2212\u2043\u30fc\ufe58\ufe63\u301c~～·.]/g
const extensionMark = /(?:转|分机|轉|分機|ext(?:ension)?\.?|#|[x×])\s*:?\s*(\d{1,7})\s*$/i
/** `tidy` has turned the point into a dash by then. */
const scientific = /^\d+(?:[,-]\d+)?e\+?\d+$/i

/** What a spreadsheet did to a number to keep it text: `'138…`, `="138…"`. */
const unwrap = (text: string): string => text.replace(/^=?"(.*)"$/, '$1').replace(/^'/, '')

const tidy = (text: string): string =>
  unwrap(text.normalize('NFKC').replace(invisible, '').trim()).replace(dashes, '-').replace(/\s+/g, ' ').trim()

/** Reads whatever a supplier wrote as an E.164 number, or says why it cannot be one. */
export const readNumber = (text: string, country: string = usualCountry): NumberReading => {
  if (country === usualCountry && mobile.test(text)) return { ok: true, number: `+86${text}` }
  if (text.length > 250) return { ok: false, fault: 'tooLong' }
  const plain = tidy(text)
  if (plain === '') return { ok: false, fault: 'empty' }
  // 1.38E+10: the last digits are gone for good, so no guess is made.
  if (scientific.test(plain)) return { ok: false, fault: 'scientificNotation' }

  const mark = extensionMark.exec(plain)
  const main = mark ? plain.slice(0, mark.index) : plain
  const reading = country === 'CN' || /^(?:\+|00)86/.test(main) ? readChinese(main) : undefined
  return withExtension(reading ?? readForeign(main, country), mark?.[1])
}

const withExtension = (reading: NumberReading, extension: string | undefined): NumberReading =>
  reading.ok && extension !== undefined && reading.extension === undefined ? { ...reading, extension } : reading

/** Undefined where the national rules say nothing, so that the world's tables decide. */
const readChinese = (text: string): NumberReading | undefined => {
  const joined = text.replace(/\(0\)/, '').replace(/[\s()[\]-]/g, '')
  if (!/^\+?\d+$/.test(joined)) return undefined
  const national = withoutPrefixes(joined)
  if (national === undefined) return undefined
  if (mobile.test(national) || landline.test(national) || service95.test(joined.replace(/^(?:\+|00)86/, '')))
    return { ok: true, number: `+86${national}` }
  return splitExtension(text) ?? faultOfChinese(national, joined)
}

const withoutPrefixes = (digits: string): string | undefined => {
  if (/^(?:\+|00)(?!86)/.test(digits)) return undefined
  const national = digits.replace(/^(?:\+|00)86/, '').replace(/^86(?=1[3-9]\d{9}$)/, '')
  return national.replace(/^0(?=[1-9])/, '')
}

/** 010-62345678-801: three or more groups, of which the last is an extension. */
const splitExtension = (text: string): NumberReading | undefined => {
  const found = /^(.*\d)-(\d{1,6})$/.exec(text.replace(/\s+/g, ''))
  const national = found ? withoutPrefixes((found[1] ?? '').replace(/[()[\]-]/g, '')) : undefined
  if (national === undefined || !landline.test(national)) return undefined
  return { ok: true, number: `+86${national}`, extension: found?.[2] ?? '' }
}

const faultOfChinese = (national: string, joined: string): NumberReading | undefined => {
  if (/^[2-8]\d{6,7}$/.test(national) && joined === national) return { ok: false, fault: 'missingAreaCode' }
  if (/^1\d{10}$/.test(national)) return { ok: false, fault: 'notInUse' }
  return undefined
}

const readForeign = (text: string, country: string): NumberReading => {
  if (/\d{7,}\s*[,;/、，；|&和或]\s*\+?\d{7,}/.test(text)) return { ok: false, fault: 'severalNumbers' }
  if (!/\d/.test(text)) return { ok: false, fault: 'notANumber' }
  const parsed = parsePhoneNumberFromString(text, {
    ...(isSupportedCountry(country) ? { defaultCountry: country as CountryCode } : {}),
    extract: false,
  })
  if (parsed?.isValid() && /^\+[1-9]\d{4,14}$/.test(parsed.number))
    return { ok: true, number: parsed.number, ...(parsed.ext ? { extension: parsed.ext } : {}) }
  return { ok: false, fault: faultOf(text) }
}

const faultOf = (text: string): NumberFault => {
  if (/[^\d\s+()[\]/-]/.test(text)) return 'notANumber'
  const digits = text.replace(/\D/g, '').length
  if (digits < 7) return 'tooShort'
  return digits > 15 ? 'tooLong' : 'notInUse'
}
