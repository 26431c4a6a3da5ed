import { sql } from 'kysely'
import { type Chance, chanceOf } from '#adapters/simulator/chance.ts'
import { type GivenRow, receiveResults } from '#domains/results/server/public.ts'
import type { Context } from '#platform/context.ts'

type Call = {
  id: string
  agentId: string
  campaignId: string
  type: string
  product: string
  name: string
  endedAt: string
  outcomeKind: string | null
  isPast: boolean
}
type Fields = Record<string, unknown>
const behaviours = [
  ['opening_in_15s', 0.85],
  ['need_asked', 0.6],
  ['objection_answered', 0.55],
  ['close_attempt', 0.5],
  ['benefit_explained', 0.7],
  ['terms_stated', 0.92],
] as const
/** What is sold by its name. */
const orderKindOf = (product: string): 'instalment' | 'premium' | 'sale' => {
  if (product.includes('分期')) return 'instalment'
  return product.includes('保险') ? 'premium' : 'sale'
}

/** The same person is as good today as tomorrow: a number from -0.2 to 0.2. */
const habitOf = (agentId: string): number => chanceOf(`habit ${agentId}`)() * 0.4 - 0.2

const orderOf = ({ product, name }: Call, chance: Chance): Fields => {
  const orderKind = orderKindOf(product)
  const amount = {
    instalment: 20_000 + chance() * 80_000,
    sale: 1500 + chance() * 4500,
    premium: 800 + chance() * 3200,
  }
  return {
    ...{ product: product || name, orderKind, units: 1, amount: Math.round(amount[orderKind] / 100) * 100 },
    focusModel: chance() < 0.35,
  }
}
const surveyOf = (call: Call, chance: Chance): Fields => {
  const pleased = 0.82 + habitOf(call.agentId) / 3 + (call.outcomeKind === 'success' ? 0.08 : 0)
  const satisfied = chance() < pleased
  return {
    channel: chance() < 0.7 ? 'sms' : 'hangup',
    satisfied,
    score: satisfied ? 4 + Math.round(chance()) : 1 + Math.round(chance() * 2),
  }
}
const reviewOf = ({ agentId }: Call, chance: Chance): Fields => {
  const score = Math.min(100, Math.round(86 + habitOf(agentId) * 30 + (chance() + chance() + chance() - 1.5) * 12))
  return { score, excellent: score >= 92, reviewer: chance() < 0.5 ? '陈静' : '吴敏' }
}
const behavioursOf = ({ agentId }: Call, chance: Chance): Fields[] =>
  behaviours.flatMap(([behaviour, usual]) => {
    const opportunities = behaviour === 'opening_in_15s' ? 1 : Math.floor(chance() * 3)
    const tries = Array.from({ length: opportunities }, () => chance() < usual + habitOf(agentId))
    return opportunities === 0 ? [] : [{ behaviour, opportunities, done: tries.filter(Boolean).length }]
  })

/** A success of a sales campaign is an order; some of those who were invited buy, too. */
const buysAfter = (type: string): number => ({ sales: 1, invitation: 0.3 })[type] ?? 0

/** Of the past fewer are surveyed and reviewed, so that a first start stays short. */
const shares = {
  now: { survey: 0.3, review: 0.1, behaviour: 0.15 },
  past: { survey: 0.12, review: 0.04, behaviour: 0.03 },
}
type Told = Record<'order' | 'survey' | 'review' | 'behaviour', Fields[]>
const sources = { order: '订单系统', survey: '短信平台', review: '质检', behaviour: '质检' } as const

const tellOf = (told: Told, call: Call): void => {
  const chance = chanceOf(`results ${call.id}`)
  const share = shares[call.isPast ? 'past' : 'now']
  const row = (prefix: string, fields: Fields): Fields => ({
    ...{ externalId: `${prefix}-${call.id.slice(-12)}`, at: call.endedAt, callId: call.id },
    ...fields,
  })
  if (call.outcomeKind === 'success' && chance() < buysAfter(call.type))
    told.order.push(row('ORD', orderOf(call, chance)))
  if (chance() < share.survey) told.survey.push(row('CSAT', surveyOf(call, chance)))
  if (chance() < share.review) told.review.push(row('QA', reviewOf(call, chance)))
  const seen = chance() < share.behaviour ? behavioursOf(call, chance) : []
  for (const one of seen)
    told.behaviour.push(row(`KB${behaviours.findIndex(([code]) => code === one.behaviour) + 1}`, one))
}

/**
 * What an order system, an SMS platform and quality control would report of the calls the demo centre made: told by the
 * call itself, so that the same calls always bring the same results.
 */
export const reportDemoResults = async (ctx: Context, today: Date): Promise<void> => {
  const { rows } = await sql<Call>`
    select k.id, k.agent_id, k.campaign_id, c.type, c.product, c.name, k.ended_at, k.outcome_kind,
      k.placed_at < ${today} as is_past
    from calls.call_fact k join campaigns.campaign_fact c on c.id = k.campaign_id
    where k.talk_ms > 0 and k.agent_id is not null and k.ended_at is not null order by k.placed_at`.execute(ctx.db)
  const told: Told = { order: [], survey: [], review: [], behaviour: [] }
  for (const call of rows) tellOf(told, call)
  for (const [kind, some] of Object.entries(told) as [keyof Told, Fields[]][])
    await receiveResults(ctx, ctx, {
      ...{ kind, source: sources[kind], mode: 'good', channel: 'api' },
      rows: some.map((fields, at): GivenRow => ({ row: at + 1, fields, cells: [] })),
    })
}
