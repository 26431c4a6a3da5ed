import { createHmac, timingSafeEqual } from 'node:crypto'

/** How long a customer may open the page of a call, and complain about it. */
export const linkDays = 90
const dayMs = 86_400_000
const idBytes = 16
const dayBytes = 2
const sealBytes = 12

export type ReadLink = { ok: true; callId: string; until: Date } | { ok: false; fault: 'unknown' | 'expired' }

const sealOf = (key: Buffer, told: Buffer): Buffer =>
  createHmac('sha256', key).update('customer link\0').update(told).digest().subarray(0, sealBytes)

/**
 * The token of a call's page: 40 characters that say which call and until which day (UTC), sealed with 96 bits of
 * HMAC-SHA-256. Nothing is stored for it, and nobody without the key can make one.
 */
export const tokenForCall = (key: Buffer, callId: string, now: Date): string => {
  const told = Buffer.alloc(idBytes + dayBytes)
  told.write(callId.replaceAll('-', ''), 'hex')
  told.writeUInt16BE(Math.floor(now.getTime() / dayMs) + linkDays, idBytes)
  return Buffer.concat([told, sealOf(key, told)]).toString('base64url')
}

/** Which call a token is for. Takes the same time whether the seal is nearly right or not at all. */
export const readToken = (key: Buffer, token: string, now: Date): ReadLink => {
  if (!/^[\w-]{40}$/.test(token)) return { ok: false, fault: 'unknown' }
  const bytes = Buffer.from(token, 'base64url')
  const told = bytes.subarray(0, idBytes + dayBytes)
  if (!timingSafeEqual(sealOf(key, told), bytes.subarray(idBytes + dayBytes))) return { ok: false, fault: 'unknown' }
  const until = new Date((told.readUInt16BE(idBytes) + 1) * dayMs)
  if (until <= now) return { ok: false, fault: 'expired' }
  const hex = told.toString('hex', 0, idBytes)
  return { ok: true, callId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), until }
}
