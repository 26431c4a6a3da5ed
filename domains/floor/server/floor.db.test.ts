import { afterEach, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { agrees, person, unreached } from '#adapters/simulator/call-script.ts'
import { system } from '#platform/context.ts'
import { openEngine } from '#server/engine.ts'
import { type WorkingCentre, workingCentre } from '#server/test-working-centre.ts'
import { type Floor, getFloor } from '../contract.ts'
import { floorState } from './state.ts'

let watched: WorkingCentre | undefined
afterEach(async () => {
  await watched?.centre.close()
  watched = undefined
})
const open = async (options: Parameters<typeof workingCentre>[0] = {}): Promise<WorkingCentre> =>
  (watched = await workingCentre(options))

const namesIn = ({ agents }: Floor): string[] => agents.map(({ name }) => name)

describe('the floor', () => {
  test('shows each leader the agents of their own reach and nobody else', async () => {
    const { leader, supervisor, manager } = await open()
    const seenBy = async (who: Awaited<ReturnType<typeof leader>>) => namesIn((await who.ask(getFloor)).body)
    expect(await seenBy(await leader())).toEqual(['雄狮队甲', '雄狮队乙'])
    expect(await seenBy(await supervisor())).toEqual(['雄狮队甲', '雄狮队乙', '猛虎队甲', '猛虎队乙'])
    expect(await seenBy(await manager())).toHaveLength(6)
  })

  test('shows calls and campaigns of that reach too, and no number in full', async () => {
    const { centre, leader, supervisor, lions, campaignId } = await open()
    await centre.clock.runFor(20_000)
    const { body, status } = await (await leader()).ask(getFloor)
    expect(status).toBe(200)
    expect(body.calls.map(({ agentId }) => agentId).sort()).toEqual(lions.workers.map(({ id }) => id).sort())
    expect(body.campaigns.map(({ id }) => id)).toEqual([campaignId])
    expect(body.teams).toEqual([{ id: lions.teamId, name: '雄狮队' }])
    expect(JSON.stringify(body)).not.toMatch(/139\d{8}/)
    expect((await (await supervisor()).ask(getFloor)).body.calls).toHaveLength(4)
  })

  test('gives a leader who asks for another team an empty floor', async () => {
    const { leader, tigers, siteId } = await open()
    const who = await leader()
    expect((await who.ask(getFloor, { query: { of: tigers.teamId } })).body.agents).toEqual([])
    expect(namesIn((await who.ask(getFloor, { query: { of: siteId } })).body)).toEqual(['雄狮队甲', '雄狮队乙'])
    expect((await who.ask(getFloor, { query: { of: 'nonsense' } })).status).toBe(400)
  })

  test('is not for agents', async () => {
    const { centre } = await open()
    expect((await (await centre.someone('agent')).ask(getFloor)).status).toBe(403)
  })

  test('counts the day in memory exactly as the ledger has it', async () => {
    const { centre, engine, manager, query } = await open({
      behaviour: (to, attempt) =>
        to.endsWith('3') && attempt === 1
          ? unreached('busy')
          : person({ talkMs: 40_000, ...(to.endsWith('7') ? { heard: agrees } : {}) }),
    })
    await centre.clock.runFor(25 * 60_000)
    await engine.journal.written()
    const { body } = await (await manager()).ask(getFloor)
    const ledger = await query(`select campaign_id as id, count(*) attempts, count(answered_at) answered,
      count(*) filter (where talk_ms > 0) connects, count(*) filter (where outcome_kind = 'success') successes,
      count(*) filter (where abandoned) abandoned from calls.call group by 1`)
    const byId = (rows: unknown[]) => (rows as { id: string }[]).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const shown = body.campaigns.map(({ id, attempts, answered, connects, successes, abandoned }) => ({
      id,
      attempts,
      answered,
      connects,
      successes,
      abandoned,
    }))
    expect(byId(shown)).toEqual(byId(ledger))
    expect(shown[0]?.successes).toBeGreaterThan(0)
    expect(body.campaigns[0]?.successesBySlice.reduce((sum, n) => sum + n, 0)).toBe(body.campaigns[0]?.successes)
    const perAgent = await query(`select agent_id as id, count(*) filter (where talk_ms > 0) connects,
      count(*) filter (where outcome_kind = 'success') successes from calls.call group by 1`)
    expect(byId(body.agents.map(({ id, connects, successes }) => ({ id, connects, successes })))).toEqual(
      byId(perAgent),
    )
  })

  test('has the same figures after the engine was killed and another took over', async () => {
    const { centre, engine, manager } = await open({
      behaviour: (to) => person({ talkMs: 40_000, ...(to.endsWith('7') ? { heard: agrees } : {}) }),
    })
    await centre.clock.runFor(10 * 60_000)
    await engine.journal.written()
    const who = await manager()
    const before = (await who.ask(getFloor)).body
    await engine.stop()
    const next = await openEngine(
      { ...centre, phones: centre.network, limits: { lines: null, callsPerSecond: null } },
      {
        fencing: 2,
        guard: { text: 'select 1', values: [] },
        isSure: () => true,
        prove: async () => true,
        release: async () => {},
      },
    )
    const after = floorState(next, system, 'all')
    await next.stop()
    const figures = ({ agents }: Floor) => agents.map(({ id, connects, successes }) => ({ id, connects, successes }))
    expect(figures(after)).toEqual(figures(before))
    const totals = ({ campaigns }: Floor) =>
      campaigns.map(({ id, successes, connects }) => ({ id, successes, connects }))
    expect(totals(after)).toEqual(totals(before))
  })

  test("begins a new day when the site's business day begins, not at midnight", async () => {
    const { centre, manager } = await open({
      dayStartsAt: '06:00',
      behaviour: () => person({ talkMs: 40_000, heard: agrees }),
      contacts: 6,
    })
    await centre.clock.runFor(30 * 60_000)
    const who = await manager()
    const sumNow = async () => (await who.ask(getFloor)).body.campaigns.reduce((sum, c) => sum + c.successes, 0)
    expect(await sumNow()).toBe(12)
    await centre.clock.runUntil(new Date('2026-03-05T21:59:00Z'))
    expect(await sumNow()).toBe(12)
    await centre.clock.runUntil(new Date('2026-03-05T22:01:00Z'))
    expect(await sumNow()).toBe(0)
    const [campaign] = (await who.ask(getFloor)).body.campaigns
    expect(campaign?.openings).toEqual([{ from: '2026-03-06T01:00:00.000Z', to: '2026-03-06T12:30:00.000Z' }])
  })

  test('plans what is still missing over the days left', async () => {
    const { centre, manager } = await open({
      targetSuccesses: 100,
      behaviour: () => person({ talkMs: 5000, heard: agrees }),
    })
    const who = await manager()
    await who.ask(getFloor)
    await new Promise((resume) => setTimeout(resume, 200))
    const today = (await who.ask(getFloor)).body.campaigns.find(({ name }) => name === '三月外呼')
    expect(today?.targetToday).toBe(10)
    expect((await who.ask(getFloor)).body.agents.find(({ name }) => name === '雄狮队甲')?.target).toBe(3)
    await centre.clock.runUntil(new Date('2026-03-05T16:05:00Z'))
    const tomorrow = (await who.ask(getFloor)).body.campaigns.find(({ name }) => name === '三月外呼')
    expect(tomorrow?.targetToday).toBe(Math.ceil((100 - 40) / 9))
  })
})

describe('over the socket', () => {
  test('the floor comes within a second of a change, and only the own team of it', async () => {
    const { centre, leader, tigers, lions } = await open()
    const address = await centre.app.listen({ host: '127.0.0.1', port: 0 })
    const who = await leader()
    const socket = new WebSocket(`${address.replace('http', 'ws')}/api/live`, { headers: { cookie: who.cookie } })
    const heard: { at: number; text: string }[] = []
    socket.on('message', (raw) => heard.push({ at: performance.now(), text: String(raw) }))
    await new Promise((resume) => socket.once('open', resume))
    for (const of of ['all', tigers.teamId, lions.teamId]) socket.send(JSON.stringify({ listen: 'floor', key: { of } }))
    await new Promise((resume) => setTimeout(resume, 900))
    const early = heard.length
    expect(early).toBeGreaterThanOrEqual(3)
    const changedAt = performance.now()
    await centre.clock.runFor(20_000)
    await new Promise((resume) => setTimeout(resume, 900))
    const news = heard.slice(early).filter(({ text }) => text.includes('talking'))
    expect(news.length).toBeGreaterThan(0)
    expect(Math.min(...news.map(({ at }) => at)) - changedAt).toBeLessThan(1000)
    for (const { text } of heard) expect(text).not.toContain('猛虎队')
    for (const { text } of heard) expect(text).not.toContain('熊猫队')
    for (const { id } of tigers.workers) for (const { text } of heard) expect(text).not.toContain(id)
    socket.close()
  })

  test('a leader moved to another team hears of the new one only, also on a screen left open', async () => {
    const { centre, leader, lions, tigers, query } = await open()
    const address = await centre.app.listen({ host: '127.0.0.1', port: 0 })
    const who = await leader()
    const listen = async () => {
      const socket = new WebSocket(`${address.replace('http', 'ws')}/api/live`, { headers: { cookie: who.cookie } })
      const heard: string[] = []
      socket.on('message', (raw) => heard.push(String(raw)))
      await new Promise((resume) => socket.once('open', resume))
      socket.send(JSON.stringify({ listen: 'floor', key: { of: 'all' } }))
      return { socket, heard }
    }
    const { socket, heard } = await listen()
    const closed = new Promise<number>((resume) => socket.once('close', resume))
    await new Promise((resume) => setTimeout(resume, 300))
    await query(`update access.account set team_ids = '{${tigers.teamId}}' where id = '${who.id}'`)
    expect(await closed).toBe(1012)
    expect(heard.join()).toContain(lions.teamId)
    const again = await listen()
    await new Promise((resume) => setTimeout(resume, 300))
    again.socket.close()
    expect(again.heard.join()).toContain(tigers.teamId)
    expect(again.heard.join()).not.toContain(lions.teamId)
  })
})
