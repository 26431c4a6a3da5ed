import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readMap } from './checks/map-shape.ts'
import { collect } from './reference/collect.ts'
import { drawMap, placeDrawing } from './reference/map-drawing.ts'
import { operationsPage } from './reference/operations.ts'
import { permissionsPage } from './reference/permissions.ts'
import { problemsPage } from './reference/problems.ts'
import { statesPage } from './reference/states.ts'
import { repository } from './run-program.ts'

const read = (path: string): Promise<string> => readFile(resolve(repository, path), 'utf8').catch(() => '')

/** Every generated page with what it should say. */
const generate = async (): Promise<Record<string, string>> => {
  const declared = await collect(repository)
  return {
    'docs/reference/operations.md': operationsPage(declared),
    'docs/reference/permissions.md': permissionsPage(declared),
    'docs/reference/problems.md': problemsPage(declared),
    'docs/reference/states.md': statesPage(declared),
    'ARCHITECTURE.md': placeDrawing(await read('ARCHITECTURE.md'), drawMap(await readMap(repository))),
  }
}

const outdated = async (pages: Record<string, string>): Promise<string[]> => {
  const paths = await Promise.all(
    Object.entries(pages).map(async ([path, text]) => ((await read(path)) === text ? [] : [path])),
  )
  return paths.flat()
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const pages = await generate()
for (const path of await outdated(pages)) {
  if (values.check) {
    console.log(`${path} is out of date; run npm run docs`)
    process.exitCode = 1
    continue
  }
  await mkdir(dirname(resolve(repository, path)), { recursive: true })
  await writeFile(resolve(repository, path), pages[path] ?? '')
  console.log(`wrote ${path}`)
}
