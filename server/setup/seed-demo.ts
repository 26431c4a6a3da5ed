import { chanceOf } from '#adapters/simulator/chance.ts'
import type { SimulatedNetwork } from '#adapters/simulator/simulator.ts'
import { simulator } from '#adapters/simulator/simulator.ts'
import { usualScope } from '#contract/role.ts'
import { hashPassword } from '#domains/access/server/public.ts'
import type { DemoAccount } from '#domains/access/server/routes.ts'
import { addWallboard, firstPages } from '#domains/boards/server/public.ts'
import { stockOf } from '#domains/dialer/server/public.ts'
import { countActiveEntries, importRows } from '#domains/lists/server/public.ts'
import { findEmployee, seedEmployee } from '#domains/people/server/public.ts'
import type { Worker } from '#domains/presence/server/public.ts'
import { hireStaff, type Staff } from '#domains/simulation/server/public.ts'
import { fastClock } from '#platform/clock.ts'
import { type Context, systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { silentLog } from '#platform/log.ts'
import { compose } from '../compose.ts'
import type { Config } from '../config.ts'
import type { Engine } from '../engine.ts'
import { callBackMissed, callRecruitingLine, surveyDemoCustomers } from './demo-callers.ts'
import {
  agentsPerTeam,
  aroundTheClock,
  demoAccounts,
  demoBehaviour,
  demoCampaigns,
  demoPassword,
  demoRows,
  demoSites,
} from './demo-centre.ts'
import { writeDemoComplaints } from './demo-complaints.ts'
import { auditDemoDetection, listensFirst } from './demo-detection.ts'
import { lookBack } from './demo-diagnosis.ts'
import { foundFlows } from './demo-flows.ts'
import { setDemoHandling } from './demo-handling.ts'
import { poolDemoNumbers } from './demo-numbers.ts'
import { pastWorkdays } from './demo-past.ts'
import { listenToDemoRecordings, setDemoRecording } from './demo-recordings.ts'
import { keepDemoReports } from './demo-reports.ts'
import { reportDemoResults } from './demo-results.ts'
import { planDemoRoster } from './demo-roster.ts'
import { connectDemoTrunks } from './demo-trunks.ts'
import { dayAfter, foundCampaign, foundList, foundSite, foundTeam } from './found.ts'
import { nameBy } from './names.ts'
import { type Founded, openPastMonths, writeDemoPast } from './write-demo-past.ts'

type Person = { id: string; name: string }
type Place = { siteId: string; teamIds: string[]; teams: Map<string, string> }

const minute = 60_000

/** Founds the demo centre and with five weeks behind it, and lets it work two hours on a virtual clock, so that its figures are true from the start. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: how a centre is founded, step after step.
export const seedDemo = async (
  config: Config,
  urls: { url: string; ownerUrl: string },
  say: (line: string) => void,
  { hoursBefore = 2 } = {},
): Promise<void> => {
  const now = Date.now()
  const clock = fastClock({ startAt: new Date(now - hoursBefore * 60 * minute) })
  const phones = simulator({ clock, seed: config.seed, behaviour: demoBehaviour })
  const centre = await compose(config, { ...urls, clock, log: silentLog, phones })
  try {
    const ctx = systemContext(centre.base)
    say('  3 个职场、5 个班组、60 个坐席 / 3 sites, 5 teams, 60 seats')
    const places = await foundPlaces(ctx)
    const people = await foundAccounts(ctx, places)
    await hangDemoWall(ctx, places)
    await connectDemoTrunks(ctx)
    await planDemoRoster(ctx, ctx.now())
    const opened = pastWorkdays(new Date(now))
    await poolDemoNumbers({ ...ctx, actor: { ...ctx.actor, ...people('compliance') } }, opened)
    const campaigns: Founded[] = []
    for (const [index, plan] of demoCampaigns.entries()) {
      say(`  ${plan.name}：${plan.contacts} 条名单 / ${plan.contacts} contacts`)
      const place = places[plan.site] as Place
      const { listId } = await foundList(ctx, {
        siteId: place.siteId,
        name: `${plan.name}名单`,
        rows: demoRows(index, 0, plan.contacts),
      })
      const begins = new Date((opened[plan.sinceWorkday]?.midnightMs ?? now) + 8 * 60 * minute)
      const planner = { ...ctx.actor, ...people('manager') }
      const campaignId = await foundCampaign(
        { ...ctx, actor: planner, now: () => begins },
        {
          name: plan.name,
          type: plan.type,
          product: plan.product,
          purpose: plan.purpose,
          mode: plan.mode,
          machineDetection: listensFirst(plan) ? 'before' : 'off',
          machineAudits: 60,
          callerId: plan.callerId,
          moreCallerIds: [...plan.moreCallerIds],
          jurisdiction: plan.jurisdiction,
          agentHourCost: plan.hourCost,
          siteId: place.siteId,
          listId,
          teamIds: place.teamIds,
          targetSuccesses: plan.target,
          openingWords: plan.words,
          callingHours: aroundTheClock,
          endsOn: dayAfter(ctx.now(), plan.daysLeft),
        },
      )
      await setDemoRecording({ ...ctx, actor: planner }, campaignId, index)
      await setDemoHandling({ ...ctx, actor: planner }, campaignId, index)
      campaigns.push({ id: campaignId, name: plan.name, mode: plan.mode, callerId: plan.callerId, ...place })
    }
    const [home] = places
    if (home) {
      const planner = { ...ctx.actor, ...people('manager') }
      const campaignIds = campaigns.map(({ id }) => id)
      await foundFlows({ ...ctx, actor: planner }, { siteId: home.siteId, campaignIds })
    }
    say(`  五周往事，先拨 ${hoursBefore} 小时 / five weeks of past, and ${hoursBefore} hours of calling first`)
    await openPastMonths(ctx, new Date(now))
    // The database writes the past while this process simulates the present.
    const past = writeDemoPast(ctx, { ownerUrl: urls.ownerUrl, campaigns, now: new Date(now), seed: config.seed })
    past.catch(() => {})
    await centre.openTelephony()
    const engine = centre.engine()
    const staff = await demoStaff(engine, phones, config.seed)
    const lastCaller = callRecruitingLine(phones, clock, config.seed)
    surveyDemoCustomers(engine, config.seed)
    callBackMissed(phones, engine, config.seed)
    await clock.runUntil(new Date(now - 2 * minute))
    lastCaller()
    staff.goHome()
    for (const call of engine.calls.all()) engine.calls.hangUp(call.id)
    await clock.runUntil(new Date(now))
    for (const agent of [...engine.presence.all()]) engine.presence.signOut(agent.id, 'shiftEnd', { force: true })
    await engine.journal.written()
    staff.stop()
    await centre.engine().recordings.keeper.settled()
    await listenToDemoRecordings(ctx, people('quality'))
    await past
    const before = new Date(now - hoursBefore * 60 * minute)
    const behaviour = (to: string, attempt: number, at: Date) => demoBehaviour(to, attempt, { seed: config.seed, at })
    for (const { id: campaignId } of campaigns.filter(listensFirst))
      await auditDemoDetection(ctx, { campaignId, by: people('quality'), before, behaviour })
    await reportDemoResults(ctx, before)
    await writeDemoComplaints(ctx, { before, now: new Date(now), officer: people('compliance') })
    await lookBack(ctx, { now: new Date(now), coached: people('agent'), leader: people('leader') })
    await keepDemoReports(ctx, { now: new Date(now), people })
  } finally {
    await centre.stop()
    clock.stop()
  }
}

const foundPlaces = async (ctx: Context): Promise<Place[]> => {
  const places: Place[] = []
  const chance = chanceOf('staff names')
  for (const { name, prefix, teams } of demoSites) {
    const siteId = await foundSite(ctx, name)
    const place: Place = { siteId, teamIds: [], teams: new Map() }
    for (const [index, team] of teams.entries()) {
      const agents = Array.from({ length: agentsPerTeam }, () => nameBy(chance))
      const { teamId } = await foundTeam(ctx, { siteId, name: team, prefix: `${prefix}${index + 1}`, agents })
      place.teamIds.push(teamId)
      place.teams.set(team, teamId)
    }
    places.push(place)
  }
  return places
}

/** A wall for the first site, so that a hall has something to look up to. */
const hangDemoWall = async (ctx: Context, [place]: readonly Place[]): Promise<void> => {
  if (!place) return
  const title = `${demoSites[0].name} · 今日冲刺`
  const look = { background: 'night' as const, rotateSeconds: 20, logoWords: '钟鸣银行', pages: firstPages() }
  await addWallboard(ctx, { siteId: place.siteId, teamId: null, title, ...look })
}

/** One account for each post. Agents and leaders sit in their team; the others see sites or everything. */
const foundAccounts = async (ctx: Context, places: readonly Place[]) => {
  const passwordHash = await hashPassword(demoPassword)
  const ids = new Map<string, Person>()
  for (const [index, { loginName, name, post, team, site }] of demoAccounts.entries()) {
    const id = newId(ctx.now())
    ids.set(loginName, { id, name })
    const place = places.find(({ teams }) => team && teams.has(team)) ?? (places[site ?? 0] as Place)
    const teamId = team ? (place.teams.get(team) ?? null) : null
    const staffNumber = `D${String(index + 1).padStart(3, '0')}`
    await seedEmployee(ctx.db, {
      id,
      staffNumber,
      name,
      siteId: place.siteId,
      teamId,
      post,
      endpoint: `seat-${staffNumber}`,
    })
    if (post === 'teamLeader' && teamId)
      await ctx.db.updateTable('people.team').set({ leaderId: id }).where('id', '=', teamId).execute()
    await ctx.db
      .insertInto('access.account')
      .values({
        id,
        loginName,
        displayName: name,
        passwordHash,
        mustChangePassword: false,
        demo: true,
        roles: [post],
        scope: usualScope[post],
        teamIds: teamId ? [teamId] : [],
        siteIds: [place.siteId],
      })
      .execute()
  }
  return (loginName: string): Person => ids.get(loginName) ?? { id: newId(ctx.now()), name: loginName }
}

/** Simulated agents for every seat no person has an account for. */
export const demoStaff = async (engine: Engine, phones: SimulatedNetwork, seed: number): Promise<Staff> => {
  const db = engine.base.database.engine
  const seats = await db
    .selectFrom('people.employee as e')
    .leftJoin('access.account as a', 'a.id', 'e.id')
    .select('e.id')
    .where('e.post', '=', 'agent')
    .where('e.leftOn', 'is', null)
    .where('a.id', 'is', null)
    .execute()
  const reasons = await db.selectFrom('presence.reason').select(['id', 'state']).where('closedAt', 'is', null).execute()
  const workers: Worker[] = []
  for (const { id } of seats) {
    const employee = await findEmployee(db, id)
    if (employee)
      workers.push({
        id,
        name: employee.name,
        staffNumber: employee.staffNumber,
        teamId: employee.teamId,
        siteId: employee.siteId,
        endpoint: employee.endpoint,
      })
  }
  const staff = hireStaff({
    ...engine,
    hear: phones.heard,
    chance: chanceOf(seed, 'staff', engine.clock.nowMs()),
    wrapUp: { mean: 25, sd: 12 },
    breaks: { everyMinutes: 70, minutes: 8, reasons: reasons as { id: string; state: 'break' }[] },
  })
  await staff.comeIn(workers)
  return staff
}

/** Fewer contacts than this left to call, and the demo gets as many new ones as it began with. */
const leastStock = 1000

/** A demo that runs for days needs new customers: more practice numbers whenever a list runs low. */
export const supplyDemo = (engine: Engine): void => {
  const ctx = systemContext(engine.base)
  const supply = async (): Promise<void> => {
    for (const { campaign } of engine.dialer.running()) {
      const index = demoCampaigns.findIndex(({ name }) => name === campaign.name)
      const plan = demoCampaigns[index]
      if (!plan || !campaign.listId) continue
      const { waiting } = await stockOf(ctx.db, campaign.id, ctx.now())
      if (waiting >= leastStock) continue
      const from = await countActiveEntries(ctx.db, campaign.listId)
      await importRows(ctx, {
        listId: campaign.listId,
        name: `${plan.name} +${plan.contacts}`,
        rows: demoRows(index, from, plan.contacts),
      })
    }
  }
  const again = (): void => {
    engine.clock.after(10 * minute, () => {
      supply().catch((error: unknown) =>
        engine.base.log.warn({ err: error }, 'the demo could not be supplied with contacts'),
      )
      again()
    })
  }
  again()
}

/** What the sign-in page of a demo centre offers. */
export const readDemoAccounts = async (ctx: Context): Promise<DemoAccount[]> => {
  const rows = await ctx.db
    .selectFrom('access.account')
    .select('loginName')
    .where('demo', '=', true)
    .where('disabledAt', 'is', null)
    .execute()
  const there = new Set(rows.map(({ loginName }) => loginName))
  return demoAccounts
    .filter(({ loginName }) => there.has(loginName))
    .map(({ loginName, name, post }) => ({ loginName, name, post, password: demoPassword }))
}
