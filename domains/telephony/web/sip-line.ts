import { UA, WebSocketInterface } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession.js'
import { alawFirst, socketAddress } from '../headset.ts'

export type LineAccount = {
  user: string
  password: string
  sockets: readonly { node: string; url: string }[]
}
export type LineEvents = {
  /** A socket is tried; `attempt` counts from 0 since the last that worked. */
  onConnecting: (attempt: number) => void
  onRegistered: () => void
  /** The exchange is there and does not let us in. */
  onRefused: () => void
  onDisconnected: () => void
  /** Nothing comes in over the leg any more, or again: the network is silent, and nobody has said a word. */
  onSilence: (isSilent: boolean) => void
  /** The leg to the exchange is up, with the sound of the other side; or (null) it is gone. */
  onLeg: (leg: { sound: MediaStream; connection: RTCPeerConnection } | null) => void
}
export type SipLine = ReturnType<typeof openSipLine>

/** After the first candidates nothing better comes on a network of one's own; gathering would take seconds. */
const gatherForMs = 100
/** Quick, for a customer may be waiting with music; the pauses between rounds of it grow. */
const retryAfterSeconds = { least: 1, most: 3 }

/** Registers at the best node that answers, and takes the one call that comes: the headset's own leg. */
export const openSipLine = (account: LineAccount, microphone: () => MediaStream, events: LineEvents) => {
  let leg: RTCSession | undefined
  let isClosed = false

  // The server names the best first; the others are tried in turn.
  const sockets = account.sockets.map(({ url }, place) => ({
    socket: new WebSocketInterface(socketAddress(url, location.href)),
    weight: account.sockets.length - place,
  }))
  const host = new URL(socketAddress(account.sockets[0]?.url ?? '', location.href)).hostname
  const agent = new UA({
    sockets,
    uri: `sip:${account.user}@${host}`,
    password: account.password,
    session_timers: false,
    register_expires: 120,
    connection_recovery_min_interval: retryAfterSeconds.least,
    connection_recovery_max_interval: retryAfterSeconds.most,
    user_agent: 'Carillon',
  })

  const follow = (connection: RTCPeerConnection, session: RTCSession): void => {
    const sound = new MediaStream()
    connection.addEventListener('iceconnectionstatechange', () => {
      const isSilent = ['disconnected', 'failed'].includes(connection.iceConnectionState)
      if (session === leg) events.onSilence(isSilent)
    })
    connection.addEventListener('track', ({ track }) => {
      sound.addTrack(track)
      if (session === leg) events.onLeg({ sound, connection })
    })
  }
  const take = (session: RTCSession): void => {
    // Called in the very moment of leaving: whoever wears it now is to be called instead.
    if (isClosed) return session.terminate({ status_code: 480 })
    // The exchange calls anew after a loss it noticed before we did.
    const before = leg
    leg = session
    if (before && !before.isEnded()) before.terminate()
    const over = (): void => {
      if (leg !== session) return
      leg = undefined
      if (!isClosed) events.onLeg(null)
    }
    let gathering: ReturnType<typeof setTimeout> | undefined
    session.on('icecandidate', ({ ready }) => {
      clearTimeout(gathering)
      gathering = setTimeout(ready, gatherForMs)
    })
    session.on('sdp', (told) => {
      if (String(told.originator) === 'local') told.sdp = alawFirst(told.sdp)
    })
    session.on('peerconnection', ({ peerconnection }) => follow(peerconnection, session))
    session.on('ended', over)
    session.on('failed', over)
    session.answer({ mediaStream: microphone(), pcConfig: { iceServers: [] } })
  }

  agent.on('connecting', ({ attempts }) => events.onConnecting(attempts))
  agent.on('registered', () => events.onRegistered())
  agent.on('registrationFailed', () => {
    if (agent.isConnected()) events.onRefused()
  })
  agent.on('disconnected', () => {
    if (!isClosed) events.onDisconnected()
  })
  // Nobody but the exchange calls, and we call nobody.
  agent.on('newRTCSession', ({ session }: { session: RTCSession }) => take(session))
  agent.start()

  return {
    /** Asks to be let in once more, on the socket that is up. */
    registerAgain: (): void => agent.register(),
    /** Speaks through another microphone from now on. */
    replaceMicrophone: async (track: MediaStreamTrack): Promise<void> => {
      for (const sender of leg?.connection.getSenders() ?? [])
        if (sender.track?.kind === 'audio' || sender.track === null) await sender.replaceTrack(track)
    },
    close: (): void => {
      isClosed = true
      agent.stop()
    },
  }
}
