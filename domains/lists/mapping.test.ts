import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchMoves, batchStates } from './batch.ts'
import { type ColumnUse, columnNames, faultOfMapping, suggestUses } from './mapping.ts'

describe('the meaning of columns', () => {
  test.each([
    [
      ['手机号', '姓名', '城市'],
      ['number', 'name', 'attribute'],
    ],
    [
      ['客户姓名', '联系电话', '优先级', '拨打次数上限'],
      ['name', 'number', 'priority', 'attemptLimit'],
    ],
    [
      ['手机', '接通概率'],
      ['number', 'answerChance'],
    ],
    [
      ['Phone', 'Answer probability', 'Score'],
      ['number', 'answerChance', 'attribute'],
    ],
    [
      ['Full Name', 'Phone Number', 'Max attempts'],
      ['name', 'number', 'attemptLimit'],
    ],
    [
      ['Nome', 'Telefone', 'Prioridade'],
      ['name', 'number', 'priority'],
    ],
    [
      ['客戶姓名', '手機號碼'],
      ['name', 'number'],
    ],
    [
      ['手机号码1', '手机号码2', '姓 名'],
      ['number', 'furtherNumber', 'name'],
    ],
    [
      ['客户编号', '客户姓名', '手机', '备用电话', '公司电话', '工作单位', '公司规模'],
      ['externalId', 'name', 'number', 'furtherNumber', 'furtherNumber', 'company', 'attribute'],
    ],
    [
      ['Customer number', 'Phone', 'Phone 2', 'Company', 'Home phone'],
      ['externalId', 'number', 'furtherNumber', 'company', 'furtherNumber'],
    ],
    [
      ['account number', 'primary phone'],
      ['attribute', 'number'],
    ],
  ])('is told by the words above them: %s', (names, uses) => {
    expect(
      suggestUses(
        names,
        names.map(() => 0),
      ),
    ).toEqual(uses)
  })
  test('is told by the cells where the words say nothing', () => {
    expect(suggestUses(['c1', 'c2', 'c3'], [0, 19, 3])).toEqual(['attribute', 'number', 'attribute'])
  })
  test('is never given twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('手机', '电话', '姓名', 'name', 'phone', '优先级', 'x'), { maxLength: 8 }),
        (names) => {
          const uses = suggestUses(
            names,
            names.map(() => 1),
          ).filter((use) => use !== 'attribute' && use !== 'furtherNumber')
          expect(new Set(uses).size).toBe(uses.length)
        },
      ),
    )
  })
})

test('names of columns are told apart, numbered where missing, and never a trap', () => {
  expect(columnNames(['城市', '城市', '', ' 城市 ', '__proto__'], 6)).toEqual([
    '城市',
    '城市 (2)',
    '#3',
    '城市 (3)',
    '#5',
    '#6',
  ])
})

test('a mapping says which column is the number, and each meaning and name once', () => {
  const columns = (...pairs: [string, ColumnUse][]) => ({
    columns: pairs.map(([name, as]) => ({ name, as })),
  })
  expect(faultOfMapping(columns(['a', 'name']))).toBe('noNumberColumn')
  expect(faultOfMapping(columns(['a', 'number'], ['b', 'number']))).toBe('useTwice')
  expect(faultOfMapping(columns(['a', 'number'], ['b', 'attribute'], [' b', 'attribute']))).toBe('nameTwice')
  expect(faultOfMapping(columns(['a', 'number'], [' ', 'attribute']))).toBe('nameMissing')
  expect(faultOfMapping(columns(['a', 'number'], ['b', 'externalId'], ['c', 'externalId']))).toBe('useTwice')
  expect(faultOfMapping(columns(['a', 'number'], ['b', 'attribute'], ['b', 'company']))).toBe('nameTwice')
  expect(faultOfMapping(columns(['a', 'number'], ['b', 'attribute'], ['b', 'skip']))).toBeUndefined()
  expect(faultOfMapping(columns(['a', 'number'], ['b', 'furtherNumber'], ['c', 'furtherNumber']))).toBeUndefined()
})

test('a batch that ended stays as it ended, except that an imported one may be taken back', () => {
  for (const state of batchStates)
    expect(Object.keys(batchMoves[state])).toEqual(
      {
        uploading: ['receive', 'cancel', 'fail'],
        uploaded: ['start', 'cancel', 'fail'],
        importing: ['finish', 'cancel', 'fail'],
        imported: ['revert'],
      }[state as string] ?? [],
    )
})
