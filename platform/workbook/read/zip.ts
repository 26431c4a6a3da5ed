import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { broken, WorkbookFault } from './fault.ts'

/** Bytes that can be read anywhere: a workbook tells at its end where its parts are. */
export type ByteSource = { size: number; read: (offset: number, length: number) => Promise<Buffer> }

/**
 * What an honest workbook never reaches. Sheets pack some ten to forty times; deflate packs zeros a thousand times.
 * Small parts may pack as they like.
 */
export type ZipLimits = { inflatedBytes: number; ratio: number; ratioFrom: number }
export const usualLimits: ZipLimits = { inflatedBytes: 4 * 1024 ** 3, ratio: 200, ratioFrom: 32 * 1024 ** 2 }

type Part = { method: number; packed: number; offset: number }
export type Zip = {
  has: (name: string) => boolean
  /** The bytes of a part, inflated as they are asked for; `onRead` hears what share of its packed bytes was read. */
  bytes: (name: string, onRead?: (share: number) => void) => AsyncGenerator<Buffer>
}

const mostParts = 10_000
const largestDirectory = 8 * 1024 * 1024
const pieceSize = 128 * 1024

const findEnd = async (source: ByteSource): Promise<Buffer> => {
  const length = Math.min(source.size, 65_557)
  const tail = await source.read(source.size - length, length)
  for (let at = tail.length - 22; at >= 0; at--) if (tail.readUInt32LE(at) === 0x06054b50) return tail.subarray(at)
  return broken()
}

const readDirectory = async (source: ByteSource): Promise<Map<string, Part>> => {
  const end = await findEnd(source)
  const [count, size, offset] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)]
  if (count > mostParts || size > largestDirectory || offset + size > source.size) broken()
  const directory = await source.read(offset, size)
  const parts = new Map<string, Part>()
  for (let at = 0, n = 0; n < count; n++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) broken()
    const [flags, method, packed] = [8, 10, 20].map((place) =>
      place === 20 ? directory.readUInt32LE(at + place) : directory.readUInt16LE(at + place),
    ) as [number, number, number]
    if (flags & 1) throw new WorkbookFault('workbookLocked')
    const [name, extra, comment] = [28, 30, 32].map((place) => directory.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ]
    parts.set(directory.toString('utf8', at + 46, at + 46 + name), {
      method,
      packed,
      offset: directory.readUInt32LE(at + 42),
    })
    at += 46 + name + extra + comment
  }
  return parts
}

async function* packedBytes(source: ByteSource, part: Part, onRead: (share: number) => void): AsyncGenerator<Buffer> {
  const head = await source.read(part.offset, 30)
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) broken()
  const start = part.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  if (start + part.packed > source.size) broken()
  for (let at = 0; at < part.packed; ) {
    const piece = await source.read(start + at, Math.min(pieceSize, part.packed - at))
    if (piece.length === 0) broken()
    at += piece.length
    onRead(at / part.packed)
    yield piece
  }
}

/** Inflates on the thread pool of Node, no further ahead than it is read. */
async function* inflated(packed: AsyncIterable<Buffer>, limits: ZipLimits): AsyncGenerator<Buffer> {
  let taken = 0
  const counted = async function* () {
    for await (const piece of packed) {
      taken += piece.length
      yield piece
    }
  }
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 })
  const feed = Readable.from(counted(), { highWaterMark: 1 })
  feed.on('error', (error) => inflate.destroy(error)).pipe(inflate)
  let given = 0
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      given += piece.length
      if (given > limits.inflatedBytes || (given > limits.ratioFrom && given > taken * limits.ratio))
        throw new WorkbookFault('workbookBomb')
      yield piece
    }
  } catch (error) {
    // What zlib cannot read is a broken file, not a broken product.
    if (/^Z_|ERR_/.test((error as { code?: string }).code ?? '')) broken()
    throw error
  } finally {
    feed.destroy()
    inflate.destroy()
  }
}
/** Opens a zip by its directory; reads nothing else yet. */
export const openZip = async (source: ByteSource, limits: ZipLimits = usualLimits): Promise<Zip> => {
  const parts = await readDirectory(source)
  return {
    has: (name) => parts.has(name),
    bytes: (name, onRead = () => undefined) => {
      const part = parts.get(name) ?? broken()
      const packed = packedBytes(source, part, onRead)
      if (part.method === 0) return packed
      return part.method === 8 ? inflated(packed, limits) : broken()
    },
  }
}
