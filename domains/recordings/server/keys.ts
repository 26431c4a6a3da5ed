import { createHash, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A key over the keys of recordings, known by the first half of its hash. */
export type MasterKey = { id: string; key: Buffer }
export type MasterKeys = {
  /** Seals what is kept from now on. */
  current(): Promise<MasterKey>
  /** Opens what is kept; undefined where the key is not here. */
  find(id: string): Promise<MasterKey | undefined>
}

const keyLength = 32
const named = (key: Buffer): MasterKey => ({
  id: createHash('sha256').update(key).digest('hex').slice(0, 16),
  key,
})
const readKey = (text: string): MasterKey => {
  const key = Buffer.from(text, 'base64')
  if (key.length !== keyLength) throw new Error('a master key of recordings is 32 bytes, written in base64')
  return named(key)
}

/** Makes the file with one new key, readable by us alone; whoever is first wins. */
const makeFile = async (path: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`# Opens every recording of this centre. Keep a copy apart from the backups.\n`)
    await file.writeFile(`${randomBytes(keyLength).toString('base64')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
}

const linesOf = (text: string): MasterKey[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(readKey)

const among = (keys: () => Promise<readonly MasterKey[]>): MasterKeys => ({
  current: async () => {
    const [first] = await keys()
    if (!first) throw new Error('the file of master keys holds none')
    return first
  },
  find: async (id) => (await keys()).find((one) => one.id === id),
})

/** The keys of a setting, the current one first. */
export const givenKeys = (texts: readonly string[]): MasterKeys => {
  const keys = texts.map(readKey)
  return among(async () => keys)
}

/**
 * The keys of a file, one a line, the current one first; made with one key when first needed. Read anew each time, so
 * that a key added while we run counts at once.
 */
export const keysInFile = (path: string): MasterKeys =>
  among(async () => {
    const read = () => readFile(path, 'utf8')
    const text = await read().catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      await makeFile(path)
      return read()
    })
    return linesOf(text)
  })
