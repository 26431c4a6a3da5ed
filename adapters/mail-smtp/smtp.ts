import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { Letter, MailPort, Posted } from '#domains/reports/server/port.ts'

type SmtpError = { code?: string; command?: string; responseCode?: number; message?: string }

/** Before the letter itself is handed over nothing can have been sent. */
const beforeTheLetter = /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH.*|MAIL FROM|RCPT TO|API)$/

/**
 * What an error tells about the letter: refused, and whether for good, or nobody knows. `underWay`: its file was being
 * read for the server; from then on a line that breaks, which the library tells as one that never stood, leaves it unsure.
 */
export const readFailure = (error: SmtpError, underWay = false): Posted => {
  const why = (error.message ?? String(error)).slice(0, 300)
  if (error.responseCode !== undefined) return { kind: 'refused', why, again: error.responseCode < 500 }
  // An address nobody takes, a wrong password: no other try will help. A line that is down may come back.
  if (error.code === 'EAUTH' || error.code === 'EENVELOPE') return { kind: 'refused', why, again: false }
  if (underWay) return { kind: 'unsure', why }
  if (error.command !== undefined && beforeTheLetter.test(error.command)) return { kind: 'refused', why, again: true }
  if (['EDNS', 'ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'].includes(error.code ?? ''))
    return { kind: 'refused', why, again: true }
  return { kind: 'unsure', why }
}

/** Mail through any SMTP server: `smtp://host:25`, `smtps://user:password@host:465`. */
export const smtpMail = (url: string, sender: string): MailPort => {
  const transport = createTransport(url, { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 })
  return {
    sender,
    send: async ({ key, to, subject, text, file }: Letter): Promise<Posted> => {
      let underWay = false
      const pieces = function* () {
        underWay = true
        yield file.bytes
      }
      try {
        const sent = await transport.sendMail({
          from: sender,
          to: [...to],
          subject,
          text,
          messageId: `<${key}@carillon>`,
          attachments: [{ filename: file.name, contentType: file.type, content: Readable.from(pieces()) }],
        })
        return { kind: 'sent', refusedAddresses: sent.rejected }
      } catch (error) {
        return readFailure(error as SmtpError, underWay)
      }
    },
  }
}
