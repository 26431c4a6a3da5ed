import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { commonRefusals } from '#contract/problem.ts'
import { readSources } from '../checks/source-files.ts'

const Phrase = z.object({ zh: z.string(), en: z.string() })
const Permission = z.object({ code: z.string(), text: Phrase, roles: z.array(z.string()) })
const Refusal = z.object({ code: z.string(), status: z.int(), text: Phrase })
const Operation = z.object({
  method: z.string(),
  path: z.string(),
  title: Phrase,
  permission: z.object({ code: z.string() }),
  refusals: z.array(z.object({ code: z.string() })).default([]),
})
const Moves = z.record(z.string(), z.record(z.string(), z.string()))

export type Permission = z.output<typeof Permission>
export type Refusal = z.output<typeof Refusal>
export type Operation = z.output<typeof Operation> & { name: string }
export type Drawing = { domain: string; name: string; moves: z.output<typeof Moves> }

/** What the contracts and the tables of moves declare, domain by domain, in the order of the alphabet. */
export type Declared = {
  permissions: { domain: string; permissions: Permission[] }[]
  refusals: { domain: string; refusals: Refusal[] }[]
  operations: { domain: string; operations: Operation[] }[]
  drawings: Drawing[]
}

type Exports = Record<string, unknown>

const endingIn = (exports: Exports, ending: string): [name: string, value: unknown][] =>
  Object.entries(exports).filter(([name]) => name.endsWith(ending))

const listOf = <T>(shape: z.ZodType<T>, table: unknown): T[] =>
  table === undefined ? [] : Object.values(z.record(z.string(), shape).parse(table))

const operationsOf = (exports: Exports): Operation[] =>
  endingIn(exports, 'Contract').flatMap(([, contract]) =>
    Object.entries(z.record(z.string(), Operation).parse(contract)).map(([name, operation]) => ({
      name,
      ...operation,
    })),
  )

const drawingsOf = (domain: string, exports: Exports): Drawing[] =>
  endingIn(exports, 'Moves').map(([name, moves]) => ({ domain, name, moves: Moves.parse(moves) }))

/** Reads what the root files of the domains export; the key is the path of the file. */
export const declaredBy = (modules: Record<string, Exports>): Declared => {
  const declared: Declared = {
    permissions: [],
    refusals: [{ domain: 'common', refusals: Object.values(commonRefusals) }],
    operations: [],
    drawings: [],
  }
  for (const [path, exports] of Object.entries(modules)) {
    const domain = path.split('/')[1] ?? ''
    declared.drawings.push(...drawingsOf(domain, exports))
    if (basename(path) !== 'contract.ts') continue
    declared.permissions.push({ domain, permissions: listOf(Permission, exports.permissions) })
    declared.refusals.push({ domain, refusals: listOf(Refusal, exports.refusals) })
    declared.operations.push({ domain, operations: operationsOf(exports) })
  }
  return declared
}

/** Imports the pure files at the root of every domain. */
export const collect = async (root: string): Promise<Declared> => {
  const files = await readSources(root, 'domains/*/*.ts')
  const paths = files.map(({ path }) => path).filter((path) => !/\.test\.ts$|-suite\.ts$/.test(path))
  const load = async (path: string): Promise<Exports> => import(pathToFileURL(resolve(root, path)).href)
  return declaredBy(Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await load(path)]))))
}
