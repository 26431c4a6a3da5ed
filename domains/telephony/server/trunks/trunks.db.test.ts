import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/id.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { trunkContract as contract, type TrunkForm, type TrunkView } from '../../trunk-contract.ts'
import type { TelephonyEvent } from '../port.ts'
import { openTrunkSpend } from './spend.ts'
import { readTrunkPrices, readTrunks } from './store.ts'

const secret = 'carrier-Secret;"42'
let centre: TestCentre
let admin: Person
let supervisor: Person
beforeAll(async () => {
  centre = await testCentre()
  await centre.openTelephony()
  admin = await centre.someone('administrator')
  supervisor = await centre.someone('supervisor')
})
afterAll(() => centre.close())

const form = (name: string, change: Partial<TrunkForm> = {}) => ({ name, address: 'sip.carrier.example', ...change })
const attempt = (body: object) => admin.ask(contract.addTrunk, { body: body as never })
const add = async (name: string, change: Partial<TrunkForm> = {}): Promise<TrunkView> => {
  const { status, body } = await attempt(form(name, change))
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}
const change = (trunk: TrunkView, values: object) => {
  const { id: _id, name: _name, isOn: _isOn, passwordSetAt: _set, ...settings } = trunk
  return admin.ask(contract.changeTrunk, { params: { trunkId: trunk.id }, body: { ...settings, ...values } })
}
const turn = ({ id, version }: TrunkView, isOn: boolean) =>
  admin.ask(contract.switchTrunk, { params: { trunkId: id }, body: { isOn, version } })
const remove = (id: string) => admin.ask(contract.removeTrunk, { params: { trunkId: id } })
const check = (id: string) => admin.ask(contract.checkTrunk, { params: { trunkId: id } })
const health = async () => (await supervisor.ask(contract.getTelephoneHealth)).body

