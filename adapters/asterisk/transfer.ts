import type { Party } from '#domains/telephony/server/port.ts'
import { OrderRefused } from '#domains/telephony/server/port.ts'
import { endLeg, moveOn, talkOn } from './across.ts'
import { remember } from './call.ts'
import { type Call, connected, type Exchange, harmless, inTurn, isUp, seated, tell } from './exchange.ts'
import { settle, wayTo } from './joining.ts'
import { callOutside, endRinging } from './outside.ts'
import { addTo, bridgeOf, leaveSeat, music, setMute, takeSeat } from './places.ts'
import { dropLeaders } from './supervision.ts'

const freeAgent = async (exchange: Exchange, call: Call): Promise<void> => {
  if (call.muted) await harmless(exchange, setMute(exchange, call, false), 'an agent could not be unmuted')
  call.muted = false
  dropLeaders(exchange, call)
}
const endMusic = async (exchange: Exchange, call: Call): Promise<void> => {
  if (call.held || call.bond === 'waiting') await music(exchange, call, false)
  call.held = false
}
/** Frees the agent the customer leaves, of everything this call had with them but a leg to their node. */
export const partFromAgent = async (exchange: Exchange, call: Call): Promise<void> => {
  await freeAgent(exchange, call)
  await endMusic(exchange, call)
}

/**
 * Takes the customer from their agent to somebody else. If that fails they are with the agent again, and off hold; who
 * is muted stays so, and who follows the agent goes on, until the customer has left.
 */
export const moveFromAgent = (exchange: Exchange, call: Call, move: () => Promise<void>): Promise<void> =>
  moveOn(exchange, call, async () => {
    const wasHeld = call.held
    await endMusic(exchange, call)
    try {
      await move()
    } catch (error) {
      if (isUp(call)) await putBack(exchange, call, wasHeld)
      throw error
    }
    await freeAgent(exchange, call)
  })
const putBack = async (exchange: Exchange, call: Call, wasHeld: boolean): Promise<void> => {
  // Their agent's headset was lost: they wait for it as before.
  if (call.bond === 'waiting') return music(exchange, call, true)
  await harmless(exchange, addTo(call, bridgeOf(exchange, call)), 'a customer could not be brought back to their agent')
  if (wasHeld && isUp(call)) tell(exchange, call, exchange.clock.nowMs(), { kind: 'resumed' })
  remember(exchange, call)
}

export const handedTo = (exchange: Exchange, call: Call, endpoint: string): void => {
  Object.assign(call, { endpoint, bond: 'joined' })
  if (!isUp(call)) return
  tell(exchange, call, exchange.clock.nowMs(), { kind: 'transferred', endpoint })
  remember(exchange, call)
}

const toHeadset = async (exchange: Exchange, call: Call, endpoint: string): Promise<void> => {
  const seat = takeSeat(exchange, call, endpoint)
  await inTurn(call, async () => {
    try {
      const way = await wayTo(exchange, call, seat)
      await moveFromAgent(exchange, call, () => settle(exchange, call, seat, way))
    } catch (error) {
      seat.customer = null
      throw error
    }
    leaveSeat(exchange, call, seat)
    endRinging(exchange, call)
    handedTo(exchange, call, endpoint)
  })
}

/**
 * Until the number answers nothing changes for the customer; if it does not, nothing ever does. Meanwhile the agent may
 * do something else with them: then they are not torn out of that.
 */
const toNumber = async (exchange: Exchange, call: Call, number: string): Promise<void> => {
  const from = call.endpoint
  const isWanted = (): boolean => call.endpoint === from && call.bond !== 'none' && !call.third
  const far = await callOutside(exchange, call, number, isWanted)
  await inTurn(call, async () => {
    if (!isUp(call) || !isWanted()) {
      endLeg(exchange, call.node, far)
      throw new OrderRefused(`${call.callId}: the customer is gone, or with somebody else`)
    }
    await moveFromAgent(exchange, call, () => talkOn(exchange, call, far))
    leaveSeat(exchange, call)
    handedTo(exchange, call, number)
  })
}

export const transfer = async (exchange: Exchange, callId: string, to: Party): Promise<void> => {
  const call = connected(exchange, callId, 'transfer')
  if (call.third) throw new OrderRefused(`cannot transfer ${callId}: ${call.third.endpoint} is on it`)
  if ('endpoint' in to) {
    seated(exchange, to.endpoint)
    return toHeadset(exchange, call, to.endpoint)
  }
  const handed = toNumber(exchange, call, to.number)
  handed.catch((error: unknown) => exchange.log.info({ err: error, callId }, 'a customer could not be handed on'))
}
