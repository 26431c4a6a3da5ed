import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { writeNext } from '#platform/version.ts'
import type { TrunkForm, TrunkSettings, TrunkView } from '../../trunk-contract.ts'
import type { TrunkDay, TrunkPrice } from '../../trunk-cost.ts'
import type { Trunk } from '../port.ts'
import type { OutsideRow } from './spend-lanes.ts'

const shown = sql`id, name, address, transport, login_user, password_set_at, registers, prefix, strip, channels,
  calls_per_second, allowed_prefixes, silent_seconds, price_per_minute::float8 as price_per_minute,
  daily_cost_limit::float8 as daily_cost_limit, is_on, version`

export const listTrunks = async (db: Db): Promise<TrunkView[]> =>
  (await sql<TrunkView>`select ${shown} from telephony.trunk order by name`.execute(db)).rows

export const findTrunk = async (db: Db, id: string): Promise<TrunkView | undefined> =>
  (await sql<TrunkView>`select ${shown} from telephony.trunk where id = ${id}`.execute(db)).rows[0]

/** Every trunk with what lets us in; for the engine alone. */
export const readTrunks = async (db: Db): Promise<Trunk[]> => {
  const { rows } = await sql<TrunkView & { password: string | null }>`
    select t.*, s.password from telephony.trunk t left join telephony.trunk_secret s on s.trunk_id = t.id
    order by t.name`.execute(db)
  return rows.map(({ name, address, transport, loginUser, password, registers, prefix, strip, ...rest }) => ({
    ...{ name, address, transport, registers, prefix, strip, isOn: rest.isOn },
    ...(loginUser !== '' && password !== null ? { login: { user: loginUser, password } } : {}),
    ...(rest.silentSeconds === null ? {} : { silentSeconds: rest.silentSeconds }),
    ...{ channels: rest.channels, callsPerSecond: rest.callsPerSecond, allowedPrefixes: rest.allowedPrefixes },
  }))
}

/** What each trunk costs, and may cost on a day. */
export const readTrunkPrices = async (db: Db): Promise<Map<string, TrunkPrice>> => {
  const trunks = await listTrunks(db)
  return new Map(trunks.map(({ name, pricePerMinute, dailyCostLimit }) => [name, { pricePerMinute, dailyCostLimit }]))
}

/** What the calls of each trunk that are over came to on that day. */
export const readTrunkDays = async (db: Db, day: string): Promise<(TrunkDay & { trunk: string })[]> =>
  (
    await sql<TrunkDay & { trunk: string }>`select trunk, calls, minutes, cost::float8 as cost, unheard
      from telephony.trunk_day where day = ${day}`.execute(db)
  ).rows

/** When the engine last looked at the calls that cost something, in milliseconds since 1970; null: never. */
export const readLastHeard = async (db: Db): Promise<number | null> => {
  const { rows } = await sql<{ at: string }>`select at from telephony.trunk_heard`.execute(db)
  return rows[0] ? Date.parse(rows[0].at) : null
}

/** Legs to outside whose end is not on record. */
export const readOpenOutsideLegs = async (db: Db): Promise<OutsideRow[]> =>
  (
    await sql<OutsideRow>`select leg, call_id, number, trunk, minutes, cost::float8 as cost, is_end_heard,
        null::float8 as ended_at, (extract(epoch from placed_at) * 1000)::float8 as placed_at,
        (extract(epoch from answered_at) * 1000)::float8 as answered_at
      from telephony.outside_leg where ended_at is null`.execute(db)
  ).rows

/** Lets go of the legs to outside of these calls; the sums of the day stay. */
export const forgetOutsideLegs = async (db: Db, callIds: readonly string[]): Promise<void> => {
  await sql`delete from telephony.outside_leg where call_id = any (${callIds}::uuid[])`.execute(db)
}

/** Without the password, which goes where nobody can read it. */
type Kept<T extends TrunkSettings> = Omit<T, 'password'> & { passwordSetAt: Date | string | null }

/** Undefined where another has that name already. */
export const insertTrunk = async (db: Db, trunk: Kept<TrunkForm>, at: Date): Promise<string | undefined> =>
  (
    await db
      .insertInto('telephony.trunk')
      .values({ ...trunk, createdAt: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id

type Change = Partial<Kept<TrunkSettings>> & { isOn?: boolean; version: number }
/** False where somebody saved another version meanwhile. */
export const saveTrunk = async (db: Db, id: string, { version, ...change }: Change): Promise<boolean> =>
  writeNext(db, { table: 'telephony.trunk', key: { id }, version }, change)

/** Null forgets it. */
export const savePassword = async (db: Db, id: string, password: string | null): Promise<void> => {
  await sql`select telephony.set_trunk_password(${id}, ${password})`.execute(db)
}

export const deleteTrunk = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('telephony.trunk').where('id', '=', id).execute()
}
