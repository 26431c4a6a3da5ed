import { refuse } from '#contract/problem.ts'
import { type LiveGate, recordConsent } from '#domains/compliance/server/public.ts'
import { allIdsOf, maskNumber, numbersOfCustomers } from '#domains/customers/server/public.ts'
import { type Base, type Context, systemContext } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import type { Journal } from '#platform/journal.ts'
import { readSecret } from '#platform/secret.ts'
import { openThrottle } from '#platform/throttle.ts'
import type { Topic } from '../complaint.ts'
import { type CustomerPage, refusals } from '../contract.ts'
import { linkDays, readToken, tokenForCall } from './customer-link.ts'
import { receiveComplaint } from './service.ts'
import { complaintsOfCall, doNotCallSince, findCall, findPageCall, latestConsent, type PageCall } from './store.ts'

/** Where wishes hold at once: the gate of the process that dials, and the journal that writes them down. */
export type Gatekeeper = () => { gate: LiveGate; journal: Journal }

const asksPerMinute = 60
const deedsPerMinute = 10
/** Wrong links tried from one address; right ones are counted each for themselves, since many share an address. */
const wrongPerMinute = 30
/** Complaints about one call by its own link. */
const complaintLimit = 5

const keys = new WeakMap<object, Promise<Buffer>>()
const keyOf = (base: Pick<Base, 'database'>): Promise<Buffer> => {
  const known = keys.get(base.database) ?? readSecret(base.database.engine, 'customerLink')
  keys.set(base.database, known)
  // A database that was away must not be remembered as an answer.
  known.catch(() => keys.delete(base.database))
  return known
}

export const linkForCall = async (
  base: Base,
  db: Db,
  callId: string,
): Promise<{ path: string; until: string } | undefined> => {
  const call = await findCall(db, callId)
  if (!call) return undefined
  if (call.number.startsWith('+999')) refuse(refusals.forgotten)
  const now = base.now()
  const dayMs = 86_400_000
  return {
    path: `/c/${tokenForCall(await keyOf(base), callId, now)}`,
    until: new Date((Math.floor(now.getTime() / dayMs) + linkDays + 1) * dayMs).toISOString(),
  }
}

type Visit = { token: string; address: string; deed: boolean }
type Opened = { ctx: Context; call: PageCall; until: Date }

/** What somebody may do who holds the link of a call: read about it, say no, complain. */
export const openCustomerPages = (base: Base, keeper: Gatekeeper) => {
  const asks = openThrottle(asksPerMinute, base.now)
  const deeds = openThrottle(deedsPerMinute, base.now)
  const wrong = openThrottle(wrongPerMinute, base.now)

  const callOf = async (token: string, address: string) => {
    const read = readToken(await keyOf(base), token, base.now())
    if (read.ok) return read
    if (!wrong.admits(address)) refuse(refusals.tooMany)
    return refuse(read.fault === 'expired' ? refusals.linkExpired : refusals.linkUnknown)
  }
  const open = async ({ token, address, deed }: Visit): Promise<Opened> => {
    const { callId, until } = await callOf(token, address)
    if (!(deed ? deeds : asks).admits(callId)) refuse(refusals.tooMany)
    const ctx = systemContext(base)
    const call = (await findPageCall(ctx.db, callId)) ?? refuse(refusals.linkUnknown)
    if (call.erased) refuse(refusals.forgotten)
    return { ctx, call, until }
  }

  return {
    read: async (token: string, address: string): Promise<CustomerPage> => {
      const { ctx, call, until } = await open({ token, address, deed: false })
      return {
        ...call,
        number: maskNumber(call.number),
        consent: await latestConsent(ctx.db, call),
        doNotCallSince: await doNotCallSince(ctx.db, call.number),
        complaints: await complaintsOfCall(ctx.db, call.callId),
        until: until.toISOString(),
      }
    },
    /** The wish is the person's: it holds for every number we know of them. Said twice, the first time counts. */
    noMoreCalls: async (token: string, address: string): Promise<{ since: string }> => {
      const { ctx, call } = await open({ token, address, deed: true })
      const others = call.customerId ? await numbersOfCustomers(ctx.db, await allIdsOf(ctx.db, call.customerId)) : []
      const numbers = new Set([call.number, ...others.map(({ number }) => number)])
      const { gate, journal } = keeper()
      const { callId } = call
      for (const number of numbers) gate.forbid(number, 'customerPage', { kind: 'customer', callId })
      await journal.writtenNow()
      return { since: (await doNotCallSince(ctx.db, call.number)) ?? base.now().toISOString() }
    },
    withdrawConsent: async (token: string, address: string): Promise<{ at: string }> => {
      const { ctx, call } = await open({ token, address, deed: true })
      const last = await latestConsent(ctx.db, call)
      if (last?.act === 'withdrawn') return { at: last.at }
      const { customerId, number, callId } = call
      await recordConsent(ctx, {
        ...{ customerId, number, callId, purpose: 'any', channel: 'any', act: 'withdrawn' },
        source: 'customerPage',
      })
      return { at: base.now().toISOString() }
    },
    complain: async (
      token: string,
      address: string,
      said: { topic: Topic; words: string; callbackWish: string },
    ): Promise<{ number: number; dueAt: string }> => {
      const { ctx, call } = await open({ token, address, deed: true })
      const { length } = await complaintsOfCall(ctx.db, call.callId)
      if (length >= complaintLimit) refuse(refusals.enoughComplaints, { limit: complaintLimit })
      const { customerId, number: phone } = call
      return receiveComplaint(ctx, {
        ...said,
        source: 'customerPage',
        caseNumber: '',
        phone,
        customerId,
        about: call,
      })
    },
  }
}
