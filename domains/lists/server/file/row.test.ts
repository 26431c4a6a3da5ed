import { describe, expect, test } from 'vitest'
import type { Mapping } from '../../mapping.ts'
import { readRaw, rowReader } from './row.ts'

const mapping: Mapping = {
  format: 'csv',
  sheet: '',
  skipRows: 0,
  encoding: 'utf-8',
  separator: ',',
  hasHeader: true,
  country: 'CN',
  columns: [
    { name: '手机', as: 'number' },
    { name: '姓名', as: 'name' },
    { name: '级别', as: 'priority' },
    { name: '次数', as: 'attemptLimit' },
    { name: '城市', as: 'attribute' },
    { name: '内部备注', as: 'skip' },
    { name: '接通', as: 'answerChance' },
  ],
}
const read = (...cells: string[]) => rowReader(mapping)({ line: 7, raw: cells.join(','), cells })

describe('a row', () => {
  test('gives number, name, priority, attempt limit and attributes as the mapping says', () => {
    expect(read('138 0013 8000', '王芳', '5', '3', ' 上海 ', '不要', '0.125')).toEqual({
      row: {
        line: 7,
        number: '+8613800138000',
        name: '王芳',
        priority: 5,
        attemptLimit: 3,
        answerChance: 0.125,
        attributes: { 城市: ' 上海 ' },
        externalId: '',
        company: '',
        furtherNumbers: [],
      },
    })
  })
  test('shorter than the header says nothing in the columns it lacks', () => {
    expect(read('13800138000')).toMatchObject({
      row: { name: '', priority: null, attemptLimit: null, answerChance: null, attributes: {} },
    })
  })
  test.each([
    ['35%', 0.35],
    ['35.5 ％', 0.355],
    ['.2', 0.2],
    ['1', 1],
    ['0', 0],
    ['', null],
  ])('says how likely an answer is as a share or in percent: %s', (said, chance) => {
    expect(read('13800138000', '', '', '', '', '', said)).toMatchObject({ row: { answerChance: chance } })
  })
  test('keeps the extension of a switchboard beside the number', () => {
    expect(read('0755-88886666转801')).toMatchObject({
      row: { number: '+8675588886666', attributes: { extension: '801' } },
    })
  })
  test.each([
    ['tooManyCells', ['13800138000', '', '', '', '', '', '', 'x']],
    ['badPriority', ['13800138000', '', '高']],
    ['badPriority', ['13800138000', '', '-1']],
    ['badAttemptLimit', ['13800138000', '', '', '0']],
    ['badAttemptLimit', ['13800138000', '', '', '2.5']],
    ['badAnswerChance', ['13800138000', '', '', '', '', '', '1.2']],
    ['badAnswerChance', ['13800138000', '', '', '', '', '', '-0.1']],
    ['badAnswerChance', ['13800138000', '', '', '', '', '', '高']],
    ['badAnswerChance', ['13800138000', '', '', '', '', '', '101%']],
    ['nameTooLong', ['13800138000', '长'.repeat(201)]],
    ['cellTooLong', ['13800138000', '', '', '', 'x'.repeat(4001)]],
    ['unreadableCharacter', ['13800138000', 'a\0b']],
    ['unreadableCharacter', ['13800138000', '', '', '', 'a\ufffdb']],
    ['unreadableCharacter', ['13800138000', '\ud800']],
    ['empty', ['']],
  ])('that cannot be kept as it is is refused: %s', (reason, cells) => {
    expect(read(...cells)).toMatchObject({ refused: { line: 7, reason } })
  })
  test('refused keeps what it said, as far as a database and a reader can take it', () => {
    const refused = read(`a\0${'b'.repeat(20_000)}`)
    expect('refused' in refused && refused.refused.raw.startsWith('a␀b')).toBe(true)
    expect('refused' in refused && refused.refused.raw.length).toBe(8000)
  })
  test('may name a customer by the supplier’s own number, a company and further numbers', () => {
    const columns: Mapping['columns'] = [
      { name: '手机', as: 'number' },
      { name: '客户编号', as: 'externalId' },
      { name: '单位', as: 'company' },
      { name: '手机2', as: 'furtherNumber' },
      { name: '座机', as: 'furtherNumber' },
      { name: '开户日期', as: 'attribute', date: true },
    ]
    const readPerson = (...cells: string[]) => rowReader({ ...mapping, columns })({ line: 7, raw: '', cells })
    expect(
      readPerson('13800138000', ' C001 ', '钟鸣', '13900139000', '010-62345678；13800138000', '2024/1/5'),
    ).toMatchObject({
      row: {
        externalId: 'C001',
        company: '钟鸣',
        furtherNumbers: ['+8613900139000', '+861062345678'],
        // Numbers stand nowhere but where they are masked.
        attributes: { 客户编号: ' C001 ', 单位: '钟鸣', 开户日期: '2024-01-05' },
      },
    })
    expect(readPerson('13800138000', '', '', '无', '', '不详')).toMatchObject({
      row: { furtherNumbers: [], attributes: { 开户日期: '不详' } },
    })
    expect(readPerson('13800138000', '', '', '1.39E+10')).toMatchObject({ refused: { reason: 'badFurtherNumber' } })
  })
  test('that was generated is read by the same rules', () => {
    expect(readRaw({ number: '13800138000', priority: 3 }, 1, 'CN')).toMatchObject({ row: { priority: 3 } })
    expect(readRaw({ number: '' }, 2, 'CN')).toMatchObject({ refused: { line: 2, reason: 'empty' } })
  })
})
