import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import { beforeAll, describe, expect, test } from 'vitest'
import { findViolations, type Violation } from './bounds.ts'
import { repository } from './run-program.ts'
import { makeSandbox } from './test/sandbox.ts'

const ours = async (...names: string[]): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(resolve(repository, name), 'utf8')])),
  )

const empty = 'export {}\n'
const importing = (...specifiers: string[]): string => specifiers.map((from) => `import '${from}'\n`).join('')

/** Two small domains, `calls` above `people`, and everything that may be seen. */
const visible = {
  'domains/map.ts': `export const map = { access: [], people: [], calls: ['people'], telephony: [] } as const\n`,
  'contract/when.ts': empty,
  'platform/db.ts': empty,
  'server/compose.ts': empty,
  'adapters/asterisk/socket.ts': empty,
  'web/ui/Table.tsx': empty,
  'web/desk/AgentDesk.tsx': empty,
  'domains/access/contract.ts': empty,
  'domains/access/server/public.ts': empty,
  'domains/people/contract.ts': empty,
  'domains/people/text.ts': empty,
  'domains/people/person.ts': empty,
  'domains/people/server/public.ts': empty,
  'domains/people/server/store.ts': empty,
  'domains/people/server/routes.ts': empty,
  'domains/people/web/public.tsx': empty,
  'domains/people/web/pages.ts': empty,
  'domains/people/web/PersonPage.tsx': empty,
  'domains/telephony/contract.ts': empty,
  'domains/telephony/server/port.ts': empty,
  'domains/telephony/server/port-suite.ts': empty,
}

const packages = Object.fromEntries(
  ['zod', 'kysely', 'react', 'vite', 'vitest'].flatMap((name) => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
    [`node_modules/${name}/index.js`, empty],
  ]),
)

/** What the rule allows, in every direction it allows. */
const rightful = {
  'domains/calls/call.ts': importing('zod', '#contract/when.ts', '#domains/people/contract.ts', './phase.ts'),
  'domains/calls/phase.ts': empty,
  'domains/calls/server/service.ts': importing(
    'kysely',
    '#platform/db.ts',
    '#domains/people/server/public.ts',
    '#domains/access/server/public.ts',
    '../call.ts',
  ),
  'domains/calls/server/service.db.test.ts': importing('vitest', '#server/compose.ts'),
  'domains/calls/web/CallPage.tsx': importing(
    'react',
    '#web/ui/Table.tsx',
    '#domains/people/web/public.tsx',
    '../call.ts',
  ),
  'adapters/simulator/simulator.ts': importing(
    '#platform/db.ts',
    '#domains/telephony/contract.ts',
    '#domains/telephony/server/port.ts',
  ),
  'adapters/simulator/simulator.db.test.ts': importing('#domains/telephony/server/port-suite.ts'),
  'server/main.ts': importing('./compose.ts', '#adapters/asterisk/socket.ts', '#domains/people/server/routes.ts'),
  'web/router.tsx': importing('#domains/people/web/pages.ts', '#domains/people/web/public.tsx', './desk/AgentDesk.tsx'),
}

/** One file for each rule, which breaks that rule. */
const wrong: Record<string, [file: string, specifier: string, target?: string]> = {
  'every-import-is-found': ['platform/lost.ts', './nowhere.ts', './nowhere.ts'],
  'contract-knows-nobody': ['contract/nosy.ts', '#platform/db.ts'],
  'platform-knows-no-domain': ['platform/nosy.ts', '#domains/people/contract.ts'],
  'through-the-door-only': ['domains/calls/server/thief.ts', '#domains/people/server/store.ts'],
  'root-of-a-domain-is-pure': ['domains/calls/worldly.ts', 'kysely', 'node_modules/kysely/'],
  'domains-know-no-adapter': ['domains/telephony/server/wired.ts', '#adapters/asterisk/socket.ts'],
  'domain-pages-use-the-kit-only': ['domains/calls/web/Odd.tsx', '#web/desk/AgentDesk.tsx'],
  'people-may-use': ['domains/people/server/climber.ts', '#domains/telephony/contract.ts'],
  'telephony-may-use': ['domains/telephony/server/climber.ts', '#domains/people/contract.ts'],
  'browser-never-imports-server': ['domains/calls/web/Leak.tsx', '#platform/db.ts'],
  'server-never-imports-browser': ['domains/calls/server/painter.ts', '#web/ui/Table.tsx'],
  'server-runs-without-dev-dependencies': ['platform/heavy.ts', 'vite', 'node_modules/vite/'],
  'adapters-see-ports': ['adapters/asterisk/deep.ts', '#domains/people/server/store.ts'],
  'server-only-wires': ['server/deep.ts', '#domains/people/server/store.ts'],
  'kit-knows-no-domain': ['web/ui/Knowing.tsx', '#domains/people/contract.ts'],
  'shell-sees-pages-and-doors': ['web/desk/Deep.tsx', '#domains/people/web/PersonPage.tsx'],
}

const cycle = { 'platform/hen.ts': importing('./egg.ts'), 'platform/egg.ts': importing('./hen.ts') }

describe('the dependency rule', () => {
  let found: Violation[] = []
  beforeAll(async () => {
    const guilty = Object.values(wrong).map(([file, specifier]) => [file, importing(specifier)])
    await using sandbox = await makeSandbox({
      ...(await ours('.dependency-cruiser.mjs', 'package.json', 'tsconfig.json')),
      ...packages,
      ...visible,
      ...rightful,
      ...cycle,
      ...Object.fromEntries(guilty),
    })
    found = await findViolations(sandbox.root)
  })

  test.each(Object.entries(wrong))('%s bites', (rule, [file, specifier, target]) => {
    const to = target ?? specifier.replace('#', '')
    expect(found.filter((one) => one.rule === rule && one.from === file && one.to.includes(to))).toHaveLength(1)
  })

  test('finds two files that need each other', () => {
    expect(found.filter(({ rule }) => rule === 'no-cycles')).toHaveLength(1)
  })

  test('lets pass what the house allows', () => {
    const guilty = [...Object.values(wrong).map(([file]) => file), ...Object.keys(cycle)]
    expect(found.filter(({ from }) => !guilty.includes(from))).toEqual([])
  })

  test('has no line that these examples leave unproven', async () => {
    const config = await extractDepcruiseConfig(resolve(repository, '.dependency-cruiser.mjs'))
    const perDomain = /^(?!people|telephony)\w+-may-use$/
    const names = (config.forbidden ?? []).map(({ name }) => name ?? '')
    const proven = ['no-cycles', ...Object.keys(wrong)]
    expect(names.filter((name) => !perDomain.test(name) && !proven.includes(name))).toEqual([])
  })
})
