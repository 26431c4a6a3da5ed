import { describe, expect, test } from 'vitest'
import { makeSandbox } from '../test/sandbox.ts'
import { findLongFiles, longestFile } from './file-length.ts'
import { readSources } from './source-files.ts'
import { findWorkplaceWords } from './workplace.ts'

describe('a file', () => {
  test('may not outgrow what one can hold in the head', () => {
    const lines = (count: number) => ({ path: `domains/x/of-${count}.ts`, text: 'line\n'.repeat(count) })
    expect(findLongFiles([lines(longestFile), lines(longestFile + 1)])).toEqual([
      'domains/x/of-401.ts has 401 lines; split it by use case (at most 400)',
    ])
  })

  test.each(['work', 'tmp', 'home/ann', 'Users/ann'])('may not name a place below /%s', (place) => {
    const text = `first line\nread('/${place}/list.csv')\n`
    expect(findWorkplaceWords([{ path: 'tools/x.ts', text }])).toEqual([
      "tools/x.ts:2 names a place on somebody's machine",
    ])
  })

  test('may name pages and folders that only sound like one', () => {
    const text = 'https://example.org/work/1 ./tmp/x ../work/y domains/work/z'
    expect(findWorkplaceWords([{ path: 'README.md', text }])).toEqual([])
  })
})

describe('the files looked at', () => {
  test('are ours alone', async () => {
    const files = { 'a/b.ts': '1', 'node_modules/x/y.ts': '2', 'dist/z.ts': '3', 'c.md': '4' }
    await using sandbox = await makeSandbox(files)
    expect(await readSources(sandbox.root, '**/*.ts')).toEqual([{ path: 'a/b.ts', text: '1' }])
  })
})
