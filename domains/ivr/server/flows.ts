import { refuse } from '#contract/problem.ts'
import { fill } from '#contract/words.ts'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import { readNumber } from '#domains/customers/server/public.ts'
import { findSite } from '#domains/people/server/public.ts'
import { knownPrompts } from '#domains/telephony/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { checkFlow, type Known } from '../check-flow.ts'
import { type CampaignSurvey, type Flow, type FlowNumber, type Prompt, refusals } from '../contract.ts'
import { type FlowBody, type FlowPurpose, promptsOf } from '../flow.ts'
import type { FlowProblem } from '../problems.ts'
import { problemWords } from '../text.ts'
import { flowsChanged } from './events.ts'
import * as store from './flow-store.ts'

/** What the process around knows: whether spoken answers can be kept. */
export type FlowGround = { isRecordingOn: boolean }

const author = ({ actor, now }: Context) => ({ changedAt: now(), changedByName: actor.name })
const stored = async (ctx: Context, id: string): Promise<store.StoredFlow> =>
  (await store.findStoredFlow(ctx, id)) ?? refuse(refusals.noSuchFlow)

/** Prompts a flow may say: our own and those that came with the telephone system. */
export const listPrompts = async (ctx: Context): Promise<Prompt[]> =>
  (await knownPrompts(ctx)).map(({ name, title, isBuiltIn }) => ({ name, words: title, isBuiltIn }))

/** How long each of them lasts; one nobody has is over at once. */
export const promptLengths = async (ctx: Context): Promise<(prompt: string) => number> => {
  const known = new Map((await knownPrompts(ctx)).map(({ name, milliseconds }) => [name, milliseconds]))
  return (prompt) => known.get(prompt) ?? 0
}

const campaignsOf = async (ctx: Context, { steps }: FlowBody): Promise<Set<string>> => {
  const named = steps.flatMap((step) => (step.kind === 'handOver' && step.campaignId ? [step.campaignId] : []))
  const found = await Promise.all(named.map(async (id) => ((await findCampaign(ctx.db, id)) ? [id] : [])))
  return new Set(found.flat())
}
export const problemsOf = async (ctx: Context, flow: FlowBody, ground: FlowGround): Promise<FlowProblem[]> => {
  const known: Known = {
    ...ground,
    prompts: new Set((await knownPrompts(ctx)).map(({ name }) => name)),
    campaigns: await campaignsOf(ctx, flow),
  }
  return checkFlow(flow, known)
}

export const getFlow = async (ctx: Context, id: string, ground: FlowGround): Promise<Flow> => {
  const flow = await stored(ctx, id)
  const [versions, problems] = await Promise.all([store.listVersions(ctx.db, id), problemsOf(ctx, flow.draft, ground)])
  return { ...flow, versions, problems }
}
export const getVersion = async (ctx: Context, flowId: string, version: number) => {
  await stored(ctx, flowId)
  return (await store.findVersion(ctx.db, flowId, version)) ?? refuse(refusals.noSuchVersion)
}

type NewFlow = { name: string; siteId: string; body: FlowBody }
export const createFlow = (ctx: Context, given: NewFlow, ground: FlowGround): Promise<Flow> =>
  inTransaction(ctx, async (tx) => {
    const name = given.name.trim()
    if (await store.isNameTaken(tx.db, name, null)) refuse(refusals.nameTaken, { name })
    if (!(await findSite(tx.db, given.siteId))) refuse(refusals.noSuchSite)
    const { body, siteId } = given
    const id = await store.insertFlow(tx.db, { name, siteId, purpose: body.purpose, draft: body, ...author(tx) })
    return getFlow(tx, id, ground)
  })

const refuseRetired = ({ state }: store.StoredFlow): void => {
  if (state === 'retired') refuse(refusals.retired)
}
type Draft = { name: string; revision: number; body: FlowBody }
/** A draft may be as wrong as its author needs it to be for now; only publishing asks for more. */
export const saveDraft = (ctx: Context, id: string, { name: given, revision, body }: Draft, ground: FlowGround) =>
  inTransaction(ctx, async (tx): Promise<Flow> => {
    const flow = await stored(tx, id)
    refuseRetired(flow)
    const name = given.trim()
    // A number or a campaign that uses it was promised a flow of that purpose.
    if (body.purpose !== flow.purpose) refuse(refusals.wrongPurpose)
    if (await store.isNameTaken(tx.db, name, id)) refuse(refusals.nameTaken, { name })
    if (!(await store.updateFlow(tx.db, { id, revision }, { name, draft: body, ...author(tx) })))
      refuse(refusals.changedMeanwhile)
    return getFlow(tx, id, ground)
  })

