import {
  type HeadsetAccount,
  type Prompt,
  plainTrunk,
  type TelephonyPort,
  type Trunk,
} from '#domains/telephony/server/port.ts'
import type { portSuite } from '#domains/telephony/server/port-suite.ts'
import { wallClock } from '#platform/clock.ts'
import { type Log, silentLog } from '#platform/log.ts'
import { asterisk } from './asterisk.ts'
import type { NodeAddress } from './exchange.ts'
import { type Carrier, startTalkers } from './network/carrier.ts'
import type { PhonePrograms } from './network/get-asterisk.ts'
import { type NetworkNode, type NetworkOrder, openNetwork } from './network/open-network.ts'
import { numberThat } from './network/outcomes.ts'
import { openPromptServer } from './test-prompts.ts'

export const addressOf = ({ name, http, ari, sip, headsetUrl, mediaAddress }: NetworkNode): NodeAddress => ({
  name,
  url: `http://${http.host}:${http.port}`,
  ...ari,
  sip: `${sip.address}:${sip.port}`,
  headsetUrl,
  media: mediaAddress,
})

export const passed = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds))

export const waitUntil = async (isSo: () => boolean | Promise<boolean>, withinSeconds: number): Promise<void> => {
  const last = performance.now() + withinSeconds * 1000
  while (!(await isSo())) {
    if (performance.now() > last) throw new Error(`it was not so within ${withinSeconds} s`)
    await passed(20)
  }
}

/** A telephone network on this machine with two headsets that can be put on and taken off. */
export const openTestExchange = async (
  programs: PhonePrograms,
  order: Pick<NetworkOrder, 'nodes' | 'moreSounds'> & { soundsOf?: (endpoint: string) => Promise<string> } = {},
) => {
  const network = await openNetwork({
    programs,
    ...order,
    // Who is not spoken to gives up within 15 s; so does everybody else here.
    carriers: [{ ringMs: [800, 0], talkMs: [14_000, 0], unansweredMs: 30_000 }],
  })
  const [node] = network.nodes
  const [carrier] = network.carriers
  if (!node || !carrier) throw new Error('a network has a node and a carrier')
  const worn = new Map<string, Carrier>()
  const prompts = await openPromptServer()
  const place = { sipp: programs.sipp, folder: network.folder, sounds: network.sounds, asterisk: node.sip }
  const placeOf = async (endpoint: string): Promise<typeof place> =>
    order.soundsOf ? { ...place, sounds: await order.soundsOf(endpoint) } : place
  const hostOf = (endpoint: string): string => `127.0.2.${endpoints.indexOf(endpoint) + 1}`
  const putOn = async (endpoint: string): Promise<void> => {
    if (!worn.get(endpoint)?.isRunning())
      worn.set(endpoint, await startTalkers(await placeOf(endpoint), `headset-${endpoint}`, hostOf(endpoint)))
  }
  /** As a browser that is killed: not a word to anybody. */
  const takeOff = async (endpoint: string): Promise<void> => {
    const headset = worn.get(endpoint)
    if (!headset) return
    process.kill(headset.pid, 'SIGKILL')
    await waitUntil(() => !headset.isRunning(), 5)
  }
  return {
    network,
    node,
    carrier,
    trunk: plainTrunk('test', carrier.address),
    /** Serves prompts to the nodes, as our own server does. */
    prompts,
    putOn,
    takeOff,
    /** Where a headset is, worn or not. */
    phoneAt: (user: string): string => `sip:${user}@${worn.get(user)?.address ?? `${hostOf(user)}:9`}`,
    close: async (): Promise<void> => {
      await Promise.all([...worn.values()].map((headset) => headset.stop()))
      await prompts.close()
      await network.close()
    },
  }
}
export type TestExchange = Awaited<ReturnType<typeof openTestExchange>>

export const endpoints = ['agent-1', 'agent-2', 'leader-1']
const accounts: HeadsetAccount[] = endpoints.map((endpoint) => ({ endpoint, password: 'not needed by a telephone' }))

/** What is up in an Asterisk, by its own word. */
export const whatIsUp = async ({ url, user, password }: NodeAddress): Promise<string[]> => {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const ask = async (path: string): Promise<{ id: string }[]> =>
    (await (await fetch(`${url}/ari/${path}`, { headers: { authorization } })).json()) as { id: string }[]
  return [...(await ask('channels')), ...(await ask('bridges'))].map(({ id }) => id)
}

/** Nobody is called by that port any more, nor seated, and that Asterisk has done what it was told. */
export const leaveAll = async (port: TelephonyPort, node: NetworkNode): Promise<void> => {
  for (const { endpoint } of await port.headsets()) await port.seat(endpoint, false)
  await waitUntil(async () => (await whatIsUp(addressOf(node))).length === 0, 5)
}

