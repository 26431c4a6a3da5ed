import { readSources, type SourceFile } from './source-files.ts'

const homeOfSomebody = /(?<![\w.*/-])\/(?:work|tmp|home\/\w+|Users\/\w+)\//

/** Paths that exist only on the machine of whoever wrote them. Temporary folders come from `os.tmpdir()`. */
export const findWorkplaceWords = (files: readonly SourceFile[]): string[] =>
  files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        homeOfSomebody.test(line) ? [`${path}:${index + 1} names a place on somebody's machine`] : [],
      ),
  )

export const find = async (root: string): Promise<string[]> =>
  findWorkplaceWords(
    await readSources(root, ['**/*.{ts,tsx,mjs,js,json,css,html,sql,md,sh,yml,yaml,conf,service}', '.ci/*', '*.mjs']),
  )
