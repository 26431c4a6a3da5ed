// Run by the bench as a process of its own: ARI with nothing on top, doing the same work with the same media.
import { type AriEvent, channelOf } from '#adapters/asterisk/ari.ts'
import { openAri } from '#adapters/asterisk/client.ts'
import type { NodeAddress } from '#adapters/asterisk/exchange.ts'
import { trunkId, trunkObjects } from '#adapters/asterisk/pjsip-objects.ts'
import { plainTrunk } from '#domains/telephony/server/port.ts'
import { wallClock } from '#platform/clock.ts'
import { logger } from '#platform/log.ts'
import { answering } from './child.ts'
import { numberOf, type People } from './numbers.ts'

export type BareOrder = {
  node: NodeAddress
  carrier: string
  /** Where the agents' telephones are, one process for all. */
  headsetsAt: string
  agents: number
  people: People
  wrapUpMs: number
  ringForSeconds: number
  isRecorded: boolean
}
export type BareCounts = {
  seated: number
  up: number
  originated: number
  refused: number
  answered: number
  joined: number
  /** Answered, and no agent was free. */
  alone: number
  recorded: number
}

const order = JSON.parse(process.argv[2] ?? '{}') as BareOrder
const clock = wallClock()
const counts: BareCounts = {
  seated: 0,
  up: 0,
  originated: 0,
  refused: 0,
  answered: 0,
  joined: 0,
  alone: 0,
  recorded: 0,
}
const free: number[] = []
/** Who has whom, by channel; and each joining, by number. */
const has = new Map<string, number>()
const joined: { number: string; agent: number }[] = []
const snoops = new Map<string, () => void>()
let placed = 0
let isUp = (): void => {}
const up = new Promise<void>((resolve) => {
  isUp = resolve
})

const { app, media } = order.node
const bridge = (agent: number): string => `bare-seat-${agent}`
const ari = openAri({
  ...order.node,
  clock,
  log: logger('warn'),
  onEvent: (event) => hear(event),
  onUp: async () => isUp(),
  onDown: (why) => console.log(`down: ${why}`),
})

const put = async (name: string, address: string): Promise<void> => {
  for (const { type, id, fields } of trunkObjects(plainTrunk(name, address), [address.replace(/:\d+$/, '')], media)) {
    const list = Object.entries(fields).map(([attribute, value]) => ({ attribute, value }))
    await ari.ask('PUT', `asterisk/config/dynamic/res_pjsip/${type}/${id}`, {}, { fields: list })
  }
}
const seat = async (agent: number): Promise<void> => {
  await ari.ask('POST', 'bridges', { type: 'mixing', bridgeId: bridge(agent) })
  const endpoint = `PJSIP/${trunkId('headsets')}/sip:agent-${agent}@${order.headsetsAt}`
  await ari.ask('POST', 'channels', {
    endpoint,
    app,
    appArgs: `seat,${agent}`,
    channelId: `seat-${agent}`,
    timeout: 10,
  })
}
const spyOn = async (channel: string, spy: 'in' | 'out'): Promise<void> => {
  const snoop = `${spy}-${channel}`
  const ours = new Promise<void>((resolve) => snoops.set(snoop, resolve))
  await ari.ask('POST', `channels/${channel}/snoop/${snoop}`, { spy, whisper: 'none', app, appArgs: 'rec' })
  await ours
  snoops.delete(snoop)
  await ari.ask('POST', `channels/${snoop}/record`, { name: snoop, format: 'alaw', ifExists: 'fail' })
}
const unless = (error: unknown): void => void (error instanceof Error || console.log(error))

const join = async (channel: string, number: string): Promise<void> => {
  counts.answered++
  const agent = free.shift()
  if (agent === undefined) {
    counts.alone++
    return ari.ask('DELETE', `channels/${channel}`)
  }
  has.set(channel, agent)
  await ari.ask('POST', `bridges/${bridge(agent)}/addChannel`, { channel })
  counts.joined++
  joined.push({ number, agent })
  if (order.isRecorded) await Promise.all([spyOn(channel, 'in'), spyOn(channel, 'out')])
}
const started = (channel: string, args: readonly string[]): void => {
  const [what, detail = ''] = args
  if (what === 'rec') snoops.get(channel)?.()
  if (what === 'call') join(channel, detail).catch(unless)
  if (what !== 'seat') return
  ari
    .ask('POST', `bridges/${bridge(Number(detail))}/addChannel`, { channel })
    .then(() => {
      counts.seated++
      free.push(Number(detail))
    })
    .catch(unless)
}
const ended = (channel: string): void => {
  if (!channel.startsWith('call-')) return
  counts.up--
  const agent = has.get(channel)
  has.delete(channel)
  if (agent === undefined) return
  if (order.isRecorded) for (const spy of ['in', 'out']) ari.ask('DELETE', `channels/${spy}-${channel}`).catch(unless)
  clock.after(order.wrapUpMs, () => free.push(agent))
}
function hear(event: AriEvent): void {
  if (event.type === 'RecordingFinished') counts.recorded++
  const channel = channelOf(event)?.id
  if (channel === undefined) return
  if (event.type === 'StasisStart') started(channel, event.args)
  if (event.type === 'ChannelDestroyed') ended(channel)
}

const originate = (): void => {
  const number = numberOf(order.people, placed++)
  const asked = { app, appArgs: `call,${number}`, callerId: '02160000000', timeout: order.ringForSeconds }
  counts.originated++
  counts.up++
  ari
    .ask('POST', 'channels', {
      endpoint: `PJSIP/${number}@${trunkId('carrier')}`,
      channelId: `call-${placed}`,
      ...asked,
    })
    .catch(() => {
      counts.refused++
      counts.up--
    })
}
/** Open loop: whatever becomes of those before, the next is ordered in its time. */
const dialFor = async ({ perSecond, seconds }: { perSecond: number; seconds: number }): Promise<void> => {
  const began = performance.now()
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = began + (n * 1000) / perSecond - performance.now()
    if (due > 0) await new Promise((resolve) => setTimeout(resolve, due))
    originate()
  }
}
/** Closed loop: one call for each agent who is free, as long as it takes. */
const dialFreeAgents = async ({ seconds }: { seconds: number }): Promise<void> => {
  const last = performance.now() + seconds * 1000
  while (performance.now() < last) {
    if (counts.up + order.agents - counts.seated < order.agents && free.length > counts.up - has.size) originate()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

ari.open()
await up
await put('carrier', order.carrier)
await put('headsets', order.headsetsAt)
for (let agent = 0; agent < order.agents; agent++) await seat(agent)

answering({
  counts: () => counts,
  joined: () => joined,
  dialFor,
  dialFreeAgents,
  stop: async () => {
    for (let agent = 0; agent < order.agents; agent++) {
      await ari.ask('DELETE', `channels/seat-${agent}`).catch(unless)
      await ari.ask('DELETE', `bridges/${bridge(agent)}`).catch(unless)
    }
    ari.close()
  },
})
