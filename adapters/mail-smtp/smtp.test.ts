import { expect, test } from 'vitest'
import { readFailure } from './smtp.ts'

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
})
