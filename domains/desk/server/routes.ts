import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { refusals as presenceRefusals } from '#domains/presence/contract.ts'
import { findPause } from '#domains/presence/server/public.ts'
import { implement } from '#platform/http/implement.ts'
import { type Live, offerTopic } from '#platform/live.ts'
import { agentDesk, deskContract, refusals } from '../contract.ts'
import { readCard } from './card.ts'
import { type DeskEngine, deskDeeds } from './deeds.ts'
import { handlingRoutes as routesOfHandling } from './handling-routes.ts'
import { workerOf } from './live.ts'
import { deskState } from './state.ts'

/** What the composition wires of handing customers on. */
export const handlingRoutes = routesOfHandling
export const deskRoutes = (engine: () => DeskEngine) => {
  const { atOnce, after } = deskDeeds(engine)
  return implement(deskContract, {
    startWork: (ctx) =>
      after(ctx, async ({ base, presence }) => presence.signIn(await workerOf(base.database.engine, ctx.actor.id))),
    endWork: (ctx) => after(ctx, ({ presence }) => presence.signOut(ctx.actor.id, 'agent')),
    getDesk: (ctx) => after(ctx, ({ presence }) => presence.heartbeat(ctx.actor.id)),
    beat: async ({ actor }) => {
      engine().presence.heartbeat(actor.id)
      return done
    },
    goReady: (ctx) =>
      after(ctx, ({ presence, handling }) => {
        const agent = presence.take(ctx.actor.id)
        // A customer would come into the conversation with the colleague.
        if (!agent.callId && handling.thirdOf(agent, undefined)) refuse(refusals.inInternalCall)
        presence.ask(agent.id, { ready: true })
      }),
    pause: (ctx, { body }) =>
      after(ctx, async ({ presence }) => {
        const pause = (await findPause(ctx.db, body.reasonId)) ?? refuse(presenceRefusals.noSuchReason)
        presence.ask(ctx.actor.id, { pause, reasonId: body.reasonId })
      }),
    dialOffer: (ctx) => after(ctx, ({ presence, dialer }) => dialer.dialOffer(presence.take(ctx.actor.id))),
    askOffer: (ctx) => after(ctx, ({ presence, dialer }) => dialer.offerNext(presence.take(ctx.actor.id))),
    skipOffer: (ctx) => after(ctx, ({ presence, dialer }) => dialer.skipOffer(presence.take(ctx.actor.id))),
    dialContact: (ctx, { params }) =>
      after(ctx, ({ presence, dialer }) =>
        dialer.dialContact(presence.take(ctx.actor.id), params.campaignId, params.entryId),
      ),
    hangUp: (ctx) => atOnce(ctx, ({ presence, desk }) => desk.hangUp(presence.take(ctx.actor.id))),
    endMachine: (ctx) => atOnce(ctx, ({ presence, desk }) => desk.endMachine(presence.take(ctx.actor.id))),
    hold: (ctx, { body }) => atOnce(ctx, ({ presence, desk }) => desk.hold(presence.take(ctx.actor.id), body.on)),
    mute: (ctx, { body }) => atOnce(ctx, ({ presence, desk }) => desk.mute(presence.take(ctx.actor.id), body.on)),
    sendDigits: (ctx, { body }) =>
      atOnce(ctx, ({ presence, desk }) => desk.sendDigits(presence.take(ctx.actor.id), body.digits)),
    askForHelp: (ctx, { body }) => atOnce(ctx, ({ presence }) => presence.askForHelp(ctx.actor.id, body.on)),
    getCallCard: (ctx) => readCard(engine(), ctx),
    saveDraft: async ({ db, actor, now }, { body }) => {
      if (engine().presence.find(actor.id)?.callId !== body.callId) refuse(refusals.notYourCall)
      const draft = { agentId: actor.id, draft: JSON.stringify(body), at: now() }
      await db
        .insertInto('desk.draft')
        .values({ callId: body.callId, ...draft })
        .onConflict((conflict) => conflict.column('callId').doUpdateSet(draft))
        .execute()
      return done
    },
    finishCall: (ctx, { body }) =>
      after(ctx, async ({ presence, desk }) => {
        desk.finish(presence.take(ctx.actor.id), body)
        await ctx.db.deleteFrom('desk.draft').where('callId', '=', body.callId).execute()
      }),
  })
}

/** Tells each desk of what concerns it. */
export const deskTopics = (engine: () => DeskEngine) => [
  offerTopic(agentDesk, {
    mayListen: (actor, { agentId }) => actor.id === agentId,
    now: ({ agentId }) => deskState(engine(), agentId),
    everyMs: 50,
  }),
]
export const tellDesks = ({ presence, calls }: DeskEngine, live: Live): void => {
  presence.news.hear(({ agent }) => live.publish(agentDesk, { agentId: agent.id }))
  calls.news.hear(({ call }) => {
    if (call.agentId) live.publish(agentDesk, { agentId: call.agentId })
  })
}
