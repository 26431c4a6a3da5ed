/** The rules of trunks that need no world: both the form and the server hold to them. */
export const transports = ['udp', 'tcp', 'tls'] as const
export type Transport = (typeof transports)[number]

const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/
const figures = /^[0-9]+$/

const isIpv4 = (parts: readonly string[]): boolean =>
  parts.length === 4 && parts.every((part) => figures.test(part) && part.length <= 3 && Number(part) <= 255)
/** A name of the Internet, or four numbers; what looks like numbers and is none is a slip of the hand. */
const isHost = (host: string): boolean => {
  const parts = host.split('.')
  if (host.length > 253 || !parts.every((part) => label.test(part))) return false
  return figures.test(parts.at(-1) ?? '') ? isIpv4(parts) : true
}

/** host or host:port of a carrier, as the provider takes it; IPv6 is not offered. */
export const isTrunkAddress = (address: string): boolean => {
  const [host = '', port, ...more] = address.split(':')
  if (more.length > 0 || !isHost(host)) return false
  return port === undefined || (/^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65_535)
}

export type Rewriting = { prefix: string; strip: string; allowedPrefixes: readonly string[] }

/**
 * Whether every number that may go over the trunk can be dialled as the carrier wants it. Numbers begin with + and
 * country, and a + may stand at the front alone: what is put before must find it taken off.
 */
export const canAllBeDialled = ({ prefix, strip, allowedPrefixes }: Rewriting): boolean => {
  if (prefix === '') return true
  if (!strip.startsWith('+')) return false
  if (strip === '+') return true
  return allowedPrefixes.length > 0 && allowedPrefixes.every((allowed) => allowed.startsWith(strip))
}

/** A number as the carrier is told it: for showing what a rewriting does. */
export const toldAs = (number: string, { prefix, strip }: Omit<Rewriting, 'allowedPrefixes'>): string =>
  `${prefix}${strip && number.startsWith(strip) ? number.slice(strip.length) : number}`
