import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  callChannel,
  callOfChannel,
  callOfFar,
  callOfPlayback,
  farChannel,
  legFile,
  playbackOf,
  readRecordingName,
  recordedLegs,
  recordingName,
  recordingOfFile,
  recordingOfSnoop,
  recordingSnoop,
  seatChannel,
  userOf,
  userOfSeat,
} from './names.ts'

const serial = fc.stringMatching(/^[a-z0-9]{3,12}$/)
const callId = fc.oneof(fc.uuid(), fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/))

test('a channel says which call it is of, and nothing else does', () => {
  fc.assert(
    fc.property(callId, serial, (id, end) => {
      expect(callOfChannel(callChannel(id))).toBe(id)
      expect(callOfFar(farChannel(id, end))).toBe(id)
      expect(callOfPlayback(playbackOf(id, end))).toBe(id)
      expect(callOfChannel(farChannel(id, end))).toBeUndefined()
      expect(userOfSeat(callChannel(id))).toBeUndefined()
    }),
  )
})

test('a headset is known by its leg, whatever signs its name has', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9._-]{1,30}$/), serial, (user, end) => {
      expect(userOfSeat(seatChannel(user, end))).toBe(user)
    }),
  )
})

test('a headset’s user can stand in a dialled address and in a path', () => {
  fc.assert(
    fc.property(fc.string(), (endpoint) => {
      expect(userOf(endpoint)).toMatch(/^[A-Za-z0-9._-]*$/)
    }),
  )
})

test('a recording says on which node it is, of which call, and when it began', () => {
  const node = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/)
  const startedAt = fc.integer({ min: 1_500_000_000_000, max: 4_000_000_000_000 })
  fc.assert(
    fc.property(node, callId, startedAt, (name, id, at) => {
      const recording = recordingName({ node: name, callId: id, startedAt: at })
      expect(readRecordingName(recording)).toEqual({ node: name, callId: id, startedAt: at })
      for (const leg of recordedLegs) {
        expect(recordingOfFile(legFile(recording, leg))).toBe(recording)
        expect(recordingOfSnoop(recordingSnoop(recording, leg))).toBe(recording)
      }
    }),
  )
})

test('what is no recording of ours is none', () => {
  for (const name of ['', '../../etc/passwd', 'node-1_call', 'node/1_call_abcdefgh', 'Node_x_abcdefgh'])
    expect(readRecordingName(name)).toBeUndefined()
})
