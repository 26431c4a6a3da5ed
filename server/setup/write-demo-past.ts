import { sql } from 'kysely'
import pg from 'pg'
import { chanceOf } from '#adapters/simulator/chance.ts'
import { takeInAll } from '#domains/metrics/server/public.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { copyRows } from '../past/copy-rows.ts'
import { line, stamp, type Table, tableOrder, tables } from '../past/rows.ts'
import { clockMs, dayMs, hourMs } from '../past/when.ts'
import type { Reasons } from '../past/workday.ts'
import { earlierNumberOf } from './demo-numbers.ts'
import {
  awayOn,
  batchDays,
  customersOf,
  type DemoAgent,
  type DemoBatch,
  type DemoCampaign,
  type DemoCentre,
  demoPast,
  pastNumber,
  pastWorkdays,
  provinceOf,
  turnHours,
  type WorkedDay,
} from './demo-past.ts'
import { nameBy } from './names.ts'

type Row = Parameters<typeof line>[0]
/** At which hour each team's turn begins; the last team came later, with its campaign. */
const turns = [
  { hour: 9.25, from: 0 },
  { hour: 17.25, from: 0 },
  { hour: 13.5, from: 0 },
  { hour: 16.5, from: 0 },
  { hour: 9.5, from: 10 },
] as const
const minute = 60_000
const suppliers = ['东海数据', '北山名录'] as const

/** A campaign as it was founded: its site and its teams, in the order of the turns. */
export type Founded = {
  id: string
  name: string
  mode: string
  callerId: string
  siteId: string
  teamIds: readonly string[]
}

const agentsOf = async (ctx: Context, founded: readonly Founded[]): Promise<DemoAgent[]> => {
  const { rows } = await sql<Pick<DemoAgent, 'id' | 'staffNumber' | 'teamId' | 'siteId'>>`
    select e.id, e.staff_number, e.team_id, e.site_id from people.employee e
    where e.post = 'agent' and e.team_id is not null order by e.staff_number`.execute(ctx.db)
  const teams = founded.flatMap(({ teamIds }) => teamIds)
  return rows.map((row, index) => ({
    ...row,
    index,
    campaign: founded.findIndex(({ teamIds }) => teamIds.includes(row.teamId)),
    turn: turns[teams.indexOf(row.teamId)] ?? turns[0],
  }))
}

const campaignsOf = (founded: readonly Founded[], days: readonly WorkedDay[]): DemoCampaign[] => {
  const teams = founded.flatMap(({ teamIds }) => teamIds)
  return founded.map(({ id, name, mode, callerId, teamIds }, index) => {
    const begins = Math.min(...teamIds.map((team) => turns[teams.indexOf(team)]?.from ?? 0))
    const fromMs = (days[begins] as WorkedDay).midnightMs
    const batches = batchDays(index, begins).map((day): DemoBatch => {
      const importedAtMs = (days[day] as WorkedDay).midnightMs + 7.5 * hourMs
      const [batchId, ownList] = [newId(new Date(importedAtMs)), newId(new Date(importedAtMs))]
      return { id: batchId, listId: ownList, importedAtMs, day }
    })
    const customerIds = Array.from({ length: customersOf[index] ?? 0 }, () => newId(new Date(fromMs)))
    const earlier = earlierNumberOf(callerId, days)
    return { id, name, mode, callerId, ...(earlier ? { earlier } : {}), fromMs, index, batches, customerIds }
  })
}

const reasonsOf = async (ctx: Context): Promise<Reasons> => {
  const { rows } = await sql<{ name: string; id: string }>`select name_en as name, id from presence.reason`.execute(
    ctx.db,
  )
  const of = (name: string): string => rows.find((row) => row.name === name)?.id ?? name
  return {
    ...{ notReady: of('Not ready'), shortBreak: of('Short break'), meal: of('Meal') },
    ...{ teamMeeting: of('Team meeting'), training: of('Training') },
  }
}

/** The customers of the past, and the batches they came in. */
const copyCustomers = async (client: pg.Client, campaigns: readonly DemoCampaign[], siteOf: readonly string[]) => {
  for (const { index, name, customerIds, batches } of campaigns) {
    const since = stamp(batches[0]?.importedAtMs ?? 0)
    const numbers = customerIds.map((_, place) => pastNumber(index, place))
    await copyRows(
      client,
      'customers.phone (number, customer_id, kind, source, province, first_seen)',
      customerIds.map((id, place) =>
        line([numbers[place] as string, id, 'mobile', '往期名单', provinceOf(index, place), since]),
      ),
    )
    await copyRows(
      client,
      'customers.customer (id, number, name, site_id, origin, created_at)',
      customerIds.map((id, place) => {
        const number = numbers[place] as string
        return line([id, number, nameBy(chanceOf('name', number)), siteOf[index] as string, '往期名单', since])
      }),
    )
    await client.query('insert into customers.to_index (customer_ids) values ($1)', [customerIds])
    const nameOf = (place: number): string => `${name} · 第 ${place + 1} 批`
    await copyRows(
      client,
      'lists.contact_list (id, name, supplier, site_id, created_at)',
      batches.map(({ listId, importedAtMs }, place) =>
        line([listId, nameOf(place), suppliers[place % 2] as string, siteOf[index] as string, stamp(importedAtMs)]),
      ),
    )
    await copyRows(
      client,
      'lists.batch (id, list_id, file_name, state, progress, worked_at, created_at, imported_at)',
      batches.map(({ id, listId, importedAtMs }, place) => {
        const at = stamp(importedAtMs)
        return line([id, listId, `${nameOf(place)}.csv`, 'imported', 100, at, at, at])
      }),
    )
  }
}

