import type { AddressInfo } from 'node:net'
import { accessRoutes, type DemoAccount } from '#domains/access/server/routes.ts'
import { openDoorkeeper } from '#domains/access/server/session.ts'
import { customersRoutes } from '#domains/customers/server/routes.ts'
import { listsJobs } from '#domains/lists/server/jobs.ts'
import { listsRoutes } from '#domains/lists/server/routes.ts'
import { campaignRoutes } from '#domains/campaigns/server/routes.ts'
import { peopleJobs } from '#domains/people/server/jobs.ts'
import { timeZoneOf } from '#domains/people/server/public.ts'
import { peopleRoutes } from '#domains/people/server/routes.ts'
import type { TelephonyPort } from '#domains/telephony/server/port.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import { openDatabase } from '#platform/db.ts'
import type { Implementation } from '#platform/http/implement.ts'
import { type HttpOptions, serveHttp } from '#platform/http/serve.ts'
import { type Job, prepareJobs, runJobs } from '#platform/jobs.ts'
import { leaseAddress } from '#platform/lease.ts'
import { type LiveTopic, openLive } from '#platform/live.ts'
import type { Log } from '#platform/log.ts'
import { type Reaction, relayOutbox } from '#platform/outbox.ts'
import type { Config } from './config.ts'
import { declaredPermissions } from './contracts.ts'
import { serveScreens } from './screens.ts'

/** What the product runs on: everything that differs between a centre, a replay and a test. */
export type Ground = {
  url: string
  ownerUrl: string
  clock: Clock
  log: Log
  phones: (clock: Clock) => TelephonyPort
  demoAccounts?: () => Promise<DemoAccount[]>
}

const telephonyLease = 'telephony'

/** Wires the whole product by hand. Read it aloud: what there is, who hears whom, what starts before what. */
export const compose = async (config: Config, ground: Ground) => {
  const { clock, log } = ground
  const database = openDatabase(ground.url)
  const base: Base = { database, now: clock.now, log }

  const door = openDoorkeeper(base, declaredPermissions, (accountId) => timeZoneOf(database.engine, accountId))

  const routes: Implementation[] = [
    accessRoutes(door, declaredPermissions, ground.demoAccounts ?? (async () => [])),
    campaignRoutes,
    peopleRoutes,
    customersRoutes,
    listsRoutes,
    // new domains above this line
  ]
  const topics: LiveTopic[] = []
  const jobs: Job[] = [...peopleJobs, ...listsJobs]
  const workerReactions: Reaction[] = []

  const live = openLive(topics, (error) => log.error({ err: error }, 'live news failed'))
  const http: HttpOptions = {
    identify: door.identify,
    telephonyHome: async () =>
      config.roles.includes('telephony') ? undefined : ((await leaseAddress(base, telephonyLease)) ?? null),
    live,
    secureCookies: config.secureCookies,
    uploadLimit: config.uploadLimit,
    health: async () => ({ database: await database.ping(), roles: config.roles }),
  }
  const app = await serveHttp(base, http, routes)
  await serveScreens(app)

  const events = relayOutbox(base, 'worker', workerReactions)
  const work = runJobs(base, ground.ownerUrl, jobs)

  return {
    base,
    app,
    events,
    door,
    start: async (): Promise<string> => {
      await prepareJobs(ground.ownerUrl)
      if (config.roles.includes('worker')) {
        await events.start()
        await work.start()
      }
      await app.listen({ host: config.host, port: config.port, backlog: 8192 })
      const { port } = app.server.address() as AddressInfo
      return `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`
    },
    stop: async (): Promise<void> => {
      live.stop()
      await app.close()
      await work.stop()
      await events.stop()
      await database.stop()
    },
  }
}
export type Centre = Awaited<ReturnType<typeof compose>>
