import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asterisk } from '#adapters/asterisk/asterisk.ts'
import type { PhonePrograms } from '#adapters/asterisk/network/get-asterisk.ts'
import { openNetwork } from '#adapters/asterisk/network/open-network.ts'
import { freePort } from '#adapters/asterisk/network/ports.ts'
import { addressOf, whatIsUp } from '#adapters/asterisk/test-exchange.ts'
import { openWire } from '#adapters/asterisk/test-wire.ts'
import { moveCampaign } from '#domains/campaigns/server/public.ts'
import { seedSite } from '#domains/people/server/public.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import { TrunkForm } from '#domains/telephony/contract.ts'
import { addTrunk } from '#domains/telephony/server/public.ts'
import { wallClock } from '#platform/clock.ts'
import { systemContext } from '#platform/context.ts'
import { silentLog } from '#platform/log.ts'
import { freshDatabase } from '#platform/postgres/test-cluster.ts'
import { type Crew, openCrew } from '../../bench/telephony/crew.ts'
import { openEar } from '../../bench/telephony/ear.ts'
import { zoneOfLateMorning } from '../../bench/telephony/found.ts'
import type { LedgerCall } from '../../bench/telephony/reconcile.ts'
import { compose } from '../compose.ts'
import { readConfig } from '../config.ts'
import { foundCampaign, foundList, foundTeam } from '../setup/found.ts'
import { questionsTo } from './test-drill.ts'

export const ourNumber = '+864008001234'
const talkMs = 5000
const wrapUpMs = 300

const moment = (at: string | null): number | null => (at === null ? null : Date.parse(at))

/**
 * The whole product in this process on a real Asterisk, whose ARI it reaches by a wire that can fail. Headsets are
 * telephones without a browser; customers behave as their numbers say, others talk for five seconds; some telephones of
 * customers (`ears`) tell when they heard something.
 */
export const openPhoneCentre = async (programs: PhonePrograms) => {
  const carriers = [
    { mix: { person: 1 }, ringMs: [700, 0] as const, talkMs: [talkMs, 0] as const, unansweredMs: 40_000 },
  ]
  const network = await openNetwork({ programs, carriers, talkers: 1 })
  const [node] = network.nodes
  const [carrier] = network.carriers
  const [talkers] = network.talkers
  if (!node || !carrier || !talkers) throw new Error('a network has a node, a carrier and talkers')
  const wire = await openWire(node.http)
  const earAt = { host: '127.0.3.1', port: await freePort('127.0.3.1') }
  const ears = await openEar({ ...earAt, hertz: 1000, ringMs: 2500, talkMs: 20_000 })
  const folder = await mkdtemp(join(tmpdir(), 'carillon-phones-'))
  const database = await freshDatabase()
  const urls = { url: database.appUrl, ownerUrl: database.ownerUrl }
  const clock = wallClock()
  const address = addressOf(node)
  const phones = asterisk({
    nodes: [{ ...address, url: wire.url }],
    clock,
    log: silentLog,
    phoneAt: (user) => `sip:${user}@${talkers.address}`,
  })
  const config = readConfig({
    ...{ CARILLON_PORT: '0', CARILLON_STATE_DIR: folder, CARILLON_LOG: 'silent' },
    CARILLON_RECORDINGS_LEAVE_FREE_MB: '0',
  })
  const endpoints: string[] = []
  let crew: Crew | undefined
  const opened = Promise.withResolvers<void>()
  const centre = await compose(config, {
    ...{ ...urls, clock, log: silentLog, phones },
    onEngine: async (engine) => {
      crew = await openCrew(engine, endpoints, wrapUpMs)
      opened.resolve()
    },
  })
  const ctx = systemContext(centre.base)
  const trunk = (name: string, at: string, prefixes: string[]) =>
    addTrunk(ctx, TrunkForm.parse({ name, address: at, isOn: true, allowedPrefixes: prefixes }))
  await trunk('carrier', carrier.address, ['+86142999'])
  await trunk('ears', `${earAt.host}:${earAt.port}`, ['+861421'])
  const siteId = await seedSite(ctx.db, { name: '上海职场', timeZone: zoneOfLateMorning() })
  const team = async (name: string, prefix: string, size: number): Promise<string> => {
    const agents = Array.from({ length: size }, (_, n) => `${name}${n + 1}`)
    const { teamId, workers } = await foundTeam(ctx, { siteId, name, prefix, agents })
    endpoints.push(...workers.map(({ endpoint }) => endpoint))
    return teamId
  }
  const teams = {
    first: await team('一班', 'A', 4),
    second: await team('二班', 'B', 1),
    third: await team('三班', 'C', 2),
  }
  await centre.start()
  await opened.promise
  const { engine } = centre

  const calls = (direction: 'in' | 'out') =>
    ctx.db.selectFrom('calls.call').selectAll().where('direction', '=', direction).orderBy('placedAt').execute()
  return {
    ...{ node, carrier, network, wire, ears, ctx, phones, centre, engine, siteId, teams },
    crew: (): Crew => crew as Crew,
    agentsOf: (teamId: string): LiveAgent[] => [...engine().presence.all()].filter((agent) => agent.teamId === teamId),
    /** Calls these numbers from now on, in that mode. */
    call: async (
      name: string,
      teamId: string,
      numbers: readonly string[],
      wishes: Partial<Parameters<typeof foundCampaign>[1]> = {},
    ): Promise<{ campaignId: string; pause: () => Promise<unknown> }> => {
      const rows = numbers.map((number, n) => ({ number, name: `${name}${n + 1}` }))
      const { listId } = await foundList(ctx, { siteId, name: `${name}名单`, rows })
      const campaignId = await foundCampaign(ctx, { siteId, listId, teamIds: [teamId], name, ...wishes })
      return { campaignId, pause: () => moveCampaign(ctx, campaignId, 'pause') }
    },
    /** What is up in Asterisk but headsets and their bridges, by its own word. */
    up: async (): Promise<string[]> => (await whatIsUp(address)).filter((id) => !id.startsWith('seat.')),
    isEmpty: async (): Promise<boolean> => (await whatIsUp(address)).length === 0,
    written: () => engine().journal.written(),
    calls,
    /** Every call of ours on record. */
    ledger: async (): Promise<(LedgerCall & { id: string; abandoned: boolean })[]> => {
      await engine().journal.written()
      return (await calls('out')).map((row) => ({
        ...{ id: row.id, number: row.number, abandoned: row.abandoned },
        ...{ placedAt: Date.parse(row.placedAt), answeredAt: moment(row.answeredAt), bridgedAt: moment(row.bridgedAt) },
        ...{ endedAt: moment(row.endedAt), cause: row.cause as LedgerCall['cause'] },
        endedBy: row.endedBy as LedgerCall['endedBy'],
      }))
    },
    query: questionsTo(centre.base),
    close: async (): Promise<void> => {
      await centre.stop()
      clock.stop()
      ears.close()
      wire.close()
      await database.drop()
      await network.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
export type PhoneCentre = Awaited<ReturnType<typeof openPhoneCentre>>
