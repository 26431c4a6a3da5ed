import type { TelephonyEvent, TelephonyPort } from '#domains/telephony/server/port.ts'

export type IdleNetwork = TelephonyPort & {
  /** Calls dialled and not over yet. */
  up: Set<string>
  /** The line is busy. */
  end(callId: string): void
}

const nothing = async (): Promise<void> => {}
/** What no benchmark on it orders. */
const nothingElse = {
  answer: nothing,
  stopPlaying: nothing,
  sendDigits: nothing,
  consult: nothing,
  endConsult: nothing,
  leaveMessage: nothing,
  release: nothing,
  listenForTalk: nothing,
  headsetSockets: () => null,
  seat: nothing,
  intercom: nothing,
  echo: nothing,
  headsets: async () => [],
  listenToHeadsets: () => nothing,
  equip: nothing,
  health: async () => ({ nodes: [], trunks: [] }),
  checkTrunk: async () => ({ steps: [] }),
  recording: async () => undefined,
  finishedRecordings: async () => [],
  forgetRecording: nothing,
} satisfies Partial<TelephonyPort>

/**
 * A network that costs next to nothing, so that only the product is measured. It does nothing by itself, or
 * (`answersAtOnce`) lets everybody answer, be joined and hang up in one breath.
 */
export const idleNetwork = (
  now: () => Date,
  { answersAtOnce = false }: { answersAtOnce?: boolean } = {},
): IdleNetwork => {
  const up = new Set<string>()
  let tell: (event: TelephonyEvent) => void = () => {}
  let told = 0
  const about = (callId: string) => ({ callId, at: now(), providerEventId: `event-${++told}` })
  return {
    provider: 'idle',
    up,
    end: (callId) => {
      up.delete(callId)
      tell({ ...about(callId), kind: 'ended', cause: 'busy', by: 'network' })
    },
    dial: async ({ callId }) => {
      up.add(callId)
      if (!answersAtOnce) return
      tell({ ...about(callId), kind: 'ringing' })
      tell({ ...about(callId), kind: 'answered' })
    },
    connect: async (callId, endpoint) => {
      up.delete(callId)
      tell({ ...about(callId), kind: 'bridged', endpoint })
      tell({ ...about(callId), kind: 'ended', cause: 'normal', by: 'customer' })
    },
    hangUp: nothing,
    hold: nothing,
    mute: nothing,
    record: nothing,
    play: nothing,
    transfer: nothing,
    supervise: nothing,
    ...nothingElse,
    liveCalls: async () => [...up],
    listen: (onEvent) => {
      tell = onEvent
      return () => {}
    },
  }
}
