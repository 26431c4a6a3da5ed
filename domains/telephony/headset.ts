/**
 * The SIP user a headset registers as, and its name throughout the product. What the centre writes for an employee is
 * free text (`sip:1001`, `8001@pbx`, `甲-7`), of which a SIP user may hold little: every other sign becomes its code, so
 * that two different endpoints never become one. Without any, the seat is named after the staff number.
 */
export const endpointOf = ({ endpoint, staffNumber }: { endpoint: string; staffNumber: string }): string =>
  (endpoint || `seat-${staffNumber}`)
    .trim()
    .replace(/^sips?:/i, '')
    .replace(/@.*$/, '')
    .replaceAll(/[^A-Za-z0-9.-]/g, (sign) => `_${sign.codePointAt(0)?.toString(16)}_`)
    .slice(0, 80)

/** Where to register: an address as it stands, or a path on the host of the page, so that one proxy serves both. */
export const socketAddress = (url: string, page: string): string => new URL(url, page).href.replace(/^http/, 'ws')

/** Puts A-law first among the kinds of sound of a session: an Opus leg costs the exchange two and a half times as much. */
export const alawFirst = (session: string): string =>
  session.replaceAll(/^(m=audio \S+ \S+)((?: \d+)+)/gm, (whole, line: string, kinds: string) => {
    const all = kinds.trim().split(' ')
    return all.includes('8') ? `${line} ${['8', ...all.filter((kind) => kind !== '8')].join(' ')}` : whole
  })
