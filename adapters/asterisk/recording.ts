import type { AriEvent } from './ari.ts'
import { answered, type Call, type Exchange, harmless, inTurn, isUp, type Recording, tell } from './exchange.ts'
import { whenOurs } from './far.ts'
import { legFile, type RecordedLeg, recordedLegs, recordingName, recordingOfFile, recordingSnoop } from './names.ts'
import { secondsOf } from './recorded-files.ts'

/** A disk that is full, or an Asterisk that died, says nothing: the end of a call waits no longer for its recording. */
const finishesWithinMs = 2000

const newRecording = (name: string, startedAt: number): Recording => ({
  name,
  startedAt,
  open: new Set(recordedLegs.map((leg) => legFile(name, leg))),
  finished: Promise.withResolvers(),
  wholeSeconds: null,
  told: null,
})

/** A spy on the customer's leg writes what one side says: `in` comes from the customer, `out` goes to them. */
const recordLeg = async (exchange: Exchange, call: Call, recording: string, leg: RecordedLeg): Promise<void> => {
  const { node, channel } = call
  const snoop = recordingSnoop(recording, leg)
  const spy = leg === 'customer' ? 'in' : 'out'
  const wish = { spy, whisper: 'none', app: node.address.app, appArgs: 'rec' }
  await whenOurs(exchange, snoop, () => node.ari.ask('POST', `channels/${channel}/snoop/${snoop}`, wish))
  // Raw, for of a file with a header nothing is left when Asterisk dies.
  const file = { name: legFile(recording, leg), format: 'alaw', ifExists: 'fail' }
  await node.ari.ask('POST', `channels/${snoop}/record`, file)
}

const start = async (exchange: Exchange, call: Call): Promise<void> => {
  if (call.recording || !isUp(call)) return
  const startedAt = Math.max(exchange.clock.nowMs(), call.lastRecordingAt + 1)
  call.lastRecordingAt = startedAt
  const name = recordingName({ node: call.node.address.name, callId: call.callId, startedAt })
  call.recording = newRecording(name, startedAt)
  try {
    await Promise.all(recordedLegs.map((leg) => recordLeg(exchange, call, name, leg)))
  } catch (error) {
    if (isUp(call)) call.recording = null
    endSpies(exchange, call, name)
    throw error
  }
}
const endSpies = (exchange: Exchange, { node }: Call, name: string): void => {
  for (const leg of recordedLegs) {
    const ended = node.ari.ask('DELETE', `channels/${recordingSnoop(name, leg)}`)
    void harmless(exchange, ended, 'a recording spy could not be ended')
  }
}

/** Waits until both files are closed, and tells of them; whoever asks meanwhile waits for the same. */
export const finishRecording = (exchange: Exchange, call: Call, moment: number): Promise<void> => {
  const { recording } = call
  if (!recording) return Promise.resolve()
  recording.told ??= tellOf(exchange, call, recording, moment)
  return recording.told
}
const tellOf = async (exchange: Exchange, call: Call, recording: Recording, moment: number): Promise<void> => {
  const late = Promise.withResolvers<void>()
  const callOff = exchange.clock.after(finishesWithinMs, late.resolve)
  endSpies(exchange, call, recording.name)
  await Promise.race([recording.finished.promise, late.promise])
  callOff()
  const seconds = await lengthOf(call, recording, Math.max(0, Math.round((moment - recording.startedAt) / 1000)))
  call.recording = null
  tell(exchange, call, moment, { kind: 'recorded', recording: recording.name, seconds })
}
/** Asterisk says whole seconds, cut off; where the clock says one more, it is nearer to that. */
const lengthOf = async ({ node }: Call, { name, wholeSeconds }: Recording, byClock: number): Promise<number> => {
  if (wholeSeconds === null) return secondsOf(node.address, name).catch(() => byClock)
  return byClock === wholeSeconds + 1 ? byClock : wholeSeconds
}

export const record = async (exchange: Exchange, callId: string, on: boolean): Promise<void> => {
  const call = answered(exchange, callId, 'record')
  await inTurn(call, async () => {
    if (on) await start(exchange, call)
    // Where the customer has hung up meanwhile, their end tells of the recording.
    else if (isUp(call)) await finishRecording(exchange, call, exchange.clock.nowMs())
  })
}

export const hearRecording = (exchange: Exchange, event: AriEvent): void => {
  if (event.type !== 'RecordingFinished' && event.type !== 'RecordingFailed') return
  const { name, duration } = event.recording
  if (event.type === 'RecordingFailed') exchange.log.warn({ recording: name }, 'Asterisk could not record')
  for (const call of recordedCalls(exchange, name)) closeFile(exchange, call, name, duration)
}
const closeFile = (exchange: Exchange, call: Call, name: string, wholeSeconds: number | undefined): void => {
  const { recording } = call
  if (recording && wholeSeconds !== undefined && name === legFile(recording.name, 'customer'))
    recording.wholeSeconds = wholeSeconds
  recording?.open.delete(name)
  if (recording?.open.size !== 0) return
  recording.finished.resolve()
  // Nobody stopped it: the disk takes no more. What there is of it is told now, so that nobody believes it still goes on.
  if (isUp(call)) void finishRecording(exchange, call, exchange.clock.nowMs())
}
const recordedCalls = (exchange: Exchange, file: string): Call[] => {
  const callId = readCallOf(file)
  const call = callId === undefined ? undefined : exchange.calls.get(callId)
  return call?.recording?.name === recordingOfFile(file) ? [call as Call] : []
}
const readCallOf = (file: string): string | undefined => /_(.+)_[a-z0-9]+_(?:customer|agent)$/.exec(file)?.[1]

/** A recording another process of ours began goes on. */
export const takeUpRecording = (call: Call, name: string, startedAt: number): void => {
  call.recording ??= newRecording(name, startedAt)
  call.lastRecordingAt = startedAt
}