describe('a trunk', () => {
  test('is kept with everything the carrier asks for, under a name nobody else has', async () => {
    const added = await add('上海电信', {
      ...{ address: '203.0.113.9:5070', transport: 'tcp', prefix: '0', strip: '+86' },
      ...{ channels: 30, callsPerSecond: 5, allowedPrefixes: ['+861', '+8621', '+861'], silentSeconds: 300 },
    })
    expect(added).toMatchObject({ prefix: '0', allowedPrefixes: ['+861', '+8621'], isOn: false, version: 1 })
    expect(added.silentSeconds).toBe(300)
    const told = await readTrunks(centre.base.database.engine)
    expect(told.find(({ name }) => name === '上海电信')?.silentSeconds).toBe(300)
    expect((await attempt(form('上海电信'))).problem).toMatchObject({ code: 'telephony.trunkNameTaken' })
    await add('Carrier')
    expect((await attempt(form('  carrier '))).problem.code).toBe('telephony.trunkNameTaken')
    expect((await supervisor.ask(contract.listTrunks)).body).toContainEqual(added)
  })

  test('is refused where its address is none, or a number could never be dialled over it', async () => {
    const rubbish = {
      address: [
        '',
        'sip:carrier',
        'a b',
        'host:0',
        'host:70000',
        '1.2.3',
        '300.1.1.1',
        '[::1]',
        'a..b',
        '例子.中国',
        'h;x=1',
      ],
      prefix: ['abc', '0-1', '0'.repeat(22), '0;1', '０'],
      strip: ['x', '*', '+-'],
      loginUser: ['a b', 'a@b', 'ünï', 'a;b'],
      password: ['pass\nword', 'pass\u0000', '密码'],
      channels: [0, -1, 1.5, 1e9],
      callsPerSecond: [0, 0.5],
      silentSeconds: [0, 9, 3601, 30.5],
      allowedPrefixes: [['86'], ['+'], ['+86x'], Array.from({ length: 51 }, (_, n) => `+${n + 1}`)],
      transport: ['ws'],
      name: ['', '   ', 'x'.repeat(41)],
    }
    for (const [field, values] of Object.entries(rubbish))
      for (const value of values) {
        const { status, problem } = await attempt({ ...form(`坏${field}`), [field]: value })
        expect([field, value, status, problem.code]).toEqual([field, value, 400, 'common.badInput'])
      }
    for (const rewriting of [{ prefix: '9' }, { prefix: '9', strip: '86' }, { prefix: '9', strip: '+86' }])
      expect((await attempt(form('前缀', rewriting))).problem.code).toBe('telephony.trunkCannotDial')
  })

  test('has a login whole or not at all, and registers only with one', async () => {
    expect((await attempt(form('甲', { loginUser: 'centre' }))).problem.code).toBe('telephony.trunkNeedsPassword')
    expect((await attempt(form('甲', { password: secret }))).problem.code).toBe('telephony.trunkPasswordAlone')
    const silent = await attempt(form('甲', { registers: true }))
    expect(silent.problem.code).toBe('telephony.trunkRegistersWithoutLogin')
  })

  test('takes a password and never gives it back: in no answer, no audit, to no reader of rows', async () => {
    const added = await attempt(form('密码', { loginUser: 'centre', password: secret, registers: true }))
    expect(added.body.passwordSetAt).not.toBeNull()
    const kept = await change(added.body, { channels: 10 })
    expect(kept.body).toMatchObject({ passwordSetAt: added.body.passwordSetAt, channels: 10 })
    const { engine } = centre.base.database
    const stored = await sql<{ password: string }>`select password from telephony.trunk_secret
      where trunk_id = ${added.body.id}`.execute(engine)
    expect(stored.rows).toEqual([{ password: secret }])
    const audit = await sql<{ text: string }>`select string_agg(to_jsonb(a)::text, '') as text
      from platform.audit_entry a where row_id = ${added.body.id}`.execute(engine)
    expect(audit.rows[0]?.text).toContain('login_user')
    const list = await admin.ask(contract.listTrunks)
    for (const told of [added.body, kept.body, list.body, audit.rows])
      expect(JSON.stringify(told)).not.toContain('Secret')
    for (const role of ['carillon_own', 'carillon_team', 'carillon_site', 'carillon_all'])
      for (const table of ['telephony.trunk_secret'])
        expect(
          (await sql<{ may: boolean }>`select has_table_privilege(${role}, ${table}, 'select') as may`.execute(engine))
            .rows,
        ).toEqual([{ may: false }])
  })

  test('does not take its password to another place, and forgets it with the login', async () => {
    const trunk = await add('别处', { loginUser: 'centre', password: secret })
    for (const elsewhere of [{ address: 'evil.example' }, { transport: 'tls' }, { loginUser: 'other' }])
      expect((await change(trunk, elsewhere)).problem.code).toBe('telephony.trunkPasswordAnew')
    const moved = await change(trunk, { address: 'new.example', password: 'another' })
    expect(moved.body).toMatchObject({ address: 'new.example', version: 2 })
    const bare = await change(moved.body, { loginUser: '' })
    expect(bare.body).toMatchObject({ loginUser: '', passwordSetAt: null })
    const left = await sql`select from telephony.trunk_secret where trunk_id = ${trunk.id}`.execute(
      centre.base.database.engine,
    )
    expect(left.rows).toEqual([])
  })

  test('is not changed over what somebody else saved, and one nobody knows is said to be unknown', async () => {
    const trunk = await add('版本')
    expect((await change(trunk, { channels: 1 })).status).toBe(200)
    expect((await change(trunk, { channels: 2 })).problem.code).toBe('telephony.trunkChanged')
    expect((await turn(trunk, true)).problem.code).toBe('telephony.trunkChanged')
    const nobody = { ...trunk, id: newId(0) }
    for (const answer of [change(nobody, {}), turn(nobody, true), remove(nobody.id), check(nobody.id)])
      expect((await answer).problem.code).toBe('telephony.noSuchTrunk')
  })

  test('is kept by administrators, read by supervisors, and no matter of agents', async () => {
    expect((await supervisor.ask(contract.addTrunk, { body: form('主管') })).status).toBe(403)
    const agent = await centre.someone('agent')
    expect((await agent.ask(contract.listTrunks)).status).toBe(403)
    expect((await agent.ask(contract.getTelephoneHealth)).status).toBe(403)
  })
})

