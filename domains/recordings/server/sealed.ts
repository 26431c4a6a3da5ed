import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * A recording at rest: a mark, then chunks of 64 KiB, each sealed by AES-256-GCM under the key of this object alone. The
 * nonce of a chunk is its number, which is safe because no key seals two objects. Object, length and number of the chunk
 * are authenticated with it, so that no chunk can be left out, repeated, moved or taken from another object.
 */
const mark = Buffer.from('CRNREC1\n')
export const chunkBytes = 64 * 1024
const tagBytes = 16

export type SealedAs = { id: string; key: Buffer; length: number }

/** Bytes at rest of so many bytes of sound. */
export const sealedBytes = (length: number): number =>
  mark.length + length + Math.max(1, Math.ceil(length / chunkBytes)) * tagBytes

const nonceOf = (chunk: number): Buffer => {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(chunk, 8)
  return nonce
}
const about = ({ id, length }: SealedAs, chunk: number): Buffer => Buffer.from(`${mark}${id} ${length} ${chunk}`)

const sealChunk = (as: SealedAs, chunk: number, plain: Uint8Array): Buffer => {
  const cipher = createCipheriv('aes-256-gcm', as.key, nonceOf(chunk)).setAAD(about(as, chunk))
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}
const openChunk = (as: SealedAs, chunk: number, sealed: Uint8Array): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', as.key, nonceOf(chunk)).setAAD(about(as, chunk))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()])
}

/** Seals chunk by chunk; whoever takes them decides the pace. */
export async function* seal(as: SealedAs, plain: Uint8Array): AsyncGenerator<Uint8Array> {
  yield mark
  for (let chunk = 0; chunk === 0 || chunk * chunkBytes < plain.length; chunk++)
    yield sealChunk(as, chunk, plain.subarray(chunk * chunkBytes, (chunk + 1) * chunkBytes))
}

/** A sealed object that is not what it should be: cut short, changed, or another one. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
}

type Read = (from: number, length: number) => Promise<Uint8Array | undefined>

const readChunk = async (as: SealedAs, read: Read, chunk: number): Promise<Buffer> => {
  const plain = Math.min(chunkBytes, as.length - chunk * chunkBytes)
  const sealed = await read(mark.length + chunk * (chunkBytes + tagBytes), plain + tagBytes)
  if (!sealed || sealed.length !== plain + tagBytes) throw new SealBroken(`chunk ${chunk} of ${as.id} is not there`)
  try {
    return openChunk(as, chunk, sealed)
  } catch {
    throw new SealBroken(`chunk ${chunk} of ${as.id} does not open`)
  }
}

/** The bytes of the sound from `from` to `to`, both included, chunk by chunk; nothing else is opened. */
export async function* unseal(
  as: SealedAs,
  read: Read,
  { from, to }: { from: number; to: number },
): AsyncGenerator<Uint8Array> {
  const end = Math.min(to + 1, as.length)
  for (let at = from; at < end; ) {
    const chunk = Math.floor(at / chunkBytes)
    const plain = await readChunk(as, read, chunk)
    const upTo = Math.min(end, (chunk + 1) * chunkBytes)
    yield plain.subarray(at - chunk * chunkBytes, upTo - chunk * chunkBytes)
    at = upTo
  }
}

/** A key that has sealed nothing yet. */
export const newDataKey = (): Buffer => randomBytes(32)

/** A data key as the database keeps it: sealed under the master key, for this object alone. */
export const wrapKey = (master: Buffer, id: string, key: Buffer): Buffer => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', master, nonce).setAAD(Buffer.from(id))
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
}
export const unwrapKey = (master: Buffer, id: string, wrapped: Buffer): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, 12)).setAAD(Buffer.from(id))
  decipher.setAuthTag(wrapped.subarray(wrapped.length - tagBytes))
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(12, wrapped.length - tagBytes)), decipher.final()])
  } catch {
    throw new SealBroken(`the key of ${id} does not open`)
  }
}
