import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { sealed, sha256, zipOf } from './evidence-zip.ts'
import { unzip } from './test-unzip.ts'

describe('a file of evidence', () => {
  const parts = [
    { name: '取证.html', text: '<p>通话 🙂</p>' },
    { name: 'calls.csv', text: 'id\r\n' },
  ]
  const at = new Date('2026-03-05T01:02:03Z')

  test('gives back every part as it went in, under its Chinese name', () => {
    expect([...unzip(zipOf(parts, at))]).toEqual(parts.map(({ name, text }) => [name, text]))
  })
  test('tells the SHA-256 of each part, under a signature anybody can check', () => {
    const read = unzip(zipOf(sealed(parts, { madeAt: at.toISOString() }, randomBytes(32)), at))
    const manifest = read.get('manifest.json') ?? ''
    const said = JSON.parse(manifest) as { parts: { name: string; sha256: string }[]; signature: { publicKey: string } }
    for (const { name, sha256: told } of said.parts) expect(sha256(read.get(name) ?? '')).toBe(told)
    const key = createPublicKey(said.signature.publicKey)
    const signature = Buffer.from(read.get('manifest.sig') ?? '', 'base64')
    expect(verify(null, Buffer.from(manifest), key, signature)).toBe(true)
    expect(verify(null, Buffer.from(`${manifest} `), key, signature)).toBe(false)
  })
})
