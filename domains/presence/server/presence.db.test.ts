import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FastClock, fastClock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import { type Database, openDatabase } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { type Journal, openJournal } from '#platform/journal.ts'
import { silentLog } from '#platform/log.ts'
import { freshDatabase } from '#platform/postgres/test-cluster.ts'
import { startOfTests } from '#server/testing.ts'
import { type AgentSignal, agentMoves, pauses } from '../agent-state.ts'
import { type LivePresence, openLivePresence } from './live.ts'

type Fresh = Awaited<ReturnType<typeof freshDatabase>>
let fresh: Fresh
let database: Database
beforeAll(async () => {
  fresh = await freshDatabase()
  database = openDatabase(fresh.appUrl)
})
afterAll(async () => {
  await database.stop()
  await fresh.drop()
})

let clock: FastClock
let base: Base
let journal: Journal
let presence: LivePresence
const everybodyWearsOne = { mayWork: () => true, work: () => {} }
const openOn = (time: FastClock): void => {
  clock = time
  base = { database, now: clock.now, log: silentLog }
  journal = openJournal(base, { text: 'select 1', values: [] })
  presence = openLivePresence({ base, clock, journal, headsets: everybodyWearsOne })
}
const close = async (): Promise<void> => {
  presence.stop()
  await journal.stop()
  clock.stop()
}
const worker = () => {
  const id = newId(Date.now())
  return { id, name: '王芳', staffNumber: id.slice(-6), teamId: null, siteId: null, endpoint: 'seat' }
}
const query = async <T>(text: string): Promise<T[]> => (await sql.raw<T>(text).execute(database.engine)).rows

const signals = [...new Set(Object.values(agentMoves).flatMap((moves) => Object.keys(moves)))] as AgentSignal[]
type Step =
  | { do: 'signal'; signal: AgentSignal; pause: (typeof pauses)[number] }
  | { do: 'ask'; ready: boolean }
  | { do: 'assign' }
  | { do: 'finish' }
  | { do: 'in' | 'out' | 'beat' | 'kill' }
  | { do: 'wait'; ms: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('signal' as const),
      signal: fc.constantFrom(...signals),
      pause: fc.constantFrom(...pauses),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.oneof(fc.constant(0), fc.constant(1), fc.integer({ min: 1, max: 3_600_000 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ask' as const), ready: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Step>(
      { do: 'assign' },
      { do: 'finish' },
      { do: 'in' },
      { do: 'out' },
      { do: 'beat' },
      { do: 'kill' },
    ),
  },
)

/** Does one step as the engine would; what the rules refuse changes nothing. */
const take = async (who: ReturnType<typeof worker>, what: Step): Promise<void> => {
  const agent = presence.find(who.id)
  if (what.do === 'wait') return clock.runFor(what.ms)
  if (what.do === 'in') return void (await presence.signIn(who))
  if (what.do === 'kill') {
    // The process dies after its last write; another takes up the sessions on the same clock.
    await journal.written()
    presence.stop()
    await journal.stop()
    openOn(clock)
    presence.start()
    await presence.recover(async () => [who])
    return
  }
  if (!agent) return
  if (what.do === 'signal') presence.move(agent, what.signal, { pause: what.pause })
  else if (what.do === 'assign') presence.assign(agent, newId(clock.nowMs()))
  else if (what.do === 'finish' && agent.state === 'wrapUp') presence.finishWrapUp(agent)
  else if (what.do === 'out') presence.signOut(who.id, 'agent', { force: true })
  else if (what.do === 'beat') presence.heartbeat(who.id)
  else if (what.do === 'ask')
    try {
      presence.ask(who.id, what.ready ? { ready: true } : { pause: 'break', reasonId: null })
    } catch {
      // Refused by the table of moves: nothing has changed.
    }
}

describe('the time of an agent', () => {
  test('lies in exactly one state at every moment, whatever happens and whoever is killed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        openOn(fastClock({ startAt: startOfTests }))
        presence.start()
        const who = worker()
        await presence.signIn(who)
        for (const one of steps) await take(who, one)
        if (presence.find(who.id)) presence.signOut(who.id, 'agent', { force: true })
        await journal.written()
        const sessions = await query<{ id: string; from: number; to: number | null }>(`
          select id, extract(epoch from signed_in_at) * 1000 as from, extract(epoch from signed_out_at) * 1000 as to
          from presence.session where employee_id = '${who.id}' order by signed_in_at`)
        for (const { id, from, to } of sessions) {
          const spells = await query<{ from: number; to: number }>(`
            select extract(epoch from started_at) * 1000 as from, extract(epoch from ended_at) * 1000 as to
            from presence.spell where session_id = '${id}' order by started_at`)
          let at = from
          for (const spell of spells) {
            expect(spell.from).toBe(at)
            expect(spell.to).toBeGreaterThan(spell.from)
            at = spell.to
          }
          expect(at).toBe(to)
        }
        expect(await query(`select 1 from presence.current where employee_id = '${who.id}'`)).toEqual([])
        await close()
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test('never runs backwards, also when the clock is set back', async () => {
    let now = startOfTests.getTime()
    const wobbly = { ...fastClock({ startAt: startOfTests }), nowMs: () => now, now: () => new Date(now) } as FastClock
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -7_200_000, max: 600_000 }), { minLength: 2, maxLength: 20 }),
        async (jumps) => {
          openOn(wobbly)
          now = startOfTests.getTime()
          const who = worker()
          const agent = await presence.signIn(who)
          for (const [turn, jump] of jumps.entries()) {
            now += jump
            presence.ask(who.id, turn % 2 === 0 ? { ready: true } : { pause: 'break', reasonId: null })
            expect(agent.since).toBeGreaterThanOrEqual(agent.signedInAt)
          }
          presence.signOut(who.id, 'agent')
          await journal.written()
          const [sums] = await query<{ spent: number; whole: number; negative: number }>(`
          select coalesce(sum(extract(epoch from p.ended_at - p.started_at)), 0) as spent, count(*) filter (where p.ended_at <= p.started_at) as negative,
            max(extract(epoch from s.signed_out_at - s.signed_in_at)) as whole
          from presence.session s left join presence.spell p on p.session_id = s.id where s.employee_id = '${who.id}'`)
          expect(sums?.negative).toBe(0)
          expect(sums?.spent).toBe(sums?.whole)
          presence.stop()
          await journal.stop()
        },
      ),
      { numRuns: 30 },
    )
  }, 60_000)
})

