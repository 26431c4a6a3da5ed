/** A microphone or a loudspeaker, as the browser names it. */
export type SoundDevice = { id: string; name: string }
export type SoundDevices = { microphones: readonly SoundDevice[]; speakers: readonly SoundDevice[] }
/** Empty: whatever the system uses. */
export type SoundChoice = { microphone: string; speaker: string; ringer: string; ringerLoudness: number }

const place = 'carillon.headset'
const usualChoice: SoundChoice = { microphone: '', speaker: '', ringer: '', ringerLoudness: 0.5 }

const isChoice = (kept: unknown): kept is Partial<SoundChoice> => typeof kept === 'object' && kept !== null

/** Kept in this browser: the same person sits at different desks with different headsets. */
export const keptChoice = (): SoundChoice => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}')
    return isChoice(kept) ? { ...usualChoice, ...kept } : usualChoice
  } catch {
    return usualChoice
  }
}
export const keepChoice = (choice: SoundChoice): void => localStorage.setItem(place, JSON.stringify(choice))

/** Names are known only once the microphone has been allowed. */
export const listDevices = async (): Promise<SoundDevices> => {
  const all = await navigator.mediaDevices.enumerateDevices()
  const of = (kind: MediaDeviceKind): SoundDevice[] =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'default')
      .map(({ deviceId, label }) => ({ id: deviceId, name: label }))
  return { microphones: of('audioinput'), speakers: of('audiooutput') }
}

/** Speech of one person: echo and noise go out, loudness is levelled. */
const speech = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 }

/** Opens the microphone that was chosen, or any where that one is not plugged in today. */
export const openMicrophone = async (id: string): Promise<MediaStream> => {
  const usual = { audio: speech, video: false }
  if (id === '') return navigator.mediaDevices.getUserMedia(usual)
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { ...speech, deviceId: { exact: id } }, video: false })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OverconstrainedError')
      return navigator.mediaDevices.getUserMedia(usual)
    throw error
  }
}

/** Why there is no headset; each has words of its own that say what to do. */
export const troubles = [
  'insecurePage',
  'insecureSocket',
  'denied',
  'noMicrophone',
  'microphoneInUse',
  'unplugged',
  'noNode',
  'unreachable',
  'refused',
  'unknown',
] as const
export type Trouble = (typeof troubles)[number]

const troubleNames: Readonly<Record<string, Trouble>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'noMicrophone',
  NotReadableError: 'microphoneInUse',
  AbortError: 'microphoneInUse',
}
export const microphoneTrouble = (error: unknown): Trouble =>
  (error instanceof DOMException && troubleNames[error.name]) || 'unknown'

/** Browsers give a microphone to pages from https and from this very machine only. */
export const mayHaveMicrophone = (): boolean => window.isSecureContext && navigator.mediaDevices !== undefined
