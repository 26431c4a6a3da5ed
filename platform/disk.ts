import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What a disk holds and how much of it may still be written. */
export type DiskRoom = { freeBytes: number; totalBytes: number }

const isAbsent = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException)?.code ?? '')

/** Room on the disk a folder is on, or will be once it is made; null where the system does not say. */
export const roomAt = async (folder: string): Promise<DiskRoom | null> => {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  } catch (error) {
    const above = dirname(folder)
    return isAbsent(error) && above !== folder ? roomAt(above) : null
  }
}
