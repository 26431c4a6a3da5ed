import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeWithData } from '#tools/test/data-sets.ts'
import { suggestMapping } from './shape.ts'

const suggested = (text: string) => suggestMapping({ text, whole: true, encoding: 'utf-8' })

describe('a preview', () => {
  test.each([
    [',', '手机,姓名\n13800138000,"王,芳"\n'],
    [';', 'telefone;nome\n912345678;Ana, Maria\n'],
    ['\t', '手机\t姓名\n13800138000\t王芳\n'],
    ['|', '手机|姓名\n13800138000|王;芳\n'],
  ])('finds the separator %j', (separator, text) => expect(suggested(text).mapping.separator).toBe(separator))
  test('takes the first row for names unless it holds a number', () => {
    expect(suggested('手机,姓名\n13800138000,王芳\n').mapping.hasHeader).toBe(true)
    const bare = suggested('13800138000,王芳\n13800138001,李伟\n')
    expect(bare.mapping).toMatchObject({
      hasHeader: false,
      columns: [
        { name: '#1', as: 'number' },
        { name: '#2', as: 'attribute' },
      ],
    })
    expect(bare.rows).toHaveLength(2)
  })
  test('of one column of numbers needs nothing else', () => {
    expect(suggested('13800138000\n13800138001\n').mapping.columns).toEqual([{ name: '#1', as: 'number' }])
  })
  test('of a header alone shows its columns and no row', () => {
    const { mapping, rows } = suggested('手机号,姓名\n')
    expect(mapping.columns.map(({ as }) => as)).toEqual(['number', 'name'])
    expect(rows).toEqual([])
  })
  test('of nothing but line ends shows nothing', () => expect(suggested('\n\r\n\n').mapping.columns).toEqual([]))
})

describeWithData('bank-marketing', 'a bank in Portugal', (folder) => {
  test('has its semicolons, header and 21 columns found', () => {
    const text = readFileSync(join(folder, 'bank-additional-full.csv'), 'utf8').slice(0, 20_000)
    const { mapping } = suggestMapping({ text, whole: false, encoding: 'utf-8' })
    expect(mapping).toMatchObject({ separator: ';', hasHeader: true })
    expect(mapping.columns).toHaveLength(21)
  })
})
