import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeWithData } from '#tools/test/data-sets.ts'
import { detectSeparator, firstRecords, suggestMapping, unclearDates } from './shape.ts'

const suggested = (text: string, whole = true) => {
  const separator = detectSeparator(text, whole)
  const records = firstRecords(text, separator, whole)
  return suggestMapping({ format: 'csv', sheet: '', encoding: 'utf-8', separator, records })
}

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
  test('passes over titles above the header, blank rows and what trailing commas leave', () => {
    const { mapping, rows } = suggested(
      '某某公司客户名单,,,,\n\n导出日期：2024-01-05,,,,\n手机号,姓名,城市,,\n,,,,\n13800138000,王芳,上海,,\n13800138001,李伟,北京,,\n13800138002,张三,广州,,\n',
    )
    expect(mapping).toMatchObject({ skipRows: 2, hasHeader: true })
    expect(mapping.columns.map(({ name, as }) => `${name} ${as}`)).toEqual([
      '手机号 number',
      '姓名 name',
      '城市 attribute',
      '#4 skip',
      '#5 skip',
    ])
    expect(rows).toHaveLength(3)
  })
  test('reads lines that end in a carriage return alone, whatever separates the cells', () => {
    const { mapping, rows } = suggested('名单;;\r手机;姓名;性别\r13800138000;王芳;女\r13800138001;李伟;男\r')
    expect(mapping).toMatchObject({ separator: ';', skipRows: 1 })
    expect(rows).toHaveLength(2)
  })
  test('passes over titles also where no header follows', () => {
    const { mapping, rows } = suggested('客户名单,,\n13800138000,王芳,女\n13800138001,李伟,男\n')
    expect(mapping).toMatchObject({ skipRows: 1, hasHeader: false })
    expect(rows).toHaveLength(2)
  })
  test('finds columns of dates and tells which cells stay as they are', () => {
    const found = suggested(
      '手机,开户日期,生日\n13800138000,2024/1/5,1/5/1990\n13800138001,2024年1月6日,2/6/1991\n13800138002,20240107,3/7/1992\n13800138003,不详,4/8/1993\n',
    )
    expect(found.mapping.columns.map(({ date = false }) => date)).toEqual([false, true, false])
    expect(unclearDates(found)).toEqual([{ column: '开户日期', cells: 1, example: '不详' }])
  })
  test('knows a header that names the number, however wild the rows below it are', () => {
    expect(suggested('手机,姓名\n,;,\r1;1').mapping).toMatchObject({ separator: ',', skipRows: 0 })
    const rows = fc.string({
      unit: fc.constantFrom('1', '3', '8', '0', ',', ';', '|', '"', '\n', '\r', '王', ' ', '\t', 'E', '+', '.'),
      maxLength: 200,
    })
    fc.assert(
      fc.property(rows, (wild) => {
        const { mapping } = suggested(`手机,姓名\n${wild}`)
        expect(mapping).toMatchObject({ separator: ',', skipRows: 0, hasHeader: true })
        expect(mapping.columns[0]).toMatchObject({ name: '手机', as: 'number' })
      }),
      { numRuns: 2000 },
    )
  })
  test('of nothing but line ends shows nothing', () => expect(suggested('\n\r\n\n').mapping.columns).toEqual([]))
})

describeWithData('bank-marketing', 'a bank in Portugal', (folder) => {
  test('has its semicolons, header and 21 columns found', () => {
    const text = readFileSync(join(folder, 'bank-additional-full.csv'), 'utf8').slice(0, 20_000)
    const { mapping } = suggested(text, false)
    expect(mapping).toMatchObject({ separator: ';', hasHeader: true })
    expect(mapping.columns).toHaveLength(21)
  })
})