describe('the telephone system', () => {
  const dial = (trunk: string) =>
    centre.network.dial({
      ...{ callId: newId(centre.clock.nowMs()), to: '+8613800000001', callerId: '', ringForSeconds: 30 },
      ...{ attemptNumber: 1, trunk },
    })

  test('is told of each change, checks a trunk as it stands, and says how it does', async () => {
    const trunk = await add('实时', { allowedPrefixes: ['+86'] })
    const off = await check(trunk.id)
    expect(off.body).toMatchObject({ isSimulated: true })
    expect(off.body.steps.filter(({ isRight }) => !isRight).map(({ step }) => step)).toEqual(['answer'])
    const on = (await turn(trunk, true)).body
    expect((await check(on.id)).body.steps.every(({ isRight }) => isRight)).toBe(true)
    await dial('实时')
    const now = await health()
    expect(now).toMatchObject({ isSimulated: true, nodes: [{ isUp: true }] })
    expect(now.trunks.find(({ name }) => name === '实时')).toMatchObject({ calls: 1, placed: 1, breaker: 'closed' })
  })

  test('keeps a trunk that is on or carries a call; a trunk that rests is removed, and it is told so', async () => {
    const trunk = (await supervisor.ask(contract.listTrunks)).body.find(({ name }) => name === '实时')
    if (!trunk) throw new Error('the test before added it')
    expect((await remove(trunk.id)).problem.code).toBe('telephony.trunkIsOn')
    await turn(trunk, false)
    expect((await remove(trunk.id)).problem).toMatchObject({ code: 'telephony.trunkInUse', params: { calls: 1 } })
    for (const call of await centre.network.liveCalls()) await centre.network.hangUp(call)
    await centre.clock.runFor(1000)
    expect((await remove(trunk.id)).body).toEqual({ done: true })
    await centre.engine().trunks.load()
    expect((await health()).trunks.map(({ name }) => name)).not.toContain('实时')
  })

  test('learns of what changed by the event of it, and of all trunks when they are read anew', async () => {
    const trunk = await add('重启', { isOn: true })
    await expect.poll(async () => (await health()).trunks.map(({ name }) => name)).toContain(trunk.name)
    await centre.network.equip({ headsets: [], trunks: [] })
    expect((await health()).trunks).toEqual([])
    await centre.engine().trunks.load()
    expect((await health()).trunks.map(({ name }) => name)).toContain(trunk.name)
  })
})

test('what a trunk may cost on a day is a limit only where it has a price', async () => {
  expect((await attempt(form('无价', { dailyCostLimit: 5 }))).problem.code).toBe('telephony.trunkLimitWithoutPrice')
  for (const wrong of [{ pricePerMinute: 0 }, { pricePerMinute: -1 }, { pricePerMinute: 1, dailyCostLimit: 0 }])
    expect((await attempt(form('错价', wrong))).status).toBe(400)
  const trunk = await add('计费', { pricePerMinute: 0.065, dailyCostLimit: 300.5 })
  expect(trunk).toMatchObject({ pricePerMinute: 0.065, dailyCostLimit: 300.5 })
  expect((await change(trunk, { pricePerMinute: null })).problem.code).toBe('telephony.trunkLimitWithoutPrice')
})

