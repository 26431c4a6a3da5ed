import fc from 'fast-check'
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import {
  beReported,
  type HistoryGround,
  isReported,
  kindsThere,
  reportedDims,
  reportedHappenings,
} from './test-reported-histories.ts'

/** The week in which New York puts its clocks forward; its business day begins at four. */
const first = Date.parse('2026-03-06T00:00:00Z')
const seconds = 4 * 86_400

export const layGround = async (db: Db): Promise<HistoryGround> => {
  const id = () => newId(first)
  const ground = {
    campaigns: [id(), id()],
    agents: [id(), id(), id()],
    teams: [id(), id()],
    sites: [id(), id()],
    batches: [id(), id()],
  }
  const [here = '', there = ''] = ground.sites
  await sql`insert into people.site (id, name, time_zone, day_starts_at) values
    (${here}, ${`上海 ${here}`}, 'Asia/Shanghai', '00:00'), (${there}, ${`纽约 ${there}`}, 'America/New_York', '04:00')`.execute(
    db,
  )
  for (const [place, campaignId] of ground.campaigns.entries())
    await sql`insert into campaigns.campaign (id, name, type, purpose, site_id, calling_hours, attempt_policy)
      values (${campaignId}, ${campaignId}, 'sales', 'grow', ${ground.sites[place]}, '{}', '{}')`.execute(db)
  await sql`call platform.ensure_months('calls.call', ${new Date(first)}, ${new Date(first)})`.execute(db)
  return ground
}

const small = (most: number) => fc.integer({ min: 0, max: most })
const moment = small(seconds - 1).map((second) => new Date(first + second * 1000))
const outcome = fc.constantFrom('success', 'refusal', 'callback', 'noDecision', 'complaint', null)

/** What may happen to the record, in any order: late, twice, corrected; and looks at the figures in between. */
const happening = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('call' as const),
      at: moment,
      campaign: small(1),
      agent: small(3),
      batch: small(1),
      region: fc.constantFrom('浙江', '四川', null),
      script: fc.constantFrom(1, 2),
      entry: small(2),
      talk: small(200),
      wrapUp: small(60),
      outcome,
      answered: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('corrected' as const), which: small(30), talk: small(200), outcome }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), which: small(30) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('shift' as const),
      at: moment,
      agent: small(2),
      team: small(1),
      site: small(1),
      campaign: small(2),
      lengths: fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('moved' as const), at: moment, campaign: small(1), site: small(1) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('clock' as const),
      site: small(1),
      start: fc.constantFrom('00:00', '04:00', '06:30'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('record' as const),
      campaign: small(1),
      batch: small(1),
      entry: small(2),
      attempts: small(4),
      closeReason: fc.constantFrom('emptyNumber', 'success', null),
      isTakenBack: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('froze' as const), day: small(4), days: small(1) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'opened' as const }) },
  ...reportedHappenings(moment),
  { weight: 3, arbitrary: fc.constant({ kind: 'look' as const }) },
)
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never
export const histories = fc.array(happening, { minLength: 1, maxLength: 16 })

type Past = { calls: { id: string; at: Date }[]; entries: string[] }
type Of<K extends Happening['kind']> = Extract<Happening, { kind: K }>

/** One kind of end has several reasons, and one of these is the empty word. */
const endOf = ({ outcome, talk }: { outcome: string | null; talk: number }): string | null =>
  outcome === 'refusal' ? (['refusal.noNeed', 'refusal.noTime', ''][talk % 3] ?? null) : outcome

const placeCall = async (db: Db, ground: HistoryGround, past: Past, call: Of<'call'>): Promise<void> => {
  const id = newId(call.at)
  past.calls.push({ id, at: call.at })
  const agent = ground.agents[call.agent] ?? null
  const [team, site] = agent ? [ground.teams[call.agent % 2], ground.sites[call.agent % 2]] : [null, null]
  const answered = call.answered || call.talk > 0 ? new Date(call.at.getTime() + 9000) : null
  await sql`insert into calls.call (id, placed_at, campaign_id, entry_id, batch_id, number, caller_id, mode, attempt_number, script_version,
      agent_id, team_id, site_id, state, cause, fencing, ringing_at, answered_at, bridged_at, ended_at, talk_ms, wrap_up_ms, outcome, outcome_kind, region)
    values (${id}, ${call.at}, ${ground.campaigns[call.campaign]}, ${past.entries[call.entry]}, ${ground.batches[call.batch]}, '+8613800000000', '1', 'progressive', 1, ${call.script},
      ${agent}, ${team}, ${site}, 'ended', 'normal', 1, ${new Date(call.at.getTime() + 2000)}, ${answered}, ${agent ? answered : null},
      ${new Date(call.at.getTime() + 9000 + call.talk * 1000)}, ${call.talk * 1000}, ${call.wrapUp * 1000},
      ${endOf(call)}, ${call.outcome}, ${call.region})`.execute(db)
}

