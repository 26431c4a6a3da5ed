import { afterEach, describe, expect, test } from 'vitest'
import { listCalls } from '#domains/calls/contract.ts'
import { exportAbandoned, listAbandoned } from '../contract.ts'
import { type DiallingGround, openAbandoning, openDialling, retriedAfter } from './test-dialling.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})
const open = async (options: Parameters<typeof openAbandoning>[0] = {}) => {
  const floor = await openAbandoning(options)
  ground = floor
  await floor.pass(120_000)
  await floor.engine.journal.written()
  return { ...floor, params: { campaignId: floor.campaignId } }
}

describe('the evidence of abandoned calls', () => {
  test('counts what the ledger counts, and shows each of them', async () => {
    const { centre, engine, campaignId, params, lost } = await open()
    const { body } = await (await centre.someone('director')).ask(listAbandoned, { params })
    const share = { answered: 2, abandoned: 1, rate: 0.5 }
    expect(body).toMatchObject({ target: 0.015, ceiling: 0.03, last24h: share, last30d: share })
    expect(body.days).toEqual([{ day: '2026-03-05', ...share }])
    expect(body.rows).toEqual([
      {
        callId: lost.id,
        placedAt: new Date(lost.record.placedAt).toISOString(),
        answeredAt: new Date(lost.record.answeredAt ?? 0).toISOString(),
        number: expect.stringMatching(/^139\*+000\d$/),
        onLineMs: 3906,
        messagePlayed: true,
        redialledCallId: null,
      },
    ])
    const { ledger } = engine.dialer.runner(campaignId)!.predictive
    expect(ledger.balance(centre.clock.nowMs())).toMatchObject({ answered30d: 2, abandoned30d: 1, abandoned24h: 1 })
  })
  test('leaves out a machine as soon as its agent says it was one', async () => {
    const { centre, engine, campaignId, params, stayer } = await open()
    engine.desk.finish(stayer, { callId: stayer.callId ?? '', outcome: 'voicemail', note: '' })
    await engine.journal.written()
    const { body } = await (await centre.someone('director')).ask(listAbandoned, { params })
    expect(body.last30d).toEqual({ answered: 1, abandoned: 1, rate: 1 })
    const { ledger } = engine.dialer.runner(campaignId)!.predictive
    expect(ledger.balance(centre.clock.nowMs())).toMatchObject({ answered30d: 1, abandoned30d: 1 })
  })
  test('tells which call followed, and whether the message was heard to its end', async () => {
    const { centre, engine, params, leaver, pass } = await open({
      attemptPolicy: retriedAfter(60),
      patienceMs: 3000,
    })
    await pass(3_600_000)
    engine.presence.ask(leaver.id, { ready: true })
    await pass(60_000)
    await engine.journal.written()
    const again = [...engine.calls.all()].find(({ attemptNumber }) => attemptNumber === 2)
    const { body } = await (await centre.someone('director')).ask(listAbandoned, { params })
    expect(body.rows).toMatchObject([{ messagePlayed: false, redialledCallId: again?.id }])
    expect(again?.agentId).toBe(leaver.id)
  })
  test('gives the counts to whoever may watch, and the calls only within reach of the ledger', async () => {
    const { centre, params, teamId, siteId } = await open()
    const people = [
      await centre.someone('planner'),
      await centre.someone('teamLeader', { teamIds: [teamId], siteIds: [siteId] }),
    ]
    for (const reader of people) {
      const { body } = await reader.ask(listAbandoned, { params })
      expect(body.last30d).toEqual({ answered: 2, abandoned: 1, rate: 0.5 })
      expect(body.rows).toEqual([])
    }
    const agent = await centre.someone('agent')
    expect((await agent.ask(listAbandoned, { params })).status).toBe(403)
  })
  test('goes into a file for whoever may export the ledger', async () => {
    const { centre, params, lost } = await open()
    const answer = await (await centre.someone('director')).ask(exportAbandoned, {
      params,
      query: { reason: '监管检查' },
    })
    const [headings, row, ...more] = String(answer.body).trim().split('\r\n')
    expect(headings).toBe('通话编号,拨出时间,接听时间,号码,接听后在线秒数,已播完安全提示音,再次拨打的通话编号,导出编号')
    expect(row).toContain(lost.id)
    expect(row).toContain(',3.906,是,')
    expect(more).toEqual([])
    expect(
      (await (await centre.someone('planner')).ask(exportAbandoned, { params, query: { reason: '监管检查' } })).status,
    ).toBe(403)
  })
  test('goes on after the last call seen, and begins anew after anything else', async () => {
    const { centre, params, lost } = await open()
    const director = await centre.someone('director')
    const page = async (after: string) => (await director.ask(listAbandoned, { params, query: { after } })).body.rows
    expect(await page(`${new Date(lost.record.placedAt + 1).toISOString()}~${lost.id}`)).toHaveLength(1)
    expect(await page(`${new Date(lost.record.placedAt).toISOString()}~${lost.id}`)).toEqual([])
    for (const strange of ['1', '~', `1~${lost.id}`, `2026~${lost.id}`, `2026-03-05T00:00:00.000Z~${'-'.repeat(36)}`])
      expect(await page(strange)).toHaveLength(1)
    for (const strange of ['1', `5~${lost.id}`, `2026-03-05T00:00:00.000Z~${'-'.repeat(36)}`])
      expect((await director.ask(listCalls, { query: { after: strange } })).status).toBe(200)
  })
  test('knows no share where nobody has answered', async () => {
    const floor = await openDialling({ mode: 'predictive' })
    ground = floor
    const params = { campaignId: floor.campaignId }
    const { body } = await (await floor.centre.someone('director')).ask(listAbandoned, { params })
    const nothing = { answered: 0, abandoned: 0, rate: null }
    expect(body).toMatchObject({ last24h: nothing, last30d: nothing, days: [], rows: [], next: null })
  })
})
