import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { expect, test } from 'vitest'
import { readFailure, smtpMail } from './smtp.ts'

const letter = {
  key: 'one',
  to: ['boss@carillon.test'],
  subject: '日报',
  text: '见附件',
  file: { name: '日报.xlsx', type: 'application/octet-stream', bytes: Buffer.alloc(100_000, 7) },
}

test('a letter is sent again only where it certainly was not sent', () => {
  expect(readFailure({ code: 'ESOCKET', command: 'CONN', message: 'refused' })).toMatchObject({
    kind: 'refused',
    again: true,
  })
  expect(readFailure({ code: 'EMESSAGE', command: 'DATA', responseCode: 451 })).toMatchObject({
    kind: 'refused',
    again: true,
  })
  expect(readFailure({ code: 'EMESSAGE', command: 'DATA', responseCode: 554 })).toMatchObject({
    kind: 'refused',
    again: false,
  })
  expect(readFailure({ code: 'EAUTH', command: 'AUTH PLAIN' })).toMatchObject({ kind: 'refused', again: false })
  expect(readFailure({ code: 'ETIMEDOUT', command: 'DATA' }).kind).toBe('unsure')
  expect(readFailure({ code: 'ESOCKET' }).kind).toBe('unsure')
  // The library calls every broken line one of connecting, also after the letter has gone over it.
  expect(readFailure({ code: 'ECONNECTION', command: 'CONN' }, true).kind).toBe('unsure')
})

test('a server that takes the letter and falls silent leaves it unsure; one that is not there is asked again', async () => {
  let taken = 0
  const lines = new Set<Socket>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream) => {
      stream.resume()
      stream.on('end', () => {
        taken += 1
        for (const line of lines) line.destroy()
      })
    },
  })
  server.server.on('connection', (line) => lines.add(line))
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const mail = smtpMail(`smtp://127.0.0.1:${port}`, 'reports@carillon.test')
  expect(await mail.send(letter)).toMatchObject({ kind: 'unsure' })
  expect(taken).toBe(1)
  await new Promise<void>((done) => server.close(done))
  expect(await mail.send(letter)).toMatchObject({ kind: 'refused', again: true })
})
