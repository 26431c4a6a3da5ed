import type { DialOrder } from '#domains/telephony/server/port.ts'
import { AriRefused } from './ari.ts'
import { addCall, memoryOf, memoryVariable } from './call.ts'
import { apply, loseCall } from './ending.ts'
import type { Call, Exchange, Line, Node } from './exchange.ts'
import { userOf } from './names.ts'
import { trunkFormats, trunkId } from './pjsip-objects.ts'
import { endByUs, lose, newLeg } from './translate.ts'
import { dialledAs, takeTrunk } from './trunks.ts'

/** No way out is told as slowly as a carrier would refuse, or whoever dials on every refusal would burn their list. */
const refusalTakesMs = 1000

/** How much a node carries. */
export const loadOf = (exchange: Exchange, node: Node): number => {
  let load = 0
  for (const call of exchange.calls.values()) if (call.node === node) load++
  for (const seat of exchange.seats.values()) if (seat.node === node) load++
  return load
}
/** The customers' calls on a node. */
export const callsOn = (exchange: Exchange, node: Node): number => {
  let calls = 0
  for (const call of exchange.calls.values()) if (call.node === node) calls++
  return calls
}
const hasRoom = (exchange: Exchange, node: Node): boolean =>
  node.ari.isUp() && callsOn(exchange, node) < (node.address.mostCalls ?? Number.POSITIVE_INFINITY)
/** A node without a limit counts its load against a thousand. */
export const leastLoaded = (exchange: Exchange, nodes: readonly Node[]): Node | undefined =>
  nodes
    .filter(({ ari }) => ari.isUp())
    .map((node) => ({ node, load: loadOf(exchange, node) / (node.address.mostCalls ?? 1000) }))
    .sort((a, b) => a.load - b.load)[0]?.node

/** The node of the headset it is placed for, so that no sound crosses nodes; else the one with most room, if any has. */
const nodeFor = (exchange: Exchange, near: string | undefined): Node | undefined => {
  const home = near === undefined ? undefined : exchange.seats.get(userOf(near))?.node
  if (home && hasRoom(exchange, home)) return home
  const able = exchange.nodes.filter((node) => hasRoom(exchange, node))
  return leastLoaded(exchange, able)
}

/** `by` us where it is certain that no carrier was asked. */
const fail = (exchange: Exchange, call: Call, by: 'us' | 'network'): void => {
  const { leg, told } = lose(call.leg, exchange.clock.nowMs())
  const faults = told.map((one) =>
    one.kind === 'ended' && one.by !== 'us' ? { ...one, cause: 'networkFault' as const, by } : one,
  )
  apply(exchange, call, { leg, told: faults })
}

const originate = async (call: Call, { trunk }: Line, order: DialOrder): Promise<void> => {
  const { ari, address } = call.node
  await ari.ask(
    'POST',
    'channels',
    {
      endpoint: `PJSIP/${dialledAs(trunk, order.to)}@${trunkId(trunk.name)}`,
      callerId: order.callerId,
      formats: trunkFormats,
      timeout: order.ringForSeconds,
      channelId: call.channel,
      app: address.app,
      appArgs: 'call',
    },
    { variables: { [memoryVariable]: memoryOf(call) } },
  )
}

/** Places a call. It fails only for what we did wrong; whatever the network does is told as its end. */
export const dial = async (exchange: Exchange, order: DialOrder): Promise<void> => {
  const { callId, callerId } = order
  if (exchange.calls.has(callId) || exchange.past.has(callId)) return
  const placedAt = exchange.clock.nowMs()
  const able = nodeFor(exchange, order.near)
  const node = able ?? exchange.nodes[0]
  if (!node) throw new Error('there is no Asterisk to call from')
  const { machineDetection = 'off' } = order
  const placed = { callId, node, placedAt, leg: newLeg(placedAt), trunk: null, callerId, machineDetection }
  const call = addCall(exchange, placed)
  const line = able ? takeTrunk(exchange, callId, order.to, order.trunk) : undefined
  if (!line) return noWay(exchange, call)
  call.trunk = line.trunk.name
  try {
    await originate(call, line, order)
  } catch (error) {
    notPlaced(exchange, call, error)
  }
}
const noWay = (exchange: Exchange, call: Call): void => {
  call.isTrunkJudged = true
  exchange.clock.after(refusalTakesMs, () => fail(exchange, call, 'us'))
}
/** Asterisk said no, or nobody knows: then a call that came about after all is a ghost, and ended when it shows. */
const notPlaced = (exchange: Exchange, call: Call, error: unknown): void => {
  exchange.log.warn({ err: error, callId: call.callId }, 'a call could not be placed')
  call.isTrunkJudged = error instanceof AriRefused
  fail(exchange, call, call.isTrunkJudged ? 'us' : 'network')
}

/** Ends a call, at whatever moment; what cannot be reached now is ended when its node is back. */
export const hangUp = async (exchange: Exchange, callId: string): Promise<void> => {
  const call = exchange.calls.get(callId)
  if (!call || call.leg.phase === 'ended') return
  call.leg = endByUs(call.leg)
  try {
    await call.node.ari.ask('DELETE', `channels/${call.channel}`)
  } catch (error) {
    if (!(error instanceof AriRefused) || error.status !== 404) throw error
    // Its last word is on the way, unless it never got there.
    exchange.clock.after(refusalTakesMs, () => {
      if (exchange.calls.get(callId) === call && call.leg.phase !== 'ended') loseCall(exchange, call)
    })
  }
}