const dateOf = (midnightMs: number): string => new Date(midnightMs + clockMs).toISOString().slice(0, 10)

/** Turns as they were planned, days away, and what people set out to reach. */
const plansOf = (agents: readonly DemoAgent[], days: readonly WorkedDay[]) => {
  const plans: Record<'shifts' | 'activities' | 'leaves' | 'goals', Row[]> = {
    ...{ shifts: [], activities: [], leaves: [], goals: [] },
  }
  for (const date of days)
    for (const agent of agents.filter(({ turn }) => turn.from <= date.number)) {
      const { id, teamId, siteId } = agent
      const day = dateOf(date.midnightMs)
      const away = awayOn(agent, date)
      if (away) plans.leaves.push([id, teamId, siteId, day, away])
      if (away === 'annual') continue
      const from = date.midnightMs + agent.turn.hour * hourMs
      const pauseAt = from + hourMs
      const meetingUntil = date.weekday === 1 ? from + 12 * minute : from
      const shiftId = newId(new Date(from))
      const to = from + Math.ceil(turnHours * 4) * 15 * minute
      plans.shifts.push([shiftId, id, teamId, siteId, day, stamp(from), stamp(to)])
      const activity = (kind: string, since: number, until: number) =>
        until > since && plans.activities.push([shiftId, stamp(since), stamp(until), kind, true])
      activity('meeting', from, meetingUntil)
      activity('work', meetingUntil, pauseAt)
      activity('break', pauseAt, pauseAt + 10 * minute)
      activity('work', pauseAt + 10 * minute, to)
      if (!away)
        plans.goals.push([id, day, teamId, siteId, 2 + (agent.index % 2), 18 + (agent.index % 3) * 2, stamp(from)])
    }
  return plans
}

const copyPlans = async (client: pg.Client, centre: DemoCentre, days: readonly WorkedDay[]): Promise<void> => {
  const { shifts, activities, leaves, goals } = plansOf(centre.agents, days)
  const put = (target: string, rows: readonly Row[]) => copyRows(client, target, rows.map(line))
  // What lies inside a shift is checked when both are there.
  await client.query('begin')
  await put('workforce.shift (id, employee_id, team_id, site_id, day, starts_at, ends_at)', shifts)
  await put('workforce.activity (shift_id, starts_at, ends_at, kind, is_paid)', activities)
  await client.query('commit')
  await put('workforce.leave (employee_id, team_id, site_id, day, kind)', leaves)
  await put('boards.day_goal (agent_id, day, team_id, site_id, successes, calls, set_at)', goals)
}

const copyDays = async (
  clients: readonly [pg.Client, pg.Client],
  centre: DemoCentre,
  of: { now: Date; seed: number },
) => {
  const [ledger, others] = clients
  for (const day of demoPast(centre, of)) {
    const copy = (client: pg.Client, table: Table) => {
      const { name, columns } = tables[table]
      return copyRows(client, `${name} (${columns})`, day[table])
    }
    const besides = async () => {
      for (const table of tableOrder.filter((name) => name !== 'calls')) await copy(others, table)
    }
    await Promise.all([copy(ledger, 'calls'), besides()])
  }
}

/** Counts of batches and lists that an import would have kept. */
const countRecords = (client: pg.Client, campaigns: readonly DemoCampaign[]) =>
  client.query(
    `with counted as (select batch_id, list_id, count(*)::int as rows from lists.entry where batch_id = any ($1) group by 1, 2),
     told as (update lists.batch b set read = c.rows, accepted = c.rows from counted c where b.id = c.batch_id)
     update lists.contact_list l set active_entries = c.rows from counted c where l.id = c.list_id`,
    [campaigns.flatMap(({ batches }) => batches.map(({ id }) => id))],
  )

/** The months the past lies in; before the telephony opens, which makes months as well. */
export const openPastMonths = async ({ db }: Context, now: Date): Promise<void> => {
  const from = new Date((pastWorkdays(now)[0]?.midnightMs ?? now.getTime()) - 3 * dayMs)
  await sql`call platform.ensure_months('calls.call', ${from}, ${now})`.execute(db)
}

/**
 * Writes the five weeks up to yesterday by COPY, with every key, check and trigger at work, and sums them up. Deterministic
 * but for the ids.
 */
export const writeDemoPast = async (
  ctx: Context,
  { ownerUrl, campaigns, now, seed }: { ownerUrl: string; campaigns: readonly Founded[]; now: Date; seed: number },
): Promise<void> => {
  const days = pastWorkdays(now)
  const centre: DemoCentre = {
    agents: await agentsOf(ctx, campaigns),
    campaigns: campaignsOf(campaigns, days),
    reasons: await reasonsOf(ctx),
  }
  const clients = [ownerUrl, ownerUrl].map((connectionString) => new pg.Client({ connectionString }))
  const [ledger, others] = clients as [pg.Client, pg.Client]
  try {
    await Promise.all(clients.map((client) => client.connect()))
    await copyCustomers(
      ledger,
      centre.campaigns,
      campaigns.map(({ siteId }) => siteId),
    )
    await copyPlans(others, centre, days)
    await copyDays([ledger, others], centre, { now, seed })
    await countRecords(ledger, centre.campaigns)
    await others.query('select workforce.sum_up_shifts($1, 5000)', [now])
    await ledger.query('analyze calls.call; analyze presence.spell; analyze lists.entry; analyze dialer.contact')
    await takeInAll(ctx)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}
