import { randomBytes } from 'node:crypto'

let pool = Buffer.alloc(0)
let used = 0
const random = (bytes: number): Buffer => {
  if (used + bytes > pool.length) {
    pool = randomBytes(8192)
    used = 0
  }
  used += bytes
  return pool.subarray(used - bytes, used)
}

/** When a UUIDv7 was made, in milliseconds since 1970; undefined of any other id. */
export const momentOf = (id: string): number | undefined =>
  id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined

/** A UUIDv7 of that moment (RFC 9562): ids sort by time, so indexes grow at one end. */
export const newId = (at: Date | number): string => {
  const time = Math.trunc(typeof at === 'number' ? at : at.getTime())
    .toString(16)
    .padStart(12, '0')
  const tail = random(10)
  tail[0] = ((tail[0] ?? 0) & 0x0f) | 0x70
  tail[2] = ((tail[2] ?? 0) & 0x3f) | 0x80
  const hex = tail.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`
}
