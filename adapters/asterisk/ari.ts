/** The few resources and events of ARI that we use, as Asterisk 22 sends them (its `rest-api/*.json`). */

export type AriChannel = {
  id: string
  name: string
  state: 'Down' | 'Rsrved' | 'OffHook' | 'Dialing' | 'Ring' | 'Ringing' | 'Up' | 'Busy' | 'Unknown'
  caller: { name: string; number: string }
  connected: { name: string; number: string }
  creationtime: string
}

export type AriBridge = { id: string; name: string; channels: string[] }

export type AriEndpoint = {
  technology: string
  resource: string
  state?: 'unknown' | 'offline' | 'online'
  channel_ids: string[]
}

export type AriPlayback = { id: string; target_uri: string; state: 'queued' | 'playing' | 'done' | 'failed' }

export type AriLiveRecording = { name: string; state: string; duration?: number }

export type AriStoredRecording = { name: string; format: string }

type Told<Type extends string, Detail = unknown> = { type: Type; timestamp: string } & Detail
type OfChannel = { channel: AriChannel }

export type AriEvent =
  | Told<'StasisStart', OfChannel & { args: string[] }>
  | Told<'ChannelCreated' | 'ChannelStateChange' | 'StasisEnd' | 'ChannelTalkingStarted', OfChannel>
  | Told<'ChannelTalkingFinished', OfChannel & { duration: number }>
  | Told<'ChannelDtmfReceived', OfChannel & { digit: string }>
  | Told<'ChannelHangupRequest', OfChannel & { cause?: number; tech_cause?: number; soft?: boolean }>
  | Told<'ChannelDestroyed', OfChannel & { cause: number; cause_txt: string; tech_cause?: number }>
  | Told<'ChannelEnteredBridge' | 'ChannelLeftBridge', OfChannel & { bridge: AriBridge }>
  | Told<'Dial', { peer: AriChannel; caller?: AriChannel; dialstatus: string }>
  | Told<'PlaybackStarted' | 'PlaybackFinished', { playback: AriPlayback }>
  | Told<'RecordingStarted' | 'RecordingFinished' | 'RecordingFailed', { recording: AriLiveRecording }>
  | Told<'EndpointStateChange', { endpoint: AriEndpoint }>
  | Told<'ContactStatusChange', { endpoint: AriEndpoint }>
  | Told<'ApplicationReplaced'>

/** The channel an event is about, if it is about one. */
export const channelOf = (event: AriEvent): AriChannel | undefined => {
  if ('channel' in event) return event.channel
  return event.type === 'Dial' ? event.peer : undefined
}

/** Asterisk writes the zone without a colon. */
export const momentOf = ({ timestamp }: { timestamp: string }): number =>
  Date.parse(timestamp.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))

/** Asterisk said no; `status` is its HTTP status. */
export class AriRefused extends Error {
  override readonly name = 'AriRefused'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Whether it was done is not known: the line to Asterisk is down, or it did not answer in time. */
export class AriAway extends Error {
  override readonly name = 'AriAway'
}
