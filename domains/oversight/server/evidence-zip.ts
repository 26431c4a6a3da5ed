import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'

export type Part = { name: string; text: string }

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes
}
const utf8Names = 0x0800
const deflated = 8

/** A ZIP file of texts (PKWARE APPNOTE 6.3.3, deflate, UTF-8 names). `at` stands as the time of every part. */
export const zipOf = (parts: readonly Part[], at: Date): Buffer => {
  const day = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, text } of parts) {
    const raw = Buffer.from(text)
    const packed = deflateRawSync(raw)
    const title = Buffer.from(name)
    const shared = Buffer.concat([
      ...[u16(20), u16(utf8Names), u16(deflated), u16(time), u16(day), u32(crc32(raw))],
      ...[u32(packed.length), u32(raw.length), u16(title.length), u16(0)],
    ])
    const body = Buffer.concat([u32(0x04034b50), shared, title, packed])
    directory.push(
      Buffer.concat([u32(0x02014b50), u16(20), shared, u16(0), u16(0), u16(0), u32(0), u32(offset), title]),
    )
    bodies.push(body)
    offset += body.length
  }
  const index = Buffer.concat(directory)
  const end = [u32(0x06054b50), u16(0), u16(0), u16(parts.length), u16(parts.length), u32(index.length), u32(offset)]
  return Buffer.concat([...bodies, index, ...end, u16(0)])
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What comes before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const keyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * The parts with a manifest that names the SHA-256 of each, and the manifest's Ed25519 signature with the key to check
 * it: whoever holds the file can tell that nothing was changed since, without asking us.
 */
export const sealed = (parts: readonly Part[], about: Record<string, unknown>, seed: Buffer): Part[] => {
  const privateKey = createPrivateKey({ key: Buffer.concat([keyPrefix, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
  const manifest = JSON.stringify(
    {
      ...about,
      parts: parts.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(text), sha256: sha256(text) })),
      signature: { algorithm: 'Ed25519', file: 'manifest.sig', publicKey },
    },
    null,
    2,
  )
  const signature = sign(null, Buffer.from(manifest), privateKey).toString('base64')
  return [...parts, { name: 'manifest.json', text: manifest }, { name: 'manifest.sig', text: signature }]
}
