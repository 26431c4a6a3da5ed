import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { repository } from '../run-program.ts'

export type Sandbox = AsyncDisposable & { root: string }

/** A folder of its own holding these files; gone at the end of `await using`. */
export const makeSandbox = async (files: Record<string, string>): Promise<Sandbox> => {
  const root = await mkdtemp(join(tmpdir(), 'carillon-'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) }
}

/** Lets the files of a sandbox import our packages. */
export const lendPackages = ({ root }: Sandbox): Promise<void> =>
  symlink(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction')
