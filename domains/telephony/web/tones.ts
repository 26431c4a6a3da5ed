import { soundContext } from './meter.ts'
import { keptChoice } from './sound-devices.ts'

type Tone = { hertz: number; afterMs: number; lengthMs: number }

/** Two rising notes: heard at once, over before the customer has said their name. */
const newCustomer: readonly Tone[] = [
  { hertz: 660, afterMs: 0, lengthMs: 110 },
  { hertz: 990, afterMs: 120, lengthMs: 160 },
]
const headsetLost: readonly Tone[] = [
  { hertz: 520, afterMs: 0, lengthMs: 180 },
  { hertz: 390, afterMs: 220, lengthMs: 180 },
  { hertz: 520, afterMs: 600, lengthMs: 180 },
  { hertz: 390, afterMs: 820, lengthMs: 180 },
]
const sample: readonly Tone[] = [{ hertz: 440, afterMs: 0, lengthMs: 700 }]

type Sinkable = AudioContext & { setSinkId?: (id: string) => Promise<void> }

const play = async (tones: readonly Tone[], device: string, loudness: number): Promise<void> => {
  const sound: Sinkable = soundContext()
  // A device that is not plugged in today leaves the usual one.
  await sound.setSinkId?.(device).catch(() => {})
  const start = sound.currentTime + 0.02
  for (const { hertz, afterMs, lengthMs } of tones) {
    const note = sound.createOscillator()
    const volume = sound.createGain()
    const from = start + afterMs / 1000
    const until = from + lengthMs / 1000
    note.frequency.value = hertz
    // A soft edge: a bare sine clicks in a headset.
    volume.gain.setValueAtTime(0, from)
    volume.gain.linearRampToValueAtTime(0.35 * loudness, from + 0.01)
    volume.gain.setValueAtTime(0.35 * loudness, until - 0.03)
    volume.gain.linearRampToValueAtTime(0, until)
    note.connect(volume).connect(sound.destination)
    note.start(from)
    note.stop(until)
  }
}
const ring = (tones: readonly Tone[]): void => {
  const { ringer, ringerLoudness } = keptChoice()
  if (ringerLoudness > 0) void play(tones, ringer, ringerLoudness).catch(() => {})
}

/** A customer is on the line now. */
export const soundNewCustomer = (): void => ring(newCustomer)
/** The headset is gone; it sounds on the ring device, which need not be the headset. */
export const soundHeadsetLost = (): void => ring(headsetLost)
/** How the ring device sounds. */
export const soundRinger = (): void => ring(newCustomer)
/** What is heard in the headset itself. */
export const soundSample = (device: string): void => void play(sample, device, 0.6).catch(() => {})
