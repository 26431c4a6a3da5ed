/** What lies on a disk: sound at a telephony node, sealed recordings, the database. */
export const diskUses = ['spool', 'recordings', 'database'] as const
export type DiskUse = (typeof diskUses)[number]
/** `unknown`: it is another machine's, or nobody said where it is. */
export const diskStates = ['ok', 'low', 'full', 'unknown'] as const
export type DiskState = (typeof diskStates)[number]

/** With less than that left nothing large is written whole any more; of a small disk that share of it. */
const fullBytes = 256 * 2 ** 20
const fullShare = 0.01

type Room = {
  freeBytes: number | null
  totalBytes: number | null
  /** Left free for others already, and not counted as free. */
  reservedBytes?: number
}

/** `warnPercent`: with less free than that it is low. */
export const diskState = ({ freeBytes, totalBytes, reservedBytes = 0 }: Room, warnPercent: number): DiskState => {
  if (freeBytes === null || totalBytes === null) return 'unknown'
  if (freeBytes <= Math.max(0, Math.min(totalBytes * fullShare, fullBytes) - reservedBytes)) return 'full'
  return freeBytes < (totalBytes * warnPercent) / 100 ? 'low' : 'ok'
}
