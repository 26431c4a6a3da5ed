import type { Readable, Writable } from 'node:stream'

/**
 * The inside of a backup: lines of JSON, and after some of them bytes in pieces, each with its length before it
 * (four bytes, big end first) and an empty piece at the end. Written and read piece by piece.
 */
export const writeParts = (output: Writable) => {
  const write = async (bytes: string | Uint8Array): Promise<void> => {
    if (output.destroyed) throw output.errored ?? new Error('The backup cannot be written any further.')
    if (!output.write(bytes)) await drained(output)
  }
  const length = (bytes: number): Buffer => {
    const head = Buffer.allocUnsafe(4)
    head.writeUInt32BE(bytes)
    return head
  }
  return {
    line: (value: object) => write(`${JSON.stringify(value)}\n`),
    async bytes(source: AsyncIterable<Uint8Array>): Promise<void> {
      for await (const piece of source) {
        if (piece.length === 0) continue
        await write(length(piece.length))
        await write(piece)
      }
      await write(length(0))
    },
  }
}

/** Waits until there is room again; a stream that was closed meanwhile has none to wait for. */
const drained = (output: Writable): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      output.off('drain', done).off('close', done)
      resolve()
    }
    output.on('drain', done).on('close', done)
  })

export const readParts = (input: Readable) => {
  const pieces = input[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let ahead: Buffer = Buffer.alloc(0)

  const more = async (): Promise<void> => {
    const { value, done } = await pieces.next()
    if (done) throw new Error('The backup file ends too early; nothing was restored.')
    ahead = ahead.length === 0 ? value : Buffer.concat([ahead, value])
  }
  const take = async (count: number): Promise<Buffer> => {
    while (ahead.length < count) await more()
    const taken = ahead.subarray(0, count)
    ahead = ahead.subarray(count)
    return taken
  }
  return {
    async line(): Promise<unknown> {
      let end = ahead.indexOf(10)
      while (end < 0) {
        if (ahead.length > 50_000_000) throw new Error('This file is not a backup.')
        const before = ahead.length
        await more()
        end = ahead.indexOf(10, before)
      }
      const text = (await take(end + 1)).toString('utf8')
      try {
        return JSON.parse(text)
      } catch (cause) {
        throw new Error('This file is not a backup, or it is damaged; nothing was restored.', { cause })
      }
    },
    async *bytes(): AsyncGenerator<Buffer> {
      for (;;) {
        const count = (await take(4)).readUInt32BE()
        if (count === 0) return
        yield await take(count)
      }
    },
  }
}
