import { asterisk } from '#adapters/asterisk/asterisk.ts'
import type { PhonePrograms } from '#adapters/asterisk/network/get-asterisk.ts'
import { openNetwork } from '#adapters/asterisk/network/open-network.ts'
import { numberThat } from '#adapters/asterisk/network/outcomes.ts'
import { addressOf, waitUntil, whatIsUp } from '#adapters/asterisk/test-exchange.ts'
import { person } from '#adapters/simulator/call-script.ts'
import { plainTrunk } from '#domains/telephony/server/public.ts'
import { wallClock } from '#platform/clock.ts'
import { logger } from '#platform/log.ts'
import { buildScreens } from '#server/build-screens.ts'
import { foundCampaign, foundList } from '#server/setup/found.ts'
import { arrive, openCentre, type Visitor } from './centre.ts'
import { headsetFlags, watchLines } from './headset-hands.ts'

const locale = 'zh'
const isThere = (what: () => unknown): boolean => {
  try {
    return what() !== undefined
  } catch {
    return false
  }
}

type Wishes = {
  nodes?: number
  /** The address of a carrier of one's own, in place of SIPp's. */
  carrier?: string
  /** Where browsers are told to reach the exchange, in place of its own address. */
  headsetUrl?: string
  /** How many there are to be called. */
  customers?: number
}

/** Asterisk, a carrier whose customers stay on the line, the whole product, and a campaign of three of them to call. */
export const openPhones = async (
  programs: PhonePrograms,
  { nodes = 1, carrier, headsetUrl, customers = 3 }: Wishes = {},
) => {
  await buildScreens(() => {})
  const network = await openNetwork({ programs, nodes, carriers: carrier ? [] : [{ ringMs: [500, 0] }] })
  const addresses = network.nodes.map((node) => ({ ...addressOf(node), ...(headsetUrl ? { headsetUrl } : {}) }))
  const phones = asterisk({ nodes: addresses, clock: wallClock(), log: logger('error') })
  const centre = await openCentre({ locale, behaviour: () => person({ talkMs: 1000 }), phones, flags: headsetFlags })
  const engine = () => centre.engine()
  await waitUntil(async () => (await fetch(`${centre.address}/api/health`)).ok && isThere(engine), 20)
  await engine().equipment.setTrunks([plainTrunk('test', carrier ?? network.carriers[0]?.address ?? '')])
  const { siteId } = centre
  const rows = Array.from({ length: customers }, (_, n) => ({ number: numberThat('patient', n), name: `客户${n + 1}` }))
  const { listId } = await foundList(centre.ctx, { siteId, name: '名单', rows })
  const form = { siteId, listId, teamIds: [centre.teamId], name: '春季推广' }
  const campaignId = await foundCampaign(centre.ctx, form)
  return {
    centre,
    campaignId,
    numbers: rows.map(({ number }) => number),
    network,
    phones,
    agent: (id: string) => engine().presence.take(id),
    isEmpty: async () => (await Promise.all(addresses.map(whatIsUp))).flat().length === 0,
    close: () => centre.close().finally(network.close),
  }
}
export type Phones = Awaited<ReturnType<typeof openPhones>>

/** Signs in at a browser whose microphone may be used, and whose lines the journey holds. */
export const arriveWithHeadset = async (
  at: Pick<Phones['centre'], 'browser' | 'address'>,
  loginName: string,
): Promise<Visitor> => {
  const visitor = await arrive({ ...at, locale }, loginName)
  await visitor.context.grantPermissions(['microphone'], { origin: at.address })
  await watchLines(visitor.context)
  await visitor.page.reload()
  return visitor
}
