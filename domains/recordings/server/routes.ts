import { done } from '#contract/route.ts'
import { type Base, type Context, systemContext } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { recordingsContract } from '../contract.ts'
import { exportRecordings } from './export.ts'
import type { Hearing } from './hear-speech.ts'
import type { Vault } from './keeper.ts'
import { readKeeping } from './keeping.ts'
import { downloadRecording, listListenings, startListening, streamRecording, tellHeard } from './listening.ts'
import { listRecordings, readRecording } from './reading.ts'
import { changePolicy, getPolicy, markExcellent, removeComment, writeComment } from './service.ts'
import type { LiveRecordings } from './watch.ts'

export type RecordingsAt = { base: Base; vault: Vault; hearing: Hearing; live: () => LiveRecordings }

export const recordingsRoutes = ({ base, vault, hearing, live }: RecordingsAt) => {
  /** Sees keys and stretches, which no reader's role does, and still says who did it. */
  const all = (ctx: Context): Context => ({ ...systemContext(base, ctx.requestId), actor: ctx.actor })
  return implement(recordingsContract, {
    listRecordings: (ctx, { query }) => listRecordings(ctx, query),
    exportRecordings: async (ctx, { query }) => exportRecordings(ctx, query),
    getKeeping: (ctx) => readKeeping(all(ctx), vault.store, hearing.method()),
    getRecording: (ctx, { params, query }) => readRecording(ctx, all(ctx), params.callId, query.peaks),
    startListening: (ctx, { params, body }) => startListening(ctx, params.callId, body.reason),
    streamRecording: (ctx, { params, query }) =>
      streamRecording(ctx, all(ctx), vault, { ...params, listeningId: query.listening }),
    tellHeard: async (ctx, { params, body }) => {
      await tellHeard(ctx, params, body.seconds)
      return done
    },
    listListenings: (ctx, { params }) => listListenings(ctx.db, params.callId),
    downloadRecording: (ctx, { params }) => downloadRecording(ctx, all(ctx), vault, params.callId),
    writeComment: (ctx, { params, body }) => writeComment(ctx, params.callId, body),
    removeComment: (ctx, { params }) => removeComment(ctx, params.callId, params.commentId),
    markExcellent: async (ctx, { params, body }) => {
      await markExcellent(ctx, params.callId, body)
      return done
    },
    getPolicy: (ctx, { params }) => getPolicy(ctx, params.campaignId),
    changePolicy: (ctx, { params, body }) => changePolicy(ctx, params.campaignId, body),
    getLiveRecording: async (ctx, { params }) => live().stateFor(params.callId, ctx.actor.id),
    pauseRecording: (ctx, { params, body }) => live().pause(params.callId, ctx.actor, body.paused),
  })
}
