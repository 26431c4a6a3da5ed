import { WorkbookFault } from './fault.ts'
import { readXml } from './xml.ts'
import type { Zip } from './zip.ts'

const blockSize = 1024 * 1024
const mostBytes = 512 * 1024 * 1024
const longest = 64 * 1024

/** Many short texts outside the heap: a million names take some twenty megabytes instead of a hundred. */
const textStore = () => {
  const blocks: Buffer[] = []
  let places = new Float64Array(1024)
  let count = 0
  let used = blockSize
  return {
    add: (text: string): void => {
      const cut = text.length > longest ? text.slice(0, longest + 1) : text
      const length = Buffer.byteLength(cut)
      if (used + length > blockSize) {
        if (blocks.length * blockSize > mostBytes) throw new WorkbookFault('workbookTooLong')
        blocks.push(Buffer.allocUnsafe(Math.max(blockSize, length)))
        used = 0
      }
      if (count + 1 >= places.length) {
        const wider = new Float64Array(places.length * 2)
        wider.set(places)
        places = wider
      }
      blocks.at(-1)?.write(cut, used)
      // Block, place within it and length in one number: below 2^53 whatever the limits above allow.
      places[count++] = (blocks.length - 1) * 2 ** 40 + used * 2 ** 19 + length
      used += length
    },
    at: (index: number): string | undefined => {
      if (!(index >= 0 && index < count)) return undefined
      const place = places[index] ?? 0
      const block = Math.floor(place / 2 ** 40)
      const from = Math.floor((place % 2 ** 40) / 2 ** 19)
      return blocks[block]?.toString('utf8', from, from + (place % 2 ** 19))
    },
  }
}
export type TextStore = ReturnType<typeof textStore>

/** Texts that cells of all sheets share. Readings of Japanese names (`rPh`) are no part of the text. */
export const readSharedStrings = async (zip: Zip, part: string): Promise<TextStore> => {
  const store = textStore()
  if (!zip.has(part)) return store
  let text = ''
  let isText = false
  let inReading = false
  await readXml(zip.bytes(part), {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') inReading = true
      else if (name === 't') isText = !inReading
    },
    text: (said) => {
      if (isText && text.length <= longest) text += said
    },
    close: (name) => {
      if (name === 't') isText = false
      else if (name === 'rPh') inReading = false
      else if (name === 'si') store.add(text)
    },
  })
  return store
}
