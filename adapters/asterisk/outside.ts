import { OrderRefused, type OutsideStage } from '#domains/telephony/server/port.ts'
import { endLeg } from './across.ts'
import { type AriEvent, channelOf } from './ari.ts'
import { remember } from './call.ts'
import { isCarrierFault } from './causes.ts'
import { type Call, type Exchange, isUp, nextSerial, type OutsideLeg, tell } from './exchange.ts'
import { callFar, FarLegGone } from './far.ts'
import { callOfFar, farChannel } from './names.ts'
import { trunkId } from './pjsip-objects.ts'
import { creditTrunk, dialledAs, takeTrunkInTurn } from './trunks.ts'

/** How long an outside number may ring before the customer stays where they are. */
const ringsForSeconds = 25

const tellOutside = (exchange: Exchange, call: Call, outside: OutsideLeg, stage: OutsideStage): void => {
  const { leg, number, trunk } = outside
  // What goes with its call ends when that does.
  const at = call.leg.phase === 'ended' ? call.leg.lastAt : exchange.clock.nowMs()
  tell(exchange, call, at, { kind: 'outside', stage, leg, number, trunk })
}

/** The leg is over, or about to be: its room is free, and it costs nothing more. */
export const endOutside = (exchange: Exchange, call: Call): void => {
  const { outside } = call
  if (!outside) return
  call.outside = null
  exchange.lines.get(outside.trunk)?.calls.delete(outside.leg)
  tellOutside(exchange, call, outside, 'ended')
  if (!outside.isUp) endLeg(exchange, call.node, outside.leg)
  if (call.leg.phase !== 'ended') remember(exchange, call)
}

/** The agent has done something else with the customer: the number that rings is not wanted any more. */
export const endRinging = (exchange: Exchange, call: Call): void => {
  if (call.outside?.isUp === false) endOutside(exchange, call)
}

/**
 * Calls an outside number for a customer over a trunk that may; it takes room on the trunk for as long as it is up, like
 * any call, and waits for its turn where the trunk takes no more calls in this second.
 */
export const callOutside = async (
  exchange: Exchange,
  call: Call,
  number: string,
  isWanted: () => boolean = () => true,
): Promise<string> => {
  const leg = farChannel(call.callId, nextSerial(exchange))
  const isFree = (): boolean => call.outside === null && isUp(call) && isWanted()
  const line = await takeTrunkInTurn(exchange, leg, number, isFree)
  if (!isFree()) line?.calls.delete(leg)
  if (!line || !isFree()) throw new OrderRefused(`no trunk can call ${number} now`)
  const { name } = line.trunk
  const outside: OutsideLeg = { leg, number, trunk: name, isUp: false }
  call.outside = outside
  tellOutside(exchange, call, outside, 'placed')
  remember(exchange, call)
  try {
    const endpoint = `PJSIP/${dialledAs(line.trunk, number)}@${trunkId(name)}`
    await callFar(exchange, call.node, {
      channelId: leg,
      endpoint,
      callerId: call.callerId,
      ringForSeconds: ringsForSeconds,
    })
  } catch (error) {
    const isOurs = call.outside === outside
    creditTrunk(exchange, name, isOurs && error instanceof FarLegGone ? isCarrierFault(error.cause) : null)
    if (isOurs) endOutside(exchange, call)
    if (error instanceof FarLegGone) throw new OrderRefused(`${number} did not answer`)
    throw error
  }
  creditTrunk(exchange, name, false)
  if (call.outside !== outside) throw new OrderRefused(`${number}: nobody waits any more`)
  outside.isUp = true
  tellOutside(exchange, call, outside, 'answered')
  return leg
}

/** Whoever was outside has left. */
export const hearOutside = (exchange: Exchange, event: AriEvent): void => {
  const id = channelOf(event)?.id
  if (event.type !== 'ChannelDestroyed' || id === undefined) return
  const call = exchange.calls.get(callOfFar(id) ?? '')
  if (call?.outside?.leg === id && call.outside.isUp) endOutside(exchange, call)
}

/** A leg another process of ours called goes on costing; where it ended while nobody heard, that is told now. */
export const takeUpOutside = (
  exchange: Exchange,
  call: Call,
  known: Omit<OutsideLeg, 'isUp'>,
  channels: readonly { id: string; state: string }[],
): void => {
  const outside = { ...known, isUp: true }
  call.outside = outside
  const channel = channels.find(({ id }) => id === known.leg)
  if (!channel) return endOutside(exchange, call)
  exchange.lines.get(known.trunk)?.calls.add(known.leg)
  if (channel.state === 'Up') tellOutside(exchange, call, outside, 'answered')
}
