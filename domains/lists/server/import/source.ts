import { setImmediate } from 'node:timers/promises'
import type { Context } from '#platform/context.ts'
import { openWorkbook, type Workbook } from '#platform/workbook/read/workbook.ts'
import type { ByteSource } from '#platform/workbook/read/zip.ts'
import { decode } from '../file/encoding.ts'
import { type FileRecord, readRecords } from '../file/records.ts'
import type { Reading } from '../file/shape.ts'
import { type BatchRow, findUploadChunk } from '../store.ts'

/** An upload is stored in pieces of this many bytes, the last one shorter: so any place of it can be found. */
export const pieceSize = 256 * 1024
/** What is read of it before others have their turn. */
const sliceSize = 64 * 1024

/** The bytes of an upload in their order; `onRead` hears how many have been read. */
async function* uploadedBytes(
  { db }: Context,
  batchId: string,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let read = 0
  for (let position = 0; ; position++) {
    const piece = await findUploadChunk(db, batchId, position)
    if (piece === undefined) return
    for (let at = 0; at < piece.length; at += sliceSize) {
      const slice = piece.subarray(at, at + sliceSize)
      read += slice.length
      onRead(read)
      yield slice
      await setImmediate()
    }
  }
}

/** The bytes of an upload wherever they are asked for; the piece last seen is kept at hand. */
const uploadedAnywhere = ({ db }: Context, { id, bytes: size }: Pick<BatchRow, 'id' | 'bytes'>): ByteSource => {
  let at = -1
  let piece: Buffer = Buffer.alloc(0)
  const pieceAt = async (position: number): Promise<Buffer> => {
    if (position !== at) piece = (await findUploadChunk(db, id, position)) ?? Buffer.alloc(0)
    at = position
    return piece
  }
  const read = async (offset: number, length: number): Promise<Buffer> => {
    const parts: Buffer[] = []
    const end = Math.min(size, offset + length)
    for (let from = Math.max(0, offset); from < end; ) {
      const whole = await pieceAt(Math.floor(from / pieceSize))
      const part = whole.subarray(from % pieceSize, (from % pieceSize) + end - from)
      if (part.length === 0) break
      parts.push(part)
      from += part.length
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
  }
  return { size, read }
}

export const uploadedWorkbook = (ctx: Context, batch: Pick<BatchRow, 'id' | 'bytes'>): Promise<Workbook> =>
  openWorkbook(uploadedAnywhere(ctx, batch))

/** The rows of an upload as they come, titles and header among them; `onShare` hears how much of it has been read. */
export async function* uploadedRecords(
  ctx: Context,
  batch: Pick<BatchRow, 'id' | 'bytes'>,
  { format, sheet, encoding, separator }: Reading,
  onShare: (share: number) => void = () => undefined,
): AsyncGenerator<FileRecord[]> {
  if (format === 'xlsx') yield* (await uploadedWorkbook(ctx, batch)).records(sheet, onShare)
  else {
    const bytes = uploadedBytes(ctx, batch.id, (read) => onShare(read / Math.max(1, batch.bytes)))
    yield* readRecords(decode(bytes, encoding), separator)
  }
}
