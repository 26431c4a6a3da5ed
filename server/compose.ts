import type { AddressInfo } from 'node:net'
import { smtpMail } from '#adapters/mail-smtp/smtp.ts'
import { folderStore } from '#adapters/storage-folder/folder.ts'
import { commonRefusals, refuse } from '#contract/problem.ts'
import { accessJobs } from '#domains/access/server/jobs.ts'
import { openDoorkeeper } from '#domains/access/server/public.ts'
import { accessRoutes, type DemoAccount } from '#domains/access/server/routes.ts'
import { allocationJobs } from '#domains/allocation/server/jobs.ts'
import { allocationReactions } from '#domains/allocation/server/reactions.ts'
import { allocationRoutes } from '#domains/allocation/server/routes.ts'
import { boardRoutes } from '#domains/boards/server/routes.ts'
import { callJobs } from '#domains/calls/server/jobs.ts'
import { callRoutes } from '#domains/calls/server/routes.ts'
import { campaignReactions } from '#domains/campaigns/server/reactions.ts'
import { campaignRoutes } from '#domains/campaigns/server/routes.ts'
import { complaintRoutes } from '#domains/complaints/server/routes.ts'
import { callerIdJobs, callerIdReactions, callerIdRoutes, sellersPlay } from '#domains/compliance/server/public.ts'
import { gateReactions } from '#domains/compliance/server/reactions.ts'
import { complianceRoutes, gateRoutes } from '#domains/compliance/server/routes.ts'
import { customersJobs, customersReactions } from '#domains/customers/server/jobs.ts'
import { keepSegments, readNumber } from '#domains/customers/server/public.ts'
import { customersRoutes } from '#domains/customers/server/routes.ts'
import { messagesPlay } from '#domains/desk/server/public.ts'
import { deskRoutes, deskTopics, handlingRoutes, tellDesks } from '#domains/desk/server/routes.ts'
import { detectionJobs } from '#domains/detection/server/jobs.ts'
import { openLiveDetection } from '#domains/detection/server/public.ts'
import { liveDetectionReactions } from '#domains/detection/server/reactions.ts'
import { detectionRoutes } from '#domains/detection/server/routes.ts'
import { diagnosisJobs } from '#domains/diagnosis/server/jobs.ts'
import { diagnosisRoutes } from '#domains/diagnosis/server/routes.ts'
import { dialerReactions } from '#domains/dialer/server/reactions.ts'
import { dialerRoutes, dialerTopics, tellDialling } from '#domains/dialer/server/routes.ts'
import { floorRoutes, floorTopics, tellFloor } from '#domains/floor/server/routes.ts'
import { followupRoutes } from '#domains/followups/server/routes.ts'
import { flowsSay } from '#domains/ivr/server/public.ts'
import { flowReactions, ivrJobs, ivrReactions } from '#domains/ivr/server/reactions.ts'
import { ivrRoutes } from '#domains/ivr/server/routes.ts'
import { listsJobs } from '#domains/lists/server/jobs.ts'
import { listsReactions } from '#domains/lists/server/reactions.ts'
import { listsRoutes } from '#domains/lists/server/routes.ts'
import { metricsJobs } from '#domains/metrics/server/jobs.ts'
import { dictionaryRoutes, metricsRoutes } from '#domains/metrics/server/routes.ts'
import { oversightJobs } from '#domains/oversight/server/jobs.ts'
import { evidenceRoutes, oversightRoutes, subjectRoutes } from '#domains/oversight/server/routes.ts'
import { peopleJobs } from '#domains/people/server/jobs.ts'
import { timeZoneOf } from '#domains/people/server/public.ts'
import { peopleRoutes } from '#domains/people/server/routes.ts'
import { presenceRoutes } from '#domains/presence/server/routes.ts'
import { profileRoutes } from '#domains/profile/server/routes.ts'
import { recordingsJobs } from '#domains/recordings/server/jobs.ts'
import {
  announcementsPlay,
  givenKeys,
  keysInFile,
  openHearing,
  openRecordings,
} from '#domains/recordings/server/public.ts'
import { liveRecordingReactions, recordingsReactions } from '#domains/recordings/server/reactions.ts'
import { recordingsRoutes } from '#domains/recordings/server/routes.ts'
import { reportJobs } from '#domains/reports/server/jobs.ts'
import { reportRoutes } from '#domains/reports/server/routes.ts'
import { resultRoutes } from '#domains/results/server/routes.ts'
import { scoringJobs } from '#domains/scoring/server/jobs.ts'
import { scoringReactions } from '#domains/scoring/server/reactions.ts'
import { scoringRoutes } from '#domains/scoring/server/routes.ts'
import { screeningJobs } from '#domains/screening/server/jobs.ts'
import { screeningReactions } from '#domains/screening/server/reactions.ts'
import { screeningRoutes } from '#domains/screening/server/routes.ts'
import { simulationJobs } from '#domains/simulation/server/jobs.ts'
import { simulationReactions } from '#domains/simulation/server/reactions.ts'
import { simulationRoutes } from '#domains/simulation/server/routes.ts'
import { supplyRoutes } from '#domains/supply/server/routes.ts'
import {
  promptJobs,
  promptReactions,
  promptRoutes,
  type TelephonyPort,
  trunkReactions,
  trunkRoutes,
} from '#domains/telephony/server/public.ts'
import { telephonyRoutes, telephonyTopics, tellWearers } from '#domains/telephony/server/routes.ts'
import { workforceJobs } from '#domains/workforce/server/jobs.ts'
import { workforceReactions } from '#domains/workforce/server/reactions.ts'
import { workforceRoutes } from '#domains/workforce/server/routes.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import { openDatabase } from '#platform/db.ts'
import type { Implementation } from '#platform/http/implement.ts'
import { type HttpOptions, serveHttp } from '#platform/http/serve.ts'
import { type Job, prepareJobs, runJobs } from '#platform/jobs.ts'
import { leaseAddress } from '#platform/lease.ts'
import { type LiveTopic, openLive } from '#platform/live.ts'
import type { Log } from '#platform/log.ts'
import { outboxJobs, type Reaction, relayOutbox } from '#platform/outbox.ts'
import type { Config } from './config.ts'
import { declaredPermissions } from './contracts.ts'
import { readDisks } from './disks.ts'
import { type Engine, openEngine } from './engine.ts'
import { openForecaster } from './forecast/in-thread.ts'
import { keepEngine, telephonyLease } from './keep-engine.ts'
import { openLearner } from './scoring/in-thread.ts'
import { serveScreens } from './screens.ts'

