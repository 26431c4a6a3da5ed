import { partAcross } from './across.ts'
import { AriRefused } from './ari.ts'
import { remember } from './call.ts'
import { answered, type Call, type Exchange, harmless, inTurn, isUp, tell } from './exchange.ts'
import { endRinging } from './outside.ts'
import { bridgeOf, leaveSeat, music, takeFrom } from './places.ts'
import { endIfSaid, play } from './playing.ts'
import { dropThird } from './third-party.ts'
import { partFromAgent } from './transfer.ts'

/** The agent is free, and stays so: the call goes on to its end without anybody. */
const releaseForGood = async (exchange: Exchange, call: Call): Promise<void> => {
  const { bond, endpoint, held } = call
  dropThird(exchange, call)
  endRinging(exchange, call)
  if (bond === 'joined' && !held)
    await harmless(
      exchange,
      takeFrom(call, bridgeOf(exchange, call)),
      'a customer could not be parted from their agent',
    )
  await partFromAgent(exchange, call)
  partAcross(exchange, call)
  if (bond === 'waiting') await music(exchange, call, false)
  leaveSeat(exchange, call)
  Object.assign(call, { endpoint: null, bond: 'none' })
  remember(exchange, call)
  if (bond === 'joined' && endpoint !== null && isUp(call))
    tell(exchange, call, exchange.clock.nowMs(), { kind: 'released', endpoint, forGood: true })
}

/** The customer stays with us, in silence; whoever left them is free. */
export const release = async (exchange: Exchange, callId: string): Promise<void> => {
  const call = answered(exchange, callId, 'take the agent from')
  await inTurn(call, async () => {
    if (isUp(call) && !call.leavesMessage) await releaseForGood(exchange, call)
  })
}

export const leaveMessage = async (exchange: Exchange, callId: string, prompt: string): Promise<void> => {
  const call = answered(exchange, callId, 'leave a message on')
  if (call.leavesMessage) return
  call.leavesMessage = true
  await inTurn(call, async () => {
    for (const playback of call.prompts)
      await harmless(exchange, call.node.ari.ask('DELETE', `playbacks/${playback}`), 'a prompt could not be cut short')
    call.prompts.clear()
    if (isUp(call)) await releaseForGood(exchange, call)
  })
  await play(exchange, callId, prompt)
}

/** Another process of ours began to leave it; where it was over before anybody could hear so, the call is over too. */
export const takeUpMessage = (exchange: Exchange, call: Call, playbacks: readonly string[]): void => {
  call.leavesMessage = true
  for (const playback of playbacks) call.prompts.add(playback)
  const stillPlayed = async (playback: string): Promise<void> => {
    const found = call.node.ari.ask('GET', `playbacks/${playback}`)
    await found.catch((error: unknown) => {
      if (!(error instanceof AriRefused)) throw error
      call.prompts.delete(playback)
    })
  }
  const all = Promise.all(playbacks.map(stillPlayed)).then(() => endIfSaid(exchange, call))
  void harmless(exchange, all, 'a message that was being left could not be looked for')
}
