import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plain, readQuery, tokensOf, type Words } from './tokens.ts'

const person = (words: Partial<Words>): Words => ({ names: [], companies: [], numbers: [], externalIds: [], ...words })
const finds = (query: string, words: Partial<Words>): boolean => {
  const tokens = new Set(tokensOf(person(words)))
  const { wanted } = readQuery(query)
  return wanted.length > 0 && wanted.every(({ anyOf }) => anyOf.some((token) => tokens.has(token)))
}

describe('a customer is found', () => {
  test.each([
    '王',
    '王晓',
    '晓明',
    '王晓明',
    'wxm',
    'wx',
    'wang',
    'wangxiao',
    'wangxiaoming',
    'WangXiaoMing',
    ' 王　晓明 ',
  ])('by name: %s', (query) => expect(finds(query, { names: ['王晓明'] })).toBe(true))
  test('by how a surname is said, not by how its sign is said elsewhere', () => {
    expect(finds('shanxia', { names: ['单霞'] })).toBe(true)
    expect(finds('zengwei', { names: ['曾伟'] })).toBe(true)
  })
  test('by digits that are looked at a second time', () => {
    expect(readQuery('342210 王').endings).toEqual(['342210'])
    expect(readQuery('2210 12342210').endings).toEqual([])
    expect(readQuery('+8613812342210').endings).toEqual(['13812342210'])
  })
  test.each(['2210', '42210', '342210', '2342210', '12342210', '13812342210', '138-1234-2210', '+8613812342210'])(
    'by last digits or the whole number: %s',
    (query) => expect(finds(query, { numbers: ['+8613812342210'] })).toBe(true),
  )
  test.each(['深圳', '腾讯', '深圳腾讯', 'sztx', 'szt', 'shenzhen', '腾讯有限公司'])('by company: %s', (query) =>
    expect(finds(query, { companies: ['深圳腾讯计算机有限公司'] })).toBe(true),
  )
  test.each(['john', 'smi', 'john smith', 'SMITH'])('by a name in other letters: %s', (query) =>
    expect(finds(query, { names: ['John Smith'] })).toBe(true),
  )
  test.each(['K-001', 'k-001', 'ＫＨ2026', 'kh2026'])('by external id: %s', (query) =>
    expect(finds(query, { externalIds: ['K-001', 'KH2026'] })).toBe(true),
  )
  test('by several words at once, of which none may fail', () => {
    const words = { names: ['王芳'], companies: ['金山科技'], numbers: ['+8613812342210'] }
    expect(finds('王芳 2210', words)).toBe(true)
    expect(finds('wf 金山', words)).toBe(true)
    expect(finds('王芳 2211', words)).toBe(false)
  })
})

describe('nobody is found', () => {
  test.each(['', '   ', '()', '---', '%', "'; drop table", '\u0000'])('by nothing: %j', (query) =>
    expect(finds(query, { names: ['王芳'] })).toBe(false),
  )
})

describe('any words', () => {
  test('give tokens of bounded length and number, and are found by themselves', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.string({ unit: 'binary', maxLength: 200 }),
        (name, company) => {
          const tokens = tokensOf(person({ names: [name], companies: [company], externalIds: [name] }))
          expect(tokens.length).toBeLessThanOrEqual(120)
          expect(tokens.every((token) => token.length <= 40 && token.trim() !== '')).toBe(true)
          expect(readQuery(name).wanted.length).toBeLessThanOrEqual(8)
        },
      ),
    )
    const surnames = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林郑']
    fc.assert(
      fc.property(
        fc.constantFrom(...surnames),
        fc.string({
          unit: fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((c) => String.fromCharCode(c)),
          minLength: 1,
          maxLength: 3,
        }),
        (surname, given) => {
          const name = plain(surname + given)
          expect(finds(name, { names: [name] })).toBe(true)
        },
      ),
    )
  })
})