/** What the product runs on: everything that differs between a centre, a replay and a test. */
export type Ground = {
  url: string
  ownerUrl: string
  clock: Clock
  log: Log
  phones: TelephonyPort
  demoAccounts?: () => Promise<DemoAccount[]>
  /** Called each time the engine has opened: simulated staff come in here. */
  onEngine?: (engine: Engine) => Promise<void>
}

/** Wires the whole product by hand. Read it aloud: what there is, who hears whom, what starts before what. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the whole wiring on one page is the point.
export const compose = async (config: Config, ground: Ground) => {
  const { clock, log, phones } = ground
  const database = openDatabase(ground.url)
  const base: Base = { database, now: clock.now, log }
  const { isOn, keys, keyFile, speechFolder, ...place } = config.recordings
  const vault = { store: folderStore(place), keys: keys ? givenKeys(keys) : keysInFile(keyFile) }
  const hearing = openHearing(speechFolder)

  let ownAddress: string | undefined
  const promptsAt = () => config.promptsAddress ?? ownAddress

  const telephony = keepEngine(base, async (lease) => {
    const engine = await openEngine(
      { base, clock, phones, limits: config, isRecordingOn: isOn, address: promptsAt },
      lease,
    )
    tellDesks(engine, live)
    tellDialling(engine, live)
    tellFloor(engine, live)
    tellWearers(engine, live)
    const recordings = await openRecordings({ base, clock, phones, engine, vault, isOn })
    const detection = await openLiveDetection(engine)
    recordings.live.triedOut(detection.isToBeHeard)
    const reactions = relayOutbox(base, 'telephony', [
      // Before the first call of a campaign it is known how many are drawn.
      ...liveDetectionReactions(detection),
      ...dialerReactions(engine.dialer),
      ...callerIdReactions(engine.callerIds),
      ...trunkReactions(engine.trunks),
      ...flowReactions(engine.flows),
      ...promptReactions(engine.prompts),
      ...gateReactions(engine.gate),
      ...liveRecordingReactions(recordings.live),
    ])
    const stop = () => reactions.stop().then(detection.stop).then(recordings.stop).then(engine.stop)
    try {
      await reactions.start()
      await ground.onEngine?.(engine)
    } catch (error) {
      await stop()
      throw error
    }
    return { ...engine, recordings, detection, reactions, stop }
  })
  /** The engine, for routes that run only where it is. */
  const engine = () => telephony.engine() ?? refuse(commonRefusals.notHere)

  const door = openDoorkeeper(base, declaredPermissions, (accountId) => timeZoneOf(database.engine, accountId))

  const mail = config.mail && smtpMail(config.mail.url, config.mail.sender)
  const postOffice = { base, mail, actorOf: door.actorOf }

  const routes: Implementation[] = [
    accessRoutes(door, declaredPermissions, ground.demoAccounts ?? (async () => [])),
    campaignRoutes,
    peopleRoutes,
    callRoutes,
    followupRoutes,
    complianceRoutes(engine, normalised),
    gateRoutes(engine, normalised),
    callerIdRoutes(engine),
    presenceRoutes,
    dialerRoutes(engine, base),
    deskRoutes(engine),
    handlingRoutes(engine),
    telephonyRoutes(engine),
    trunkRoutes(engine, async () => ({
      disks: await readDisks(config),
      recordingBrokeOffAt: engine().recordings.live.brokeOffAt(),
    })),
    promptRoutes({ base, uses: [sellersPlay, messagesPlay, announcementsPlay, flowsSay] }, engine),
    customersRoutes,
    listsRoutes,
    metricsRoutes,
    dictionaryRoutes,
    floorRoutes(engine),
    simulationRoutes(base),
    screeningRoutes(base),
    oversightRoutes,
    supplyRoutes,
    complaintRoutes(base, engine),
    subjectRoutes(base, engine),
    evidenceRoutes(base),
    profileRoutes(base),
    allocationRoutes(base),
    scoringRoutes(base),
    resultRoutes(base),
    boardRoutes(base),
    workforceRoutes,
    diagnosisRoutes(base),
    reportRoutes(postOffice),
    recordingsRoutes({ base, vault, hearing, live: () => engine().recordings.live }),
    ivrRoutes({ base, engine, isRecordingOn: isOn }),
    detectionRoutes(base),
    // new domains above this line
  ]
  const topics: LiveTopic[] = [
    ...deskTopics(engine),
    ...dialerTopics(engine, base.now),
    ...floorTopics(engine),
    ...telephonyTopics(engine),
  ]
  const segments = keepSegments(base)
  const forecaster = openForecaster()
  const learning = openLearner()
  const jobs: Job[] = [
    ...metricsJobs,
    ...callerIdJobs,
    ...oversightJobs,
    ...outboxJobs,
    ...customersJobs,
    ...accessJobs,
    ...promptJobs,
    ...listsJobs,
    ...peopleJobs,
    ...screeningJobs,
    ...simulationJobs(forecaster.compute),
    ...scoringJobs(learning.learner),
    ...allocationJobs,
    ...workforceJobs,
    ...reportJobs(postOffice),
    ...diagnosisJobs,
    ...recordingsJobs(vault, hearing),
    ...ivrJobs,
    ...detectionJobs,
    ...callJobs,
  ]
  const workerReactions: Reaction[] = [
    ...customersReactions,
    ...listsReactions,
    ...campaignReactions,
    ...screeningReactions,
    ...simulationReactions,
    ...scoringReactions,
    ...allocationReactions,
    ...workforceReactions,
    ...recordingsReactions,
    ...ivrReactions,
  ]

  const live = openLive(topics, (error) => log.error({ err: error }, 'live news failed'))
  const http: HttpOptions = {
    identify: door.identify,
    telephonyHome: async () => {
      if (telephony.engine()) return undefined
      const address = await leaseAddress(base, telephonyLease)
      // Our own lease while the engine is still opening: there is nobody else to ask.
      return address === undefined || address === ownAddress ? null : address
    },
    live,
    secureCookies: config.secureCookies,
    uploadLimit: config.uploadLimit,
    health: async () => ({
      database: await database.ping(),
      roles: config.roles,
      telephony: telephony.engine() !== undefined,
    }),
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
    engine,
    /** Opens the engine here, waiting for the lease if another process holds it. */
    openTelephony: (address?: string) => telephony.start(address),
    start: async (): Promise<string> => {
      await prepareJobs(ground.ownerUrl)
      await segments.start()
      await app.listen({ host: config.host, port: config.port, backlog: 8192 })
      const { port } = app.server.address() as AddressInfo
      const address = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`
      ownAddress = config.address ?? address
      if (config.roles.includes('telephony'))
        telephony
          .start(ownAddress)
          .catch((error: unknown) => log.error({ err: error }, 'the telephone engine could not start'))
      if (config.roles.includes('worker')) {
        await events.start()
        await work.start()
      }
      return address
    },
    stop: async (): Promise<void> => {
      live.stop()
      segments.stop()
      await app.close()
      // Its thread may have half a minute to go; the queue would wait for it.
      forecaster.stop()
      learning.stop()
      await hearing.stop()
      await work.stop()
      await events.stop()
      await telephony.stop()
      await database.stop()
    },
  }
}
export type Centre = Awaited<ReturnType<typeof compose>>

const normalised = (text: string, country?: string): string | undefined => {
  const reading = readNumber(text, country)
  return reading.ok ? reading.number : undefined
}