const refuseWrong = async (tx: Context, flow: store.StoredFlow, ground: FlowGround): Promise<void> => {
  const problems = await problemsOf(tx, flow.draft, ground)
  const [first] = problems
  if (!first) return
  const step = flow.draft.steps.find(({ id }) => id === first.stepId)
  const words = fill(problemWords[first.code][tx.actor.locale], first.params)
  refuse(refusals.flowWrong, { count: problems.length, first: step ? `${step.name} · ${words}` : words })
}
/** Callers from now on hear the draft; who is in the flow stays with the version they began with. */
export const publishFlow = (ctx: Context, id: string, given: { revision: number; words: string }, ground: FlowGround) =>
  inTransaction(ctx, async (tx): Promise<Flow> => {
    const flow = await stored(tx, id)
    refuseRetired(flow)
    if (flow.revision !== given.revision) refuse(refusals.changedMeanwhile)
    if (!flow.hasDraft) refuse(refusals.nothingToPublish)
    await refuseWrong(tx, flow, ground)
    const version = (flow.version ?? 0) + 1
    const at = { publishedAt: tx.now(), publishedByName: tx.actor.name }
    const change = { state: 'published' as const, version, ...author(tx) }
    if (!(await store.updateFlow(tx.db, { id, revision: given.revision }, change))) refuse(refusals.changedMeanwhile)
    await store.insertVersion(tx.db, { flowId: id, version, body: flow.draft, words: given.words, ...at })
    await announce(tx, flowsChanged, id)
    return getFlow(tx, id, ground)
  })

export const retireFlow = (ctx: Context, id: string, revision: number, ground: FlowGround): Promise<Flow> =>
  inTransaction(ctx, async (tx) => {
    const flow = await stored(tx, id)
    refuseRetired(flow)
    const users = [...flow.numbers, ...flow.campaigns.map(({ name }) => name)]
    if (users.length > 0) refuse(refusals.stillUsed, { users: users.join('、') })
    if (!(await store.updateFlow(tx.db, { id, revision }, { state: 'retired', ...author(tx) })))
      refuse(refusals.changedMeanwhile)
    await announce(tx, flowsChanged, id)
    return getFlow(tx, id, ground)
  })

const refuseUnfit = (flow: store.StoredFlow, purpose: FlowPurpose): void => {
  refuseRetired(flow)
  if (flow.purpose !== purpose) refuse(refusals.wrongPurpose)
  if (flow.state !== 'published') refuse(refusals.notPublished)
}
const asWritten = (number: string): string => {
  const reading = readNumber(number)
  return reading.ok ? reading.number : refuse(refusals.notANumber, { number })
}
export const setNumber = (ctx: Context, given: string, flowId: string): Promise<FlowNumber[]> =>
  inTransaction(ctx, async (tx) => {
    const number = asWritten(given)
    refuseUnfit(await stored(tx, flowId), 'incoming')
    await store.saveNumber(tx.db, { number, flowId, ...author(tx) })
    await announce(tx, flowsChanged, flowId)
    return store.listNumbers(tx.db)
  })
export const removeNumber = (ctx: Context, given: string): Promise<FlowNumber[]> =>
  inTransaction(ctx, async (tx) => {
    const reading = readNumber(given)
    if (!(await store.deleteNumber(tx.db, reading.ok ? reading.number : given))) refuse(refusals.noSuchNumber)
    await announce(tx, flowsChanged, given)
    return store.listNumbers(tx.db)
  })

export const getSurvey = async (ctx: Context, campaignId: string): Promise<CampaignSurvey> => {
  if (!(await findCampaign(ctx.db, campaignId))) refuse(refusals.noSuchCampaign)
  return store.findSurvey(ctx.db, campaignId)
}
export const setSurvey = (ctx: Context, campaignId: string, flowId: string | null): Promise<CampaignSurvey> =>
  inTransaction(ctx, async (tx) => {
    await getSurvey(tx, campaignId)
    if (flowId !== null) refuseUnfit(await stored(tx, flowId), 'survey')
    await store.saveSurvey(tx.db, { campaignId, flowId, ...author(tx) })
    await announce(tx, flowsChanged, flowId ?? campaignId)
    return getSurvey(tx, campaignId)
  })

/** Which flows say which prompt, drafts and what callers hear now: so that none is removed that is needed. */
export const flowsSay = async (all: Context) => {
  const flows = await store.listStoredFlows(all, {})
  return flows
    .filter(({ state }) => state !== 'retired')
    .flatMap(({ id, name, draft, published }) => {
      const bodies = published ? [draft, published] : [draft]
      const said = bodies.flatMap(({ steps, goodbye }) => [
        ...steps.flatMap(promptsOf).map(({ prompt }) => prompt),
        goodbye,
      ])
      return [...new Set(said)]
        .filter((prompt) => prompt !== '')
        .map((prompt) => ({ prompt, kind: 'flow' as const, label: name, path: `/ivr-flows/${id}` }))
    })
}
