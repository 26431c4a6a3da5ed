import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { machine, person } from '#adapters/simulator/call-script.ts'
import { changeCampaign, getCampaign } from '#domains/campaigns/contract.ts'
import { customerErased } from '#domains/customers/server/public.ts'
import * as contract from '#domains/detection/contract.ts'
import { forgetAnswers } from '#domains/detection/server/jobs.ts'
import { type DiallingGround, openDialling } from '#domains/dialer/server/test-dialling.ts'
import { getRecording, startListening, streamRecording } from '#domains/recordings/contract.ts'
import { changePolicy } from '#domains/recordings/server/public.ts'
import { inTransaction } from '#platform/context.ts'
import { prepareJobs } from '#platform/jobs.ts'
import { announce } from '#platform/outbox.ts'
import type { Person } from './testing.ts'

const talkMs = 20_000
const unsaid = { announcement: '', keepDays: null, keepByOutcome: {} }
const policy = { ...unsaid, sharePercent: 100, mayPause: false, asksReason: false }
type Answer = { callId: string; heardAs: string | null; afterMs: number | null; drawn: boolean; chance: number }
type OfCall = { answeredBy: string | null; bridged: boolean; recording: string | null; answeredMs: number }
type Row = Answer & OfCall & { state: string | null; milliseconds: number | null }

let floor: DiallingGround
let folder: string
let quality: Person
const query = async <T>(text: string): Promise<T[]> =>
  (await sql.raw<T>(text).execute(floor.centre.base.database.engine)).rows
/** Answered calls that are over, with what became of their sound. */
const answers = (where = 'true') =>
  query<Row>(`select a.call_id, a.heard_as, a.after_ms, a.drawn, a.chance, c.answered_by, c.bridged_at is not null as bridged, c.recording,
      r.state, r.milliseconds, (extract(epoch from c.ended_at - c.answered_at) * 1000)::float8 as answered_ms
    from detection.answer a join calls.call c on c.id = a.call_id left join recordings.recording r on r.call_id = a.call_id
    where c.state = 'ended' and ${where} order by a.answered_at, a.call_id`)
const settled = async (): Promise<void> => {
  await floor.engine.journal.written()
  await floor.centre.engine().recordings.keeper.settled()
}
const recordAs = async (mode: 'all' | 'none', version: number): Promise<void> => {
  await changePolicy(floor.ctx, floor.campaignId, { ...policy, mode, version })
  await floor.centre.engine().recordings.live.loadPolicies()
}
const judge = (who: Person, callId: string, verdict: contract.Verdict | null, replaces: string | null = null) =>
  who.ask(contract.judgeCall, { params: { callId }, body: { verdict, replaces } })
const next = async () => (await quality.ask(contract.getNextAudit, { query: {} })).body

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carillon-detection-'))
  floor = await openDialling({
    agents: 8,
    batches: [400],
    mode: 'progressive',
    machineDetection: 'before',
    // More than are assumed of a day: each is drawn.
    machineAudits: 500,
    behaviour: (to) => (/[147]$/.test(to) ? machine() : person({ talkMs })),
    environment: {
      CARILLON_RECORDING: 'on',
      CARILLON_STATE_DIR: folder,
      CARILLON_RECORDINGS_LEAVE_FREE_MB: '0',
    },
  })
  quality = await floor.centre.someone('qualityAnalyst')
  // Agents say what came of it the moment it is over, and take the next.
  floor.engine.calls.news.hear(({ call, kind }) => {
    const agent = call.agentId ? floor.engine.presence.find(call.agentId) : undefined
    if (kind !== 'ended' || call.record.bridgedAt === null || !agent) return
    queueMicrotask(() => floor.engine.desk.finish(agent, { callId: call.id, outcome: 'refusal.noNeed', note: '' }))
  })
  await recordAs('none', 0)
  // At nine in the morning the day before is not over yet.
  await query(`update people.site set day_starts_at = '09:30'`)
  await floor.centre.engine().detection.campaignChanged(floor.campaignId)
  await floor.pass(150_000)
  await settled()
})
afterAll(async () => {
  await floor?.centre.close()
  await rm(folder, { recursive: true, force: true })
})

