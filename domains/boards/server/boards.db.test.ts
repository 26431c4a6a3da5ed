import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { measure } from '#domains/metrics/contract.ts'
import { systemContext } from '#platform/context.ts'
import { foundCampaign, foundList, foundSite, foundTeam } from '#server/setup/found.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import {
  addWallboard,
  changeWallboard,
  dropOwnGoal,
  dropWallboard,
  getCampaignBoard,
  getCentreBoard,
  getMoved,
  getOwnBoard,
  getTeamBoard,
  getWallboard,
  listWallboards,
  listWallLinks,
  makeWallLink,
  revokeWallLink,
  setOwnGoal,
  showWallboard,
} from '../contract.ts'
import { firstPages } from '../wall.ts'
import type { WallboardForm } from '../wall-shapes.ts'

type Team = Awaited<ReturnType<typeof foundTeam>>
let centre: TestCentre
let director: Person
let supervisor: Person
let nobody: Person
let [siteId, otherSiteId, campaignId, farId] = ['', '', '', '']
let [lions, tigers, pandas] = [] as unknown as [Team, Team, Team]
const engine = () => centre.base.database.engine

type Worked = {
  worker: Team['workers'][number] | undefined
  day?: string
  calls: number
  successes: number
  campaign?: string
}
/** So many conversations from nine o'clock on, twenty seconds apart, the first of them successes. */
const work = async ({ worker, day = '2026-03-05', calls, successes, campaign = campaignId }: Worked): Promise<void> => {
  const start = new Date(`${day}T09:00:00+08:00`)
  await sql`
    insert into calls.call (id, placed_at, campaign_id, entry_id, number, caller_id, mode, attempt_number, script_version, fencing, state, cause,
      ringing_at, answered_at, bridged_at, ended_at, talk_ms, wrap_up_ms, outcome, outcome_kind, outcome_at, agent_id, team_id, site_id)
    select platform.new_id(), at, ${campaign}, platform.new_id(), '+8613812345678', '021', 'progressive', 1, 1, 1, 'ended', 'normal',
      at, at, at, at + interval '60 seconds', 60000, 15000,
      case when n <= ${successes} then 'success' else 'refusal.tooExpensive' end,
      case when n <= ${successes} then 'success' else 'refusal' end, at + interval '60 seconds',
      ${worker?.id}::uuid, ${worker?.teamId}::uuid, ${worker?.siteId}::uuid
    from generate_series(1, ${calls}::int) n cross join lateral (select ${start}::timestamptz + n * interval '20 seconds' as at) t`.execute(
    engine(),
  )
}
const form = (some: Partial<WallboardForm> = {}): WallboardForm => ({
  siteId,
  teamId: null,
  title: '上海大屏',
  logoWords: '钟鸣',
  background: 'night',
  rotateSeconds: 20,
  pages: firstPages.map(({ widgets }) => ({ widgets: [...widgets] })),
  ...some,
})

beforeAll(async () => {
  centre = await testCentre()
  const ctx = systemContext(centre.base)
  siteId = await foundSite(ctx, '上海职场')
  otherSiteId = await foundSite(ctx, '成都职场')
  lions = await foundTeam(ctx, { siteId, name: '雄狮队', prefix: 'A', agents: ['甲一', '甲二', '甲三', '甲四'] })
  tigers = await foundTeam(ctx, { siteId, name: '猛虎队', prefix: 'B', agents: ['乙一', '乙二'] })
  pandas = await foundTeam(ctx, { siteId: otherSiteId, name: '熊猫队', prefix: 'C', agents: ['丙一'] })
  director = await centre.someone('director', { siteIds: [siteId] })
  supervisor = await centre.someone('supervisor', { siteIds: [siteId] })
  nobody = { ...director, cookie: '', ask: (await centre.someone('recruiter')).ask }
  const months = [new Date('2026-02-01'), new Date('2026-03-31')] as const
  await sql`call platform.ensure_months('calls.call', ${months[0]}, ${months[1]})`.execute(engine())
})
afterAll(() => centre.close())

