/**
 * The names of our channels, bridges and recordings. They say what a thing is and which call or headset it belongs to,
 * so that another process of ours that finds them later knows, and nothing has to be written down elsewhere.
 */
export const callChannel = (callId: string): string => `call.${callId}`
export const callOfChannel = (channel: string): string | undefined => after('call.', channel)

/** The SIP user of a headset: its endpoint, whose signs are those a user may have. */
export const userOf = (endpoint: string): string => endpoint.replaceAll(/[^A-Za-z0-9._-]/g, '-')

/** A headset's leg, and the bridge that is its own for as long as it is up: a new leg never meets the bridge of an old one. */
export const seatChannel = (user: string, serial: string): string => `seat.${user}.${serial}`
export const seatBridge = (leg: string): string => leg
/** The headset's user, of its leg or its bridge; it may hold dots itself, its serial does not. */
export const userOfSeat = (channel: string): string | undefined =>
  after('seat.', channel)?.replace(/\.[^.]*$/, '') || undefined

/**
 * A conversation without a headset of this node, with an outside number or a headset on another node, named by the leg that
 * stands for them: none is opened again under the name of one just removed, which may still be half there.
 */
export const talkBridge = (far: string): string => `talk.${after('far.', far) ?? far}`
export const farOfTalk = (bridge: string): string => `far.${after('talk.', bridge) ?? bridge}`
export const callOfTalk = (bridge: string): string | undefined =>
  after('talk.', bridge)?.replace(/\.[^.]*$/, '') || undefined

/** The leg that stands for an outside number or a headset on another node. */
export const farChannel = (callId: string, serial: string): string => `far.${callId}.${serial}`
export const callOfFar = (channel: string): string | undefined =>
  after('far.', channel)?.replace(/\.[^.]*$/, '') || undefined
/** The leg to a headset on another node that is there for no customer of its own: a colleague's, or a leader's. */
export const wayChannel = (user: string, serial: string): string => `way.${user}.${serial}`
export const isWay = (channel: string): boolean => channel.startsWith('way.')
export const playbackOf = (callId: string, serial: string): string => `play.${callId}.${serial}`
export const callOfPlayback = (playback: string): string | undefined =>
  after('play.', playback)?.replace(/\.[^.]*$/, '') || undefined

export const leaderSnoop = (callId: string, serial: string): string => `lead.${callId}.${serial}`
export const echoSnoop = (user: string, serial: string): string => `echo.${user}.${serial}`

/** A recording is of a node and a call; its serial is when it began, in milliseconds since 1970, to the base of 36. */
export type RecordingName = { node: string; callId: string; startedAt: number }
export const recordingName = ({ node, callId, startedAt }: RecordingName): string =>
  `${node}_${callId}_${startedAt.toString(36)}`
export const readRecordingName = (name: string): RecordingName | undefined => {
  const [, node, callId, serial] = /^([a-z0-9-]+)_(.+)_([a-z0-9]{6,10})$/.exec(name) ?? []
  return node && callId && serial ? { node, callId, startedAt: Number.parseInt(serial, 36) } : undefined
}

export type RecordedLeg = 'customer' | 'agent'
export const recordedLegs: readonly RecordedLeg[] = ['customer', 'agent']
export const legFile = (recording: string, leg: RecordedLeg): string => `${recording}_${leg}`
export const recordingOfFile = (file: string): string | undefined => /^(.+)_(customer|agent)$/.exec(file)?.[1]
export const recordingSnoop = (recording: string, leg: RecordedLeg): string => `rec.${legFile(recording, leg)}`
export const recordingOfSnoop = (channel: string): string | undefined => {
  const file = after('rec.', channel)
  return file && recordingOfFile(file)
}

const after = (prefix: string, name: string): string | undefined =>
  name.startsWith(prefix) ? name.slice(prefix.length) : undefined
