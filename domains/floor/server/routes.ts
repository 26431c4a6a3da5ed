import { implement } from '#platform/http/implement.ts'
import { type Live, offerTopic } from '#platform/live.ts'
import { floorContract, floorNow } from '../contract.ts'
import {
  answerHelp,
  forceNotReady,
  forceReady,
  forceSignOut,
  hangUpCall,
  superviseAgent,
  type TakesOver,
  takeOverCall,
} from './actions.ts'
import { floorState, type WatchedFloor } from './state.ts'
import { readActions } from './store.ts'

/** `engine` is there only in the process that dials; the others pass the request on. */
export const floorRoutes = (engine: () => WatchedFloor & TakesOver) =>
  implement(floorContract, {
    getFloor: async ({ actor }, { query }) => floorState(engine(), actor, query.of),
    superviseAgent: (ctx, { params, body }) => superviseAgent(engine(), ctx, params.agentId, body.mode),
    takeOverCall: (ctx, { params }) => takeOverCall(engine(), ctx, params.agentId),
    forceReady: (ctx, { params }) => forceReady(engine(), ctx, params.agentId),
    forceNotReady: (ctx, { params, body }) => forceNotReady(engine(), ctx, params.agentId, body.reasonId),
    forceSignOut: (ctx, { params }) => forceSignOut(engine(), ctx, params.agentId),
    answerHelp: (ctx, { params }) => answerHelp(engine(), ctx, params.agentId),
    hangUpCall: (ctx, { params }) => hangUpCall(engine(), ctx, params.callId),
    listFloorActions: ({ db }, { query }) => readActions(db, query.agentId, query.limit),
  })

/** Anyone who may watch may listen to any part: what they hear of it is what they may see. */
export const floorTopics = (engine: () => WatchedFloor) => [
  offerTopic(floorNow, {
    mayListen: () => true,
    now: ({ of }, actor) => floorState(engine(), actor, of),
    everyMs: 400,
  }),
]

/** How long changes are gathered before they are told: a large floor changes all the time and is a large message. */
export const gatherMs = (agents: number): number => (agents > 200 ? 500 : 50)

/** Tells every part somebody may be listening to; a part nobody listens to costs nothing. */
export const tellFloor = ({ floor, presence }: WatchedFloor, live: Live): void => {
  let gathering: NodeJS.Timeout | undefined
  const tell = (): void => {
    gathering = undefined
    const parts = new Set<string>(['all'])
    for (const { teamId, siteId } of presence.all()) for (const part of [teamId, siteId]) if (part) parts.add(part)
    for (const { id } of floor.teams()) parts.add(id)
    for (const of of parts) live.publish(floorNow, { of })
  }
  floor.news.hear(() => {
    if (gathering === undefined) gathering = setTimeout(tell, gatherMs(presence.size())).unref()
  })
}
