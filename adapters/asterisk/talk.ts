import type { AriEvent } from './ari.ts'
import { answered, type Call, type Exchange, inTurn, isUp, tell } from './exchange.ts'
import { callOfChannel } from './names.ts'

/** Sound of this mean loudness is talk: Asterisk's own usual measure. */
const loudness = 256

/** The calls whose customers are listened to. */
const heard = new WeakSet<Call>()

export const listenForTalk = async (exchange: Exchange, callId: string, silenceMs: number | null): Promise<void> => {
  const call = answered(exchange, callId, 'listen to')
  await inTurn(call, async () => {
    if (!isUp(call)) return
    const wish = silenceMs === null ? { on: 'remove', value: '' } : { on: 'set', value: `${silenceMs},${loudness}` }
    if (silenceMs === null) heard.delete(call)
    else heard.add(call)
    await call.node.ari.ask('POST', `channels/${call.channel}/variable`, {
      variable: `TALK_DETECT(${wish.on})`,
      value: wish.value,
    })
  })
}

export const hearTalk = (exchange: Exchange, event: AriEvent): void => {
  if (event.type !== 'ChannelTalkingStarted' && event.type !== 'ChannelTalkingFinished') return
  const { id } = event.channel
  const call = exchange.callers.get(id) ?? exchange.calls.get(callOfChannel(id) ?? '')
  if (!call || !isUp(call) || !heard.has(call)) return
  tell(exchange, call, exchange.clock.nowMs(), { kind: 'talking', on: event.type === 'ChannelTalkingStarted' })
}
