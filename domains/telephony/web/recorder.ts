import { wavOf } from '../wav.ts'

/** Longer than any telephone carries, and kept by every browser. */
const rate = 48_000
const asFile = (wav: Uint8Array, name: string): File =>
  new File([new Uint8Array(wav)], `${name.replace(/\.[^.]*$/, '')}.wav`, { type: 'audio/wav' })

/** Whatever sound the browser can open, as a WAV file; undefined where it cannot. */
export const asWav = async (file: File): Promise<File | undefined> => {
  try {
    const heard = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await file.arrayBuffer())
    const channels = Array.from({ length: heard.numberOfChannels }, (_, n) => heard.getChannelData(n))
    const samples = Int16Array.from({ length: heard.length }, (_, n) => {
      const sum = channels.reduce((total, channel) => total + (channel[n] ?? 0), 0) / channels.length
      return Math.round(Math.max(-1, Math.min(1, sum)) * 32_767)
    })
    return asFile(wavOf(samples, heard.sampleRate), file.name)
  } catch {
    return undefined
  }
}

export type Recorder = { stop: () => Promise<File | undefined>; drop: () => void }

/** Records from the microphone until `stop`, which answers a WAV file. Rejects where there is no microphone. */
export const startRecorder = async (): Promise<Recorder> => {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true, autoGainControl: true },
  })
  const recorder = new MediaRecorder(stream)
  const parts: Blob[] = []
  recorder.ondataavailable = ({ data }) => parts.push(data)
  const over = new Promise<void>((done) => {
    recorder.onstop = () => done()
  })
  recorder.start()
  const drop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop()
    for (const track of stream.getTracks()) track.stop()
  }
  return {
    drop,
    stop: async () => {
      drop()
      await over
      return asWav(new File(parts, 'recording', { type: recorder.mimeType }))
    },
  }
}
