import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '#adapters/asterisk/network/ports.ts'
import { addressOf } from '#adapters/asterisk/test-exchange.ts'
import { type Figures, percentile, round } from '../ground.ts'
import type { BareCounts, BareOrder } from './bare-process.ts'
import { type LoopDelays, readLedger, until } from './centre.ts'
import { type BenchChild, startChild } from './child.ts'
import type { EarCall, EarWish } from './ear.ts'
import { numbersOfEars } from './numbers.ts'
import { type BenchLine, openLine, openProduct, type TelephonyGround } from './scene.ts'

const customersHost = '127.0.3.1'
const agentsHost = '127.0.3.2'
const wrapUpMs = 300
/** Nobody is found after so long. */
const lookWithinMs = 5000

/** Telephones of the bench on both sides; `customers` are called over a trunk, `agents` are headsets. */
export const startEars = async (log: string, customers: Pick<EarWish, 'ringMs' | 'talkMs'>) => {
  const wishes: Record<string, EarWish> = {
    customers: { host: customersHost, port: await freePort(customersHost), hertz: 1000, ...customers },
    agents: { host: agentsHost, port: await freePort(agentsHost), hertz: 600, ringMs: 0, talkMs: 0 },
  }
  const child = await startChild('./ear-process.ts', wishes, log)
  const addressOfEar = (name: 'customers' | 'agents'): string => `${wishes[name]?.host}:${wishes[name]?.port}`
  return {
    child,
    customersAt: addressOfEar('customers'),
    agentsAt: addressOfEar('agents'),
    heard: (name: 'customers' | 'agents') => child.ask<EarCall[]>('calls', name),
    trunk: { name: 'ears', address: addressOfEar('customers'), prefixes: [numbersOfEars] },
  }
}
type Ears = Awaited<ReturnType<typeof startEars>>

/** Milliseconds from the customer's 200 OK, call by call. */
export type Heard = {
  toPacket: number[]
  toSound: number[]
  toAgent: number[]
  unheard: number
  delays?: LoopDelays
}

/** What each answered customer heard, and when their agent heard them; `agentOf` says which seat a number was given. */
const hearingOf = (
  customers: readonly EarCall[],
  seats: readonly EarCall[],
  agentOf: ReadonlyMap<string, string>,
): Heard => {
  const onsets = new Map<string, number[]>()
  for (const { to, onsets: of } of seats) onsets.set(to, [...(onsets.get(to) ?? []), ...of])
  const heard: Heard = { toPacket: [], toSound: [], toAgent: [], unheard: 0 }
  for (const { to, answeredAt, firstPacketAt, firstSoundAt } of customers) {
    if (answeredAt === undefined || !agentOf.has(to)) continue
    if (firstPacketAt === undefined || firstSoundAt === undefined) {
      heard.unheard++
      continue
    }
    heard.toPacket.push(firstPacketAt - answeredAt)
    heard.toSound.push(firstSoundAt - answeredAt)
    const onset = onsets.get(agentOf.get(to) ?? '')?.find((at) => at >= answeredAt && at < answeredAt + lookWithinMs)
    if (onset === undefined) heard.unheard++
    else heard.toAgent.push(onset - answeredAt)
  }
  return heard
}

const ofProduct = async (ground: TelephonyGround, line: BenchLine, wish: HearingWish, ears: Ears): Promise<Heard> => {
  const { order, centre } = await openProduct(ground, line, {
    ...{ agents: wish.agents, browsers: 0, mode: 'progressive', callsPerSecond: 50, wrapUpMs },
    people: { count: wish.agents * wish.seconds, earEvery: 1 },
    headsetsAt: ears.agentsAt,
    more: [ears.trunk],
  })
  await centre.work()
  await centre.loopDelays()
  await wait(wish.seconds * 1000)
  const delays = await centre.loopDelays()
  await centre.finish()
  await centre.stop()
  const kept = await readLedger(order.urls)
  const agentOf = new Map(
    kept.flatMap(({ number, agentEndpoint, bridgedAt }) =>
      agentEndpoint && bridgedAt ? [[number, agentEndpoint]] : [],
    ),
  )
  return { ...hearingOf(await ears.heard('customers'), await ears.heard('agents'), agentOf), delays }
}

