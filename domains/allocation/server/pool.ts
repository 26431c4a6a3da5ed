import { refuse } from '#contract/problem.ts'
import { findCustomer, maskNumber, setOwner } from '#domains/customers/server/public.ts'
import { findEmployee, timeZoneOf } from '#domains/people/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { refusals } from '../contract.ts'
import type { Rules } from '../shapes.ts'
import {
  countClaimed,
  countHeld,
  hold,
  lastHad,
  letGo,
  noteMoves,
  ownersOf,
  type Place,
  pageOfHoldings,
  pageOfPool,
} from './pool-store.ts'
import { readRules } from './rules.ts'
import { seeingAll, takeTurns } from './wide.ts'

const dayMs = 86_400_000
const asDay = (at: string): string => at.slice(0, 10)

/** Where the agent works; refuses accounts that belong to no employee. */
const placeOf = async (db: Db, agentId: string): Promise<Place> => {
  const employee = (await findEmployee(db, agentId)) ?? refuse(refusals.notAnAgent)
  return { agentId, teamId: employee.teamId, siteId: employee.siteId }
}
/** Whose pool somebody sees: of the sites run, or worked at; null for all. */
const sitesOf = async ({ actor, db }: Context): Promise<readonly string[] | null> => {
  if (actor.scope === 'all') return null
  if (actor.scope !== 'own' && actor.siteIds.length > 0) return actor.siteIds
  const siteId = (await findEmployee(db, actor.id))?.siteId
  return siteId ? [siteId] : []
}

type PoolAsked = {
  search?: string | undefined
  touched: 'any' | 'never' | 'before'
  after?: string | undefined
  limit: number
}
/** Customers nobody has, with masked numbers, and how much the reader may still claim. */
export const readPool = async (ctx: Context, engine: Db, { search, after, ...asked }: PoolAsked) => {
  const { claimsPerDay, holdingLimit } = await readRules(ctx.db)
  const { rows, next } = await pageOfPool(engine, { ...asked, search, after, siteIds: await sitesOf(ctx) })
  const timeZone = await timeZoneOf(engine, ctx.actor.id)
  return {
    rows: rows.map((row) => ({ ...row, number: maskNumber(row.number) })),
    next,
    claimedToday: await countClaimed(engine, ctx.actor.id, { now: ctx.now(), timeZone }),
    holds: await countHeld(engine, ctx.actor.id),
    claimsPerDay,
    holdingLimit,
  }
}

export const readHoldings = async (
  { db }: Context,
  asked: { agentId?: string | undefined; page: number; pageSize: number },
) => {
  const { rows, total } = await pageOfHoldings(db, { ...asked, agentId: asked.agentId })
  return { rows: rows.map((row) => ({ ...row, number: maskNumber(row.number) })), total }
}

const nameOf = async (db: Db, agentId: string): Promise<string> => (await findEmployee(db, agentId))?.name ?? ''

/** Refuses who has claimed enough today, holds enough, or had this customer a short while ago. */
const refuseBeyondLimits = async (tx: Context, agentId: string, customerId: string): Promise<Rules> => {
  const rules = await readRules(tx.db)
  const now = tx.now()
  const claimed = await countClaimed(tx.db, agentId, { now, timeZone: await timeZoneOf(tx.db, agentId) })
  if (claimed >= rules.claimsPerDay) refuse(refusals.claimedEnough, { count: claimed })
  const held = await countHeld(tx.db, agentId)
  if (held >= rules.holdingLimit) refuse(refusals.holdsEnough, { count: held, limit: rules.holdingLimit })
  const had = await lastHad(tx.db, agentId, customerId, new Date(now.getTime() - rules.reclaimDays * dayMs))
  if (had) refuse(refusals.tooSoon, { day: asDay(had), days: rules.reclaimDays })
  return rules
}
const protectedUntil = (now: Date, { protectedDays }: Rules): Date => new Date(now.getTime() + protectedDays * dayMs)

/** An agent takes a customer out of the pool. Of two who want the same one, one gets them and the other hears who did. */
export const claimCustomer = async (ctx: Context, engine: Db, customerId: string): Promise<void> => {
  const siteIds = await sitesOf(ctx)
  await seeingAll(ctx, engine, async (tx) => {
    const me = await placeOf(tx.db, ctx.actor.id)
    // First the agent, then the customer, always in this order: limits and owners are read once nobody else changes them.
    await takeTurns(tx.db, me.agentId)
    await takeTurns(tx.db, customerId)
    const customer = (await findCustomer(tx.db, { id: customerId })) ?? refuse(refusals.noSuchCustomer)
    const isNear = siteIds === null || customer.siteId === null || siteIds.includes(customer.siteId)
    if (!isNear || customer.erasedAt) refuse(refusals.noSuchCustomer)
    if (customer.ownerId === me.agentId) refuse(refusals.alreadyYours)
    if (customer.ownerId) refuse(refusals.notInThePool, { name: await nameOf(tx.db, customer.ownerId) })
    const rules = await refuseBeyondLimits(tx, me.agentId, customer.id)
    const now = tx.now()
    await setOwner(tx.db, { customerIds: [customer.id], ownerId: me.agentId, teamId: me.teamId })
    await hold(tx.db, [customer.id], me, { at: now, protectedUntil: protectedUntil(now, rules) })
    await noteMoves(tx.db, {
      customerIds: [customer.id],
      kind: 'claim',
      from: null,
      to: me,
      by: ctx.actor,
      at: now,
      note: '',
    })
  })
}

