import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { readMap } from '../checks/map-shape.ts'
import { nextMigration } from '../migration-number.ts'
import { type Naming, readNaming } from './naming.ts'
import { migrationFile, publicFile, routesFile, serviceFile, storeFile } from './server-files.ts'
import { contractFile, readmeFile, textFile } from './shared-files.ts'
import { pageFile, pagesFile } from './web-files.ts'
import { enterInComposition, enterInContracts, enterInMap, enterInRouter } from './wiring.ts'

type Files = Record<string, string>

const folderOf = (naming: Naming): Files => {
  const folder = `domains/${naming.name}`
  return {
    [`${folder}/README.md`]: readmeFile(naming),
    [`${folder}/contract.ts`]: contractFile(naming),
    [`${folder}/text.ts`]: textFile(naming),
    [`${folder}/server/public.ts`]: publicFile(naming),
    [`${folder}/server/routes.ts`]: routesFile(naming),
    [`${folder}/server/service.ts`]: serviceFile(),
    [`${folder}/server/store.ts`]: storeFile(naming),
    [`${folder}/web/EntryListPage.tsx`]: pageFile(naming),
    [`${folder}/web/pages.ts`]: pagesFile(naming),
  }
}

const wired = async (root: string, naming: Naming): Promise<Files> => {
  const read = (path: string): Promise<string> => readFile(resolve(root, path), 'utf8')
  return {
    'domains/map.ts': enterInMap(await read('domains/map.ts'), naming),
    'server/contracts.ts': enterInContracts(await read('server/contracts.ts'), naming),
    'server/compose.ts': enterInComposition(await read('server/compose.ts'), naming),
    'web/router.tsx': enterInRouter(await read('web/router.tsx'), naming),
  }
}

/** Writes the folder, the migration and the lines that wire them; answers the paths. Nothing is written if a part fails. */
export const writeDomain = async (root: string, words: readonly string[]): Promise<string[]> => {
  const naming = readNaming(words, Object.keys(await readMap(root)))
  const files: Files = {
    ...folderOf(naming),
    [await nextMigration(root, naming.name)]: migrationFile(naming),
    ...(await wired(root, naming)),
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(resolve(root, path)), { recursive: true })
    await writeFile(resolve(root, path), text)
  }
  return Object.keys(files)
}
