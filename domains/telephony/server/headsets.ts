import { randomBytes } from 'node:crypto'
import { refuse } from '#contract/problem.ts'
import { findEmployee } from '#domains/people/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base, Context } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { notices } from '#platform/notices.ts'
import { type HeadsetStanding, type IssuedHeadset, refusals } from '../contract.ts'
import { endpointOf } from '../headset.ts'
import type { Equipment } from './equipment.ts'
import { HeadsetAway, type HeadsetNews, OrderRefused, type TelephonyPort } from './port.ts'
import { readWorn, savePutOn, saveSecret, saveTakenOff, type Worn } from './store.ts'

export type LiveHeadsets = ReturnType<typeof openLiveHeadsets>

/** A headset nobody has been seen with for so long, whose wearer is not at work either, is taken off. */
const forgottenAfterMs = 15 * 60_000
const lookEveryMs = 60_000

type Ground = { base: Base; clock: Clock; phones: TelephonyPort; equipment: Equipment }

/**
 * Every headset as the telephone system tells of it, and who may wear which. Passwords are made anew each time somebody
 * puts theirs on, so that of two browsers only the newer can register.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the headsets its small functions share.
export const openLiveHeadsets = ({ base, clock, phones, equipment }: Ground) => {
  const known = new Map<string, HeadsetNews>()
  const worn = new Map<string, Worn>()
  /** Endpoints of people at work; they stay called for whether or not somebody has put the headset on. */
  const atWork = new Set<string>()
  const openedAt = clock.nowMs()
  const news = notices<HeadsetNews>()
  const changed = notices<{ employeeId: string }>()
  const failed = (what: string) => (error: unknown) => base.log.warn({ err: error }, what)

  const wearerOf = (endpoint: string): string | undefined =>
    [...worn.values()].find((one) => one.endpoint === endpoint)?.employeeId
  const hear = (told: HeadsetNews): void => {
    const before = known.get(told.endpoint)
    known.set(told.endpoint, told)
    if (before?.state === told.state && before.node === told.node) return
    const employeeId = wearerOf(told.endpoint)
    if (employeeId) changed.tell({ employeeId })
    news.tell(told)
  }
  // Whatever goes wrong over one headset must not end the line on which the others are told of.
  const stopListening = phones.listenToHeadsets((told) => {
    try {
      hear(told)
    } catch (error) {
      failed('news of a headset could not be dealt with')(error)
    }
  })

  const isNeeded = (): boolean => phones.headsetSockets() !== null
  const accounts = () => [...worn.values()].map(({ endpoint, password }) => ({ endpoint, password }))
  const seat = (endpoint: string, on: boolean): void => {
    phones.seat(endpoint, on).catch(failed('a headset could not be seated, or let go'))
  }
  const takeOff = async (employeeId: string): Promise<void> => {
    const one = worn.get(employeeId)
    if (!one) return
    worn.delete(employeeId)
    seat(one.endpoint, false)
    changed.tell({ employeeId })
    await saveTakenOff(base.database.engine, employeeId, clock.now())
    await equipment.setHeadsets(accounts()).catch(() => {})
  }
  /** Since when nobody has been seen with it; undefined while somebody is. */
  const awaySince = (endpoint: string): number | undefined => {
    const last = known.get(endpoint)
    if (!last) return openedAt
    return last.state === 'away' ? last.at.getTime() : undefined
  }
  const forget = (): void => {
    endLook = clock.after(lookEveryMs, forget)
    const before = clock.nowMs() - forgottenAfterMs
    for (const { employeeId, endpoint } of [...worn.values()])
      if ((awaySince(endpoint) ?? before) < before && !atWork.has(endpoint))
        takeOff(employeeId).catch(failed('a headset could not be taken off'))
  }
  let endLook = clock.after(lookEveryMs, forget)

  const standing = (employeeId: string, endpoint: string): HeadsetStanding => {
    const last = known.get(endpoint)
    return {
      isNeeded: isNeeded(),
      state: last?.state ?? 'away',
      node: last?.node ?? null,
      since: last?.at.toISOString() ?? null,
      holder: worn.get(employeeId)?.holder ?? null,
    }
  }
  const seatOf = async ({ db, actor }: Context): Promise<string> =>
    endpointOf((await findEmployee(db, actor.id)) ?? refuse(refusals.nobodyToWearIt))

  /** An endpoint may have gone from one employee to another; who is not to be seen with it gives way. */
  const makeRoom = async (endpoint: string, employeeId: string): Promise<void> => {
    const wearer = wearerOf(endpoint)
    if (!wearer || wearer === employeeId) return
    if (awaySince(endpoint) === undefined) refuse(refusals.worn)
    await takeOff(wearer)
  }

  /** Where it is seated already comes first: a headset stays on its node for the shift. */
  const socketsFor = (endpoint: string): IssuedHeadset['sockets'] => {
    const node = known.get(endpoint)?.node
    const all = [...(phones.headsetSockets() ?? [])]
    return all.sort((a, b) => Number(b.node === node) - Number(a.node === node))
  }

  return {
    /** Each change of a headset, told by endpoint. */
    news,
    /** Each change a wearer's own screen shows. */
    changed,
    isNeeded,
    /** Takes up who wore a headset when the engine last stopped. */
    recover: async (): Promise<void> => {
      for (const one of await readWorn(base.database.engine)) worn.set(one.employeeId, one)
      if (worn.size > 0) await equipment.setHeadsets(accounts()).catch(() => {})
      for (const { endpoint } of worn.values()) seat(endpoint, true)
      for (const told of await phones.headsets()) if (!known.has(told.endpoint)) known.set(told.endpoint, told)
    },
    /**
     * A customer can be joined to this headset now. Of a provider that simulates them all, each is taken to be there
     * unless it says otherwise.
     */
    mayWork: (endpoint: string): boolean => {
      const state = known.get(endpoint)?.state
      return isNeeded() ? state === 'seated' : state !== 'away'
    },
    /** The node it is seated on, where the provider has several. */
    nodeOf: (endpoint: string): string | undefined => known.get(endpoint)?.node,
    /** Its wearer is at work from now on, or no longer. */
    work: (endpoint: string, on: boolean): void => {
      if (on) atWork.add(endpoint)
      else atWork.delete(endpoint)
      seat(endpoint, on)
    },
    stand: async (ctx: Context): Promise<HeadsetStanding> => standing(ctx.actor.id, await seatOf(ctx)),
    standingOf: (employeeId: string): HeadsetStanding => standing(employeeId, worn.get(employeeId)?.endpoint ?? ''),
    /** Makes a new password, lets it in, and has the headset called as soon as it registers. */
    putOn: async (ctx: Context): Promise<IssuedHeadset> => {
      const endpoint = await seatOf(ctx)
      const employeeId = ctx.actor.id
      await makeRoom(endpoint, employeeId)
      const one: Worn = {
        ...{ employeeId, endpoint, holder: newId(clock.nowMs()) },
        password: randomBytes(24).toString('base64url'),
      }
      await savePutOn(ctx.db, one, ctx.now()).catch((error: { constraint?: string }) => {
        if (error.constraint === 'one_wearer_each') refuse(refusals.worn)
        throw error
      })
      await saveSecret(base.database.engine, employeeId, one.password)
      const before = worn.get(employeeId)
      if (before && before.endpoint !== endpoint) seat(before.endpoint, false)
      worn.set(employeeId, one)
      // What could not be told now is told again; the browser tries until it is let in.
      await equipment.setHeadsets(accounts()).catch(() => {})
      seat(endpoint, true)
      changed.tell({ employeeId })
      const { holder, password } = one
      return { ...standing(employeeId, endpoint), holder, password, user: endpoint, sockets: socketsFor(endpoint) }
    },
    takeOff,
    echo: async (ctx: Context, on: boolean): Promise<void> => {
      const endpoint = await seatOf(ctx)
      await phones.echo(endpoint, on).catch((error: unknown) => {
        if (error instanceof HeadsetAway) refuse(refusals.headsetAway)
        if (error instanceof OrderRefused) refuse(refusals.headsetBusy)
        throw error
      })
    },
    /** Joins two headsets without a customer, or parts them. */
    intercom: async (from: string, to: string, on: boolean): Promise<void> => {
      await phones.intercom(from, to, on).catch((error: unknown) => {
        if (error instanceof HeadsetAway) refuse(refusals.colleagueAway)
        if (error instanceof OrderRefused) refuse(refusals.headsetBusy)
        throw error
      })
    },
    stop: (): void => {
      endLook()
      stopListening()
    },
  }
}
