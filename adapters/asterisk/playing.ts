import type { AriEvent } from './ari.ts'
import { remember } from './call.ts'
import { hangUp } from './dialling.ts'
import { answered, type Call, type Exchange, harmless, inTurn, isUp, nextSerial, tell } from './exchange.ts'
import { callOfPlayback, playbackOf } from './names.ts'
import { music } from './places.ts'
import { mediaOf } from './prompts.ts'

export const play = async (exchange: Exchange, callId: string, prompt: string): Promise<void> => {
  const call = answered(exchange, callId, 'play to')
  await inTurn(call, async () => {
    if (!isUp(call)) return
    const playback = playbackOf(callId, nextSerial(exchange))
    call.prompts.add(playback)
    if (call.leavesMessage) remember(exchange, call)
    try {
      // Two sounds cannot come from one hand: the music waits.
      if (isOnMusic(call)) await music(exchange, call, false)
      await call.node.ari.ask('POST', `channels/${call.channel}/play/${playback}`, { media: mediaOf(exchange, prompt) })
    } catch (error) {
      call.prompts.delete(playback)
      throw error
    }
  })
}
/** Ends the call where a message was left on it and nothing of it is to be heard any more. */
export const endIfSaid = (exchange: Exchange, { callId, leavesMessage, prompts }: Call): void => {
  if (!leavesMessage || prompts.size > 0) return
  hangUp(exchange, callId).catch((error: unknown) =>
    exchange.log.warn({ err: error, callId }, 'a call could not be ended after its message'),
  )
}
const isOnMusic = ({ held, bond }: Call): boolean => held || bond === 'waiting'

export const stopPlaying = async (exchange: Exchange, callId: string): Promise<void> => {
  const call = exchange.calls.get(callId)
  if (!call || call.leavesMessage) return
  await inTurn(call, async () => {
    for (const playback of call.prompts)
      await harmless(exchange, call.node.ari.ask('DELETE', `playbacks/${playback}`), 'a prompt could not be cut short')
  })
}

/** A prompt that is over, cut short or could not be found: whoever waits for its end goes on. */
export const hearPlayback = (exchange: Exchange, event: AriEvent): void => {
  if (event.type !== 'PlaybackFinished') return
  const { id, state, target_uri } = event.playback
  const call = exchange.calls.get(callOfPlayback(id) ?? '')
  if (!call?.prompts.delete(id) || !isUp(call)) return
  if (state === 'failed') exchange.log.warn({ callId: call.callId, target_uri }, 'a prompt could not be played')
  tell(exchange, call, exchange.clock.nowMs(), { kind: 'played' })
  if (call.leavesMessage) return endIfSaid(exchange, call)
  if (call.prompts.size === 0 && isOnMusic(call)) void music(exchange, call, true)
}
