import { refuse } from '#contract/problem.ts'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import { readNumber } from '#domains/customers/server/public.ts'
import { listLeaders } from '#domains/people/server/public.ts'
import { isPause, type LiveAgent } from '#domains/presence/server/public.ts'
import type { Party } from '#domains/telephony/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { type HandlingForm, handlingContract, refusals, usualHandling } from '../contract.ts'
import type { CampaignHandling, Colleague, Parties, PartyGiven } from '../handling-contract.ts'
import { type DeskEngine, deskDeeds } from './deeds.ts'
import { findHandling, handlingOf, messagesOfCampaigns, saveHandling } from './handling-store.ts'

/** Colleagues of one's site or team, and whoever else one's own reach covers. */
const reaches = ({ actor }: Context, me: LiveAgent, { siteId, teamId }: LiveAgent): boolean => {
  if (actor.scope === 'all') return true
  if (siteId !== null && (siteId === me.siteId || actor.siteIds.includes(siteId))) return true
  return teamId !== null && (teamId === me.teamId || actor.teamIds.includes(teamId))
}
const mayTake = ({ state, spokenFor }: LiveAgent): boolean => state === 'ready' && !spokenFor
const mayBeAsked = ({ state, spokenFor }: LiveAgent): boolean =>
  !spokenFor && (state === 'ready' || (isPause(state) && state !== 'internalCall'))

const colleagueOf = ({ presence }: DeskEngine, ctx: Context, id: string): LiveAgent => {
  if (id === ctx.actor.id) refuse(refusals.yourself)
  const colleague = presence.find(id)
  return colleague && reaches(ctx, presence.take(ctx.actor.id), colleague)
    ? colleague
    : refuse(refusals.noSuchColleague)
}
const freeFor = (colleague: LiveAgent, isFree: (colleague: LiveAgent) => boolean): LiveAgent =>
  isFree(colleague) ? colleague : refuse(refusals.colleagueBusy, { name: colleague.name })

type Meant = { to: Party; name: string }
/** Only a number a manager allowed for the campaign of this call, and nobody who asked not to be called. */
const outsideOf = async (engine: DeskEngine, me: LiveAgent, number: string): Promise<Meant> => {
  const { campaignId } = engine.desk.callOf(me)
  const { outside } = await handlingOf(engine.base.database.engine, campaignId)
  const wanted = readNumber(number)
  const known = wanted.ok ? outside.find((one) => one.number === wanted.number) : undefined
  if (!known) return refuse(refusals.outsideNotAllowed)
  if (engine.gate.isForbidden(known.number)) refuse(refusals.outsideForbidden)
  if (!engine.gate.mayLeave(known.number)) refuse(refusals.outsideNoTrunk)
  return { to: { number: known.number }, name: known.name }
}
const meant = async (
  engine: DeskEngine,
  ctx: Context,
  given: PartyGiven,
  isFree: (colleague: LiveAgent) => boolean,
): Promise<Meant> => {
  if ('number' in given) return outsideOf(engine, engine.presence.take(ctx.actor.id), given.number)
  const { endpoint, name } = freeFor(colleagueOf(engine, ctx, given.colleagueId), isFree)
  return { to: { endpoint }, name }
}

const parties = async (engine: DeskEngine, ctx: Context): Promise<Parties> => {
  const { presence, calls, base } = engine
  const me = presence.take(ctx.actor.id)
  const call = me.callId ? calls.find(me.callId) : undefined
  const { outside, messagePrompt } = call ? await handlingOf(base.database.engine, call.campaignId) : usualHandling
  const others = [...presence.all()].filter((one) => one.id !== me.id && reaches(ctx, me, one))
  const leaders = await listLeaders(
    base.database.engine,
    others.map(({ id }) => id),
  )
  const colleagues = others.map(
    (one): Colleague => ({
      ...{ id: one.id, name: one.name, staffNumber: one.staffNumber, state: one.state },
      since: new Date(one.since).toISOString(),
      isLeader: leaders.has(one.id),
      ofMyTeam: one.teamId !== null && one.teamId === me.teamId,
      mayTake: mayTake(one),
      mayBeAsked: mayBeAsked(one),
    }),
  )
  return { colleagues, outside: [...outside], hasMessage: messagePrompt !== '' }
}

