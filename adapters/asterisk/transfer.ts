import type { Party } from '#domains/telephony/server/port.ts'
import { OrderRefused } from '#domains/telephony/server/port.ts'
import { partAcross, talkOn } from './across.ts'
import { remember } from './call.ts'
import { type Call, connected, type Exchange, harmless, inTurn, isUp, seated, tell } from './exchange.ts'
import { callFar, FarLegGone } from './far.ts'
import { join } from './joining.ts'
import { trunkId } from './pjsip-objects.ts'
import { leaveSeat, music, setMute, takeSeat } from './places.ts'
import { dropLeaders } from './supervision.ts'
import { dialledAs, takeTrunk } from './trunks.ts'

/** How long an outside number may ring before the customer stays where they are. */
const ringsForSeconds = 25

/** Frees the agent the customer leaves, of everything this call had with them. */
export const partFromAgent = async (exchange: Exchange, call: Call): Promise<void> => {
  if (call.muted) await harmless(exchange, setMute(exchange, call, false), 'an agent could not be unmuted')
  call.muted = false
  dropLeaders(exchange, call)
  if (call.held) await music(exchange, call, false)
  call.held = false
  if (call.far) partAcross(exchange, call)
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
      await partFromAgent(exchange, call)
      await join(exchange, call, seat)
    } catch (error) {
      seat.customer = null
      throw error
    }
    leaveSeat(exchange, call, seat)
    handedTo(exchange, call, endpoint)
  })
}

/** Calls an outside number for a customer over a trunk that may; counted on the trunk for as long as it is up. */
export const callOutside = async (exchange: Exchange, call: Call, number: string): Promise<string> => {
  const line = takeTrunk(exchange, `far.${call.callId}`, number, undefined)
  if (!line) throw new OrderRefused(`no trunk can call ${number} now`)
  const { trunk } = line
  try {
    return await callFar(exchange, call, {
      endpoint: `PJSIP/${dialledAs(trunk, number)}@${trunkId(trunk.name)}`,
      callerId: call.callerId,
      ringForSeconds: ringsForSeconds,
    })
  } catch (error) {
    line.calls.delete(`far.${call.callId}`)
    if (error instanceof FarLegGone) throw new OrderRefused(`${number} did not answer`)
    throw error
  }
}

/** Until the number answers nothing changes for the customer; if it does not, nothing ever does. */
const toNumber = async (exchange: Exchange, call: Call, number: string): Promise<void> => {
  const far = await callOutside(exchange, call, number)
  await inTurn(call, async () => {
    if (!isUp(call)) {
      await harmless(exchange, call.node.ari.ask('DELETE', `channels/${far}`), 'an outside leg could not be ended')
      throw new OrderRefused(`${call.callId}: the customer is gone`)
    }
    await partFromAgent(exchange, call)
    await talkOn(call, far)
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
