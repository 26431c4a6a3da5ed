import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

export type DomainMap = Record<string, readonly string[]>

export const readMap = async (root: string): Promise<DomainMap> =>
  (await import(pathToFileURL(resolve(root, 'domains/map.ts')).href)).map

/** Ways that lead from a domain back to itself, each told once. */
export const findLoops = (map: DomainMap): string[] => {
  const settled = new Set<string>()
  const walk = (name: string, way: readonly string[]): string[] => {
    if (way.includes(name)) return [`a loop in domains/map.ts: ${[...way.slice(way.indexOf(name)), name].join(' → ')}`]
    if (settled.has(name)) return []
    const loops = (map[name] ?? []).flatMap((next) => walk(next, [...way, name]))
    settled.add(name)
    return loops
  }
  return Object.keys(map).flatMap((name) => walk(name, []))
}

/** Folders the map does not know, and domains of the map that have no folder. */
export const findStrangers = (map: DomainMap, folders: readonly string[]): string[] => {
  const known = Object.keys(map)
  const used = Object.entries(map).flatMap(([name, may]) => may.map((other) => ({ name, other })))
  return [
    ...folders
      .filter((folder) => !known.includes(folder))
      .map((folder) => `domains/${folder} is not in domains/map.ts`),
    ...known
      .filter((name) => !folders.includes(name))
      .map((name) => `domains/map.ts names ${name}, which has no folder`),
    ...used
      .filter(({ other }) => !known.includes(other))
      .map(({ name, other }) => `domains/map.ts lets ${name} use ${other}, which it does not list`),
  ]
}

export const find = async (root: string): Promise<string[]> => {
  const map = await readMap(root)
  const entries = await readdir(resolve(root, 'domains'), { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return [...findLoops(map), ...findStrangers(map, folders)]
}
