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
