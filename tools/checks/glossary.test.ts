import { describe, expect, test } from 'vitest'
import { findGlossarySlips } from './glossary.ts'

const page = (...rows: string[]): string =>
  ['# Glossary', '', '| code | 中文 | English | meaning |', '|---|---|---|---|', ...rows].join('\n')

describe('the glossary', () => {
  test('gives each thing one word in each language', () => {
    const rows = ['| `agent` | 坐席 | Agent | Who calls. |', '| `list` | 名单 | List | Whom we call. |']
    expect(findGlossarySlips(page(...rows))).toEqual([])
  })

  test('never gives one word to two things', () => {
    const rows = ['| `agent` | 坐席 | Agent | Who calls. |', '| `seat` | 坐席 | agent | A licence. |']
    expect(findGlossarySlips(page(...rows))).toEqual([
      'docs/glossary.md gives "坐席" to two things',
      'docs/glossary.md gives "agent" to two things',
    ])
  })

  test('leaves no cell empty, and is not empty itself', () => {
    expect(findGlossarySlips(page('| `agent` | | Agent | Who calls. |'))).toEqual([
      'docs/glossary.md: the row of `agent` has an empty cell',
    ])
    expect(findGlossarySlips('# Glossary')).toHaveLength(1)
  })
})
