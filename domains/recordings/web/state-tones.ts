import type { Tone } from '#web/ui/StateTag.tsx'
import type { RecordingRow } from '../contract.ts'

export const stateTones: Record<RecordingRow['state'], Tone> = {
  ordered: 'busy',
  awaited: 'busy',
  kept: 'ok',
  missing: 'alarm',
  gone: 'quiet',
}
