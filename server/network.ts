import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { getPhonePrograms, usualCache } from '#adapters/asterisk/network/get-asterisk.ts'
import { openNetwork } from '#adapters/asterisk/network/open-network.ts'
import { numberThat } from '#adapters/asterisk/network/outcomes.ts'
import { TrunkForm } from '#domains/telephony/contract.ts'
import { addTrunk, changeTrunk, listTrunks } from '#domains/telephony/server/public.ts'
import { systemContext } from '#platform/context.ts'
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
  spool: node.recordings,
}
const config = readConfigAround(
  // A database of its own: what is dialled here is no part of another demo.
  { CARILLON_STATE_DIR: join(homedir(), '.local', 'share', 'carillon-network') },
  { CARILLON_TELEPHONY: 'asterisk', CARILLON_ASTERISK_NODES: JSON.stringify([nodeSetting]) },
)

/** The one trunk of the network, which knows us by our address; put in where there is none, and kept where it is now. */
const connectTrunk = async ({ base, trunks }: Engine): Promise<void> => {
  const ctx = systemContext(base)
  const known = await listTrunks(ctx.db)
  const own = known.find(({ name }) => name === 'SIPp')
  const settings = TrunkForm.parse({ name: 'SIPp', address: carrier.address, isOn: true })
  if (known.length === 0) await addTrunk(ctx, settings)
  // Its carrier listens elsewhere at each start; whatever else was changed on screen stays.
  else if (own && own.address !== carrier.address)
    await changeTrunk(ctx, own.id, { ...settings, ...own, address: carrier.address, loginUser: '', registers: false })
  await trunks.load()
}

const stop = await runCentre(config, { say, onEngine: connectTrunk }).catch(async (problem: unknown) => {
  await network.close()
  throw problem
})
say('按 Ctrl+C 停止 / Ctrl+C stops\n')
stopOnSignal(say, async () => {
  await stop()
  await network.close()
})
