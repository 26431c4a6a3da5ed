import { openMeter } from './meter.ts'
import { openMicrophone } from './sound-devices.ts'

/** The open microphone of this tab: one stream at a time, its loudness, and whether anything of it leaves. */
export const keepMicrophone = (onUnplugged: () => void) => {
  let stream: MediaStream | undefined
  let meter: ReturnType<typeof openMeter> | undefined
  let isMuted = false

  const drop = (old: MediaStream | undefined): void => {
    for (const track of old?.getTracks() ?? []) {
      track.onended = null
      track.stop()
    }
  }
  const keep = (opened: MediaStream): void => {
    drop(stream)
    meter?.close()
    stream = opened
    meter = openMeter(opened)
    for (const track of opened.getAudioTracks()) {
      track.enabled = !isMuted
      track.onended = onUnplugged
    }
  }
  return {
    stream: (): MediaStream | undefined => stream,
    /** Opens that one, in place of the one before; `isStillWanted` is asked when the browser has answered. */
    open: async (id: string, isStillWanted: () => boolean): Promise<MediaStreamTrack | undefined> => {
      const opened = await openMicrophone(id)
      if (!isStillWanted()) {
        drop(opened)
        return undefined
      }
      keep(opened)
      return opened.getAudioTracks()[0]
    },
    mute: (on: boolean): void => {
      isMuted = on
      for (const track of stream?.getAudioTracks() ?? []) track.enabled = !on
    },
    level: (): number => meter?.level() ?? 0,
    close: (): void => {
      drop(stream)
      meter?.close()
      stream = undefined
      meter = undefined
    },
  }
}
