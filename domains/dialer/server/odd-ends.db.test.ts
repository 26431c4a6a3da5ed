import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { machine, person } from '#adapters/simulator/call-script.ts'
import type { LiveCall } from '#domains/calls/server/public.ts'
import { newId } from '#platform/id.ts'
import { openEngine } from '#server/engine.ts'
import { foundCampaign } from '#server/setup/found.ts'
import { listAbandoned } from '../contract.ts'
import { type DiallingGround, openAbandoning, openDialling, retriedAfter } from './test-dialling.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})
const open = async (options: Parameters<typeof openDialling>[0]) => {
  ground = await openDialling({ mode: 'predictive', ...options })
  return ground
}
const callsOf = ({ engine }: DiallingGround): LiveCall[] => [...engine.calls.all()]
/** Every call that ends from now on. */
const endings = ({ engine }: DiallingGround): LiveCall[] => {
  const ended: LiveCall[] = []
  engine.calls.news.hear(({ call, kind }) => void (kind === 'ended' && ended.push(call)))
  return ended
}
const runnerOf = ({ engine, campaignId }: DiallingGround) => engine.dialer.runner(campaignId)!
const ledgerOf = (floor: DiallingGround) => {
  const { answered30d, abandoned30d } = runnerOf(floor).predictive.ledger.balance(floor.centre.clock.nowMs())
  return { answered: answered30d, abandoned: abandoned30d }
}
/** What the record counts, as the evidence shows it. */
const evidenceOf = async ({ engine, centre, campaignId }: DiallingGround) => {
  await engine.journal.written()
  const { body } = await (await centre.someone('director')).ask(listAbandoned, { params: { campaignId } })
  const { answered, abandoned } = body.last30d
  return { answered, abandoned, shown: body.rows.length }
}
/** What a manager changes while the campaign runs. */
const change = async ({ ctx, engine, campaignId }: DiallingGround, set: ReturnType<typeof sql>): Promise<void> => {
  await sql`update campaigns.campaign set ${set} where id = ${campaignId}`.execute(ctx.db)
  await engine.dialer.campaignChanged(campaignId)
}

describe('a customer whose answer nobody heard of', () => {
  test('and who hangs up on the silence was abandoned: in the ledger, on record and in the evidence', async () => {
    const floor = await open({ agents: 2, batches: [2], behaviour: () => person({ patienceMs: 4000 }) })
    floor.centre.network.faults.events({ lost: 1, lostKinds: ['answered'] })
    await floor.pass(60_000)
    expect(await evidenceOf(floor)).toEqual({ answered: 2, abandoned: 2, shown: 2 })
    expect(ledgerOf(floor)).toEqual({ answered: 2, abandoned: 2 })
    const { rows } = await sql`select from dialer.contact where abandoned_at is not null`.execute(floor.ctx.db)
    expect(rows.length).toBe(2)
  })
  test('was abandoned also when called for an agent kept for the call', async () => {
    const floor = await openAbandoning({ attemptPolicy: retriedAfter(60) })
    ground = floor
    await floor.pass(3_600_000)
    floor.centre.network.faults.events({ lost: 1, lostKinds: ['answered'] })
    floor.engine.presence.ask(floor.leaver.id, { ready: true })
    const ended = endings(floor)
    await floor.pass(120_000)
    expect(ended[0]).toMatchObject({ attemptNumber: 2, agentId: floor.leaver.id, abandoned: true })
    expect(await evidenceOf(floor)).toEqual({ answered: 3, abandoned: 2, shown: 2 })
    expect(ledgerOf(floor)).toEqual({ answered: 3, abandoned: 2 })
  })
  test('was abandoned also when we took the call back, for the network knows of a conversation', async () => {
    const floor = await open({ batches: [1], behaviour: () => person({ patienceMs: 60_000 }) })
    floor.centre.network.faults.events({ lost: 1, lostKinds: ['answered'] })
    await floor.pass(8000)
    floor.engine.presence.ask(floor.agents[0]!.id, { pause: 'break', reasonId: null })
    await floor.pass(5000)
    expect(await evidenceOf(floor)).toEqual({ answered: 1, abandoned: 1, shown: 1 })
    expect(ledgerOf(floor)).toEqual({ answered: 1, abandoned: 1 })
  })
  test('is not kept on the line for longer than a phone may ring', async () => {
    const floor = await open({ batches: [1], behaviour: () => machine({ talkMs: 900_000 }) })
    floor.centre.network.faults.events({ lost: 1, lostKinds: ['answered'] })
    await floor.pass(100_000)
    expect(await floor.centre.network.liveCalls()).toEqual([])
  })
})

