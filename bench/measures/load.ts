import pg from 'pg'
import { usualAttemptPolicy } from '#domains/campaigns/attempt-policy.ts'
import { usualCallingHours } from '#domains/campaigns/calling-hours.ts'
import { withClient } from '#platform/postgres/client.ts'
import { copyRows } from '#server/past/copy-rows.ts'
import { type Day, line, stamp, type Table, tableOrder, tables } from '#server/past/rows.ts'
import type { Reasons } from '#server/past/workday.ts'
import type { Urls } from '../ground.ts'
import { type Centre, localMidnight, teamOf } from './centre.ts'
import type { Past } from './past.ts'
import { yearOf } from './year.ts'

const connected = async ({ ownerUrl }: Urls): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  return client
}

const foundCentre = async (client: pg.Client, centre: Centre): Promise<void> => {
  const { sites, teams, agents, campaigns, year } = centre
  const put = (target: string, rows: Parameters<typeof line>[0][]) => copyRows(client, target, rows.map(line))
  const ended = localMidnight(year + 1, 0, 1)
  await put(
    'people.site (id, name, day_starts_at)',
    sites.map(({ id, name, dayStartsAt }) => [id, name, dayStartsAt]),
  )
  await put(
    'people.team (id, site_id, name)',
    teams.map(({ id, siteId, name }) => [id, siteId, name]),
  )
  await put(
    'people.employee (id, staff_number, name, site_id, team_id, post, endpoint, joined_on)',
    agents.map((agent) => {
      const { id, staffNumber, name } = agent
      const team = teamOf(centre, agent, ended)
      return [id, staffNumber, name, team.siteId, team.id, 'agent', `sip:${staffNumber}`, `${year - 1}-03-01`]
    }),
  )
  await put(
    'lists.contact_list (id, name, supplier, site_id)',
    campaigns.map(({ listId, name, site }) => [listId, name, '', site.id]),
  )
  await put(
    'lists.batch (id, list_id, file_name, state, created_at, imported_at)',
    campaigns.flatMap(({ listId, batches }) =>
      batches.map(({ id, importedAtMs }, index) => [
        ...[id, listId, `${index + 1}.csv`, 'imported', stamp(importedAtMs), stamp(importedAtMs)],
      ]),
    ),
  )
  const [hours, policy] = [usualCallingHours, usualAttemptPolicy].map((said) => JSON.stringify(said)) as [
    string,
    string,
  ]
  await put(
    'campaigns.campaign (id, name, type, purpose, state, site_id, list_id, caller_id, mode, calling_hours, attempt_policy, target_successes, starts_on, ends_on, started_at, finished_at, product)',
    campaigns.map(({ id, name, type, site, listId, fromMs, toMs, product }) => {
      const state = toMs >= ended ? 'running' : 'finished'
      const dates = [stamp(fromMs).slice(0, 10), stamp(toMs).slice(0, 10), stamp(fromMs)]
      const finished = state === 'finished' ? stamp(toMs) : null
      return [
        ...[id, name, type, 'grow', state, site.id, listId, '02160001000', 'predictive'],
        hours,
        policy,
        1000,
        ...dates,
        finished,
        product,
      ]
    }),
  )
  await put(
    'campaigns.campaign_team (campaign_id, team_id)',
    campaigns.flatMap(({ id, site }) =>
      teams.filter((team) => campaigns.length === 1 || team.site === site).map((team) => [id, team.id]),
    ),
  )
}

/** Pauses are named by the reasons the product comes with. */
const reasonsOf = async (client: pg.Client): Promise<Reasons> => {
  const { rows } = await client.query<{ name: string; id: string }>('select name_en as name, id from presence.reason')
  const of = (name: string): string => rows.find((row) => row.name === name)?.id ?? name
  return {
    ...{ notReady: of('Not ready'), shortBreak: of('Short break'), meal: of('Meal') },
    ...{ teamMeeting: of('Team meeting'), training: of('Training') },
  }
}

const writeDay = async ([ledger, others]: readonly [pg.Client, pg.Client], day: Day): Promise<void> => {
  const copy = (client: pg.Client, table: Table) => {
    const { name, columns } = tables[table]
    return copyRows(client, `${name} (${columns})`, day[table])
  }
  const besides = async () => {
    for (const table of tableOrder.filter((name) => name !== 'calls')) await copy(others, table)
  }
  await Promise.all([copy(ledger, 'calls'), besides()])
}

export type Counts = Record<Table, number>
export type LoadOptions = { rows: number; seed: number; say: (line: string) => void }

/**
 * Writes the year by COPY, a day at a time over two connections, into the tables as they are: every key, check, foreign key
 * and trigger at work. Then what autovacuum would do in the following hour.
 */
export const loadYear = async (
  urls: Urls,
  centre: Centre,
  past: Past,
  { rows, seed, say }: LoadOptions,
): Promise<Counts> => {
  const clients = await Promise.all([connected(urls), connected(urls)])
  const [first] = clients
  const counts: Counts = { entries: 0, contacts: 0, calls: 0, sessions: 0, spells: 0 }
  try {
    await first.query('call platform.ensure_months($1, $2, $3)', [
      ...['calls.call', stamp(localMidnight(centre.year, 0, 1)), stamp(localMidnight(centre.year + 1, 1, 1))],
    ])
    await foundCentre(first, centre)
    let days = 0
    for (const day of yearOf(centre, past, { rows, seed, reasons: await reasonsOf(first) })) {
      await writeDay(clients, day)
      for (const table of tableOrder) counts[table] += day[table].length
      if (++days % 26 === 0) say(`${days} days, ${counts.calls} calls, ${counts.spells} stretches …`)
    }
    for (const table of tableOrder) await first.query(`vacuum analyze ${tables[table].name}`)
    await first.query('analyze people.employee; analyze people.team; analyze campaigns.campaign')
    await first.query('create table public.bench_year as select $1::json as counts', [JSON.stringify(counts)])
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
  return counts
}

/** What an earlier run wrote into a kept folder, once it was done with it. */
export const keptYear = (urls: Urls): Promise<Counts | undefined> =>
  withClient(urls.ownerUrl, async (client) => {
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('public.bench_year') is not null as there`,
    )
    if (!rows[0]?.there) return undefined
    return (await client.query<{ counts: Counts }>('select counts from public.bench_year')).rows[0]?.counts
  })