/** An agent lets a customer go, and says why. */
export const releaseCustomer = (ctx: Context, engine: Db, customerId: string, note: string): Promise<void> =>
  seeingAll(ctx, engine, async (tx) => {
    const me = await placeOf(tx.db, ctx.actor.id)
    await takeTurns(tx.db, customerId)
    const customer = (await findCustomer(tx.db, { id: customerId })) ?? refuse(refusals.noSuchCustomer)
    if (customer.ownerId !== me.agentId) refuse(refusals.notYours)
    await toPool(tx, { customerIds: [customer.id], from: me, kind: 'release', by: ctx.actor, note })
  })

type Return = {
  customerIds: readonly string[]
  from: Place
  kind: 'release' | 'noFollowup' | 'noDeal' | 'agentLeft'
  by: { id: string | null; name: string }
  note: string
}
/** Puts customers back into the pool and writes it down. Within a transaction that sees all rows. */
export const toPool = async (tx: Context, { customerIds, from, kind, by, note }: Return): Promise<void> => {
  if (customerIds.length === 0) return
  await setOwner(tx.db, { customerIds, ownerId: null, teamId: null })
  await letGo(tx.db, customerIds)
  await noteMoves(tx.db, { customerIds, kind, from, to: null, by, at: tx.now(), note })
}

type Given = { customerIds: readonly string[]; agentId: string; note: string }
/**
 * A leader gives customers to an agent within reach: those of the pool, and those in books the leader sees. `taken` are
 * the others, which stay with whom they are.
 */
export const assignCustomers = async (ctx: Context, engine: Db, { customerIds, agentId, note }: Given) => {
  if (!(await findEmployee(ctx.db, agentId))) refuse(refusals.noSuchAgent)
  const [siteIds, seen] = [await sitesOf(ctx), new Set((await ownersOf(ctx.db, customerIds)).map(({ id }) => id))]
  return seeingAll(ctx, engine, async (tx) => {
    const to = await placeOf(tx.db, agentId)
    await takeTurns(tx.db, agentId)
    for (const id of [...customerIds].sort()) await takeTurns(tx.db, id)
    const all = await ownersOf(tx.db, customerIds)
    const mine = all.filter(({ id, ownerId, siteId }) =>
      ownerId === null
        ? siteIds === null || siteId === null || siteIds.includes(siteId)
        : seen.has(id) && ownerId !== agentId,
    )
    const rules = await readRules(tx.db)
    const held = await countHeld(tx.db, agentId)
    if (held + mine.length > rules.holdingLimit)
      refuse(refusals.holdsEnough, { count: held, limit: rules.holdingLimit })
    await giveTo(tx, { customers: mine, to, note, rules })
    return { assigned: mine.length, taken: customerIds.length - mine.length }
  })
}
type Handed = { customers: readonly { id: string; ownerId: string | null }[]; to: Place; note: string; rules: Rules }
const giveTo = async (tx: Context, { customers, to, note, rules }: Handed): Promise<void> => {
  if (customers.length === 0) return
  const now = tx.now()
  const ids = customers.map(({ id }) => id)
  await setOwner(tx.db, { customerIds: ids, ownerId: to.agentId, teamId: to.teamId })
  await hold(tx.db, ids, to, { at: now, protectedUntil: protectedUntil(now, rules) })
  for (const from of new Set(customers.map(({ ownerId }) => ownerId))) {
    const theirs = customers.filter(({ ownerId }) => ownerId === from).map(({ id }) => id)
    const was = from ? { agentId: from, teamId: null, siteId: null } : null
    await noteMoves(tx.db, { customerIds: theirs, kind: 'assign', from: was, to, by: tx.actor, at: now, note })
  }
}

/** A leader takes customers out of books within reach. */
export const takeBackCustomers = async (ctx: Context, engine: Db, customerIds: readonly string[], note: string) => {
  const seen = (await ownersOf(ctx.db, customerIds)).filter(({ ownerId }) => ownerId !== null).map(({ id }) => id)
  return seeingAll(ctx, engine, async (tx) => {
    for (const id of [...seen].sort()) await takeTurns(tx.db, id)
    const owned = (await ownersOf(tx.db, seen)).filter(({ ownerId }) => ownerId !== null)
    for (const agentId of new Set(owned.flatMap(({ ownerId }) => ownerId ?? []))) {
      const ids = owned.filter(({ ownerId }) => ownerId === agentId).map(({ id }) => id)
      const { teamId, siteId } = (await findEmployee(tx.db, agentId)) ?? { teamId: null, siteId: null }
      const from = { agentId, teamId, siteId }
      await toPool(tx, { customerIds: ids, from, kind: 'release', by: ctx.actor, note })
    }
    return owned.length
  })
}
