import { type Behaviour, person } from '#adapters/simulator/call-script.ts'
import type { SimulatedNode } from '#adapters/simulator/nodes.ts'
import type { LiveCall } from '#domains/calls/server/public.ts'
import { type CampaignForm, usualPolicy } from '#domains/campaigns/server/public.ts'
import { createList, importRows } from '#domains/lists/server/public.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import { systemContext } from '#platform/context.ts'
import { foundCampaign, foundSite, foundTeam } from '#server/setup/found.ts'
import { testCentre } from '#server/testing.ts'

export type DiallingGround = Awaited<ReturnType<typeof openDialling>>

/**
 * A campaign under way and its agents at their seats, all ready. Contacts are numbered by their place; each of
 * `batches` brings those in it, so one may be brought twice.
 */
export const openDialling = async ({
  agents = 1,
  batches = [5],
  mode = 'progressive',
  behaviour = () => person({ talkMs: 20_000 }),
  environment = {},
  chances = [],
  numberOf = (n) => `139${10_000_000 + n}`,
  nodes,
  ...settings
}: {
  agents?: number
  /** Up to which place each batch goes, counted from the first contact. */
  batches?: number[]
  mode?: 'progressive' | 'predictive' | 'preview' | 'manual'
  behaviour?: Behaviour
  environment?: Record<string, string>
  /** How likely each contact is to answer, in their order, as their list says. */
  chances?: number[]
  /** The number of the contact in that place, from 0. */
  numberOf?: (n: number) => string
  nodes?: readonly SimulatedNode[]
} & Partial<
  Pick<
    CampaignForm,
    'lineLimit' | 'attemptPolicy' | 'jurisdiction' | 'machineDetection' | 'machineAudits' | 'callerId' | 'moreCallerIds'
  >
> = {}) => {
  const centre = await testCentre({ behaviour, environment, ...(nodes ? { nodes } : {}) })
  const ctx = systemContext(centre.base)
  const siteId = await foundSite(ctx, '上海职场')
  const names = Array.from({ length: agents }, (_, n) => `坐席${n + 1}`)
  const { teamId, workers } = await foundTeam(ctx, { siteId, name: '一班', prefix: 'A', agents: names })
  const { id: listId } = await createList(ctx, { siteId, name: '名单', supplier: '', note: '' })
  const batchIds: string[] = []
  for (const length of batches) {
    const rows = Array.from({ length }, (_, n) => ({
      number: numberOf(n),
      name: `客户${n + 1}`,
      answerChance: chances[n] ?? null,
    }))
    batchIds.push((await importRows(ctx, { listId, name: `第${batchIds.length + 1}批`, rows })).id)
  }
  const campaignId = await foundCampaign(ctx, {
    name: '三月外呼',
    siteId,
    listId,
    teamIds: [teamId],
    mode,
    ...settings,
  })
  await centre.openTelephony()
  const engine = centre.engine()
  const seated: LiveAgent[] = []
  for (const worker of workers) seated.push(await engine.presence.signIn(worker, { simulated: true }))
  for (const { id } of seated) engine.presence.ask(id, { ready: true })
  const { runFor: pass } = centre.clock
  return { centre, ctx, engine, siteId, teamId, listId, batchIds, campaignId, agents: seated, pass }
}

/** The usual policy, but for who was abandoned. */
export const retriedAfter = (minutes: number) => ({
  ...usualPolicy,
  byCause: { ...usualPolicy.byCause, abandoned: { retryAfterMinutes: minutes, mostTries: 5 } },
})

/**
 * Two are called for two agents, one of whom goes on a break before they answer: one call finds nobody. It stands a
 * second after the answer.
 */
export const openAbandoning = async ({
  patienceMs = 60_000,
  ...options
}: Parameters<typeof openDialling>[0] & { patienceMs?: number } = {}) => {
  const floor = await openDialling({
    agents: 2,
    batches: [2],
    mode: 'predictive',
    behaviour: () => person({ talkMs: 60_000, patienceMs }),
    ...options,
  })
  const [leaver, stayer] = floor.agents as [LiveAgent, LiveAgent]
  await floor.pass(3000)
  floor.engine.presence.ask(leaver.id, { pause: 'break', reasonId: null })
  await floor.pass(3000)
  const lost = [...floor.engine.calls.all()].find(({ agentId }) => agentId === null) as LiveCall
  return { ...floor, leaver, stayer, lost }
}
