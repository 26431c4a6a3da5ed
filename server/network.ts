import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { getPhonePrograms, usualCache } from '#adapters/asterisk/network/get-asterisk.ts'
import { openNetwork } from '#adapters/asterisk/network/open-network.ts'
import { numberThat } from '#adapters/asterisk/network/outcomes.ts'
import { readConfigAround } from './config.ts'
import type { Engine } from './engine.ts'
import { runCentre, stopOnSignal } from './run-centre.ts'

const say = (line: string): void => console.log(line)

const { values } = parseArgs({ options: { cache: { type: 'string' }, accept: { type: 'string' } } })
const { cache = usualCache, accept } = values
const began = performance.now()
const took = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`

/** `npm run network`: a demo centre on a real telephone network that reaches nobody, all on this machine. */
const programs = await getPhonePrograms({ cache, ...(accept ? { accept } : {}) })
const network = await openNetwork({ programs, carriers: [{}] })
const [node] = network.nodes
const [carrier] = network.carriers
if (!node || !carrier) throw new Error('a network has a node and a carrier')
say(`电话网就绪 / telephone network ready   (${took()})
  Asterisk   ${node.url}   SIP ${node.sip.address}:${node.sip.port}   ${network.folder}
  SIPp       ${carrier.address}   ${numberThat('person')} ${numberThat('busy')} ${numberThat('emptyNumber')} …`)

const nodeSetting = {
  name: node.name,
  url: node.url,
  sip: `${node.sip.address}:${node.sip.port}`,
  headsets: node.headsetUrl,
  media: node.mediaAddress,
}
const config = readConfigAround(
  // A database of its own: what is dialled here is no part of another demo.
  { CARILLON_STATE_DIR: join(homedir(), '.local', 'share', 'carillon-network') },
  { CARILLON_TELEPHONY: 'asterisk', CARILLON_ASTERISK_NODES: JSON.stringify([nodeSetting]) },
)

/** The one trunk of the network; it knows us by our address. */
const connectTrunk = (engine: Engine): Promise<void> =>
  engine.equipment.setTrunks([
    {
      ...{ name: 'SIPp', address: carrier.address, transport: 'udp', registers: false, prefix: '', strip: '' },
      ...{ channels: null, callsPerSecond: null, allowedPrefixes: [], isOn: true },
    },
  ])

const stop = await runCentre(config, { say, onEngine: connectTrunk }).catch(async (problem: unknown) => {
  await network.close()
  throw problem
})
say('按 Ctrl+C 停止 / Ctrl+C stops\n')
stopOnSignal(say, async () => {
  await stop()
  await network.close()
})
