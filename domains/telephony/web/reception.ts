import { qualityOf, type VoiceQuality } from '../voice-quality.ts'

type Counts = { received: number; lost: number; jitterMs: number; roundTripMs: number | undefined; energy: number }
/** The fields we read; browsers have more, and some have fewer. */
type Report = {
  type: string
  kind?: string
  packetsReceived?: number
  packetsLost?: number
  jitter?: number
  totalAudioEnergy?: number
  roundTripTime?: number
  nominated?: boolean
  currentRoundTripTime?: number
}

const countsOf = (reports: Iterable<Report>): Counts => {
  const counts: Counts = { received: 0, lost: 0, jitterMs: 0, roundTripMs: undefined, energy: 0 }
  for (const report of reports) {
    if (report.type === 'inbound-rtp' && report.kind === 'audio') {
      counts.received = report.packetsReceived ?? 0
      counts.lost = report.packetsLost ?? 0
      counts.jitterMs = (report.jitter ?? 0) * 1000
      counts.energy = report.totalAudioEnergy ?? 0
    }
    if (report.type === 'remote-inbound-rtp' && report.roundTripTime !== undefined)
      counts.roundTripMs = report.roundTripTime * 1000
    if (report.type === 'candidate-pair' && report.nominated && report.currentRoundTripTime !== undefined)
      counts.roundTripMs ??= report.currentRoundTripTime * 1000
  }
  return counts
}

export type Hearing = {
  /** Undefined while nothing comes in, of which nothing can be said. */
  quality: VoiceQuality | undefined
  /** Packets have come in since the last look. */
  isReceiving: boolean
  /** Sound, not silence, has come in since the last look. */
  isHearing: boolean
}
const lookEveryMs = 2000

/** Looks at the counts of a leg every two seconds and says how good the last stretch was. Returns a way to stop. */
export const watchReception = (connection: RTCPeerConnection, onHearing: (hearing: Hearing) => void): (() => void) => {
  let before: Counts | undefined
  const look = async (): Promise<void> => {
    const counts = countsOf((await connection.getStats()).values() as Iterable<Report>)
    if (before) {
      const received = counts.received - before.received
      const quality = qualityOf({ ...counts, received, lost: counts.lost - before.lost })
      onHearing({ quality, isReceiving: received > 0, isHearing: counts.energy - before.energy > 1e-5 })
    }
    before = counts
  }
  const ticking = setInterval(() => void look().catch(() => {}), lookEveryMs)
  return () => clearInterval(ticking)
}
