import { type DomainMap, readMap } from './map-shape.ts'
import { readSources, type SourceFile } from './source-files.ts'
import { namesInSql } from './sql-in-source.ts'

/** Views and tables a migration publishes to other domains by a line `-- door: schema.name`. */
export const readDoors = (migrations: readonly SourceFile[]): string[] =>
  migrations.flatMap(({ text }) => [...text.matchAll(/^-- door: ([a-z_]+\.[a-z_]+)/gm)].map(([, name]) => name ?? ''))

/** Kysely writes `auditEntry` where Postgres says `audit_entry`. */
const asInPostgres = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const everybodys = ['access', 'platform']

/** May a query of `domain` name `name` (`schema.table`, or `schema.function(`)? */
const mayName = (domain: string, name: string, map: DomainMap, doors: readonly string[]): boolean => {
  const [schema = '', object = ''] = asInPostgres(name.replace('(', '')).split('.')
  if (schema === domain || !(schema in map || everybodys.includes(schema))) return true
  if (name.endsWith('(')) return everybodys.includes(schema)
  const isDoor = object.endsWith('_fact') || doors.includes(`${schema}.${object}`)
  return isDoor && [...(map[domain] ?? []), ...everybodys].includes(schema)
}

/** Queries that reach into the tables of another domain. A domain offers data by a view, its door in SQL. */
export const findTrespassers = (files: readonly SourceFile[], map: DomainMap, doors: readonly string[]): string[] =>
  files.flatMap(({ path, text }) => {
    const domain = path.split('/')[1] ?? ''
    return namesInSql(path, text)
      .filter((name) => !mayName(domain, name, map, doors))
      .map((name) => `${path} names ${name}: domain ${domain} may query its own schema and published views only`)
  })

export const find = async (root: string): Promise<string[]> => {
  const files = await readSources(root, 'domains/*/server/**/*.ts')
  const doors = readDoors(await readSources(root, 'database/migrations/*.sql'))
  const sources = files.filter(({ path }) => !/[.]test[.]ts$|\/(testing|test-[^/]+)[.]ts$/.test(path))
  return findTrespassers(sources, await readMap(root), doors)
}
