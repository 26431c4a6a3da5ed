import type { Encoding } from '../../mapping.ts'
import { openBig5 } from './big5.ts'

/** What the first bytes of a file tell. */
export type FileKind = 'text' | 'empty' | 'workbook' | 'oldWorkbook' | 'binary'

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, at) => bytes[at] === byte)

export const kindOf = (bytes: Uint8Array): FileKind => {
  if (bytes.length === 0) return 'empty'
  // A zip, or the compound file of an old or an encrypted workbook.
  if (startsWith(bytes, 0x50, 0x4b, 3, 4)) return 'workbook'
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'oldWorkbook'
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return 'binary'
  if (wideEncoding(bytes) !== undefined) return 'text'
  let controls = 0
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27)) controls++
  return controls > Math.max(3, bytes.length / 100) ? 'binary' : 'text'
}

/** UTF-16 by its mark, or by zeros that stand on one side only. */
const wideEncoding = (bytes: Uint8Array): Encoding | undefined => {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be'
  const zeros = [0, 0]
  const looked = Math.min(bytes.length, 4096)
  for (let at = 0; at < looked; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > looked / 16 && even < odd / 50) return 'utf-16le'
  if (even > looked / 16 && odd < even / 50) return 'utf-16be'
  return undefined
}

/**
 * The encoding of a sample of text. UTF-8 proves itself; among the others habits decide: second bytes of Big5 are often
 * ASCII letters, those of GB hardly ever; Western letters stand by ones and twos within words. Everything else is GB 18030.
 */
export const detectEncoding = (sample: Uint8Array): Encoding => {
  const wide = wideEncoding(sample)
  if (wide) return wide
  if (looksLikeHz(sample)) return 'hz'
  if (looksLikeUtf8(sample)) return 'utf-8'
  const habits = habitsOf(sample)
  const isBig5 =
    habits.impossibleInBig5 === 0 && habits.lowSecond > habits.pairs * 0.12 && habits.commonInBig5 > habits.pairs * 0.8
  if (isBig5) return 'big5'
  if (habits.inWords > habits.runs * 0.8 && habits.high < sample.length * 0.25) return 'windows-1252'
  return 'gb18030'
}

/** Seven bits alone, and passages of GB 2312 between `~{` and `~}`. */
const looksLikeHz = (sample: Uint8Array): boolean =>
  !sample.some((byte) => byte > 0x7f) &&
  /~\{(?:[!-w][!-~])+~\}/.test(Buffer.from(sample.buffer, sample.byteOffset, sample.length).toString('latin1'))

/** A broken byte here and there does not make a UTF-8 file anything else. */
const looksLikeUtf8 = (sample: Uint8Array): boolean => {
  const text = new TextDecoder('utf-8').decode(sample, { stream: true })
  let broken = 0
  let beyondAscii = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0xfffd) broken++
    else if (code > 0x7f) beyondAscii++
  }
  return broken * 10 <= beyondAscii
}

type Habits = Record<'high' | 'runs' | 'inWords' | 'pairs' | 'lowSecond' | 'impossibleInBig5' | 'commonInBig5', number>
const isLetter = (byte = 0): boolean => (byte > 0x40 && byte < 0x5b) || (byte > 0x60 && byte < 0x7b)

const habitsOf = (bytes: Uint8Array): Habits => {
  const habits = { high: 0, runs: 0, inWords: 0, pairs: 0, lowSecond: 0, impossibleInBig5: 0, commonInBig5: 0 }
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] ?? 0) > 0x7f) at = noteRun(habits, bytes, at) - 1
  for (let at = 0; at < bytes.length - 1; at++)
    if ((bytes[at] ?? 0) > 0x7f && notePair(habits, bytes[at] ?? 0, bytes[at + 1] ?? 0)) at++
  return habits
}
/** A run of bytes beyond ASCII; in Western words one or two of them touch plain letters. */
const noteRun = (habits: Habits, bytes: Uint8Array, from: number): number => {
  let end = from
  while ((bytes[end] ?? 0) > 0x7f) end++
  habits.runs++
  habits.high += end - from
  if (end - from <= 2 && (isLetter(bytes[from - 1]) || isLetter(bytes[end]))) habits.inWords++
  return end
}
const notePair = (habits: Habits, lead: number, second: number): boolean => {
  if (second < 0x40 || second === 0x7f) return false
  habits.pairs++
  if (second < 0x80) habits.lowSecond++
  const isBig5 = lead >= 0xa1 && lead <= 0xf9 && (second <= 0x7e || second >= 0xa1)
  if (!isBig5) habits.impossibleInBig5++
  if (lead >= 0xa4 && lead <= 0xc6) habits.commonInBig5++
  return true
}

/** Turns the bytes of a file into text piece by piece; bytes that mean nothing become U+FFFD, and their row is refused. */
export async function* decode(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const read = openDecoder(encoding)
  for await (const piece of bytes) yield read(piece)
  yield read(new Uint8Array(), true)
}

const openDecoder = (encoding: Encoding): ((piece: Uint8Array, last?: boolean) => string) => {
  if (encoding === 'big5') return openBig5()
  const decoder = new TextDecoder(encoding === 'hz' ? 'gb18030' : encoding)
  const asDecoded = encoding === 'hz' ? openHz() : (piece: Uint8Array) => piece
  return (piece, last = false) => decoder.decode(asDecoded(piece), { stream: !last })
}

const tilde = 0x7e
/**
 * HZ (RFC 1843) as GB 18030: within `~{ ~}` the same characters with their high bits cleared. A line end closes a
 * passage somebody forgot to close.
 */
const openHz = () => {
  let inChinese = false
  let afterTilde = false
  /** What the letter after a tilde stands for; a line end there joins two lines. */
  const meaning = (byte: number): number | undefined => {
    afterTilde = false
    if (byte === 0x7b || byte === 0x7d) inChinese = byte === 0x7b
    else if (byte !== 0x0a) return byte
    return undefined
  }
  const plain = (byte: number): number | undefined => {
    afterTilde = byte === tilde
    if (byte === 0x0a) inChinese = false
    if (afterTilde) return undefined
    return inChinese ? byte | 0x80 : byte
  }
  return (piece: Uint8Array): Uint8Array => {
    const out = new Uint8Array(piece.length)
    let length = 0
    for (const byte of piece) {
      const meant = afterTilde ? meaning(byte) : plain(byte)
      if (meant !== undefined) out[length++] = meant
    }
    return out.subarray(0, length)
  }
}

/** The part of the file that tells most about its encoding: from the first byte beyond ASCII on, and its very start. */
export const sampleTaker = (size = 64 * 1024) => {
  let start: Uint8Array | undefined
  let telling: Uint8Array | undefined
  return {
    look: (piece: Uint8Array): void => {
      start ??= piece.slice(0, size)
      if (telling && telling.length >= 512) return
      const at = piece.findIndex((byte) => byte > 0x7f)
      if (at >= 0 || telling)
        telling = Buffer.concat([telling ?? new Uint8Array(), piece.slice(Math.max(0, at), size + at)])
    },
    encoding: (): Encoding => (start && wideEncoding(start)) ?? detectEncoding(telling ?? start ?? new Uint8Array()),
  }
}
