import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CarrierCall } from '#adapters/asterisk/network/carrier-log.ts'
import type { Customers } from '#adapters/asterisk/network/carrier-scenario.ts'
import type { PhonePrograms } from '#adapters/asterisk/network/get-asterisk.ts'
import { type NetworkNode, openNetwork } from '#adapters/asterisk/network/open-network.ts'
import { addressOf } from '#adapters/asterisk/test-exchange.ts'
import type { BenchGround, Urls } from '../ground.ts'
import { type BenchCentre, type CentreOrder, startCentre } from './centre.ts'
import type { CentrePlan } from './found.ts'
import { numbersOfCarrier } from './numbers.ts'

export type TelephonyGround = BenchGround & { programs: PhonePrograms; folder: string }

/** One Asterisk, a carrier of that behaviour, and one process that stands for all headsets without a browser. */
export const openLine = async (ground: TelephonyGround, name: string, customers: Partial<Customers>) => {
  const folder = join(ground.folder, name)
  await mkdir(folder, { recursive: true })
  const network = await openNetwork({ programs: ground.programs, folder, carriers: [customers], talkers: 1 })
  const [node] = network.nodes
  const [carrier] = network.carriers
  const [talkers] = network.talkers
  if (!node || !carrier || !talkers) throw new Error('a network has a node, a carrier and talkers')
  return { network, node, carrier, talkers, folder, log: join(folder, 'programs.log'), close: () => network.close() }
}
export type BenchLine = Awaited<ReturnType<typeof openLine>>

/** Who has gone on ringing when the bench is over has no end yet; all others do. */
export const carrierCalls = ({ carrier }: BenchLine): Promise<CarrierCall[]> => carrier.calls()

/** Seats as the product names them. */
export const seatsOf = (agents: number): string[] =>
  Array.from({ length: agents }, (_, n) => `seat-A${String(n + 1).padStart(3, '0')}`)

export type CentreWish = Pick<CentrePlan, 'agents' | 'browsers' | 'people' | 'mode'> &
  Pick<CentreOrder, 'callsPerSecond' | 'wrapUpMs'> & {
    /** Where headsets are; unsaid: at the talkers of the line. */
    headsetsAt?: string
    /** Carriers beside that of the line. */
    more?: CentrePlan['trunks']
    /** An address of Asterisk's ARI that can be cut. */
    ari?: string
  }

export const orderFor = async (
  ground: TelephonyGround,
  line: BenchLine,
  { agents, browsers, people, mode, callsPerSecond, wrapUpMs, ...wish }: CentreWish,
): Promise<CentreOrder> => {
  const urls: Urls = await ground.freshDatabase()
  const at = wish.headsetsAt ?? line.talkers.address
  const own = { name: 'carrier', address: line.carrier.address, prefixes: [numbersOfCarrier, '+86142999'] }
  return {
    urls,
    stateDir: join(line.folder, 'state'),
    node: { ...addressOf(line.node), ...(wish.ari ? { url: wish.ari } : {}) },
    plan: { trunks: [own, ...(wish.more ?? [])], agents, browsers, people, mode },
    telephones: Object.fromEntries(seatsOf(agents).map((seat) => [seat, `sip:${seat}@${at}`])),
    callsPerSecond,
    wrapUpMs,
  }
}

export const openProduct = async (
  ground: TelephonyGround,
  line: BenchLine,
  wish: CentreWish,
): Promise<{ order: CentreOrder; centre: BenchCentre }> => {
  const order = await orderFor(ground, line, wish)
  return { order, centre: await startCentre(order, line.log) }
}

/** What is up in an Asterisk that should be empty, by its own word. */
export const ghostsIn = async ({ http, ari }: NetworkNode): Promise<string[]> => {
  const authorization = `Basic ${Buffer.from(`${ari.user}:${ari.password}`).toString('base64')}`
  const ask = async (path: string): Promise<{ id: string }[]> =>
    (await (await fetch(`http://${http.host}:${http.port}/ari/${path}`, { headers: { authorization } })).json()) as {
      id: string
    }[]
  return [...(await ask('channels')), ...(await ask('bridges'))].map(({ id }) => id)
}
