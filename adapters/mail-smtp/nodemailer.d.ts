/** The package brings no types; this is the part we use. */
declare module 'nodemailer' {
  export type Sent = { accepted: string[]; rejected: string[]; response: string }
  export type Transport = { sendMail(letter: Record<string, unknown>): Promise<Sent>; close(): void }
  export function createTransport(url: string, defaults?: Record<string, unknown>): Transport
}
