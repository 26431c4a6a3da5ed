import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, test } from 'vitest'

/** Where public data sets lie: CARILLON_DATA, or `shared/data` beside this repository. */
const home = (): string => resolve(process.env.CARILLON_DATA || resolve(import.meta.dirname, '../../../shared/data'))

/** The folder (or file within it) of a public data set, or undefined where it has not been downloaded. */
export const dataSet = (name: string): string | undefined => {
  const folder = resolve(home(), name)
  return existsSync(folder) ? folder : undefined
}

/**
 * A `describe` for tests on public data: gets the folder of the set. Without the data it says so and skips, except
 * on the build server, where a missing set is a failure.
 */
export const describeWithData = (name: string, title: string, tests: (folder: string) => void): void => {
  const folder = dataSet(name)
  if (folder !== undefined) {
    describe(title, () => tests(folder))
    return
  }
  if (process.env.CI === 'true') throw new Error(`data set ${name} is not in ${home()}`)
  console.log(`skipped: data set not here (${name}): ${title}`)
  test.skip(`${title} (needs data set ${name})`, () => undefined)
}
