// Run by the bench as a process of its own: the whole product on a database and an Asterisk that are given, with agents
// whose telephones are the bench's.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { asterisk } from '#adapters/asterisk/asterisk.ts'
import type { NodeAddress } from '#adapters/asterisk/exchange.ts'
import { moveCampaign } from '#domains/campaigns/server/public.ts'
import { wallClock } from '#platform/clock.ts'
import { systemContext } from '#platform/context.ts'
import { logger } from '#platform/log.ts'
import { compose } from '#server/compose.ts'
import { readConfig } from '#server/config.ts'
import type { Urls } from '../ground.ts'
import { answering } from './child.ts'
import { type Crew, openCrew } from './crew.ts'
import { type CentrePlan, foundBench } from './found.ts'

export type CentreOrder = {
  urls: Urls
  stateDir: string
  node: NodeAddress
  plan: CentrePlan
  /** Where each headset is that is no browser, as a SIP address. */
  telephones: Record<string, string>
  callsPerSecond: number
  wrapUpMs: number
  /** Everybody goes on at once, as after a restart; unsaid: when they are told to. */
  worksAtOnce?: boolean
}
/** How far dialling and what follows from it have come. */
export type CentreNow = {
  address: string
  seated: number
  calls: number
  /** Nobody is called or talks, and all of it is on record. */
  isQuiet: boolean
}

export type LoopDelays = { p99Ms: number; maxMs: number }

const order = JSON.parse(process.argv[2] ?? '{}') as CentreOrder
const { urls, node, telephones, plan } = order
const config = readConfig({
  CARILLON_PORT: '0',
  CARILLON_STATE_DIR: order.stateDir,
  CARILLON_LOG: 'warn',
  CARILLON_CALLS_PER_SECOND: String(order.callsPerSecond),
  CARILLON_RECORDINGS_LEAVE_FREE_MB: '0',
})
const clock = wallClock()
const log = logger(config.logLevel)
// Browsers register and are never asked whether they are there; nor are these.
const phones = asterisk({
  ...{ nodes: [node], clock, log },
  phoneAt: (user) => telephones[user],
  phonesAskedEverySeconds: 0,
})

const crews: Crew[] = []
let isWorking = order.worksAtOnce ?? false
const opened = Promise.withResolvers<void>()
const isOpenAgain = async (crew: Crew): Promise<void> => {
  crews.push(crew)
  if (isWorking) crew.work()
}
const centre = await compose(config, {
  ...{ ...urls, clock, log, phones },
  onEngine: async (engine) => {
    await isOpenAgain(await openCrew(engine, Object.keys(telephones), order.wrapUpMs))
    opened.resolve()
  },
})
const ctx = systemContext(centre.base)
const campaigns = () => ctx.db.selectFrom('campaigns.campaign').select('id').execute()
if ((await campaigns()).length === 0) await foundBench(ctx, plan)
const address = await centre.start()
await opened.promise

const look = async (): Promise<CentreNow> => {
  const { journal } = centre.engine()
  const live = (await phones.liveCalls()).length
  const isQuiet = live === 0 && crews.every((crew) => crew.isIdle())
  if (isQuiet) await journal.written()
  return { address, seated: crews.at(-1)?.seated() ?? 0, calls: live, isQuiet }
}

const loop = monitorEventLoopDelay({ resolution: 5 })
loop.enable()
const loopDelays = (): LoopDelays => {
  const inMs = (nanoseconds: number): number => Number((nanoseconds / 1e6).toFixed(1))
  const delays = { p99Ms: inMs(loop.percentile(99)), maxMs: inMs(loop.max) }
  loop.reset()
  return delays
}

answering({
  look,
  loopDelays,
  work: () => {
    isWorking = true
    for (const crew of crews) crew.work()
  },
  /** Dials nobody any more; calls under way go on to their end. */
  pause: async () => {
    for (const { id } of await campaigns()) await moveCampaign(ctx, id, 'pause')
  },
  goHome: () => {
    for (const crew of crews) crew.goHome()
  },
  stop: () => centre.stop(),
})
