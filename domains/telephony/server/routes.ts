import { implement } from '#platform/http/implement.ts'
import { type Live, offerTopic } from '#platform/live.ts'
import { ownHeadset, telephonyContract } from '../contract.ts'
import type { LiveHeadsets } from './headsets.ts'

type Engine = { headsets: LiveHeadsets }

/** A headset is its wearer's alone: every route is about the asker's own. */
export const telephonyRoutes = (engine: () => Engine) =>
  implement(telephonyContract, {
    getHeadset: (ctx) => engine().headsets.stand(ctx),
    putOnHeadset: (ctx) => engine().headsets.putOn(ctx),
    takeOffHeadset: async (ctx) => {
      await engine().headsets.takeOff(ctx.actor.id)
      return engine().headsets.stand(ctx)
    },
    testEcho: async (ctx, { body }) => {
      await engine().headsets.echo(ctx, body.on)
      return engine().headsets.stand(ctx)
    },
  })

export const telephonyTopics = (engine: () => Engine) => [
  offerTopic(ownHeadset, {
    mayListen: (actor, { employeeId }) => actor.id === employeeId,
    now: ({ employeeId }) => engine().headsets.standingOf(employeeId),
  }),
]
/** Tells each wearer how their headset stands. */
export const tellWearers = ({ headsets }: Engine, live: Live): void => {
  headsets.changed.hear(({ employeeId }) => live.publish(ownHeadset, { employeeId }))
}