const workShift = async (db: Db, ground: HistoryGround, shift: Of<'shift'>): Promise<void> => {
  const session = newId(shift.at)
  const [agent, team, site] = [ground.agents[shift.agent], ground.teams[shift.team], ground.sites[shift.site]]
  await sql`insert into presence.session (id, employee_id, team_id, site_id, signed_in_at, signed_out_at)
    values (${session}, ${agent}, ${team}, ${site}, ${shift.at}, ${new Date(shift.at.getTime() + 1)})`.execute(db)
  const states = ['ready', 'dialing', 'talking', 'wrapUp', 'notReady', 'break']
  let at = shift.at.getTime()
  for (const [place, length] of shift.lengths.entries()) {
    const end = at + length * 1000
    await sql`insert into presence.spell (session_id, started_at, ended_at, follows, employee_id, team_id, site_id, state, campaign_id)
      values (${session}, ${new Date(at)}, ${new Date(end)}, ${place === 0 ? null : new Date(at)}, ${agent}, ${team}, ${site},
        ${states[(place + shift.agent) % states.length]}, ${ground.campaigns[shift.campaign] ?? null})`.execute(db)
    at = end
  }
}

/** Drawn into the campaign, tried again, closed, moved to another batch or taken back. */
const keepRecord = async (db: Db, ground: HistoryGround, past: Past, one: Of<'record'>): Promise<void> => {
  const [campaignId, entryId] = [ground.campaigns[one.campaign], past.entries[one.entry]]
  if (one.isTakenBack)
    await sql`delete from dialer.contact where campaign_id = ${campaignId} and entry_id = ${entryId}`.execute(db)
  else
    await sql`insert into dialer.contact (campaign_id, entry_id, customer_id, list_id, batch_id, number, state, due_at, attempts, close_reason)
      values (${campaignId}, ${entryId}, ${entryId}, ${entryId}, ${ground.batches[one.batch]}, '+8613800000000', ${one.closeReason ? 'closed' : 'waiting'},
        now(), ${one.attempts}, ${one.closeReason})
      on conflict (campaign_id, entry_id) do update set batch_id = excluded.batch_id, state = excluded.state, attempts = excluded.attempts,
        close_reason = excluded.close_reason`.execute(db)
}

const freeze = async (db: Db, { day, days }: Of<'froze'>): Promise<void> => {
  await sql`select metrics.freshen(true)`.execute(db)
  await sql`insert into metrics.frozen_period (from_day, to_day, frozen_at, frozen_by_name, figures)
    select p.day, p.day + ${days}::int, now(), '总监', '{}' from (select '2026-03-05'::date + ${day}::int as day) p
    where not exists (select from metrics.frozen_period f where f.opened_at is null and f.from_day <= p.day + ${days}::int and f.to_day >= p.day)`.execute(
    db,
  )
}
/** Whatever was frozen is opened again, so that all that came late is let in. */
const openAll = async (db: Db): Promise<void> => {
  await sql`with opened as (update metrics.frozen_period set opened_at = now(), opened_why = '补录' where opened_at is null returning from_day, to_day)
    select metrics.let_in_late_changes(from_day, to_day) from opened`.execute(db)
}

const happen = async (db: Db, ground: HistoryGround, past: Past, one: Happening): Promise<void> => {
  if (one.kind === 'call') return placeCall(db, ground, past, one)
  if (one.kind === 'record') return keepRecord(db, ground, past, one)
  if (one.kind === 'shift') return workShift(db, ground, one)
  if (one.kind === 'froze') return freeze(db, one)
  if (one.kind === 'opened') return openAll(db)
  if (isReported(one))
    return beReported(
      db,
      ground,
      one,
      past.calls.map(({ id }) => id),
    )
  if (one.kind === 'look') return void (await sql`select metrics.freshen(true)`.execute(db))
  if (one.kind === 'moved')
    return void (await sql`insert into campaigns.home (campaign_id, since, site_id)
      values (${ground.campaigns[one.campaign]}, ${one.at}, ${ground.sites[one.site]})
      on conflict (campaign_id, since) do update set site_id = excluded.site_id`.execute(db))
  if (one.kind === 'clock')
    return void (await sql`update people.site set day_starts_at = ${one.start} where id = ${ground.sites[one.site]}`.execute(
      db,
    ))
  const call = past.calls[one.which % Math.max(1, past.calls.length)]
  if (!call) return
  if (one.kind === 'again')
    await sql`update calls.call set talk_ms = talk_ms where id = ${call.id} and placed_at = ${call.at}`.execute(db)
  else
    await sql`update calls.call set talk_ms = ${one.talk * 1000}, outcome = ${endOf(one)}, outcome_kind = ${one.outcome} where id = ${call.id} and placed_at = ${call.at}`.execute(
      db,
    )
}

