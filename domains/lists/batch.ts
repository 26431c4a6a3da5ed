/** What has become of one uploaded file. */
export type BatchState = 'uploading' | 'uploaded' | 'importing' | 'imported' | 'reverted' | 'cancelled' | 'failed'
export type BatchMove = 'receive' | 'start' | 'finish' | 'revert' | 'cancel' | 'fail'

/** Read as: in this state, by this deed, to that state. Ends that took entries in give them back. */
export const batchMoves: Record<BatchState, Partial<Record<BatchMove, BatchState>>> = {
  uploading: { receive: 'uploaded', cancel: 'cancelled', fail: 'failed' },
  uploaded: { start: 'importing', cancel: 'cancelled', fail: 'failed' },
  importing: { finish: 'imported', cancel: 'cancelled', fail: 'failed' },
  imported: { revert: 'reverted' },
  reverted: {},
  cancelled: {},
  failed: {},
}
export const batchStates = Object.keys(batchMoves) as [BatchState, ...BatchState[]]

/** Every row read was taken in as a new entry, joined to one that was there, or refused. */
export const reconciles = (batch: { read: number; accepted: number; merged: number; refused: number }): boolean =>
  batch.read === batch.accepted + batch.merged + batch.refused
