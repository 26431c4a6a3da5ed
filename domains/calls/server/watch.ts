import type { TelephonyEvent, TelephonyPort } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import { answeredAt } from '../call-record.ts'
import type { LiveCall } from './live-call.ts'

type Watch = {
  clock: Clock
  phones: TelephonyPort
  fencing: number
  live: ReadonlyMap<string, LiveCall>
  hear: (event: TelephonyEvent) => void
  failed: (error: unknown, what: string, callId: string) => void
  endStray: (callId: string) => Promise<void>
  hangUp: (call: LiveCall) => void
}

const lookEveryMs = 30_000
/** Joining takes milliseconds; silence for so long means that the word of it got lost. */
const joinsWithinMs = 3000

/** The network ends a call that rang for as long as it may; its word of that may take a moment. */
const graceMs = 2000

const isUp = ({ dialled, record }: LiveCall): boolean => dialled && record.endedAt === null

/**
 * The safety net under lost events: every half minute it compares the calls in memory with those the telephone system
 * has. A call missing twice ended when it was first missed, `lost`, for nobody knows why; a call only the telephone
 * system has is hung up, and so is one that could not be ended when it was told to, or has been ringing for longer than a
 * phone may: its answer was lost. Events that are merely late come before the second look and are believed.
 */
export const watchCalls = ({ clock, phones, fencing, live, hear, failed, endStray, hangUp }: Watch) => {
  const miss = (call: LiveCall, now: number): void => {
    if (call.missedAt === null) {
      call.missedAt = now
      return
    }
    const at = new Date(call.missedAt)
    hear({ callId: call.id, at, providerEventId: `missed-${fencing}`, kind: 'ended', cause: 'lost', by: 'network' })
  }
  const isStray = (callId: string, now: number): boolean => {
    const call = live.get(callId)
    return !call || (call.record.endedAt !== null && call.record.endedAt + lookEveryMs < now)
  }
  const isOverdue = ({ isToEnd, ringsUntil, record }: LiveCall, now: number): boolean =>
    isToEnd || (answeredAt(record) === null && ringsUntil + graceMs < now)
  const compare = (asked: readonly LiveCall[], up: ReadonlySet<string>): void => {
    const now = clock.nowMs()
    for (const call of asked)
      if (!isUp(call) || up.has(call.id)) call.missedAt = null
      else miss(call, now)
    for (const call of asked) if (isUp(call) && up.has(call.id) && isOverdue(call, now)) hangUp(call)
    for (const callId of up) if (isStray(callId, now)) void endStray(callId)
  }
  const look = (): void => {
    endLook = clock.after(lookEveryMs, look)
    const asked = [...live.values()].filter(isUp)
    const release = clock.hold()
    phones
      .liveCalls()
      .then((up) => compare(asked, new Set(up)))
      .catch((error: unknown) => failed(error, 'the calls that are up could not be compared', ''))
      .finally(release)
  }
  let endLook = clock.after(lookEveryMs, look)

  return {
    /** A call told to join that is still up, but of whose joining nothing is heard, is taken to be joined. */
    expectJoin: (call: LiveCall, endpoint: string): void => {
      const isOpen = (): boolean => isUp(call) && call.record.bridgedAt === null
      clock.after(joinsWithinMs, () => {
        if (!isOpen()) return
        phones
          .liveCalls()
          .then((up) => {
            if (!isOpen() || !up.includes(call.id)) return
            hear({ callId: call.id, at: clock.now(), providerEventId: `joined-${fencing}`, kind: 'bridged', endpoint })
          })
          .catch((error: unknown) => failed(error, 'whether a call was joined could not be asked', call.id))
      })
    },
    stop: (): void => endLook(),
  }
}
