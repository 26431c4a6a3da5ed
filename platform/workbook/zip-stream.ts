import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

/** 1 January 1980, the first day a zip can tell. */
const firstDay = 0x21
/** Sizes follow the bytes; names are UTF-8. */
const flags = 0x0808
const largest = 0xffff_ffff

export type ZipPart = { name: string; bytes: AsyncIterable<string | Buffer> | Iterable<string | Buffer> }
type Entry = { name: Buffer; crc: number; packed: number; size: number; offset: number }

const told = ({ crc, packed, size }: Pick<Entry, 'crc' | 'packed' | 'size'>): Buffer => {
  const sums = Buffer.alloc(12)
  sums.writeUInt32LE(crc, 0)
  sums.writeUInt32LE(packed, 4)
  sums.writeUInt32LE(size, 8)
  return sums
}
const beginning = (name: Buffer, sums: Buffer): Buffer => {
  const start = Buffer.alloc(10)
  start.writeUInt16LE(20, 0)
  start.writeUInt16LE(flags, 2)
  start.writeUInt16LE(8, 4)
  start.writeUInt16LE(firstDay, 8)
  const lengths = Buffer.alloc(4)
  lengths.writeUInt16LE(name.length, 0)
  return Buffer.concat([start, sums, lengths])
}

/** Packs one part as its bytes come, on the thread pool of Node, no further ahead than it is read. */
async function* packed({ name, bytes }: ZipPart, entry: Entry): AsyncGenerator<Buffer> {
  const counted = async function* () {
    for await (const piece of bytes) {
      const plain = Buffer.from(piece as string)
      entry.crc = crc32(plain, entry.crc)
      entry.size += plain.length
      yield plain
    }
  }
  yield Buffer.concat([Buffer.from('PK\x03\x04'), beginning(entry.name, Buffer.alloc(12)), entry.name])
  // Whoever stops reading midway destroys the packer, and with it the source.
  const packer = pipeline(Readable.from(counted()), createDeflateRaw({ level: 4 }), () => {})
  for await (const piece of packer) {
    entry.packed += (piece as Buffer).length
    yield piece as Buffer
  }
  if (entry.size > largest || entry.packed > largest) throw new Error(`${name} is too large for a zip`)
  yield Buffer.concat([Buffer.from('PK\x07\x08'), told(entry)])
}

/** A zip that is written while it is read: in memory stands never more than a piece of it. At most 4 GB. */
export async function* zipStream(parts: AsyncIterable<ZipPart> | Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const entries: Entry[] = []
  let offset = 0
  for await (const part of parts) {
    const entry: Entry = { name: Buffer.from(part.name), crc: 0, packed: 0, size: 0, offset }
    entries.push(entry)
    for await (const piece of packed(part, entry)) {
      offset += piece.length
      yield piece
    }
    if (offset > largest) throw new Error('the file is too large for a zip')
  }
  const directory = Buffer.concat(
    entries.map((entry) => {
      const place = Buffer.alloc(14)
      place.writeUInt32LE(entry.offset, 10)
      const version = Buffer.from([20, 0])
      return Buffer.concat([Buffer.from('PK\x01\x02'), version, beginning(entry.name, told(entry)), place, entry.name])
    }),
  )
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  yield Buffer.concat([directory, Buffer.from('PK\x05\x06'), end])
}
