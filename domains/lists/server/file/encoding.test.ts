import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { describeWithData } from '#tools/test/data-sets.ts'
import { decode, detectEncoding, kindOf, sampleTaker } from './encoding.ts'

const utf16 = (text: string, bigEndian = false): Buffer => {
  const bytes = Buffer.from(text, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}
const decoded = async (bytes: Uint8Array, pieceSize: number): Promise<string> => {
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize)
  }
  let text = ''
  for await (const part of decode(pieces(), detectEncoding(bytes))) text += part
  return text
}

describe('a file', () => {
  test('of nothing, a workbook, a picture and a text are told apart', () => {
    expect(kindOf(Buffer.alloc(0))).toBe('empty')
    expect(kindOf(Buffer.from('PK\u0003\u0004 and the rest'))).toBe('workbook')
    expect(kindOf(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]))).toBe('oldWorkbook')
    expect(kindOf(Buffer.from('%PDF-1.7'))).toBe('binary')
    expect(
      kindOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0])),
    ).toBe('binary')
    expect(kindOf(Buffer.from('手机号\n13800138000\n'))).toBe('text')
    expect(kindOf(utf16('phone,name\n'))).toBe('text')
  })
})

describe('the encoding of a file', () => {
  const text = '手机号,姓名\r\n13800138000,王芳\r\n'
  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['UTF-16 little endian with a mark', utf16(`\ufeff${text}`), 'utf-16le'],
    ['UTF-16 big endian with a mark', utf16(`\ufeff${text}`, true), 'utf-16be'],
    ['UTF-16 without a mark', utf16(text), 'utf-16le'],
    ['plain ASCII', Buffer.from('phone,name\n13800138000,Wang\n'), 'utf-8'],
    [
      'Portuguese from a spreadsheet',
      Buffer.from('telefone,nome\n912345678,João da Conceição\n', 'latin1'),
      'windows-1252',
    ],
  ] as const)('is recognised: %s', async (_, bytes, encoding) => {
    expect(detectEncoding(bytes)).toBe(encoding)
    for (const pieceSize of [1, 3, 64])
      expect(await decoded(bytes, pieceSize)).toContain(
        encoding === 'windows-1252' ? 'João da Conceição' : '13800138000',
      )
  })
  test('is told by the place where it shows, not by an English beginning', () => {
    const sample = sampleTaker()
    sample.look(Buffer.from('phone,name\n'.repeat(10_000)))
    sample.look(Buffer.concat([Buffer.from('13800138000,'), Buffer.from([0xcd, 0xf5, 0xb7, 0xbc, 0x0a])]))
    expect(sample.encoding()).toBe('gb18030')
  })
  test('of a UTF-8 file with one broken byte is still UTF-8', () => {
    expect(
      detectEncoding(Buffer.concat([Buffer.from(text.repeat(20)), Buffer.from([0xe7, 0x8e]), Buffer.from(text)])),
    ).toBe('utf-8')
  })
})

describeWithData('encodings-cjk', 'Chinese text in six encodings', (folder) => {
  test.each([
    ['gb2312', 'gb18030'],
    ['gbk', 'gb18030'],
    ['gb18030', 'gb18030'],
    ['big5', 'big5'],
    ['hz', 'hz'],
  ])('%s is recognised and read as its UTF-8 twin', async (name, encoding) => {
    const bytes = readFileSync(join(folder, `${name}.txt`))
    expect(detectEncoding(bytes)).toBe(encoding)
    const twin = readFileSync(join(folder, `${name}-utf8.txt`), 'utf8')
    for (const pieceSize of [1, 7, 4096]) expect(await decoded(bytes, pieceSize)).toBe(twin)
  })
  test('Big5 with the characters of Hong Kong is read as its UTF-8 twin by who says that it is Big5', async () => {
    // A few characters, every one beyond plain Big5: nobody can tell them from GBK by looking.
    let text = ''
    const bytes = readFileSync(join(folder, 'big5hkscs.txt'))
    for await (const part of decode(Readable.from([bytes]), 'big5')) text += part
    expect(text).toBe(readFileSync(join(folder, 'big5hkscs-utf8.txt'), 'utf8'))
  })
})