describe('drawn calls of a campaign that records nothing', () => {
  test('are recorded from the answer, and a machine’s is kept as the recording of its call', async () => {
    const machines = await answers(`a.heard_as = 'machine'`)
    expect(machines.length).toBeGreaterThan(10)
    for (const { chance, drawn, bridged, state, milliseconds, recording, answeredMs } of machines) {
      expect({ chance, drawn, bridged, state }).toEqual({ chance: 1, drawn: true, bridged: false, state: 'kept' })
      expect(recording).not.toBeNull()
      expect(milliseconds).toBeLessThan(answeredMs + 50)
    }
    // On a machine that is very busy the order to record comes a little late.
    const whole = machines.filter(({ milliseconds, answeredMs }) => (milliseconds ?? 0) > answeredMs - 50)
    expect(whole.length).toBeGreaterThan(machines.length / 2)
    for (const { milliseconds, afterMs } of whole) expect(milliseconds).toBeGreaterThanOrEqual((afterMs ?? 0) - 50)
    expect(await query(`select distinct r.agent_id, r.team_id, r.site_id from recordings.recording r`)).toEqual([
      { agentId: null, teamId: null, siteId: floor.siteId },
    ])
    const kept = await readdir(join(folder, 'recordings'), { recursive: true })
    expect(kept.filter((name) => name.endsWith('.rec'))).toHaveLength(machines.length)
  })

  test('of persons leave no sound anywhere: not with us, not with the telephone system, not in the ledger', async () => {
    const persons = await answers(`a.heard_as in ('person', 'unsure') or a.heard_as is null`)
    expect(persons.length).toBeGreaterThan(20)
    for (const { recording, state, drawn } of persons)
      expect({ recording, state, drawn }).toEqual({ recording: null, state: null, drawn: true })
    const parts = await query<object>(`select distinct p.state, p.object, p.wrapped_key, p.customer_peaks, p.at_provider
      from recordings.part p join detection.answer a using (call_id) where a.heard_as is distinct from 'machine'`)
    expect(parts).toEqual([{ state: 'gone', object: null, wrappedKey: null, customerPeaks: null, atProvider: false }])
    expect(await floor.centre.network.finishedRecordings()).toEqual([])
    const told = await query(`select from calls.signal s join detection.answer a using (call_id)
      where s.kind = 'recorded' and a.heard_as is distinct from 'machine'`)
    expect(told).toEqual([])
  })

  test('and were on trial when the process died are let go when they are found', async () => {
    const [left] = await answers(`a.heard_as = 'person' and c.bridged_at is not null`)
    const callId = left?.callId ?? ''
    await query(`insert into recordings.part (name, call_id, stopped_at, seconds, next_try_at)
      select 'left-behind', id, bridged_at, 2, '2026-01-01' from calls.call where id = '${callId}'`)
    await floor.centre.engine().recordings.keeper.settled()
    expect(await query(`select state, object, at_provider from recordings.part where name = 'left-behind'`)).toEqual([
      { state: 'gone', object: null, atProvider: false },
    ])
    expect((await answers(`a.call_id = '${callId}'`))[0]).toMatchObject({ recording: null, state: null })
  })

  test('count for the business day of their site, which may have begun the day before', async () => {
    expect(await query('select distinct day from detection.answer')).toEqual([{ day: '2026-03-04' }])
  })

  test('know nothing of whom was called but the call', async () => {
    const columns = await query<{ name: string }>(`select table_name || '.' || column_name as name
      from information_schema.columns where table_schema = 'detection' and column_name ~ '(number|name|customer|entry|phone)'`)
    expect(columns).toEqual([{ name: 'judgement.by_name' }])
  })
})

describe('where the campaign records its conversations', () => {
  test('a drawn person’s is recorded from the joining, and what was heard before is no part of it', async () => {
    await recordAs('all', 1)
    const before = floor.centre.clock.now().toISOString()
    await floor.pass(120_000)
    await settled()
    const talked = await answers(`c.bridged_at > '${before}' and a.heard_as = 'person'`)
    expect(talked.length).toBeGreaterThan(5)
    for (const { state, milliseconds, recording } of talked) {
      expect(state).toBe('kept')
      expect(recording).not.toBeNull()
      // Nothing of what was heard before; on a machine that is very busy the order to record comes a little late.
      expect(milliseconds).toBeLessThan(talkMs + 100)
    }
    const whole = talked.filter(({ milliseconds }) => (milliseconds ?? 0) > talkMs - 100)
    expect(whole.length).toBeGreaterThan(talked.length / 2)
    const body = (await quality.ask(getRecording, { params: { callId: talked[0]?.callId ?? '' }, query: {} })).body
    expect(body).toMatchObject({ state: 'kept', missingMs: 0 })
    expect(body.parts).toHaveLength(1)
  })
})

