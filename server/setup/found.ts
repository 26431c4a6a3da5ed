import {
  allGateSteps,
  assignTeams,
  type CampaignForm,
  createCampaign,
  moveCampaign,
  signGates,
  usualHours,
  usualPolicy,
} from '#domains/campaigns/server/public.ts'
import { addSeller, listSellers } from '#domains/compliance/server/public.ts'
import { createList, importRows, type RawRow } from '#domains/lists/server/public.ts'
import { seedEmployee, seedSite, seedTeam } from '#domains/people/server/public.ts'
import type { Worker } from '#domains/presence/server/public.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/id.ts'

/** A team with its agents, ready to sign in. */
export const foundTeam = async (
  ctx: Context,
  { siteId, name, agents, prefix }: { siteId: string; name: string; agents: readonly string[]; prefix: string },
): Promise<{ teamId: string; workers: Worker[] }> => {
  const teamId = await seedTeam(ctx.db, { siteId, name })
  const workers: Worker[] = []
  for (const [index, agent] of agents.entries()) {
    const staffNumber = `${prefix}${String(index + 1).padStart(3, '0')}`
    const id = newId(ctx.now())
    const endpoint = `seat-${staffNumber}`
    await seedEmployee(ctx.db, { id, staffNumber, name: agent, siteId, teamId, endpoint })
    workers.push({ id, name: agent, staffNumber, teamId, siteId, endpoint })
  }
  return { teamId, workers }
}

export const foundSite = (ctx: Context, name: string): Promise<string> => seedSite(ctx.db, { name })

export const foundList = async (
  ctx: Context,
  { siteId, name, rows }: { siteId: string; name: string; rows: Iterable<RawRow> | AsyncIterable<RawRow> },
) => {
  const list = await createList(ctx, { siteId, name, supplier: '', note: '' })
  const batch = await importRows(ctx, { listId: list.id, name, rows })
  return { listId: list.id, batch }
}

export const dayAfter = (at: Date, days: number): string =>
  new Date(at.getTime() + days * 86_400_000).toISOString().slice(0, 10)

/** The bank everybody calls for: the same at each asking. */
export const foundSeller = async (ctx: Context): Promise<string> => {
  const [known] = await listSellers(ctx.db)
  if (known) return known.id
  const { id } = await addSeller(ctx, {
    name: '钟鸣银行',
    phone: '02160000000',
    messageZh: '您好，这里是钟鸣银行。刚才未能及时为您接通客户经理，非常抱歉。如需联系我们，请拨打 021-6000-0000。',
    messageEn:
      'This is 钟鸣银行. We are sorry that nobody could speak with you just now. You reach us at 021-6000-0000.',
  })
  return id
}

/** A campaign that has passed all nine steps and every gate, as its manager would have taken it through, and runs. Predictive ones have a seller unless told otherwise. */
export const foundCampaign = async (
  ctx: Context,
  {
    teamIds,
    ...form
  }: Partial<CampaignForm> & Pick<CampaignForm, 'name' | 'siteId' | 'listId'> & { teamIds: readonly string[] },
): Promise<string> => {
  const { id } = await createCampaign(ctx, {
    type: 'sales',
    purpose: 'acquire',
    callerId: '02160000000',
    mode: 'progressive',
    jurisdiction: 'cn',
    sellerId: form.mode === 'predictive' ? await foundSeller(ctx) : null,
    abandonTargetOwn: null,
    lineLimit: null,
    agentHourCost: null,
    callingHours: usualHours,
    attemptPolicy: usualPolicy,
    wrapUpSeconds: 30,
    rescueSeconds: 15,
    machineDetection: 'off',
    machineAudits: 20,
    targetSuccesses: 100,
    startsOn: dayAfter(ctx.now(), -1),
    endsOn: dayAfter(ctx.now(), 30),
    openingWords: '您好，我是钟鸣银行的客户经理。',
    product: '',
    ...form,
  })
  await assignTeams(ctx, id, teamIds)
  await signGates(ctx, id, { steps: allGateSteps, note: '' })
  for (const move of ['submit', 'approve', 'start'] as const) await moveCampaign(ctx, id, move)
  return id
}