describe('a customer told twice to have answered', () => {
  test('is given to one agent only', async () => {
    const floor = await open({ agents: 2, batches: [1] })
    floor.engine.calls.news.hear(({ call, kind }) => {
      if (kind === 'answered') runnerOf(floor).onAnswered(call)
    })
    await floor.pass(10_000)
    expect(floor.agents.map(({ state, spokenFor }) => [state, spokenFor]).sort()).toEqual([
      ['ready', null],
      ['talking', null],
    ])
    expect(ledgerOf(floor)).toEqual({ answered: 1, abandoned: 0 })
  })
})

describe('a campaign whose way of dialling changes', () => {
  test('does not count those called for one agent each among those predicted', async () => {
    const floor = await open({ mode: 'progressive', agents: 3, batches: [3] })
    await floor.pass(10_000)
    await change(floor, sql`mode = 'predictive'`)
    await floor.pass(5000)
    expect(runnerOf(floor).predictive.knowsPast).toBe(true)
    expect(ledgerOf(floor)).toEqual({ answered: 0, abandoned: 0 })
    expect(await evidenceOf(floor)).toEqual({ answered: 0, abandoned: 0, shown: 0 })
  })
  test('keeps no agent for anybody once it no longer predicts', async () => {
    const floor = await open({ agents: 2, batches: [1], behaviour: () => machine({ talkMs: 1 }) })
    await floor.pass(3000)
    const runner = runnerOf(floor)
    runner.seats.keep(floor.agents[0]!.id, floor.centre.clock.nowMs())
    await change(floor, sql`mode = 'progressive'`)
    await floor.pass(1000)
    expect(runner.seats.kept()).toEqual([])
  })
})

describe('a campaign whose line limit is lowered below the calls it has up', () => {
  test('places no further call', async () => {
    const floor = await open({ mode: 'progressive', agents: 6, batches: [60], lineLimit: 4 })
    await floor.pass(3000)
    expect(callsOf(floor).length).toBe(4)
    await change(floor, sql`line_limit = 3`)
    await floor.pass(500)
    expect(callsOf(floor).length).toBe(4)
  })
})

describe('a customer whose agent leaves in the instant of being joined', () => {
  test('is locked out like anybody who was abandoned', async () => {
    const floor = await open({ batches: [1] })
    const [agent] = floor.agents
    floor.engine.calls.news.hear(({ kind }) => {
      if (kind === 'answered') floor.engine.presence.signOut(agent!.id, 'signedOut')
    })
    const ended = endings(floor)
    await floor.pass(20_000)
    expect(ended).toMatchObject([{ abandoned: true }])
    await floor.engine.journal.written()
    const { rows } = await sql`select from dialer.contact where abandoned_at is not null`.execute(floor.ctx.db)
    expect(rows.length).toBe(1)
    expect(ledgerOf(floor)).toEqual({ answered: 1, abandoned: 1 })
  })
})

describe('a campaign that loses its last agent to another', () => {
  test('lets nobody answer any more', async () => {
    const floor = await open({ agents: 1, batches: [3] })
    await floor.pass(3000)
    const ringing = await floor.centre.network.liveCalls()
    expect(ringing.length).toBeGreaterThan(0)
    floor.engine.presence.assign(floor.agents[0]!, null)
    await floor.pass(1000)
    const up = await floor.centre.network.liveCalls()
    expect(up.filter((callId) => ringing.includes(callId))).toEqual([])
  })
})