describe('Postgres itself', () => {
  let sessionId: string
  let who: ReturnType<typeof worker>
  const minute = (n: number): string => new Date(startOfTests.getTime() + n * 60_000).toISOString()
  const spell = (from: number, to: number, follows: number | null): Promise<unknown> =>
    query(`insert into presence.spell (session_id, started_at, ended_at, follows, employee_id, state)
      values ('${sessionId}', '${minute(from)}', '${minute(to)}', ${follows === null ? 'null' : `'${minute(follows)}'`}, '${who.id}', 'ready')`)
  beforeEach(async () => {
    openOn(fastClock({ startAt: startOfTests }))
    who = worker()
    sessionId = (await presence.signIn(who)).sessionId
    await clock.runFor(10 * 60_000)
    presence.ask(who.id, { ready: true })
    await journal.written()
  })
  afterEach(close)

  test('takes the stretch that goes on where the last one ended', async () => {
    await spell(10, 12, 10)
    expect(await query(`select 1 from presence.spell where session_id = '${sessionId}'`)).toHaveLength(2)
  })
  test('refuses a gap, whoever writes it', async () => {
    await expect(spell(11, 12, 11)).rejects.toThrow(/it_follows_a_spell/)
    await expect(spell(11, 12, 10)).rejects.toThrow(/it_starts_where_the_last_ended/)
  })
  test('refuses an overlap', async () => {
    await expect(spell(5, 15, 5)).rejects.toThrow(/it_follows_a_spell/)
    await spell(10, 12, 10)
    await expect(spell(10, 11, 10)).rejects.toThrow(/spell_pkey/)
    await expect(spell(8, 12, null)).rejects.toThrow(/must start at sign-in|only_the_first/)
  })
  test('refuses a second beginning, and one that is not the sign-in', async () => {
    await expect(spell(0, 3, null)).rejects.toThrow(/spell_pkey|only_the_first_follows_nothing/)
  })
  test('refuses time that lasts nothing or less', async () => {
    await expect(spell(10, 10, 10)).rejects.toThrow(/a_spell_lasts/)
    await expect(spell(10, 9, 10)).rejects.toThrow(/a_spell_lasts/)
  })
  test('refuses a sign-out that does not meet the last stretch', async () => {
    const out = (at: number) =>
      query(`update presence.session set signed_out_at = '${minute(at)}' where id = '${sessionId}'`)
    await expect(out(15)).rejects.toThrow(/must end where its last spell ends/)
    await expect(out(5)).rejects.toThrow(/must end where its last spell ends/)
    await out(10)
  })
  test('refuses a second open session of one person', async () => {
    await expect(
      query(
        `insert into presence.session (id, employee_id, signed_in_at) values (uuidv7(), '${who.id}', '${minute(11)}')`,
      ),
    ).rejects.toThrow(/one_open_session_each/)
  })
})

