import fc from 'fast-check'
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { reportedKinds } from './reported-sources.ts'

/** Where histories happen: two sites on different clocks and cut-offs, one of them with summer time; two campaigns, agents, batches. */
export type HistoryGround = {
  campaigns: string[]
  agents: string[]
  teams: string[]
  sites: string[]
  batches: string[]
}

const small = (most: number) => fc.integer({ min: 0, max: most })
/** What a report says, right or wrong; said again under the same number it corrects, withdraws or repeats what was said before. */
const said = (moment: fc.Arbitrary<Date>) => ({
  at: moment,
  campaign: small(2),
  agent: small(3),
  batch: small(2),
  site: small(2),
  region: fc.constantFrom('浙江', '四川', '', null),
  call: small(8),
  amount: small(9),
  flag: fc.boolean(),
  isWithdrawn: fc.boolean(),
})
export const reportedHappenings = (moment: fc.Arbitrary<Date>) =>
  [
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constantFrom(...(['order', 'survey', 'review', 'behaviour', 'questionnaire'] as const)),
        number: small(2),
        ...said(moment),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('complaint' as const), number: small(1), ...said(moment) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('help' as const), number: small(1), ...said(moment) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('ability' as const), flag: fc.boolean() }) },
  ] as const
export type Reported =
  ReturnType<typeof reportedHappenings>[number]['arbitrary'] extends fc.Arbitrary<infer T> ? T : never
type Told = Exclude<Reported, { kind: 'ability' }>

const behaviours = ['opening_in_15s', 'need_asked', 'terms_stated']
const orders = ['sale', 'instalment', 'premium', 'remittance', 'activation']
const channels = ['sms', 'hangup', 'call']
const named = (told: Told): string => `${told.kind} ${told.number}`

/** All that a result of any kind says; what a kind does not know, it leaves empty. */
const valuesOf = ({ kind, amount, flag }: Told) => {
  const only = <T>(...kinds: readonly [Told['kind'], T][]): T | null =>
    kinds.find(([name]) => name === kind)?.[1] ?? null
  return {
    product: only<string>(['order', '分期']),
    order_kind: only(['order', orders[amount % orders.length]]),
    units: only(['order', amount]),
    amount: only(['order', amount * 99.95]),
    focus_model: only(['order', flag]),
    channel: only(['survey', channels[amount % channels.length]]),
    satisfied: only(['survey', flag]),
    score: only(['review', 60 + amount * 4.25]),
    excellent: only(['review', flag]),
    behaviour: only(['behaviour', behaviours[amount % behaviours.length]]),
    done: only(['behaviour', Math.floor(amount / 2)]),
    opportunities: only(['behaviour', amount]),
    questionnaire: only<string>(['questionnaire', '回访']),
    completed: only(['questionnaire', flag]),
  }
}

const report = async (db: Db, ground: HistoryGround, told: Told, calls: readonly string[]): Promise<void> => {
  const values = {
    at: told.at,
    call_id: calls[told.call] ?? null,
    agent_id: ground.agents[told.agent] ?? null,
    team_id: told.agent < 3 ? ground.teams[told.agent % 2] : null,
    site_id: ground.sites[told.site] ?? null,
    campaign_id: ground.campaigns[told.campaign] ?? null,
    batch_id: ground.batches[told.batch] ?? null,
    region: told.region || null,
    state: told.isWithdrawn ? 'withdrawn' : 'valid',
    reason: told.isWithdrawn ? '重复' : '',
    ...valuesOf(told),
  }
  const names = sql.join(Object.keys(values).map((name) => sql.id(name)))
  const row = sql.join(Object.values(values).map((value) => sql`${value}`))
  await sql`insert into results.record (kind, source, external_id, changed_at, ${names})
    values (${told.kind}, 'history', ${named(told)}, now(), ${row})
    on conflict (source, kind, external_id) do update set version = record.version + 1, changed_at = now(),
      ${sql.join(Object.keys(values).map((name) => sql`${sql.id(name)} = ${sql.ref(`excluded.${name}`)}`))}`.execute(db)
}

const ids = new Map<string, string>()
const idOf = (told: Told): string => {
  const id = ids.get(named(told)) ?? newId(told.at)
  ids.set(named(told), id)
  return id
}
const complain = async (db: Db, ground: HistoryGround, told: Told): Promise<void> => {
  const place = sql`${told.at}, ${told.at}::timestamptz + interval '7 days', ${ground.campaigns[told.campaign] ?? null}, ${ground.agents[told.agent] ?? null},
    ${ground.teams[told.agent] ?? null}, ${ground.sites[told.site] ?? null}, ${told.region}, ${told.flag ? 'agent' : null}`
  await sql`insert into complaints.complaint (id, source, topic, received_at, due_at, campaign_id, agent_id, team_id, site_id, region, responsibility)
    values (${idOf(told)}, 'other', 'other', ${place})
    on conflict (id) do update set (received_at, due_at, campaign_id, agent_id, team_id, site_id, region, responsibility) =
      row (excluded.received_at, excluded.due_at, excluded.campaign_id, excluded.agent_id, excluded.team_id, excluded.site_id, excluded.region,
        excluded.responsibility)`.execute(db)
}
const askForHelp = async (db: Db, ground: HistoryGround, told: Told): Promise<void> => {
  await sql`insert into presence.help (id, session_id, employee_id, team_id, site_id, state, campaign_id, asked_at)
    values (${idOf(told)}, ${idOf(told)}, ${ground.agents[told.agent % 3]}, ${ground.teams[told.agent % 2]}, ${ground.sites[told.site % 2]}, 'talking',
      ${ground.campaigns[told.campaign] ?? null}, ${told.at})
    on conflict (id) do update set asked_at = excluded.asked_at, campaign_id = excluded.campaign_id`.execute(db)
}

export const isReported = (one: { kind: string }): one is Reported =>
  one.kind === 'ability' || reportedKinds.some((kind) => kind === one.kind)
/** Lets one of these happen; `calls` are those a report may name. */
export const beReported = async (
  db: Db,
  ground: HistoryGround,
  one: Reported,
  calls: readonly string[],
): Promise<void> => {
  if (one.kind === 'complaint') return complain(db, ground, one)
  if (one.kind === 'help') return askForHelp(db, ground, one)
  if (one.kind !== 'ability') return report(db, ground, one, calls)
  const skill = one.flag ? 'communication' : 'productKnowledge'
  await sql`update results.behaviour set skill = ${skill} where code = 'need_asked'`.execute(db)
}

export const reportedDims = {
  cell: 'day, slot, quarter, campaign_id, site_id, team_id, agent_id, batch_id, region',
  people: 'day, campaign_id, site_id, team_id, agent_id',
  lists: 'day, campaign_id, site_id, batch_id, region',
}
/** The kinds of which there is a row or a sum: of the others there is nothing to compare. */
export const kindsThere = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ kind: string }>`${sql.join(
    reportedKinds.map(
      (kind) => sql`select ${sql.lit(kind)} as kind where exists (select from ${sql.table(`metrics.${kind}Row`)})
        or exists (select from ${sql.table(`metrics.${kind}Rollup`)})`,
    ),
    sql` union all `,
  )}`.execute(db)
  return rows.map(({ kind }) => kind)
}