const getHandling = async (ctx: Context, campaignId: string): Promise<CampaignHandling> => {
  if (!(await findCampaign(ctx.db, campaignId))) refuse(refusals.noSuchCampaign)
  const known = await findHandling(ctx.db, campaignId)
  return { campaignId, ...(known ?? { ...usualHandling, changedByName: '', changedAt: null, version: 0 }) }
}
const dialled = (number: string): string => {
  const reading = readNumber(number)
  return reading.ok ? reading.number : refuse(refusals.badOutside, { number })
}
/** Which prompts campaigns leave on tapes. */
export const messagesPlay = async (all: Context) =>
  (await messagesOfCampaigns(all.db)).map(({ campaignId, name, prompt }) => ({
    prompt,
    kind: 'message' as const,
    label: name,
    path: `/campaigns/${campaignId}?tab=handling`,
  }))

/** Whom agents may hand a customer to from now on; who is on the line already stays there. */
export const changeHandling = (
  ctx: Context,
  campaignId: string,
  form: HandlingForm & { version: number },
): Promise<CampaignHandling> =>
  inTransaction(ctx, async (tx) => {
    await getHandling(tx, campaignId)
    const outside = form.outside.map(({ name, number }) => ({ name, number: dialled(number) }))
    const by = { changedByName: tx.actor.name, changedAt: tx.now() }
    if (!(await saveHandling(tx.db, campaignId, { ...form, outside }, by))) refuse(refusals.handlingChanged)
    return getHandling(tx, campaignId)
  })

/** Handing a customer on, asking somebody about them, calling a colleague, leaving a message. */
export const handlingRoutes = (engine: () => DeskEngine) => {
  const { atOnce } = deskDeeds(engine)
  return implement(handlingContract, {
    listParties: (ctx) => parties(engine(), ctx),
    transferCall: (ctx, { body }) =>
      atOnce(ctx, async (floor) => {
        const agent = floor.presence.take(ctx.actor.id)
        floor.desk.callOf(agent)
        const { to } = await meant(floor, ctx, body.to, mayTake)
        await floor.handling.transfer(agent, to)
      }),
    consultParty: (ctx, { body }) =>
      atOnce(ctx, async (floor) => {
        const agent = floor.presence.take(ctx.actor.id)
        floor.desk.callOf(agent)
        const { to, name } = await meant(floor, ctx, body.to, mayBeAsked)
        await floor.handling.consult(agent, to, name)
      }),
    endConsult: (ctx, { body }) =>
      atOnce(ctx, ({ presence, handling }) => handling.endConsult(presence.take(ctx.actor.id), body.how)),
    leaveMessage: (ctx) =>
      atOnce(ctx, async ({ presence, handling, desk, base }) => {
        const agent = presence.take(ctx.actor.id)
        const { messagePrompt } = await handlingOf(base.database.engine, desk.callOf(agent).campaignId)
        if (messagePrompt === '') refuse(refusals.noMessage)
        await handling.leaveMessage(agent, messagePrompt)
      }),
    callColleague: (ctx, { body }) =>
      atOnce(ctx, async (floor) => {
        const agent = floor.presence.take(ctx.actor.id)
        const colleague = freeFor(colleagueOf(floor, ctx, body.colleagueId), mayBeAsked)
        await floor.handling.callColleague(agent, colleague)
      }),
    leaveColleague: (ctx) =>
      atOnce(ctx, ({ presence, handling }) => {
        const agent = presence.take(ctx.actor.id)
        if (agent.callId || !handling.thirdOf(agent, undefined)) refuse(refusals.noColleague)
        return handling.leaveColleague(agent)
      }),
    getHandling: (ctx, { params }) => getHandling(ctx, params.campaignId),
    changeHandling: (ctx, { params, body }) => changeHandling(ctx, params.campaignId, body),
  })
}
