import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const isSecond = (byte: number): boolean => (byte > 0x3f && byte < 0x7f) || (byte > 0xa0 && byte < 0xff)
const following = (code: number): number => {
  const second = code & 0xff
  if (second === 0x7e) return code + 0x23
  return second === 0xfe ? code + 0x42 : code + 1
}

/**
 * What Hong Kong added to Big5 (HKSCS-2004), which Node's own decoder turns into private characters: a line holds the
 * code of its first character and those that follow it, or with `+` one that is two in Unicode.
 */
const addHongKong = (table: Map<number, string>): void => {
  for (const line of readFileSync(join(import.meta.dirname, 'big5-hkscs.txt'), 'utf8').split('\n')) {
    let code = Number.parseInt(line.slice(0, 4), 16)
    if (line[4] === '+') table.set(code, line.slice(5))
    else
      for (const letter of line.slice(5)) {
        table.set(code, letter)
        code = following(code)
      }
  }
}

let known: Map<number, string> | undefined
const table = (): Map<number, string> => {
  if (known) return known
  const plain = new TextDecoder('big5')
  const made = new Map<number, string>()
  for (let code = 0x8140; code <= 0xfefe; code = following(code)) {
    const text = plain.decode(Uint8Array.of(code >> 8, code & 0xff))
    if (!/[\ufffd\ue000-\uf8ff]/.test(text)) made.set(code, text)
  }
  addHongKong(made)
  known = made
  return made
}

/** Turns Big5, with the characters of Hong Kong, into text piece by piece. */
export const openBig5 = () => {
  const characters = table()
  let lead = 0
  /** A second byte that is ASCII may begin a cell: it is not swallowed with what came before it. */
  const pair = (second: number): string => {
    const text = isSecond(second) ? characters.get(lead * 256 + second) : undefined
    lead = 0
    return text ?? (second < 0x80 ? `\ufffd${String.fromCharCode(second)}` : '\ufffd')
  }
  const single = (byte: number): string => {
    if (byte < 0x80) return String.fromCharCode(byte)
    if (byte === 0x80 || byte === 0xff) return '\ufffd'
    lead = byte
    return ''
  }
  return (piece: Uint8Array, last = false): string => {
    let text = ''
    for (const byte of piece) text += lead === 0 ? single(byte) : pair(byte)
    return last && lead !== 0 ? `${text}\ufffd` : text
  }
}
