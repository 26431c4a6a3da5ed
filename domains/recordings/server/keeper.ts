import { noteRecording, waiveRecording } from '#domains/calls/server/public.ts'
import type { TelephonyPort } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import { type Base, inTransaction, systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { interleaved, peaksOf } from '../sound.ts'
import type { MasterKeys } from './keys.ts'
import { isNobodys } from './nobodys.ts'
import { type RecordingStore, StoreFull } from './port.ts'
import { newDataKey, seal, wrapKey } from './sealed.ts'
import * as store from './store.ts'

export type Vault = { store: RecordingStore; keys: MasterKeys }
type Ground = { base: Base; clock: Clock; phones: TelephonyPort; vault: Vault }

const lookEveryMs = 60_000
const sweepEveryMs = 600_000
const settleEveryMs = 2000
/** A call that is still up may be over in a moment: its last stretch is told of just before its end. */
const untilOverMs = 5000
/** A store without room is asked again no sooner. */
const fullForMs = 30_000
const atOnce = 4
/** What the telephone system says it does not have is believed after so many tries, an hour after it stopped. */
const believedAfterTries = 5
const believedAfterMs = 3_600_000
const unknownForMs = 86_400_000
const longestWaitMs = 300_000

/** The telephone system could not be asked. */
class ProviderAway extends Error {
  override readonly name = 'ProviderAway'
}
const troubleOf = (error: unknown): store.Trouble => {
  if (error instanceof StoreFull) return 'storeFull'
  return error instanceof ProviderAway ? 'providerAway' : 'failed'
}

const objectName = (stoppedAt: string, id: string): string => `${stoppedAt.slice(0, 10).replaceAll('-', '/')}/${id}.rec`

/**
 * Fetches finished recordings, seals them, puts them into the store and only then lets the telephone system forget them.
 * What is to do stands in the database, so it goes on after any death: before the commit a stretch is fetched once more
 * (its first object is nobody's and is swept), after it only the forgetting is left. One runs at a time, under the lease.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds what its small functions share.
export const openKeeper = ({ base, clock, phones, vault }: Ground) => {
  const { engine: db } = base.database
  let stopped = false
  let running: Promise<void> | undefined
  let again = false
  let fullUntil = 0
  let callOffLook = (): void => {}
  let sweepAt = 0
  let settleAt = 0
  let callOffSettling = (): void => {}

  const forget = async (names: readonly string[]): Promise<void> => {
    for (const name of names) await phones.forgetRecording(name)
    await store.noteForgotten(db, names)
  }
  const tryLater = (part: store.WaitingPart, trouble: store.Trouble): Promise<void> => {
    const waitMs = trouble === 'storeFull' ? fullForMs : Math.min(longestWaitMs, 5000 * 2 ** Math.min(part.tries, 10))
    return store.noteTrouble(db, part.name, trouble, new Date(clock.nowMs() + waitMs))
  }
  const ageMs = (part: store.WaitingPart): number => clock.nowMs() - Date.parse(part.stoppedAt)

  const putInto = async (part: store.WaitingPart, legs: { customer: Uint8Array; agent: Uint8Array }) => {
    const both = interleaved(legs.customer, legs.agent)
    const id = newId(Date.parse(part.stoppedAt))
    const master = await vault.keys.current()
    const key = newDataKey()
    const object = objectName(part.stoppedAt, id)
    await vault.store.put(object, seal({ id: object, key, length: both.length }, both))
    return {
      name: part.name,
      object,
      samples: both.length / 2,
      wrappedKey: wrapKey(master.key, object, key),
      masterKey: master.id,
      customerPeaks: Buffer.from(peaksOf(legs.customer)),
      agentPeaks: Buffer.from(peaksOf(legs.agent)),
      keptAt: clock.now(),
    }
  }
  const noteKept = (part: store.WaitingPart, call: store.CallOfPart, kept: store.KeptAs): Promise<boolean> =>
    inTransaction(systemContext(base), async (tx) => {
      if (!(await store.saveKept(tx.db, kept))) return false
      await store.ensureRecording(tx.db, part.callId, call)
      await store.settle(tx.db, clock.now(), { callId: part.callId, placedAt: call.placedAt })
      await noteRecording(tx.db, { id: part.callId, placedAt: call.placedAt }, part.name)
      return true
    })
  /** A call nobody knows may only be late; later its sound is an orphan. */
  const withoutCall = async (part: store.WaitingPart): Promise<void> => {
    if (ageMs(part) < unknownForMs) return tryLater(part, 'failed')
    await phones.forgetRecording(part.name)
    await store.dropPart(db, part.name)
    base.log.warn({ recording: part.name }, 'a recording of a call nobody knows was let go')
  }
  const giveUp = async (part: store.WaitingPart, call: store.CallOfPart): Promise<void> => {
    base.log.error({ recording: part.name, callId: part.callId }, 'a recording is missing')
    await store.ensureRecording(db, part.callId, call)
    await store.giveUp(db, part.name)
    await store.settle(db, clock.now(), { callId: part.callId, placedAt: call.placedAt })
  }
  /** Begun on a disk that was full: there is nothing in it, and nothing will come. */
  const empty = async (part: store.WaitingPart, call: store.CallOfPart): Promise<void> => {
    await giveUp(part, call)
    await phones.forgetRecording(part.name)
  }
  const notThere = async (part: store.WaitingPart, call: store.CallOfPart): Promise<void> => {
    if (part.tries < believedAfterTries || ageMs(part) < believedAfterMs) return tryLater(part, 'notThere')
    await giveUp(part, call)
  }

  const waive = async (part: store.WaitingPart, call: store.CallOfPart): Promise<void> => {
    await store.waivePart(db, part.name)
    await waiveRecording(db, { id: part.callId, placedAt: call.placedAt }, part.name)
  }

  /** False where it stays with the telephone system for now, or is settled another way. */
  const fetchInto = async (part: store.WaitingPart, call: store.CallOfPart): Promise<boolean> => {
    const legs = await phones.recording(part.name).catch((error: unknown) => {
      throw new ProviderAway(String(error))
    })
    if (!legs) return notThere(part, call).then(() => false)
    if (legs.customer.length === 0) return empty(part, call).then(() => false)
    const kept = await putInto(part, legs)
    if (!(await noteKept(part, call, kept))) await vault.store.remove(kept.object)
    return true
  }
  const keep = async (part: store.WaitingPart): Promise<void> => {
    const call = await store.findCallOf(db, part.callId)
    if (!call) return withoutCall(part)
    // Only its end tells what of it was spoken with whom.
    if (call.isTrial && !call.isOver) return store.putOff(db, part.name, new Date(clock.nowMs() + untilOverMs))
    if (isNobodys(part, call)) await waive(part, call)
    else if (call.isGone) await store.waiveParts(db, part.callId)
    else if (!(await fetchInto(part, call))) return
    await forget([part.name]).catch((error: unknown) =>
      base.log.warn(
        { err: error, recording: part.name },
        'the telephone system could not be told to forget a recording',
      ),
    )
  }
  const keepSafely = async (part: store.WaitingPart): Promise<void> => {
    try {
      await keep(part)
    } catch (error) {
      const trouble = troubleOf(error)
      if (trouble === 'storeFull') fullUntil = clock.nowMs() + fullForMs
      base.log.error(
        { err: error, recording: part.name, trouble },
        'a recording stays with the telephone system for now',
      )
      await tryLater(part, trouble).catch(() => {})
    }
  }
  const drain = async (): Promise<void> => {
    do {
      again = false
      while (!stopped && clock.nowMs() >= fullUntil) {
        const waiting = await store.readWaiting(db, clock.now(), atOnce)
        if (waiting.length === 0) break
        await Promise.all(waiting.map(keepSafely))
      }
    } while (again && !stopped)
  }
  /** Finds what was finished while we were down, and lets the telephone system forget what we have. */
  const sweep = async (): Promise<void> => {
    sweepAt = clock.nowMs() + sweepEveryMs
    const isOurs = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
    const found = (await phones.finishedRecordings()).filter(({ callId }) => isOurs.test(callId))
    if (found.length > 0) await forget(await store.adoptFinished(db, found))
    await forget(await store.readToForget(db, 500))
  }
  /** What was on trial and is nobody's recording is forgotten at once. */
  const forgetWaived = (): Promise<void> =>
    store
      .readToForget(db, 500)
      .then(forget)
      .catch((error: unknown) =>
        base.log.warn({ err: error }, 'the telephone system could not be told to forget recordings'),
      )
  /** Those of calls that ended without a stretch: soon, but not once for each stretch of others. */
  const settleOpen = async (): Promise<void> => {
    callOffSettling()
    if (clock.nowMs() < settleAt) {
      callOffSettling = clock.after(settleAt - clock.nowMs(), wake)
      return
    }
    settleAt = clock.nowMs() + settleEveryMs
    await store.settle(db, clock.now())
  }
  const work = async (): Promise<void> => {
    if (clock.nowMs() >= sweepAt)
      await sweep().catch((error: unknown) =>
        base.log.warn({ err: error }, 'the recordings of the telephone system cannot be listed just now'),
      )
    await forgetWaived()
    await drain()
    await settleOpen()
  }
  function wake(): void {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    const release = clock.hold()
    running = work()
      .catch((error: unknown) => base.log.warn({ err: error }, 'recordings cannot be kept just now'))
      .finally(() => {
        running = undefined
        release()
      })
  }
  const look = (): void => {
    callOffLook = clock.after(lookEveryMs, look)
    wake()
  }

  return {
    start: look,
    wake,
    /** Until everything that can be kept now is kept: for tests and orderly stops. */
    settled: async (): Promise<void> => {
      while (running) await running
      settleAt = 0
      wake()
      while (running) await running
    },
    stop: async (): Promise<void> => {
      callOffLook()
      stopped = true
      while (running) await running
      callOffSettling()
    },
  }
}
export type Keeper = ReturnType<typeof openKeeper>