describe('judging', () => {
  test('plays one drawn call after another, and says nothing of what the machine made of it', async () => {
    const { next: first, waiting, drawingCampaigns } = await next()
    expect(Object.keys(first ?? {}).sort()).toEqual(['answeredAt', 'callId', 'campaignId', 'campaignName'])
    expect(drawingCampaigns).toBe(1)
    expect(waiting.ready).toBeGreaterThan(10)
    const callId = first?.callId ?? ''
    const { body: begun } = await quality.ask(startListening, { params: { callId }, body: {} })
    const heard = await quality.ask(streamRecording, { params: { callId }, query: { listening: begun.listeningId } })
    expect(heard.status).toBe(200)
    const { body } = await judge(quality, callId, 'machine')
    expect(body).toMatchObject({ callId, heardAs: 'machine', judgement: { verdict: 'machine' } })
    const then = await next()
    expect(then.next?.callId).not.toBe(callId)
    expect(then).toMatchObject({ judgedToday: 1, waiting: { ready: waiting.ready - 1 } })
  })

  test('may be corrected and taken back, and every word of it stays on record', async () => {
    const callId = (await next()).next?.callId ?? ''
    const first = (await judge(quality, callId, 'machine')).body.judgement?.id ?? ''
    const second = (await judge(quality, callId, 'person', first)).body.judgement?.id ?? ''
    expect((await judge(quality, callId, 'unclear', first)).problem.code).toBe('detection.judgedMeanwhile')
    expect((await judge(quality, callId, 'unclear')).problem.code).toBe('detection.judgedMeanwhile')
    expect((await judge(quality, callId, null, second)).body.judgement).toBeNull()
    expect((await judge(quality, callId, null)).status).toBe(200)
    expect((await judge(quality, callId, 'unclear')).body.judgement?.verdict).toBe('unclear')
    const told = await quality.ask(contract.listJudgements, { params: { callId } })
    expect(told.body.map(({ verdict }) => verdict)).toEqual(['unclear', null, 'person', 'machine'])
  })

  test('of two at the same moment counts once', async () => {
    const other = await floor.centre.someone('qualityAnalyst')
    const callId = (await next()).next?.callId ?? ''
    const both = await Promise.all([judge(quality, callId, 'machine'), judge(other, callId, 'person')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('is refused of a call that was not drawn, and of one nobody can hear', async () => {
    const [talked] = await answers(`a.heard_as = 'person'`)
    expect((await judge(quality, talked?.callId ?? '', 'person')).problem.code).toBe('detection.notDrawn')
    expect((await judge(quality, crypto.randomUUID(), 'person')).problem.code).toBe('detection.notDrawn')
    const { next: one, waiting } = await next()
    await query(`update recordings.recording set state = 'missing' where call_id = '${one?.callId}'`)
    expect((await judge(quality, one?.callId ?? '', 'machine')).problem.code).toBe('detection.nothingToHear')
    const left = await next()
    expect(left.waiting).toMatchObject({ ready: waiting.ready - 1, missing: waiting.missing + 1 })
    expect(left.next?.callId).not.toBe(one?.callId)
  })

  test('is for quality alone; who leads sees what came of it, and agents see neither', async () => {
    const { centre, campaignId } = floor
    const callId = (await next()).next?.callId ?? ''
    const [all] = await query<{ count: number }>('select count(*)::int as count from detection.answer')
    for (const post of ['campaignManager', 'teamLeader', 'complianceOfficer', 'director'] as const) {
      const who = await centre.someone(post)
      expect((await judge(who, callId, 'machine')).status).toBe(403)
      expect((await who.ask(contract.getNextAudit, { query: {} })).status).toBe(403)
      const seen = await who.ask(contract.getCampaignDetection, { params: { campaignId } })
      expect(seen.body.results[0]?.answered).toBe(all?.count)
    }
    const agent = await centre.someone('agent')
    const asked = await agent.ask(contract.listResults, { query: { from: '2026-03-01', to: '2026-03-08' } })
    expect(asked.status).toBe(403)
  })

  test('goes on without a customer who is forgotten: nobody hears them any more', async () => {
    await prepareJobs(floor.centre.urls.ownerUrl)
    await floor.centre.events.start()
    const callId = (await next()).next?.callId ?? ''
    const [of] = await query<{ customerId: string }>(`select customer_id from calls.call where id = '${callId}'`)
    await inTransaction(floor.ctx, (tx) => announce(tx, customerErased, of?.customerId ?? ''))
    await floor.centre.events.settled()
    expect((await judge(quality, callId, 'machine')).problem.code).toBe('detection.nothingToHear')
    expect((await next()).next?.callId).not.toBe(callId)
  })
})

describe('results', () => {
  const campaign = async (): Promise<string> => {
    const [row] = await query<{ id: string }>(`insert into campaigns.campaign
      select (jsonb_populate_record(c, jsonb_build_object('id', platform.new_id(), 'name', '核对项目', 'state', 'finished', 'machine_detection', 'while'))).*
      from campaigns.campaign c where id = '${floor.campaignId}' returning id`)
    return row?.id ?? ''
  }
  let campaignId = ''
  /** So many calls of a day that the machine heard so after so long, the first of them judged by people. */
  const add = async (
    day: string,
    heardAs: string | null,
    afterMs: readonly number[],
    judged: readonly string[] = [],
  ) => {
    for (const [n, after] of afterMs.entries()) {
      const [row] = await query<{ callId: string }>(`insert into detection.answer
          (call_id, placed_at, answered_at, campaign_id, site_id, day, mode, is_predictive, chance, drawn, heard_as, after_ms)
        values (platform.new_id(), '${day}T04:00Z', '${day}T04:00Z', '${campaignId}', '${floor.siteId}', '${day}', 'before', true,
          0.25, ${n < judged.length}, ${heardAs ? `'${heardAs}'` : 'null'}, ${heardAs ? after : 'null'}) returning call_id`)
      if (judged[n])
        await query(`insert into detection.judgement (call_id, verdict, by_id, by_name, judged_at)
          values ('${row?.callId}', '${judged[n]}', '${quality.id}', '质检', now())`)
    }
  }
  const ask = async (from = '2026-02-02', to = '2026-02-09') =>
    (await quality.ask(contract.listResults, { query: { from, to, campaignId } })).body

  beforeAll(async () => {
    campaignId = await campaign()
    // Sunday, and the Monday after it.
    const forty = Array.from({ length: 40 }, (_, n) => 1000 + n * 50)
    await add('2026-02-08', 'machine', forty, [
      ...Array<string>(2).fill('person'),
      ...Array<string>(18).fill('machine'),
      'unclear',
    ])
    await add('2026-02-08', 'person', [700, 800])
    await add('2026-02-08', 'unsure', [4000])
    await add('2026-02-08', null, [0, 0, 0])
    await add('2026-02-09', 'fax', [2000])
  })

  test('are the figures reckoned by hand, with Sunday in the one week and Monday in the next', async () => {
    const [monday, sunday] = await ask()
    expect(sunday).toMatchObject({
      ...{
        week: '2026-02-02',
        mode: 'before',
        answered: 46,
        machine: 40,
        notMachine: 6,
        unsure: 1,
        undecided: 3,
        drawn: 21,
      },
      ...{ judgedPerson: 2, judgedMachine: 18, judgedUnclear: 1, waiting: 0, timeZone: 'Asia/Shanghai' },
    })
    // 2 of 20, by Wilson 2.79 to 30.10 %; 4 of the 40.
    expect(sunday?.personShare?.rate).toBeCloseTo(0.1, 10)
    expect(sunday?.personShare?.low).toBeCloseTo(0.0279, 4)
    expect(sunday?.personShare?.high).toBeCloseTo(0.301, 3)
    // Those 4 of them and the 6 not taken for machines; 1.115 of 7.115, 12.04 of 18.04.
    expect(sunday?.falsePositive?.rate).toBeCloseTo(0.4, 10)
    expect(sunday?.falsePositive?.low).toBeCloseTo(0.1567, 3)
    expect(sunday?.falsePositive?.high).toBeCloseTo(0.6674, 3)
    expect(sunday?.persons?.value).toBeCloseTo(4, 10)
    // The middle one of 43: 700, 800, 1000 … 2950, 4000.
    expect(sunday?.knownMs?.p50).toBe(1950)
    expect(sunday?.knownMs?.p95).toBeCloseTo(2850 + 0.9 * 50, 6)
    expect(monday).toMatchObject({
      week: '2026-02-09',
      answered: 1,
      machine: 1,
      drawn: 0,
      notMachine: 0,
      falsePositive: null,
      personShare: null,
      persons: null,
    })
  })

  test('lead to the calls they count', async () => {
    const [, sunday] = await ask()
    for (const portion of contract.portions) {
      if (portion === 'judged' || !sunday) continue
      const { body } = await quality.ask(contract.listAuditedCalls, {
        query: { campaignId, from: '2026-02-02', to: '2026-02-08', mode: 'before', portion, limit: 200 },
      })
      expect([portion, body.rows.length]).toEqual([portion, sunday[portion]])
    }
    const page = async (after?: string) =>
      (await quality.ask(contract.listAuditedCalls, { query: { campaignId, portion: 'machine', limit: 30, after } }))
        .body
    const first = await page()
    const second = await page(first.next ?? '')
    const both = new Set([...first.rows, ...second.rows].map(({ callId }) => callId))
    expect([first.rows.length, second.rows.length, both.size, second.next]).toEqual([30, 11, 41, null])
  })

  test('are taken out as they stand on the screen, in the reader’s language', async () => {
    const { body } = await quality.ask(contract.exportResults, {
      query: { from: '2026-02-02', to: '2026-02-09', campaignId },
    })
    const [heads, ...lines] = String(body).trimEnd().split('\r\n')
    expect(heads).toContain('周（周一）,外呼项目,职场,时区,检测方式,接听,判成机器,未判成机器,误判率（真人被当作机器）')
    expect(lines).toEqual([
      '2026-02-09,核对项目,上海职场,Asia/Shanghai,接通坐席前检测,1,1,0,,,,0,,,,,2000,2000,0,0,0,0,0,0,0,0,2000,2000',
      '2026-02-02,核对项目,上海职场,Asia/Shanghai,接通坐席前检测,46,40,6,0.4,0.157,0.667,20,0.1,0.028,0.301,4,1950,2895,21,2,18,1,0,1,0.022,3,1950,2895',
    ])
  })

  test('of more than a year are refused', async () => {
    const asked = await quality.ask(contract.listResults, { query: { from: '2025-01-01', to: '2026-03-01' } })
    expect(asked.problem.code).toBe('detection.spanTooLong')
  })

  test('of a campaign warn where even the lower bound is above 5 %, and count persons hung up on as abandoned', async () => {
    const manager = await floor.centre.someone('campaignManager')
    const seen = async () =>
      (await manager.ask(contract.getCampaignDetection, { params: { campaignId: floor.campaignId } })).body
    const quiet = await seen()
    expect(quiet).toMatchObject({ mode: 'before', audits: 500, isAlarming: false })
    // Whatever was judged so far: now ten more, all of them persons.
    const rest = await answers(`a.heard_as = 'machine' and r.state = 'kept'`)
    for (const { callId } of rest.slice(-10)) await judge(quality, callId, 'person')
    const loud = await seen()
    expect(loud.isAlarming).toBe(true)
    expect(loud.results[0]?.falsePositive?.low).toBeGreaterThan(0.05)
    // Progressive calls find an agent each: nobody is hung up on in the sense of that law.
    expect(loud.abandoned).toMatchObject({ answered: 0, rate: null, hungUpOn: 0, rateWithEstimate: null })
  })

  test('are let go after two years', async () => {
    await add('2023-05-01', 'machine', [1000])
    await forgetAnswers(floor.ctx)
    expect(await query(`select from detection.answer where day < '2024-01-01'`)).toEqual([])
    expect((await ask())[1]?.answered).toBe(46)
  })
})

test('the number of audits is changed with the campaign, holds from the next call on, and stays with each call', async () => {
  const { centre, campaignId, pass } = floor
  const manager = await centre.someone('campaignManager')
  const { body: now } = await manager.ask(getCampaign, { params: { campaignId } })
  const changed = await manager.ask(changeCampaign, { params: { campaignId }, body: { ...now, machineAudits: 0 } })
  expect(changed.status).toBe(200)
  await centre.engine().reactions.settled()
  const at = centre.clock.now().toISOString()
  await pass(60_000)
  await settled()
  const since = await answers(`a.answered_at > '${at}'`)
  expect(since.length).toBeGreaterThan(3)
  for (const { chance, drawn } of since) expect({ chance, drawn }).toEqual({ chance: 0, drawn: false })
  expect((await answers(`a.answered_at > '${at}' and r.state = 'kept' and a.heard_as = 'machine'`)).length).toBe(0)
  expect((await answers(`a.chance = 1`)).length).toBeGreaterThan(30)
})
