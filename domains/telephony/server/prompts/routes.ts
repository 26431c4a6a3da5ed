import { done } from '#contract/route.ts'
import { systemContext } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { byTheClock, type Job } from '#platform/jobs.ts'
import { type Reaction, when } from '#platform/outbox.ts'
import { promptContract } from '../../prompt-contract.ts'
import type { LivePrompts } from './live.ts'
import {
  addPromptShown,
  changePrompt,
  fetchPromptSound,
  listPrompts,
  listPromptVersions,
  type PromptGround,
  playPromptSound,
  promptChanged,
  removePrompt,
  uploadPromptSound,
} from './service.ts'
import { deleteUnusedSounds } from './store.ts'

/** `engine` is there only in the process that dials; the others pass the request on. */
export const promptRoutes = (ground: PromptGround, engine: () => { prompts: LivePrompts }) =>
  implement(promptContract, {
    listPrompts: (ctx) => listPrompts(ground, ctx),
    uploadPromptSound: (ctx, { body }) => uploadPromptSound(ctx, body),
    playPromptSound: (ctx, { params }) => playPromptSound(ctx, params.sound),
    addPrompt: (ctx, { body }) => addPromptShown(ground, ctx, body),
    changePrompt: (ctx, { params, body }) => changePrompt(ground, ctx, params.name, body),
    removePrompt: async (ctx, { params }) => {
      await removePrompt(ground, ctx, params.name)
      return done
    },
    listPromptVersions: (ctx, { params }) => listPromptVersions(ctx, params.name),
    getPromptDelivery: () => engine().prompts.delivery(),
    // A node has no session; the name it asks by is the key.
    fetchPromptSound: (ctx, { params }) => fetchPromptSound(systemContext(ground.base, ctx.requestId), params.file),
  })

/** The telephone system follows what becomes of prompts, within a second. */
export const promptReactions = (prompts: LivePrompts): Reaction[] => [when(promptChanged, () => prompts.follow())]

const dayMs = 86_400_000
/** Sounds that were uploaded and never became a prompt. */
export const promptJobs: readonly Job[] = [
  byTheClock('telephony.forgetSounds', '40 18 * * *', async (ctx) => {
    const gone = await deleteUnusedSounds(ctx.db, new Date(ctx.now().getTime() - dayMs))
    if (gone > 0) ctx.log.info({ gone }, 'sounds no prompt was made of were removed')
  }),
]
