import { cp, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repository, runScript } from '../run-program.ts'
import { lendPackages, makeSandbox } from '../test/sandbox.ts'
import { marker } from './wiring.ts'
import { writeDomain } from './write-domain.ts'

const wiring = {
  'domains/map.ts': `export const map = {\n  people: [],\n} as const\n`,
  'server/compose.ts': `export const routes = [\n  ${marker}\n]\n`,
  'server/contracts.ts': `export const contracts = {\n  ${marker}\n}\n`,
  'web/router.tsx': `export const pages = [\n  ${marker}\n]\n`,
  'database/migrations/0001_platform.sql': '',
}
const office = ['office', '办公', 'Office']

describe('a new domain', () => {
  test('compiles and pleases the linter as it is written', async () => {
    await using sandbox = await makeSandbox(wiring)
    await lendPackages(sandbox)
    for (const part of ['contract', 'platform', 'web/ui', 'web/client', 'database/types.ts'])
      await cp(resolve(repository, part), resolve(sandbox.root, part), { recursive: true })
    for (const name of ['package.json', 'tsconfig.json', 'biome.json', '.gitignore'])
      await cp(resolve(repository, name), resolve(sandbox.root, name))

    await writeDomain(sandbox.root, office)
    const compiled = await runScript(
      'node_modules/typescript/bin/tsc',
      ['--noEmit', '--incremental', 'false'],
      sandbox.root,
    )
    const linted = await runScript(
      'node_modules/@biomejs/biome/bin/biome',
      ['check', '--error-on-warnings', 'domains/office'],
      sandbox.root,
    )

    expect(compiled.output.split('\n').filter((line) => /^(domains|server|web\/router)/.test(line))).toEqual([])
    expect(linted.code, linted.errors).toBe(0)
  })

  test('is entered in the map, the composition and the router', async () => {
    await using sandbox = await makeSandbox(wiring)
    const paths = await writeDomain(sandbox.root, office)
    const read = (path: string): Promise<string> => readFile(resolve(sandbox.root, path), 'utf8')

    expect(await read('domains/map.ts')).toBe('export const map = {\n  people: [],\n  office: [],\n} as const\n')
    expect(await read('server/compose.ts')).toContain(`[\n  officeRoutes,\n  ${marker}`)
    expect(await read('server/contracts.ts')).toContain(`{\n  office: officeContract,\n  ${marker}`)
    expect(await read('web/router.tsx')).toContain(`[\n  ...officePages,\n  ${marker}`)
    expect(paths).toContain('database/migrations/0002_office.sql')
  })

  test('needs a word in code, in Chinese and in English, not taken yet', async () => {
    await using sandbox = await makeSandbox(wiring)
    await expect(writeDomain(sandbox.root, ['office'])).rejects.toThrow('npm run new:domain')
    await expect(writeDomain(sandbox.root, ['Back Office', '办公', 'Office'])).rejects.toThrow('one word')
    await expect(writeDomain(sandbox.root, ['people', '人员', 'People'])).rejects.toThrow('already')
  })

  test.each(['server/compose.ts', 'server/contracts.ts', 'web/router.tsx'])('finds its place in %s', async (path) => {
    expect(await readFile(resolve(repository, path), 'utf8')).toContain(marker)
  })
})