const cells = {
  call: 'day, slot, quarter, campaign_id, site_id, team_id, agent_id, batch_id, region, outcome, script_version',
  time: 'day, slot, quarter, campaign_id, site_id, team_id, agent_id, reason_id',
}
/** Every grain with its columns and of what they are made, as the database knows them. */
const grainsOf = async (db: Db, kind: keyof typeof cells): Promise<[grain: string, kept: string, made: string][]> => {
  const { rows } = await sql<{ grain: string; dimensions: string[] }>`
    select grain, dimensions from metrics.grains(${kind})`.execute(db)
  return [
    ['cell', cells[kind], cells[kind]],
    ...rows.map(({ grain, dimensions }): [string, string, string] => [
      grain,
      dimensions.join(', ').replace('hour', 'quarter'),
      dimensions.join(', ').replace('hour', 'quarter / 4 * 4'),
    ]),
  ]
}

/** Grains whose kept sums differ from sums made of the rows just now; none, if all is well. */
export const differing = async (db: Db): Promise<string[]> => {
  const wrong: string[] = []
  const compare = async (
    rollup: string,
    rows: string,
    [grain, columns, from]: [string, string, string],
  ): Promise<void> => {
    const names = await sql<{ kept: string; made: string }>`
      select metrics.sums_of(${rollup}::regclass, '%s') as kept, metrics.sums_of(${rollup}::regclass, 'sum(%1$s)') as made`.execute(
      db,
    )
    const { kept, made } = names.rows[0] ?? { kept: '', made: '' }
    const asKept = `select ${columns}, ${kept} from ${rollup} where grain = '${grain}'`
    const asMade = `select ${from}, ${made} from ${rows} f group by ${from}`
    const { rows: found } = await sql<{ n: number }>`select count(*) as n from (
      (${sql.raw(asKept)} except all ${sql.raw(asMade)}) union all (${sql.raw(asMade)} except all ${sql.raw(asKept)})) d`.execute(
      db,
    )
    if ((found[0]?.n ?? 0) > 0) wrong.push(`${rollup} ${grain}`)
  }
  for (const grain of await grainsOf(db, 'call')) await compare('metrics.call_rollup', 'metrics.call_row', grain)
  for (const grain of await grainsOf(db, 'time'))
    await compare('metrics.time_rollup', "metrics.time_rows('-infinity', 'infinity', null, true)", grain)
  for (const kind of await kindsThere(db))
    for (const [grain, columns] of Object.entries(reportedDims))
      await compare(`metrics.${kind}_rollup`, `metrics.${kind}_row`, [grain, columns, columns])
  const counted = 'records, invalid_records, dialable_records, attempted_records, record_attempts'
  const { rows } = await sql<{ n: number }>`select count(*) as n from (
    select campaign_id, batch_id, ${sql.raw(counted)}, closed_records, successful_records from metrics.record_rollup where records <> 0
    except all select * from (
      select campaign_id, batch_id, ${sql.raw(counted.replace(/\w+/g, 'sum($&)'))} from metrics.contact_row group by 1, 2) f
      natural join (select campaign_id, batch_id, count(*) filter (where state = 'closed'), count(*) filter (where close_reason = 'success')
        from dialer.contact_fact group by 1, 2) ended (campaign_id, batch_id, closed_records, successful_records)) d`.execute(
    db,
  )
  if ((rows[0]?.n ?? 0) > 0) wrong.push('metrics.record_rollup')
  return wrong
}

/** Lets a history happen, looks once more, tells which sums are not what the rows say, and undoes it all. */
export const liveThrough = async (db: Db, ground: HistoryGround, history: readonly Happening[]): Promise<string[]> => {
  const tx = await db.startTransaction().execute()
  try {
    const past: Past = { calls: [], entries: [newId(first), newId(first), newId(first)] }
    for (const one of history) await happen(tx, ground, past, one)
    await sql`select metrics.freshen(true)`.execute(tx)
    await openAll(tx)
    await sql`select metrics.freshen(true)`.execute(tx)
    return await differing(tx)
  } finally {
    await tx.rollback().execute()
  }
}
