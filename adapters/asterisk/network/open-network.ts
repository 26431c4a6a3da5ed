import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AsteriskProcess, startAsterisk } from './asterisk-process.ts'
import { type CallIn, type Carrier, callIn, type SippPlace, startCarrier, startTalkers } from './carrier.ts'
import type { CarrierCall } from './carrier-log.ts'
import type { Customers } from './carrier-scenario.ts'
import { type AsteriskNode, foldersBelow, promptsFolder, recordingsFolder } from './configuration.ts'
import type { PhonePrograms } from './get-asterisk.ts'
import { freePort, freeSoundPorts, loopback } from './ports.ts'
import { writeSounds } from './sounds.ts'

/** What a network is to have. Names are for people and for files. */
export type NetworkOrder = {
  programs: PhonePrograms
  /** Asterisks side by side; one, unless said. */
  nodes?: number
  /** Each with customers of its own behaviour; one usual carrier, unless said. */
  carriers?: readonly Partial<Customers>[]
  /** Processes that stand for headsets without a browser, see `startTalkers`. */
  talkers?: number
  /** Where files go; unsaid, a folder of its own that goes with the network. */
  folder?: string
  app?: string
  /** Writes sounds of its own into the folder they are played from, before anybody plays them. */
  moreSounds?: (folder: string) => Promise<void>
}

export type NetworkNode = AsteriskProcess & {
  name: string
  /** `http://user:password@host:port`, as CARILLON_ASTERISK_NODES takes it. */
  url: string
  http: { host: string; port: number }
  ari: { user: string; password: string; app: string }
  /** Where carriers reach it. */
  sip: { address: string; port: number }
  /** Where headsets reach it. */
  headsetUrl: string
  /** What headsets and trunks are to be told as their media address. */
  mediaAddress: string
  recordings: string
  prompts: string
}

export type Network = {
  nodes: readonly NetworkNode[]
  carriers: readonly Carrier[]
  talkers: readonly Carrier[]
  /** Raw A-law files, `<name>.al`. */
  sounds: string
  /** A customer calls in, from the address of a carrier (the first, unless said), to a node (the first). */
  callIn: (call: Partial<CallIn> & { to: string }, node?: NetworkNode) => Promise<CarrierCall[]>
  folder: string
  close: () => Promise<void>
}

/** Brings up a whole telephone network on free ports of this machine's loopback, in two seconds or so. */
export const openNetwork = async (order: NetworkOrder): Promise<Network> => {
  const { programs, app = 'carillon', carriers = [{}], talkers = 0 } = order
  const folder = order.folder ?? (await mkdtemp(join(tmpdir(), 'carillon-network-')))
  const sounds = join(folder, 'sounds')
  const running: { stop: () => Promise<void> }[] = []
  const close = async (): Promise<void> => {
    await Promise.all(running.map(({ stop }) => stop()))
    if (!order.folder) await rm(folder, { recursive: true, force: true })
  }
  const kept = <T extends { stop: () => Promise<void> }>(started: T): T => {
    running.push(started)
    return started
  }
  try {
    await writeSounds(sounds)
    await order.moreSounds?.(sounds)
    const nodes: NetworkNode[] = []
    for (let i = 1; i <= (order.nodes ?? 1); i++)
      nodes.push(kept(await openNode(programs, join(folder, `node-${i}`), `node-${i}`, app)))
    const [first] = nodes
    if (!first) throw new Error('a network has at least one node')
    const place = (node: NetworkNode): SippPlace => ({
      sipp: programs.sipp,
      folder: join(folder, 'carriers'),
      sounds,
      asterisk: node.sip,
    })
    return {
      nodes,
      carriers: await inTurn(carriers, async (customers, i) =>
        kept(await startCarrier(place(first), `carrier-${i + 1}`, carrierHost(i), customers)),
      ),
      talkers: await inTurn(Array.from({ length: talkers }), async (_, i) =>
        kept(await startTalkers(place(first), `talkers-${i + 1}`, carrierHost(100 + i))),
      ),
      sounds,
      callIn: (call, node = first) => callIn(place(node), { ...usualCaller, ...call }),
      folder,
      close,
    }
  } catch (problem) {
    await close()
    throw problem
  }
}

/** Carriers are told apart by their address, as in the world. */
const carrierHost = (index: number): string => `127.0.1.${index + 1}`
const usualCaller = { from: '+8614200000001', host: carrierHost(0), talkMs: 3000 }

const inTurn = async <A, B>(all: readonly A[], make: (one: A, index: number) => Promise<B>): Promise<B[]> => {
  const made: B[] = []
  for (const [index, one] of all.entries()) made.push(await make(one, index))
  return made
}

const openNode = async (programs: PhonePrograms, folder: string, name: string, app: string): Promise<NetworkNode> => {
  const [http, sip, media] = [await freePort(), await freePort(), await freeSoundPorts(4000)]
  const ari = { user: 'carillon', password: randomBytes(12).toString('base64url'), app }
  const node: AsteriskNode = {
    folders: foldersBelow(folder, programs),
    http: { address: loopback, port: http },
    ari,
    sip: { address: loopback, port: sip },
    media: { firstPort: media.first, lastPort: media.last, offeredAs: everyAddressAs(loopback) },
    mostChannels: 4000,
  }
  return {
    ...(await startAsterisk(programs, node)),
    name,
    url: `http://${ari.user}:${ari.password}@${loopback}:${http}`,
    http: { host: loopback, port: http },
    ari,
    sip: { address: loopback, port: sip },
    headsetUrl: `ws://${loopback}:${http}/ws`,
    mediaAddress: loopback,
    recordings: recordingsFolder(node.folders),
    prompts: promptsFolder(node.folders),
  }
}

/** Asterisk offers browsers every address but loopback: told as loopback, sound stays on this machine. */
const everyAddressAs = (told: string): Record<string, string> => {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  return Object.fromEntries(addresses.filter(({ internal }) => !internal).map(({ address }) => [address, told]))
}