describe('an agent put to another campaign while being joined to a customer who hangs up', () => {
  test('is called for by the other campaign', async () => {
    const floor = await open({ batches: [1] })
    const { ctx, engine, siteId, listId, teamId, agents, centre } = floor
    const other = await foundCampaign(ctx, { name: '四月外呼', siteId, listId, teamIds: [teamId], mode: 'progressive' })
    await engine.dialer.campaignChanged(other)
    engine.calls.news.hear(({ call, kind }) => {
      if (kind !== 'answered' || call.campaignId === other) return
      centre.network.faults.events({ lost: 1, lostKinds: ['bridged'] })
      centre.network.hangUp(call.id)
      engine.presence.assign(agents[0]!, other)
    })
    await floor.pass(9000)
    expect(agents[0]).toMatchObject({ campaignId: other, state: 'dialing', spokenFor: null })
  })
})

describe('a lock-out that lasts longer than it did', () => {
  test('holds for those already at hand', async () => {
    const floor = await openAbandoning({ attemptPolicy: retriedAfter(5) })
    ground = floor
    await sql`update compliance.jurisdiction set lock_out_hours = 0`.execute(floor.ctx.db)
    await floor.engine.dialer.campaignChanged(floor.campaignId)
    await floor.pass(60_000)
    await sql`update compliance.jurisdiction set lock_out_hours = 72`.execute(floor.ctx.db)
    await floor.engine.dialer.campaignChanged(floor.campaignId)
    const placedFor: (string | null)[] = []
    floor.engine.calls.news.hear(({ call, kind }) => {
      if (call.attemptNumber === 2 && kind === 'ringing') placedFor.push(call.agentId)
    })
    floor.engine.presence.ask(floor.leaver.id, { ready: true })
    await floor.pass(600_000)
    expect(placedFor).toEqual([floor.leaver.id])
  })
})

/** Another engine in the place of the first, whose lease may be doubtful. */
const openNext = async ({ engine, centre }: DiallingGround, { isSure }: { isSure: boolean }) => {
  await engine.journal.written()
  await engine.stop()
  const lease = { isSure }
  const next = await openEngine(
    { ...centre, phones: centre.network, limits: { lines: null, callsPerSecond: null } },
    {
      fencing: 2,
      guard: { text: 'select 1', values: [] },
      isSure: () => lease.isSure,
      prove: async () => lease.isSure,
      release: async () => {},
    },
  )
  return { next, lease }
}

describe('a call that could not be ended when it should', () => {
  test('is ended as soon as it can be', async () => {
    const floor = await openAbandoning({ patienceMs: 3_600_000 })
    ground = floor
    const { next, lease } = await openNext(floor, { isSure: false })
    try {
      await floor.pass(30_000)
      expect(await floor.centre.network.liveCalls()).toContain(floor.lost.id)
      lease.isSure = true
      await floor.pass(60_000)
      expect(await floor.centre.network.liveCalls()).not.toContain(floor.lost.id)
      await next.journal.written()
      expect(await evidenceOf(floor)).toMatchObject({ abandoned: 1, shown: 1 })
    } finally {
      await next.stop()
    }
  })
})

describe('a call whose contact was closed while no engine was there', () => {
  test('is ended, for nobody would speak to who answers', async () => {
    const floor = await open({ batches: [1], behaviour: () => person({ patienceMs: 3_600_000 }) })
    const { centre, campaignId, ctx } = floor
    const at = centre.clock.now()
    const callId = newId(at.getTime())
    await sql`insert into calls.call (id, placed_at, campaign_id, number, caller_id, mode, attempt_number, script_version, fencing)
      values (${callId}, ${at}, ${campaignId}, '+8613900000000', '', 'predictive', 1, 1, 1)`.execute(ctx.db)
    await centre.network.dial({ callId, to: '+8613900000000', callerId: '', ringForSeconds: 30, attemptNumber: 1 })
    const { next } = await openNext(floor, { isSure: true })
    try {
      await floor.pass(10_000)
      expect(await centre.network.liveCalls()).not.toContain(callId)
    } finally {
      await next.stop()
    }
  })
})
