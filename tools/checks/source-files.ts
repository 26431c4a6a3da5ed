import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const notOurs = new Set(['node_modules', 'dist', '.state', '.git', 'coverage'])

export type SourceFile = { path: string; text: string }

/** Every file below `root` that matches, except what is generated, installed or kept by git itself. */
export const readSources = async (root: string, pattern: string | string[]): Promise<SourceFile[]> => {
  const files: SourceFile[] = []
  for await (const entry of glob(pattern, {
    cwd: root,
    exclude: ({ name }) => notOurs.has(name),
    withFileTypes: true,
  })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files.push({ path: path.slice(root.length + 1).replaceAll('\\', '/'), text: await readFile(path, 'utf8') })
  }
  return files.toSorted((a, b) => a.path.localeCompare(b.path))
}
