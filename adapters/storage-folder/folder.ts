import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { type RecordingStore, StoreFull } from '#domains/recordings/server/port.ts'

export type FolderOptions = {
  folder: string
  /** Left free on the disk, for the database that shares it. */
  leaveFreeBytes: number
}

/** What a disk says that has no room: full, over its quota, or the file over the process's limit. */
const isFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException)?.code ?? '')
const isAbsent = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException)?.code ?? '')

const unfinished = '.part'

/** So that a name, once told, survives a power cut. */
const syncFolder = async (folder: string): Promise<void> => {
  const held = await open(folder, 'r')
  await held.sync().finally(() => held.close())
}

const writeAll = async (file: FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<void> => {
  for await (const part of bytes) {
    for (let written = 0; written < part.length; ) {
      const { bytesWritten } = await file.write(part, written)
      // A disk that takes nothing more and does not say why.
      if (bytesWritten === 0) throw new StoreFull('the disk takes no more')
      written += bytesWritten
    }
  }
  await file.sync()
}

/** Keeps recordings as files below a folder: written beside their place, synced, then renamed into it. */
export const folderStore = ({ folder, leaveFreeBytes }: FolderOptions): RecordingStore => {
  const room = async (): Promise<number | null> => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { bavail, bsize } = await statfs(folder)
    return Math.max(0, bavail * bsize - leaveFreeBytes)
  }

  const put = async (name: string, bytes: AsyncIterable<Uint8Array>): Promise<void> => {
    if ((await room()) === 0) throw new StoreFull(`less than ${leaveFreeBytes} bytes are free`)
    const path = join(folder, name)
    const draft = `${path}.${randomBytes(6).toString('hex')}${unfinished}`
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const file = await open(draft, 'wx', 0o600)
      await writeAll(file, bytes).finally(() => file.close())
      await rename(draft, path)
      await syncFolder(dirname(path))
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {})
      throw isFull(error) ? new StoreFull(String(error)) : error
    }
  }

  const read = async (name: string, from: number, length: number): Promise<Uint8Array | undefined> => {
    try {
      const file = await open(join(folder, name), 'r')
      try {
        const bytes = new Uint8Array(length)
        let got = 0
        while (got < length) {
          const { bytesRead } = await file.read(bytes, got, length - got, from + got)
          if (bytesRead === 0) break
          got += bytesRead
        }
        return bytes.subarray(0, got)
      } finally {
        await file.close()
      }
    } catch (error) {
      if (isAbsent(error)) return undefined
      throw error
    }
  }

  async function* walk(below: string): AsyncGenerator<{ name: string; bytes: number; writtenAt: Date }> {
    const entries = await readdir(below, { withFileTypes: true }).catch((error: unknown) => {
      if (isAbsent(error)) return []
      throw error
    })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(below, entry.name)
      if (entry.isDirectory()) yield* walk(path)
      else if (entry.isFile()) {
        const found = await stat(path).catch(() => undefined)
        if (found) yield { name: relative(folder, path), bytes: found.size, writtenAt: found.mtime }
      }
    }
  }

  return {
    put,
    read,
    remove: (name) => rm(join(folder, name), { force: true }),
    list: () => walk(folder),
    room,
  }
}