test('a restart forgets nothing of the day: calls found up count from their answer, onto what was spent before', async () => {
  const trunk = '隔夜'
  await add(trunk, { pricePerMinute: 0.3, dailyCostLimit: 3000 })
  const { base, clock } = centre
  const { journal } = centre.engine()
  await sql`insert into telephony.trunk_day (trunk, day, calls, minutes, cost)
    values (${trunk}, '2026-03-05', 500, 9660, 2898)`.execute(base.database.engine)
  const now = clock.nowMs()
  const [early, late, unheard] = [newId(now), newId(now), newId(now)]
  const ledger = new Map<string, number>()
  let tell: (event: TelephonyEvent) => void = () => {}
  const spend = openTrunkSpend({
    ...{ base, clock, journal, changed: () => {}, answeredAt: (callId) => ledger.get(callId) ?? null },
    endedAt: () => undefined,
    phones: {
      listen: (listener) => {
        tell = listener
        return () => {}
      },
    },
  })
  const say = (callId: string, what: 'answered' | 'ended', at: number) => {
    const event = { callId, at: new Date(at), providerEventId: `${callId}${what}`, trunk }
    tell(what === 'answered' ? { ...event, kind: what } : { ...event, kind: what, cause: 'normal', by: 'customer' })
  }
  // Found up on the telephone system, as if answered this moment, before anything of before was read.
  for (const callId of [early, late]) say(callId, 'answered', now)
  say(early, 'ended', now + 1000)
  say(unheard, 'ended', now + 1000)
  await spend.recover()
  spend.follow(await readTrunkPrices(base.database.engine))
  for (const callId of [early, late, unheard]) ledger.set(callId, now - 2_399_000)
  spend.begin()
  // Two that were over after forty minutes, one in its fortieth.
  expect(spend.costToday(trunk)).toBeCloseTo(2898 + 3 * 40 * 0.3)
  say(late, 'ended', now + 1000)
  await spend.recover()
  spend.stop()
  await journal.written()
  const { rows } = await sql`select calls, minutes, cost::float8 as cost from telephony.trunk_day
    where trunk = ${trunk}`.execute(base.database.engine)
  expect(rows).toEqual([{ calls: 503, minutes: 9780, cost: 2934 }])
})

test('what ended while no process listened is charged until it was last known to be up, and said', async () => {
  const trunk = '无人听'
  await add(trunk, { pricePerMinute: 1, dailyCostLimit: 1000 })
  const { base, clock } = centre
  const { journal } = centre.engine()
  const [customer, legCall] = [newId(clock.nowMs()), newId(clock.nowMs())]
  const open = (isUp: (callId: string) => boolean) => {
    let tell: (event: TelephonyEvent) => void = () => {}
    const spend = openTrunkSpend({
      ...{ base, clock, journal, changed: () => {}, answeredAt: () => null },
      endedAt: (callId) => (isUp(callId) ? null : undefined),
      phones: {
        listen: (listener) => {
          tell = listener
          return () => {}
        },
      },
    })
    return { spend, tell: (event: TelephonyEvent) => tell(event) }
  }
  const recover = async ({ spend }: ReturnType<typeof open>) => {
    await spend.recover()
    spend.follow(await readTrunkPrices(base.database.engine))
    spend.begin()
  }
  const first = open(() => true)
  await recover(first)
  const began = clock.nowMs()
  const event = { at: clock.now(), trunk }
  first.tell({ ...event, callId: customer, kind: 'answered', providerEventId: 'a' })
  const leg = { ...event, callId: legCall, kind: 'outside', leg: `far.${legCall}.1`, number: '+862161234567' } as const
  first.tell({ ...leg, stage: 'placed', providerEventId: 'b' })
  first.tell({ ...leg, stage: 'answered', providerEventId: 'c' })
  await clock.runFor(150_000)
  // Killed: it says nothing any more. An hour passes before another comes.
  first.spend.stop()
  await journal.written()
  await clock.runFor(3_600_000)
  const second = open(() => false)
  await recover(second)
  second.spend.endedUnheard([{ callId: customer, trunk, answeredAt: began }])
  second.spend.stop()
  await journal.written()
  expect(second.spend.costToday(trunk)).toBe(6)
  expect(second.spend.unheardToday(trunk)).toBe(2)
  const db = base.database.engine
  const { rows: days } = await sql`select calls, minutes, cost::float8 as cost, unheard from telephony.trunk_day
    where trunk = ${trunk}`.execute(db)
  expect(days).toEqual([{ calls: 2, minutes: 6, cost: 6, unheard: 2 }])
  const { rows: legs } = await sql`select number, trunk, minutes, cost::float8 as cost, is_end_heard,
    extract(epoch from ended_at - answered_at)::int as seconds from telephony.outside_leg where call_id = ${legCall}`.execute(
    db,
  )
  expect(legs).toEqual([{ number: leg.number, trunk, minutes: 3, cost: 3, isEndHeard: false, seconds: 150 }])
})
