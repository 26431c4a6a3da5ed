import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Evidence } from '../../evidence-contract.ts'
import { unzip } from '../test-unzip.ts'
import { evidenceFile } from './file.ts'

const at = '2026-03-05T01:00:00.000Z'
const evidence: Evidence = {
  madeAt: at,
  customerId: null,
  name: '<b>王芳</b>',
  numbers: ['+8613812342210'],
  calls: [],
  consent: [
    {
      ...{ at, purpose: 'sales', channel: 'call', act: 'given', source: '官网', callId: null, notedAt: at, byName: '' },
      evidence: '=HYPERLINK("http://x")',
    },
  ],
  doNotCall: [],
  blocks: [],
  complaints: [],
}
const partsOf = (locale: 'zh' | 'en') => {
  const file = evidenceFile(evidence, { locale, timeZone: 'Asia/Shanghai', name: '合规专员' }, randomBytes(32))
  const marked = file.marked?.('导出编号', 'AB12CD34') ?? file
  return { name: marked.name, parts: unzip(marked.bytes as Buffer) }
}

describe('the file of evidence', () => {
  test('holds a page, a table for each part, the whole as JSON, and a signed manifest', () => {
    const { name, parts } = partsOf('zh')
    expect(name).toBe('取证-2026-03-05-AB12CD34.zip')
    expect([...parts.keys()]).toEqual([
      'evidence.html',
      ...['calls.csv', 'scripts-and-lists.csv', 'consent.csv', 'do-not-call.csv', 'blocks.csv', 'complaints.csv'],
      ...['evidence.json', 'manifest.json', 'manifest.sig'],
    ])
    expect(JSON.parse(parts.get('manifest.json') ?? '')).toMatchObject({ exportNumber: 'AB12CD34', madeAt: at })
  })
  test('runs no formula in a spreadsheet and no markup in a browser, and carries its number in every row', () => {
    const { parts } = partsOf('zh')
    const row = parts.get('consent.csv')?.split('\r\n')[1] ?? ''
    expect(row).not.toMatch(/(^|,)"?=/)
    expect(row.endsWith(',AB12CD34')).toBe(true)
    expect(parts.get('evidence.html')).not.toContain('<b>王芳')
  })
  test('tells times on the wall of the reader, in the reader’s language', () => {
    expect(partsOf('zh').parts.get('evidence.html')).toContain('2026-03-05 09:00:00 (Asia/Shanghai)')
    expect(partsOf('en').parts.get('evidence.html')).toContain('Never on the do-not-call list')
  })
})