describe('on its first day', () => {
  test('every board stands, with nothing where there is nothing', async () => {
    const board = await director.ask(getCentreBoard)
    expect(board.status).toBe(200)
    expect(board.body.campaigns).toEqual([])
    expect(board.body.figures.find(({ code }) => code === 'close_rate')).toMatchObject({
      now: { value: null },
      before: null,
      goal: null,
      light: 'grey',
    })
    expect(board.body.people).toMatchObject({
      headcount: 7,
      signedIn: 0,
      presentToday: 0,
      left: 0,
      attrition: { value: 0 },
    })
    const moved = await director.ask(getMoved, { query: { span: 'month' } })
    expect(moved.body.moved.every(({ proven }) => !proven)).toBe(true)
    const own = await (await centre.someone('agent', { id: lions.workers[3]?.id ?? '' })).ask(getOwnBoard)
    expect(own.body).toMatchObject({ next: null, goal: null, average: null, best: null, stars: [] })
    const team = await supervisor.ask(getTeamBoard, { query: { teamId: lions.teamId } })
    expect(team.body.members.map(({ name }) => name)).toEqual(['甲一', '甲二', '甲三', '甲四'])
    expect(team.body.improved).toBeNull()
  })
})

describe('at work', () => {
  beforeAll(async () => {
    const ctx = systemContext(centre.base)
    const campaign = async (name: string, at: string, team: Team, first: number) => {
      const rows = [{ number: `139${first}`, name: '张先生' }]
      const { listId } = await foundList(ctx, { siteId: at, name: `${name}名单`, rows })
      return foundCampaign(ctx, {
        ...{ name, siteId: at, listId, teamIds: [team.teamId], targetSuccesses: 310, endsOn: '2026-03-14' },
      })
    }
    campaignId = await campaign('三月外呼', siteId, lions, 10_000_000)
    farId = await campaign('成都回访', otherSiteId, pandas, 20_000_000)
    const [one, two, three, four] = lions.workers
    // Two weeks of usual days; then today, on which the third closes far less than the team.
    for (const day of ['2026-02-24', '2026-02-25', '2026-02-26', '2026-03-03', '2026-03-04']) {
      await work({ worker: one, day, calls: 40, successes: 8 })
      await work({ worker: two, day, calls: 40, successes: 4 })
      await work({ worker: three, day, calls: 40, successes: 8 })
    }
    await work({ worker: one, calls: 50, successes: 12 })
    await work({ worker: two, calls: 50, successes: 20 })
    await work({ worker: three, calls: 60, successes: 2 })
    await work({ worker: four, calls: 6, successes: 1 })
    await work({ worker: tigers.workers[0], calls: 10, successes: 5 })
    await work({ worker: pandas.workers[0], calls: 30, successes: 3, campaign: farId })
    await centre.clock.runFor(3_600_000)
  })

  describe('the director', () => {
    test('reads the same figures as the dictionary tells, to the digit', async () => {
      const { body: board } = await director.ask(getCentreBoard)
      const codes = board.figures.map(({ code }) => code)
      const { body: told } = await director.ask(measure, {
        query: { codes: codes.join(','), from: '2026-03-05', to: '2026-03-05' },
      })
      expect(board.figures.map(({ now }) => now)).toEqual(told[0]?.values)
      expect(board.figures[0]).toMatchObject({ code: 'online_successes', now: { value: 43 } })
    })
    test('sees today against what is missing, spread over the days left', async () => {
      const { body: board } = await director.ask(getCentreBoard)
      const far = board.campaigns.find(({ id }) => id === farId)
      // 310 are missing on ten days of calling: 31 a day, of two campaigns, the first of which has 80 from before.
      expect(far).toMatchObject({ reached: 3, target: 310 })
      expect(board.figures[0]?.goal).toBeGreaterThan(31)
      expect(board.figures[0]?.planned).toBeGreaterThan(0)
      expect(far?.reasons).toContain('farBehind')
      expect(far?.light).toBe('red')
    })
    test('finds every part of a change, and the parts are the whole', async () => {
      const { body } = await director.ask(getMoved, { query: { span: 'yesterday' } })
      expect([body.from, body.beforeFrom]).toEqual(['2026-03-04', '2026-02-25'])
      const { body: week } = await director.ask(getMoved, { query: { span: 'week' } })
      const count = week.moved.find(({ code }) => code === 'online_successes')
      expect(count).toMatchObject({ before: 40, now: 60, change: 20, proven: true })
      for (const by of ['byCampaign', 'byTeam'] as const)
        expect(count?.[by].reduce((sum, { total }) => sum + total, 0)).toBe(20)
    })
    test('has no board at all where the post is not for it', async () => {
      const agent = await centre.someone('agent')
      expect((await agent.ask(getCentreBoard)).status).toBe(403)
      expect((await agent.ask(getTeamBoard)).status).toBe(403)
      expect((await nobody.ask(listWallboards)).status).toBe(403)
    })
  })

  describe('the campaign', () => {
    test('has a plan that adds up to its target, and refusals by reason', async () => {
      const query = { from: '2026-03-05', to: '2026-03-05' }
      const { body } = await director.ask(getCampaignBoard, { params: { campaignId }, query })
      expect(body.days.reduce((sum, { planned }) => sum + planned, 0)).toBeCloseTo(310, 6)
      expect(body.days.find(({ day }) => day === '2026-03-05')).toMatchObject({ actual: 40, works: false })
      expect(body.days.at(-1)?.actual).toBeNull()
      expect(body.refusals).toEqual([{ code: 'refusal.tooExpensive', count: 136 }])
      expect(body.scripts).toEqual([{ version: 1, calls: 176, successes: 40 }])
    })
    test('refuses days backwards, too many days, and what is not there', async () => {
      const ask = (id: string, from: string, to: string) =>
        director.ask(getCampaignBoard, { params: { campaignId: id }, query: { from, to } })
      expect((await ask(campaignId, '2026-03-05', '2026-03-04')).problem.code).toBe('metrics.periodBackwards')
      expect((await ask(campaignId, '2020-03-05', '2026-03-04')).problem.code).toBe('metrics.periodTooLong')
      expect((await ask(siteId, '2026-03-05', '2026-03-05')).problem.code).toBe('boards.noSuchCampaign')
    })
  })

  describe('the leader', () => {
    test('sees the own team by staff number, and nobody else’s', async () => {
      const leader = await centre.someone('teamLeader', { teamIds: [lions.teamId], siteIds: [siteId] })
      const { body } = await leader.ask(getTeamBoard)
      expect(body.team.name).toBe('雄狮队')
      expect(body.teams.map(({ name }) => name)).toEqual(['雄狮队'])
      expect(body.members.map(({ staffNumber }) => staffNumber)).toEqual(['A001', 'A002', 'A003', 'A004'])
      const refused = await leader.ask(getTeamBoard, { query: { teamId: tigers.teamId } })
      expect(refused.problem.code).toBe('boards.noSuchTeam')
    })
    test('is told who may need a hand, who leads and who improved, but of no last place', async () => {
      const { body } = await supervisor.ask(getTeamBoard, { query: { teamId: lions.teamId } })
      const helped = body.members.filter(({ help }) => help.length > 0)
      expect(helped.map(({ name, help }) => [name, help])).toEqual([['甲三', ['closesLess']]])
      expect(body.stars.map(({ name }) => name)).toEqual(['甲二', '甲一', '甲三'])
      expect(body.improved).toMatchObject({ name: '甲二', before: 0.1, now: 0.4 })
    })
  })

  describe('an agent', () => {
    let agent: Person
    beforeAll(async () => {
      agent = await centre.someone('agent', { id: lions.workers[0]?.id ?? '', teamIds: [lions.teamId] })
    })
    test('hears how far the next place is, and no name of anybody behind', async () => {
      const { body } = await agent.ask(getOwnBoard)
      expect(body.next).toEqual({ kind: 'place', place: 1, missing: 8 })
      expect(body.stars).toEqual([
        { name: '甲二', successes: 20 },
        { name: '甲一', successes: 12 },
      ])
      expect(JSON.stringify(body)).not.toContain('甲三')
      expect(JSON.stringify(body)).not.toContain('甲四')
      expect(body).toMatchObject({ average: 8, best: 8 })
      expect(body.today[0]).toMatchObject({ code: 'online_successes', value: 12 })
    })
    test('in the lower half hears of the own usual day instead of a place', async () => {
      const third = await centre.someone('agent', { id: lions.workers[2]?.id ?? '', teamIds: [lions.teamId] })
      const { body } = await third.ask(getOwnBoard)
      expect(body.next).toEqual({ kind: 'average', place: null, missing: 6 })
    })
    test('sets a goal of the day, which the leader reads, and takes it back', async () => {
      const set = await agent.ask(setOwnGoal, { body: { successes: 15, calls: null } })
      expect(set.status).toBe(200)
      await agent.ask(setOwnGoal, { body: { successes: 14, calls: 60 } })
      expect((await agent.ask(getOwnBoard)).body.goal).toEqual({ successes: 14, calls: 60 })
      const leader = await centre.someone('teamLeader', { teamIds: [lions.teamId], siteIds: [siteId] })
      const goals = (await leader.ask(getTeamBoard)).body.members.map(({ goal }) => goal)
      expect(goals).toEqual([14, null, null, null])
      const colleague = await centre.someone('agent', { id: tigers.workers[0]?.id ?? '', teamIds: [tigers.teamId] })
      expect((await colleague.ask(getOwnBoard)).body.goal).toBeNull()
      await agent.ask(dropOwnGoal)
      expect((await agent.ask(getOwnBoard)).body.goal).toBeNull()
    })
    test('cannot set an empty goal, an impossible one, or one for nobody', async () => {
      const refusal = async (person: Person, body: { successes: number | null; calls: number | null }) =>
        (await person.ask(setOwnGoal, { body })).problem.code
      expect(await refusal(agent, { successes: null, calls: null })).toBe('boards.goalIsEmpty')
      expect(await refusal(agent, { successes: -3, calls: null })).toBe('common.badInput')
      expect(await refusal(agent, { successes: 1.5, calls: null })).toBe('common.badInput')
      expect(await refusal(await centre.someone('agent'), { successes: 3, calls: null })).toBe('boards.notAnEmployee')
    })
  })

  describe('a wall', () => {
    const add = async (person: Person, some?: Partial<WallboardForm>) => person.ask(addWallboard, { body: form(some) })
    test('is hung by who runs the site or leads the team, and nowhere else', async () => {
      const leader = await centre.someone('teamLeader', { teamIds: [lions.teamId], siteIds: [siteId] })
      expect((await add(supervisor)).status).toBe(200)
      expect((await add(leader, { teamId: lions.teamId })).status).toBe(200)
      expect((await add(leader)).problem.code).toBe('boards.noSuchSite')
      expect((await add(leader, { teamId: tigers.teamId })).problem.code).toBe('boards.noSuchTeam')
      expect((await add(supervisor, { siteId: otherSiteId })).problem.code).toBe('boards.noSuchSite')
      expect((await add(director, { teamId: pandas.teamId })).problem.code).toBe('boards.noSuchTeam')
      expect((await add(await centre.someone('agent'))).status).toBe(403)
    })
    test('refuses a layout nobody could read', async () => {
      const [page] = firstPages
      const all = page?.widgets ?? []
      const code = async (widgets: typeof all) => (await add(supervisor, { pages: [{ widgets }] })).problem.code
      expect(await code(all.slice(0, 2))).toBe('boards.widgetCount')
      expect(await code(all.map((one) => ({ ...one, x: 12 })))).toBe('boards.outside')
      expect(await code(all.map((one) => ({ ...one, h: 1 })))).toBe('boards.tooSmall')
      expect(await code(all.map((one) => ({ ...one, x: 0, y: 0 })))).toBe('boards.overlapping')
      expect((await add(supervisor, { rotateSeconds: 5 })).problem.code).toBe('common.badInput')
      expect((await add(supervisor, { title: ' ' })).problem.code).toBe('common.badInput')
    })
    test('is not overwritten by who read it before it changed, nor by another site', async () => {
      const { body: wall } = await add(supervisor, { title: '会改的' })
      const change = (person: Person, version: number, title: string) =>
        person.ask(changeWallboard, { params: { wallboardId: wall.id }, body: { ...form({ title }), version } })
      expect((await change(supervisor, wall.version, '新标题')).body).toMatchObject({ title: '新标题', version: 2 })
      expect((await change(supervisor, wall.version, '旧的')).problem.code).toBe('boards.changedMeanwhile')
      const stranger = await centre.someone('supervisor', { siteIds: [otherSiteId] })
      expect((await change(stranger, 2, '别人的')).problem.code).toBe('boards.noSuchWallboard')
      const drop = (person: Person) => person.ask(dropWallboard, { params: { wallboardId: wall.id } })
      expect((await drop(stranger)).problem.code).toBe('boards.noSuchWallboard')
      // Leads a team of the site, but does not run the site.
      const leader = await centre.someone('teamLeader', { teamIds: [lions.teamId], siteIds: [siteId] })
      expect((await drop(leader)).problem.code).toBe('boards.noSuchWallboard')
      expect((await drop(supervisor)).status).toBe(200)
      expect((await supervisor.ask(getWallboard, { params: { wallboardId: wall.id } })).status).toBe(404)
    })
    test('shows the goal, the race and good news of its site, and nothing of customers or the last', async () => {
      const { body: wallboard } = await add(supervisor)
      const agent = await centre.someone('agent', { siteIds: [siteId] })
      const { body: wall } = await agent.ask(showWallboard, { params: { wallboardId: wallboard.id } })
      expect(wall.goal).toMatchObject({ reached: 40 })
      expect(wall.goal.target).toBeGreaterThan(0)
      expect(wall.teams.map(({ name, successes }) => [name, successes])).toEqual([
        ['猛虎队', 5],
        ['雄狮队', 35],
      ])
      expect(wall.hours).toEqual([{ hour: '09', successes: 40, calls: 176 }])
      expect(wall.stars.map(({ name }) => name)).toEqual(['甲二', '甲一', '乙一'])
      expect(wall.praise.map(({ kind, name }) => [kind, name])).toContainEqual(['personalBest', '甲二'])
      expect(wall.praise.at(-1)?.kind).toBe('firstOfDay')
      const said = JSON.stringify(wall)
      for (const word of ['张先生', '1381234', '甲四', '丙一', '熊猫队']) expect(said).not.toContain(word)
    })
    test('is seen by those who work at its site or lead a team there, and by nobody else', async () => {
      const { body: wallboard } = await add(supervisor)
      const params = { wallboardId: wallboard.id }
      const near = [
        await centre.someone('agent', { siteIds: [siteId] }),
        await centre.someone('teamLeader', { teamIds: [tigers.teamId], siteIds: [] }),
        director,
      ]
      for (const person of near) {
        expect((await person.ask(showWallboard, { params })).status).toBe(200)
        expect((await person.ask(listWallboards)).body.map(({ id }) => id)).toContain(wallboard.id)
      }
      for (const far of [await centre.someone('agent'), await centre.someone('agent', { siteIds: [otherSiteId] })]) {
        expect((await far.ask(showWallboard, { params })).problem.code).toBe('boards.noSuchWallboard')
        expect((await far.ask(getWallboard, { params })).problem.code).toBe('boards.noSuchWallboard')
        expect((await far.ask(listWallboards)).body.map(({ id }) => id)).not.toContain(wallboard.id)
      }
    })
    test('of one team counts that team', async () => {
      const { body: wallboard } = await add(supervisor, { teamId: tigers.teamId })
      const { body: wall } = await supervisor.ask(showWallboard, { params: { wallboardId: wallboard.id } })
      expect([wall.goal.reached, wall.goal.target, wall.wallboard.teamName]).toEqual([5, null, '猛虎队'])
      expect(wall.stars).toEqual([{ name: '乙一', successes: 5 }])
    })
  })

  describe('a link to a wall', () => {
    let wallboardId = ''
    const make = (person: Person, body = { label: '大厅电视', days: 30 }) =>
      person.ask(makeWallLink, { params: { wallboardId }, body })
    /** A television: no session, an address of its own. */
    const look = async (token: string, address = '10.0.0.7') => {
      const answer = await centre.app.inject({ method: 'GET', url: `/api/wall/${token}`, remoteAddress: address })
      return { status: answer.statusCode, body: answer.json<{ code?: string; wallboard?: { title: string } }>() }
    }
    beforeAll(async () => {
      wallboardId = (await supervisor.ask(addWallboard, { body: form({ title: '有链接的' }) })).body.id
    })
    test('opens it without signing in, until it is revoked; only its hash is kept', async () => {
      const { body: made } = await make(supervisor)
      const token = made.path.slice('/tv/'.length)
      expect(await look(token)).toMatchObject({ status: 200, body: { wallboard: { title: '有链接的' } } })
      const { rows } = await sql<{ row: string }>`select l::text as row from boards.wall_link l`.execute(engine())
      expect(rows.some(({ row }) => row.includes(token))).toBe(false)
      const params = { wallboardId }
      const { body: links } = await supervisor.ask(listWallLinks, { params })
      expect(links[0]).toMatchObject({ label: '大厅电视', revokedAt: null })
      expect(links[0]?.lastSeenAt).not.toBeNull()
      const revoked = await supervisor.ask(revokeWallLink, { params: { ...params, linkId: links[0]?.id ?? '' } })
      expect(revoked.status).toBe(200)
      expect(await look(token)).toMatchObject({ status: 404, body: { code: 'boards.linkUnknown' } })
    })
    test('opens nothing else, and ends at its time', async () => {
      const { body: made } = await make(supervisor, { label: '短期', days: 1 })
      const token = made.path.slice('/tv/'.length)
      const other = await centre.app.inject({
        method: 'GET',
        url: `/api/wallboards/${wallboardId}`,
        headers: { authorization: `Bearer ${token}`, cookie: `carillon_session=${token}` },
      })
      expect(other.statusCode).toBe(401)
      await sql`update boards.wall_link set made_at = made_at - interval '3 days', until = until - interval '2 days' where label = '短期'`.execute(
        engine(),
      )
      expect((await look(token)).status).toBe(404)
    })
    test('is neither made nor seen by who may not, and guessing is slowed down', async () => {
      const leader = await centre.someone('teamLeader', { teamIds: [lions.teamId], siteIds: [siteId] })
      expect((await make(leader)).status).toBe(403)
      const stranger = await centre.someone('supervisor', { siteIds: [otherSiteId] })
      expect((await make(stranger)).problem.code).toBe('boards.noSuchWallboard')
      const tried = await Promise.all(Array.from({ length: 40 }, (_, n) => look(`guess${n}`, '10.9.9.9')))
      expect(new Set(tried.map(({ body }) => body.code))).toEqual(new Set(['boards.linkUnknown', 'boards.tooMany']))
    })
  })
})
