/** What lies on a disk: sound at a telephony node, sealed recordings, the database. */
export const diskUses = ['spool', 'recordings', 'database'] as const
export type DiskUse = (typeof diskUses)[number]
/** `unknown`: it is another machine's, or nobody said where it is. */
export const diskStates = ['ok', 'low', 'full', 'unknown'] as const
export type DiskState = (typeof diskStates)[number]

/** With less than that share free nothing large is written whole any more. */
const fullShare = 0.01

/** `warnPercent`: with less free than that it is low. */
export const diskState = (
  { freeBytes, totalBytes }: { freeBytes: number | null; totalBytes: number | null },
  warnPercent: number,
): DiskState => {
  if (freeBytes === null || totalBytes === null) return 'unknown'
  if (freeBytes <= totalBytes * fullShare) return 'full'
  return freeBytes < (totalBytes * warnPercent) / 100 ? 'low' : 'ok'
}
