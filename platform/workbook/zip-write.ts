import { crc32, deflateRawSync } from 'node:zlib'

/** 1 January 1980, the first day a zip can tell. */
const firstDay = 0x21

/** A zip of these parts, whole in memory. */
export const zipped = (parts: Record<string, string | Buffer>): Buffer => {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, part] of Object.entries(parts)) {
    const bytes = Buffer.from(part as string)
    const packed = deflateRawSync(bytes)
    const told = Buffer.alloc(26)
    told.writeUInt16LE(20, 0)
    told.writeUInt16LE(0x0800, 2)
    told.writeUInt16LE(8, 4)
    told.writeUInt16LE(firstDay, 8)
    told.writeUInt32LE(crc32(bytes), 10)
    told.writeUInt32LE(packed.length, 14)
    told.writeUInt32LE(bytes.length, 18)
    told.writeUInt16LE(Buffer.byteLength(name), 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    files.push(Buffer.from('PK\x03\x04'), told, Buffer.from(name), packed)
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), told, place, Buffer.from(name))
    offset += 4 + told.length + Buffer.byteLength(name) + packed.length
  }
  const whole = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(parts).length, 4)
  end.writeUInt16LE(Object.keys(parts).length, 6)
  end.writeUInt32LE(whole.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, whole, Buffer.from('PK\x05\x06'), end])
}
