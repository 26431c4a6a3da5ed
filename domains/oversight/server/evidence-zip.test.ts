import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { sealed, sha256, zipOf } from './evidence-zip.ts'

/** Reads a ZIP by its directory, as any unpacker does. */
const unzip = (zip: Buffer): Map<string, string> => {
  const parts = new Map<string, string>()
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'))
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)]
    const local = zip.readUInt32LE(at + 42)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    parts.set(name, inflateRawSync(zip.subarray(start, start + packed)).toString())
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return parts
}

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
