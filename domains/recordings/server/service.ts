import { refuse } from '#contract/problem.ts'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { type Comment, type Policy, type PolicyForm, refusals } from '../contract.ts'
import { usualPolicy } from '../policy.ts'
import { policyChanged } from './events.ts'
import { getHead, listComments } from './reading.ts'
import { announcementsOf, findPolicy, savePolicy } from './store.ts'

export const getPolicy = async (ctx: Context, campaignId: string): Promise<Policy> => {
  if (!(await findCampaign(ctx.db, campaignId))) refuse(refusals.noSuchCampaign)
  const known = await findPolicy(ctx.db, campaignId)
  return { campaignId, ...(known ?? { ...usualPolicy, changedByName: '', changedAt: null, version: 0 }) }
}

/** Holds for conversations that begin from now on; what is kept already is kept by the new days. */
export const changePolicy = (
  ctx: Context,
  campaignId: string,
  form: PolicyForm & { version: number },
): Promise<Policy> =>
  inTransaction(ctx, async (tx) => {
    await getPolicy(tx, campaignId)
    const by = { changedByName: tx.actor.name, changedAt: tx.now() }
    if (!(await savePolicy(tx.db, campaignId, form, by))) refuse(refusals.policyChanged)
    await announce(tx, policyChanged, campaignId)
    return getPolicy(tx, campaignId)
  })

export const writeComment = (ctx: Context, callId: string, form: { atMs: number; words: string }): Promise<Comment[]> =>
  inTransaction(ctx, async (tx) => {
    const { milliseconds } = await getHead(tx.db, callId)
    if (form.atMs > milliseconds) refuse(refusals.afterTheEnd)
    await tx.db
      .insertInto('recordings.comment')
      .values({ callId, ...form, byId: tx.actor.id, byName: tx.actor.name, writtenAt: tx.now() })
      .execute()
    return listComments(tx.db, callId)
  })

export const removeComment = (ctx: Context, callId: string, commentId: string): Promise<Comment[]> =>
  inTransaction(ctx, async (tx) => {
    const comments = await listComments(tx.db, callId)
    const comment = comments.find(({ id }) => id === commentId) ?? refuse(refusals.noSuchComment)
    if (comment.byId !== tx.actor.id) refuse(refusals.notYourComment)
    await tx.db.deleteFrom('recordings.comment').where('id', '=', commentId).execute()
    return comments.filter(({ id }) => id !== commentId)
  })

/** Worth hearing by others, or no longer. Marking twice is marking once, with the newer words. */
export const markExcellent = (
  ctx: Context,
  callId: string,
  { on, words }: { on: boolean; words: string },
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await getHead(tx.db, callId)
    if (!on) {
      await tx.db.deleteFrom('recordings.tag').where('callId', '=', callId).where('tag', '=', 'excellent').execute()
      return
    }
    const said = { words, byId: tx.actor.id, byName: tx.actor.name, taggedAt: tx.now() }
    await tx.db
      .insertInto('recordings.tag')
      .values({ callId, tag: 'excellent', ...said })
      .onConflict((known) => known.columns(['callId', 'tag']).doUpdateSet(said))
      .execute()
  })

/** Which prompts customers hear about the recording. */
export const announcementsPlay = async (all: Context) =>
  (await announcementsOf(all.db)).map(({ campaignId, name, prompt }) => ({
    prompt,
    kind: 'announcement' as const,
    label: name,
    path: `/campaigns/${campaignId}?tab=recording`,
  }))
