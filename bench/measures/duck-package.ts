import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** As much of DuckDB's own client as we use; the package is no dependency of the product, so its types are not here. */
type Reader = { getRowObjectsJson(): Record<string, string | number | boolean | null>[] }
export type DuckConnection = {
  run(text: string): Promise<unknown>
  runAndReadAll(text: string): Promise<Reader>
  closeSync(): void
}
type DuckInstance = { connect(): Promise<DuckConnection>; closeSync(): void }
type DuckPackage = {
  DuckDBInstance: { create(path: string, options: Record<string, string>): Promise<DuckInstance> }
}

const wanted = '@duckdb/node-api@1.5.6-r.1'
/** Kept between runs; nothing of it lies in the repository. */
const folder = join(tmpdir(), 'carillon-bench-duckdb-1.5.6')
const entry = join(folder, 'node_modules', '@duckdb', 'node-api', 'lib', 'index.js')

const install = async (): Promise<boolean> => {
  await mkdir(folder, { recursive: true })
  const args = ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--ignore-scripts', wanted]
  return new Promise((resolve) => {
    const child = spawn('npm', args, { stdio: 'ignore', shell: process.platform === 'win32' })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
}

/** DuckDB for this bench alone, fetched on first use by npm into the folder for temporary files; undefined where that fails. */
export const openDuck = async (file: string, options: Record<string, string>) => {
  if (!existsSync(entry) && !(await install())) return undefined
  const { DuckDBInstance } = createRequire(entry)(entry) as DuckPackage
  const instance = await DuckDBInstance.create(file, options)
  const connection = await instance.connect()
  return {
    connection,
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
