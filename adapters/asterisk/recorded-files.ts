import type { FinishedRecording, RecordedLegs } from '#domains/telephony/server/port.ts'
import { AriRefused, type AriStoredRecording } from './ari.ts'
import { askHttp } from './client.ts'
import type { Exchange, Node, NodeAddress } from './exchange.ts'
import { legFile, type RecordedLeg, readRecordingName, recordedLegs, recordingOfFile } from './names.ts'

/** Fetched over plain HTTP, and so also by a process of ours in which no events are heard. */
type Nodes = readonly NodeAddress[]

const samplesPerSecond = 8000
/** A-law for nothing at all. */
const silence = 0xd5

const nodeOf = (nodes: Nodes, name: string): NodeAddress | undefined => {
  const recording = readRecordingName(name)
  return recording && nodes.find((node) => node.name === recording.node)
}
const leg = async (node: NodeAddress, name: string, which: RecordedLeg): Promise<Uint8Array | undefined> => {
  const reply = await askHttp(node, 'GET', `recordings/stored/${encodeURIComponent(legFile(name, which))}/file`)
  if (reply.status === 404) return undefined
  if (!reply.ok) throw new Error(`a recording could not be fetched: ${reply.status}`)
  return new Uint8Array(await reply.arrayBuffer())
}
/** The two spies are asked for one after the other; the one a frame behind is filled up. */
const padded = (samples: Uint8Array, length: number): Uint8Array => {
  if (samples.length === length) return samples
  const whole = new Uint8Array(length).fill(silence)
  whole.set(samples)
  return whole
}

export const fetchRecording = async (nodes: Nodes, name: string): Promise<RecordedLegs | undefined> => {
  const node = nodeOf(nodes, name)
  if (!node) return undefined
  const [customer, agent] = await Promise.all([leg(node, name, 'customer'), leg(node, name, 'agent')])
  if (!customer && !agent) return undefined
  const length = Math.max(customer?.length ?? 0, agent?.length ?? 0)
  const none = new Uint8Array()
  return { customer: padded(customer ?? none, length), agent: padded(agent ?? none, length) }
}

const unlessGone = (error: unknown): void => {
  if (!(error instanceof AriRefused) || error.status !== 404) throw error
}
/** Over the line where it stands: that costs Asterisk a fraction of a request over HTTP. */
const remove = async ({ ari, address }: Node, path: string): Promise<void> => {
  if (ari.isUp()) return ari.ask('DELETE', path).catch(unlessGone)
  const reply = await askHttp(address, 'DELETE', path)
  if (!reply.ok && reply.status !== 404) throw new Error(`a recording could not be removed: ${reply.status}`)
}
export const forgetRecording = async ({ nodes }: Pick<Exchange, 'nodes'>, name: string): Promise<void> => {
  const node = nodes.find(({ address }) => address.name === readRecordingName(name)?.node)
  if (!node) return
  await Promise.all(
    recordedLegs.map((which) => remove(node, `recordings/stored/${encodeURIComponent(legFile(name, which))}`)),
  )
}

const isStillRunning = async (node: NodeAddress, name: string): Promise<boolean> =>
  (await askHttp(node, 'GET', `recordings/live/${encodeURIComponent(legFile(name, 'customer'))}`)).ok

/** How long a recording is that has stopped. */
export const secondsOf = async (node: NodeAddress, name: string): Promise<number> => {
  const reply = await askHttp(node, 'GET', `recordings/stored/${encodeURIComponent(legFile(name, 'customer'))}/file`)
  if (reply.status === 404) return 0
  if (!reply.ok) throw new Error(`a recording could not be measured: ${reply.status}`)
  const bytes = Number(reply.headers.get('content-length') ?? 0)
  await reply.body?.cancel()
  return Math.round(bytes / samplesPerSecond)
}
const finishedOn = async (node: NodeAddress): Promise<FinishedRecording[]> => {
  const reply = await askHttp(node, 'GET', 'recordings/stored')
  if (!reply.ok) throw new Error(`recordings could not be listed: ${reply.status}`)
  const stored = (await reply.json()) as AriStoredRecording[]
  const names = new Set(stored.flatMap(({ name }) => recordingOfFile(name) ?? []))
  const finished: FinishedRecording[] = []
  for (const recording of names) {
    const { callId, startedAt } = readRecordingName(recording) ?? {}
    if (callId === undefined || startedAt === undefined || (await isStillRunning(node, recording))) continue
    const seconds = await secondsOf(node, recording)
    finished.push({ recording, callId, seconds, stoppedAt: new Date(startedAt + seconds * 1000) })
  }
  return finished
}
/** Those of a node that is out of reach are told when it is back. */
export const finishedRecordings = async (
  { log }: Pick<Exchange, 'log'>,
  nodes: Nodes,
): Promise<FinishedRecording[]> => {
  const each = await Promise.all(
    nodes.map((node) =>
      finishedOn(node).catch((error: unknown) => {
        log.warn({ err: error, node: node.name }, 'the recordings of a node could not be listed')
        return []
      }),
    ),
  )
  return each.flat()
}
