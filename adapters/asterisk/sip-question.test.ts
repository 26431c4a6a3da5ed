import { expect, test } from 'vitest'
import { digestAnswer } from './sip-question.ts'

const login = { user: 'Mufasa', password: 'Circle Of Life' }
const nonce = 'dcd98b7102dd2f0e8b11d0f600bfb0c093'

test('the answer to a challenge without quality of protection is that of the standard', () => {
  const answer = digestAnswer(`Digest realm="testrealm@host.com", nonce="${nonce}"`, login, 'GET', '/dir/index.html')
  expect(answer).toContain('response="670fd8c2df070c60b045671b8b24ff02"')
  expect(answer).toContain('username="Mufasa"')
})

test('one with it counts the answers', () => {
  const challenge = `Digest realm="sip", qop="auth,auth-int", algorithm=MD5, nonce="${nonce}"`
  expect(digestAnswer(challenge, login, 'REGISTER', 'sip:host')).toMatch(/qop=auth, nc=00000001, cnonce="[0-9a-f]+"/)
})

test('what we cannot answer is not answered', () => {
  expect(digestAnswer('Basic realm="x"', login, 'REGISTER', 'sip:host')).toBeUndefined()
  const sha = `Digest realm="sip", algorithm=SHA-256, nonce="${nonce}"`
  expect(digestAnswer(sha, login, 'REGISTER', 'sip:host')).toBeUndefined()
})
