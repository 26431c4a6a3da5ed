import type { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { addressOf } from '#web/client/address.ts'
import { ProblemError, Unreachable } from '#web/client/problem.ts'
import { exportCallRows } from '../contract.ts'

export type Received = { bytes: number; rows: number }
type Query = z.input<typeof exportCallRows.query> & { reason: string }

const countLines = (piece: Uint8Array): number => {
  let lines = 0
  for (const byte of piece) if (byte === 10) lines++
  return lines
}

/**
 * Takes the file of calls piece by piece and tells how far it is; aborting ends it on the server, too. The browser keeps
 * the pieces on disk once they are many.
 */
export const takeCalls = async (
  query: Query,
  signal: AbortSignal,
  onReceived: (received: Received) => void,
): Promise<void> => {
  const response = await fetch(addressOf(exportCallRows, {}, query), { signal })
  if (!response.ok || !response.body) {
    const type = response.headers.get('content-type') ?? ''
    if (!type.includes('problem+json')) throw new Unreachable(`answered ${response.status}`)
    throw new ProblemError(Problem.parse(await response.json()))
  }
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const received = { bytes: 0, rows: -1 }
  const reader = response.body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(next.value)
    received.bytes += next.value.length
    received.rows += countLines(next.value)
    onReceived({ ...received })
  }
  const disposition = response.headers.get('content-disposition') ?? ''
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(pieces))
  link.download = decodeURIComponent(/filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1] ?? 'calls')
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