describe('a request for help', () => {
  test('outlives the process that heard it', async () => {
    openOn(fastClock({ startAt: startOfTests }))
    presence.start()
    const who = worker()
    await presence.signIn(who)
    presence.askForHelp(who.id, true)
    const asked = presence.find(who.id)?.help
    await take(who, { do: 'kill' })
    expect(presence.find(who.id)?.help).toEqual(asked)
    await presence.answerHelp(presence.take(who.id), { id: newId(1), name: '班长' })
    expect(await query(`select ending, answered_by_name from presence.help where employee_id = '${who.id}'`)).toEqual([
      { ending: 'answered', answeredByName: '班长' },
    ])
    presence.signOut(who.id, 'agent')
    await close()
  })
})

describe('a screen that falls silent', () => {
  beforeEach(() => {
    openOn(fastClock({ startAt: startOfTests }))
    presence.start()
  })
  afterEach(close)

  test('makes a free agent not ready after half a minute, and signs out after a quarter of an hour', async () => {
    const who = worker()
    const agent = await presence.signIn(who)
    presence.ask(who.id, { ready: true })
    await clock.runFor(29_000)
    expect(agent.state).toBe('ready')
    await clock.runFor(10_000)
    expect(agent.state).toBe('notReady')
    await clock.runFor(14 * 60_000)
    expect(presence.find(who.id)).toBe(agent)
    await clock.runFor(2 * 60_000)
    expect(presence.find(who.id)).toBeUndefined()
    await journal.written()
    expect(await query(`select sign_out_reason from presence.session where employee_id = '${who.id}'`)).toEqual([
      { signOutReason: 'screenGone' },
    ])
  })
  test('changes nothing while it beats', async () => {
    const who = worker()
    const agent = await presence.signIn(who)
    presence.ask(who.id, { ready: true })
    for (let beat = 0; beat < 60; beat++) {
      await clock.runFor(20_000)
      presence.heartbeat(who.id)
    }
    expect(agent.state).toBe('ready')
  })
  test('is told by the time it lasts, not by a clock set forward', async () => {
    let aheadMs = 0
    const nowMs = () => clock.nowMs() + aheadMs
    const ahead = { ...clock, nowMs, now: () => new Date(nowMs()) }
    const watch = openLivePresence({ base, clock: ahead, journal, headsets: everybodyWearsOne })
    watch.start()
    const who = worker()
    const agent = await watch.signIn(who)
    watch.ask(who.id, { ready: true })
    aheadMs = 3_600_000
    await clock.runFor(6000)
    expect([agent.state, watch.find(who.id)]).toEqual(['ready', agent])
    watch.stop()
  })
  test('tears nobody out of a conversation', async () => {
    const who = worker()
    const agent = await presence.signIn(who)
    presence.ask(who.id, { ready: true })
    presence.move(agent, 'connect', { callId: newId(clock.nowMs()) })
    await clock.runFor(60 * 60_000)
    expect(presence.find(who.id)?.state).toBe('talking')
  })
})
