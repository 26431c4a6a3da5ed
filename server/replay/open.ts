import { sql } from 'kysely'
import { scriptedBehaviour } from '#adapters/simulator/scripted-behaviour.ts'
import { simulator } from '#adapters/simulator/simulator.ts'
import { type RoleCode, usualScope } from '#contract/role.ts'
import { hashPassword } from '#domains/access/server/public.ts'
import type { DemoAccount } from '#domains/access/server/routes.ts'
import { seedEmployee } from '#domains/people/server/public.ts'
import { scaledClock } from '#platform/clock.ts'
import { type Context, systemContext } from '#platform/context.ts'
import { openDatabase } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { logger } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'
import { databaseExists } from '#platform/postgres/databases.ts'
import { compose } from '../compose.ts'
import type { Config } from '../config.ts'
import { demoPassword } from '../setup/demo-centre.ts'
import { replayDatabase } from './run.ts'

type Ground = {
  ownerUrl: string
  urlOf: (database: string) => { url: string; ownerUrl: string }
  say: (line: string) => void
  /** The clock goes on from the evening of that day, or from the end of the replay. */
  day?: string | undefined
}

/** Who may look at a replay: a post for each kind of board. The agent is the first of the first team. */
const viewers: readonly { loginName: string; name: string; post: RoleCode }[] = [
  { loginName: 'director', name: '高总监', post: 'director' },
  { loginName: 'manager', name: '林经理', post: 'campaignManager' },
  { loginName: 'supervisor', name: '孙主管', post: 'supervisor' },
  { loginName: 'leader', name: '陈班长', post: 'teamLeader' },
  { loginName: 'agent', name: '', post: 'agent' },
]

type Seat = { id: string; name: string; teamId: string; siteId: string }
const firstSeat = async ({ db }: Context): Promise<Seat> => {
  const { rows } = await sql<Seat>`select id, name, team_id, site_id from people.employee where post = 'agent'
    order by id limit 1`.execute(db)
  if (!rows[0]) throw new Error('the replay has no agents: it was stopped before it began')
  return rows[0]
}

/** Founds the accounts, once; each looks at the replay as its post does. */
const foundViewers = async (ctx: Context): Promise<void> => {
  const there = await ctx.db.selectFrom('access.account').select('id').executeTakeFirst()
  if (there) return
  const passwordHash = await hashPassword(demoPassword)
  const seat = await firstSeat(ctx)
  for (const [index, { loginName, name, post }] of viewers.entries()) {
    const isAgent = post === 'agent'
    const [id, teamId] = [isAgent ? seat.id : newId(ctx.now()), post === 'teamLeader' ? seat.teamId : null]
    if (!isAgent)
      await seedEmployee(ctx.db, { id, staffNumber: `V${index + 1}`, name, siteId: seat.siteId, teamId, post })
    if (post === 'teamLeader')
      await ctx.db.updateTable('people.team').set({ leaderId: id }).where('id', '=', seat.teamId).execute()
    await ctx.db
      .insertInto('access.account')
      .values({
        ...{ id, loginName, displayName: isAgent ? seat.name : name, passwordHash },
        ...{ mustChangePassword: false, demo: true, roles: [post], scope: usualScope[post] },
        ...{ teamIds: isAgent || teamId ? [seat.teamId] : [], siteIds: [seat.siteId] },
      })
      .execute()
  }
}

/** When the last call was over, of the whole replay or up to a day, and a little more, so that its outcome is in. */
const endOf = async ({ url }: { url: string }, day: string | undefined): Promise<Date> => {
  const database = openDatabase(url, { poolSize: 1 })
  try {
    const { rows } = await sql<{ at: Date | null }>`
      select max(ended_at) + interval '15 minutes' as at from calls.call
      where ${day ?? null}::date is null or (ended_at at time zone 'Asia/Shanghai')::date <= ${day ?? null}::date`.execute(
      database.engine,
    )
    return new Date(rows[0]?.at ?? Date.now())
  } finally {
    await database.stop()
  }
}

/**
 * Opens the product on the last replay: its clock goes on from the last call, nobody works and nothing is dialled.
 * Undefined where nothing was replayed yet.
 */
export const openReplay = async (config: Config, { ownerUrl, urlOf, say, day }: Ground) => {
  if (!(await databaseExists(ownerUrl, replayDatabase))) return undefined
  const urls = urlOf(replayDatabase)
  await migrate(urls.ownerUrl)
  const startAt = await endOf(urls, day)
  const clock = scaledClock({ speed: 1, startAt })
  const accounts: DemoAccount[] = viewers.map(({ loginName, name, post }) => ({
    ...{ loginName, post, password: demoPassword, name: name || '坐席' },
  }))
  const phones = simulator({ clock, seed: config.seed, behaviour: scriptedBehaviour(new Map()) })
  const centre = await compose(config, {
    ...{ ...urls, clock, log: logger(config.logLevel), phones },
    demoAccounts: async () => accounts,
  })
  await foundViewers(systemContext(centre.base))
  const address = await centre.start()
  say(`\n钟鸣 Carillon  ${address}   ${startAt.toISOString().slice(0, 16)} UTC`)
  say(`账号 / accounts: ${viewers.map(({ loginName }) => loginName).join(', ')}\n密码 / password: ${demoPassword}`)
  say('按 Ctrl+C 停止 / Ctrl+C stops\n')
  return {
    address,
    stop: async (): Promise<void> => {
      await centre.stop()
      clock.stop()
    },
  }
}