export const startBare = async (line: BenchLine, order: Omit<BareOrder, 'node' | 'ringForSeconds'>) => {
  const node = { ...addressOf(line.node), app: 'bare' }
  const child = await startChild(
    './bare-process.ts',
    { ...order, node, ringForSeconds: 15 } satisfies BareOrder,
    line.log,
  )
  const counts = (): Promise<BareCounts> => child.ask<BareCounts>('counts')
  await until(async () => (await counts()).seated >= order.agents, 60, `${order.agents} headsets joined`)
  return { child, counts, quiet: () => until(async () => (await counts()).up === 0, 60, 'all calls over') }
}

const ofBare = async (line: BenchLine, { agents, seconds }: HearingWish, ears: Ears): Promise<Heard> => {
  const { child, quiet } = await startBare(line, {
    ...{ carrier: ears.customersAt, headsetsAt: ears.agentsAt, agents, wrapUpMs, isRecorded: true },
    people: { count: agents * seconds, earEvery: 1 },
  })
  await child.ask('dialFreeAgents', { seconds })
  await quiet()
  const joined = await child.ask<{ number: string; agent: number }[]>('joined')
  await child.stop()
  const agentOf = new Map(joined.map(({ number, agent }) => [number, `agent-${agent}`]))
  return hearingOf(await ears.heard('customers'), await ears.heard('agents'), agentOf)
}

export const spread = (name: string, samples: readonly number[]): Figures => ({
  [`${name}_ms_p50`]: round(percentile(samples, 0.5), 1),
  [`${name}_ms_p99`]: round(percentile(samples, 0.99), 1),
  [`${name}_ms_max`]: round(Math.max(...samples), 1),
})
const figuresOf = (whose: string, { toPacket, toSound, toAgent, unheard, delays }: Heard): Figures => ({
  [`hearing_${whose}_calls`]: toSound.length,
  [`hearing_${whose}_unheard`]: unheard,
  ...spread(`hearing_${whose}_answer_to_first_packet_at_customer`, toPacket),
  ...spread(`hearing_${whose}_answer_to_agent_heard_by_customer`, toSound),
  ...spread(`hearing_${whose}_answer_to_customer_heard_by_agent`, toAgent),
  ...(delays
    ? {
        [`hearing_${whose}_event_loop_delay_ms_p99`]: delays.p99Ms,
        [`hearing_${whose}_event_loop_delay_ms_max`]: delays.maxMs,
      }
    : {}),
})

export type HearingWish = { agents: number; seconds: number }

const onLine = async (
  ground: TelephonyGround,
  name: string,
  listen: (line: BenchLine, ears: Ears) => Promise<Heard>,
): Promise<Heard> => {
  const line = await openLine(ground, name, {})
  let child: BenchChild | undefined
  try {
    const ears = await startEars(line.log, { ringMs: 200, talkMs: 1500 })
    child = ears.child
    return await listen(line, ears)
  } finally {
    await child?.stop()
    await line.close()
  }
}

/**
 * From the customer's 200 OK to the first sound of the agent at the customer, and of the customer at the agent: both are
 * telephones of the bench that speak all the time, and keep when each packet arrives.
 */
export const hearing = async (ground: TelephonyGround, wish: HearingWish): Promise<Figures> => {
  const { say } = ground
  say(`hearing: ${wish.agents} agents, ${wish.seconds} s each of the product and of bare ARI …`)
  const product = await onLine(ground, 'hearing', (line, ears) => ofProduct(ground, line, wish, ears))
  const bare = await onLine(ground, 'hearing-bare', (line, ears) => ofBare(line, wish, ears))
  const figures = { ...figuresOf('product', product), ...figuresOf('bare', bare) }
  const ratio = (share: number): number =>
    round(percentile(product.toSound, share) / percentile(bare.toSound, share), 2)
  return { ...figures, hearing_to_bare_ratio_p50: ratio(0.5), hearing_to_bare_ratio_p99: ratio(0.99) }
}