/** A port on that network with two headsets seated, or as many as wished. */
export const openTestPort = async (
  exchange: TestExchange,
  wishes: {
    trunks?: readonly Trunk[]
    log?: Log
    url?: string
    only?: number
    mostCalls?: number
    headsets?: number
    prompts?: readonly Prompt[]
  } = {},
) => {
  const { log = silentLog } = wishes
  const { putOn, takeOff, phoneAt, network } = exchange
  const addresses = network.nodes
    .slice(0, wishes.only)
    .map((one) => ({ ...addressOf(one), mostCalls: wishes.mostCalls, ...(wishes.url ? { url: wishes.url } : {}) }))
  const port: TelephonyPort = asterisk({
    nodes: addresses,
    clock: wallClock(),
    log,
    phoneAt,
  })
  const stop = port.listen(() => {})
  const ownPrompt = exchange.prompts.prompt('prompt-1', 1850, 3)
  const equipment = {
    headsets: accounts.slice(0, wishes.headsets ?? 2),
    trunks: wishes.trunks ?? [exchange.trunk],
    prompts: [ownPrompt, ...(wishes.prompts ?? [])],
  }
  const worn = equipment.headsets.map(({ endpoint }) => endpoint)
  await Promise.all(worn.map(putOn))
  await waitUntil(async () => (await port.health()).nodes.every(({ isUp }) => isUp), 10)
  await port.equip(equipment)
  // So that each node has asked each telephone whether it is there.
  if (addresses.length > 1) await passed(3000)
  for (const endpoint of worn) await port.seat(endpoint, true)
  const areSeated = async (): Promise<boolean> => (await port.headsets()).every(({ state }) => state === 'seated')
  // A telephone that missed its first call, on a busy machine, is called again later.
  await waitUntil(areSeated, 45)
  return {
    port,
    equipment,
    ownPrompt,
    addresses,
    takeOff,
    putOn: async (endpoint: string): Promise<void> => {
      await putOn(endpoint)
      await port.equip(equipment)
    },
    /** Leaves nothing behind: what is up is ended, as at the end of a day. */
    close: async (): Promise<void> => {
      // One whose line is cut can end nothing; then another does.
      for (const callId of await port.liveCalls()) await port.hangUp(callId).catch(() => {})
      for (const { endpoint } of await port.headsets()) await port.seat(endpoint, false)
      const isEmpty = async (): Promise<boolean> => (await Promise.all(addresses.map(whatIsUp))).flat().length === 0
      await waitUntil(isEmpty, 10).finally(stop)
    },
  }
}

type Ear = Required<Pick<PortUnderTest, 'heardBy' | 'hearsApart' | 'isDeafToWhispers'>>
type PortUnderTest = Awaited<ReturnType<Parameters<typeof portSuite>[1]>>

/** The port as the conformance suite wants it; `ear`, where one listens to what each party is sent. */
export const portUnderTest = async (
  exchange: TestExchange,
  { ear, ...wishes }: { log?: Log; mostCalls?: number; prompts?: readonly Prompt[]; ear?: Ear } = {},
): Promise<PortUnderTest> => {
  const { port, equipment, ownPrompt, takeOff, putOn, close } = await openTestPort(exchange, wishes)
  return {
    ...ear,
    port,
    equipment,
    takeOff,
    putOn,
    close,
    numbers: {
      person: numberThat('person'),
      busy: numberThat('busy'),
      noAnswer: numberThat('noAnswer'),
      switchedOff: numberThat('switchedOff'),
      suspended: numberThat('suspended'),
      emptyNumber: numberThat('emptyNumber'),
      rejected: numberThat('rejected'),
      machine: numberThat('machine'),
      presser: numberThat('presser'),
      // A carrier's 503 comes before anybody could look.
      networkFault: numberThat('timedOut'),
    },
    callerId: '+864008001234',
    endpoint: 'agent-1',
    otherEndpoint: 'agent-2',
    outsideNumber: numberThat('patient'),
    leavingNumber: numberThat('brief'),
    prompt: 'beep',
    longPrompt: wishes.prompts?.[0]?.name ?? 'tt-monkeys',
    ownPrompt,
    ourNumber: '+864008001234',
    callIn: async (from, wishes) => {
      const giveUp = wishes ? { givesUpMs: wishes.givesUpAfterSeconds * 1000 } : {}
      // It is over long after it came; the test looks at what we hear of it.
      exchange.network.callIn({ to: '+864008001234', from, talkMs: 25_000, ...giveUp }).catch(() => {})
    },
    until: waitUntil,
    pass: (seconds) => passed(seconds * 1000),
  }
}
