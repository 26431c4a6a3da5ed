import { describe, expect, test } from 'vitest'
import { changesOf, nameOfRow, tellingChanges } from './audit-changes.ts'

describe('an entry of the audit trail', () => {
  test('of a change tells only the fields that differ', () => {
    const entry = {
      before: { id: 1, name: '王芳', team_ids: ['a'], version: 1 },
      after: { id: 1, name: '王芳芳', team_ids: ['a'], version: 2 },
    }
    expect(changesOf(entry).map(({ field }) => field)).toEqual(['name', 'version'])
    expect(tellingChanges(entry)).toEqual([{ field: 'name', before: '王芳', after: '王芳芳' }])
  })
  test('of a new row tells what it holds, and not what is empty', () => {
    expect(changesOf({ before: null, after: { name: '雄狮队', leader_id: null, tags: [], note: '' } })).toEqual([
      { field: 'name', before: null, after: '雄狮队' },
    ])
  })
  test('of a new row is told in short without its name, which stands beside it, and without what is not so', () => {
    expect(tellingChanges({ before: null, after: { name: '雄狮队', demo: false, level: 3 } })).toEqual([
      { field: 'level', before: null, after: 3 },
    ])
  })
  test('names the row as people do', () => {
    expect(nameOfRow({ before: { name: '猛虎队' }, after: null, rowId: '7' })).toBe('猛虎队')
    expect(nameOfRow({ before: null, after: { login_name: 'li.wei', display_name: '' }, rowId: '7' })).toBe('li.wei')
    expect(nameOfRow({ before: null, after: { level: 3 }, rowId: '7' })).toBe('7')
  })
})
