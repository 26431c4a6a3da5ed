import { sql } from 'kysely'
import { customersOfNumbers, placeOf, readNumber } from '#domains/customers/server/public.ts'
import type { Context } from '#platform/context.ts'
import { clockSkewMs, type Report } from '../read-report.ts'
import type { RowRefusal } from '../refusals.ts'
import type { Kind } from '../report.ts'

/** Whom and what a result concerns. */
export type Ties = {
  callId: string | null
  agentId: string | null
  teamId: string | null
  siteId: string | null
  campaignId: string | null
  batchId: string | null
  customerId: string | null
  region: string | null
}
export type Told = { field: string; fault: RowRefusal; params?: Record<string, string | number> }

type Call = Omit<Ties, 'callId'> & { id: string; placedAt: string; number: string }
type Agent = { id: string; staffNumber: string; teamId: string | null; siteId: string }
type Campaign = { id: string; name: string; siteId: string }
export type Known = {
  calls: ReadonlyMap<string, Call>
  agents: ReadonlyMap<string, Agent>
  campaigns: ReadonlyMap<string, Campaign>
  customers: ReadonlyMap<string, string>
  behaviours: ReadonlyMap<string, string>
  /** Of whoever reports: where a result belongs that tells nothing of its place. */
  home: Pick<Ties, 'siteId' | 'teamId'>
}

const said = (reports: readonly Report[], field: 'callId' | 'agent' | 'campaign' | 'number'): string[] => [
  ...new Set(reports.flatMap((report) => (report[field] === null ? [] : [String(report[field])]))),
]
const e164 = (number: string): string | undefined => {
  const reading = readNumber(number)
  return reading.ok ? reading.number : undefined
}

/** Everything a batch of reports names, calls to us included, looked up once, with the eyes of whoever reports. */
export const lookUp = async ({ db, actor }: Context, kind: Kind, reports: readonly Report[]): Promise<Known> => {
  const calls = await sql<Call>`
    select t.id, t.placed_at, t.number, t.agent_id, t.team_id, t.site_id, t.campaign_id, k.batch_id, k.region,
      coalesce(c.golden_id, t.customer_id) as customer_id
    from calls.talk_fact t left join calls.call_fact k on k.id = t.id left join customers.customer_fact c on c.id = t.customer_id
    where t.id = any (${said(reports, 'callId')}::uuid[])`.execute(db)
  const agents = await sql<Agent>`
    select id, staff_number, team_id, site_id from people.employee_fact
    where staff_number = any (${said(reports, 'agent')}::text[])`.execute(db)
  const named = said(reports, 'campaign')
  const campaigns = await sql<Campaign>`
    select id, name, site_id from campaigns.campaign_fact
    where name = any (${named}::text[]) or id::text = any (${named}::text[])`.execute(db)
  const numbers = said(reports, 'number').flatMap((number) => e164(number) ?? [])
  const owners = numbers.length === 0 ? [] : await customersOfNumbers(db, numbers)
  const behaviours =
    kind === 'behaviour'
      ? await db
          .selectFrom('results.behaviour')
          .select(['code', 'nameZh', 'nameEn'])
          .where('retiredAt', 'is', null)
          .execute()
      : []
  return {
    calls: new Map(calls.rows.map((call) => [call.id, call])),
    agents: new Map(agents.rows.map((agent) => [agent.staffNumber, agent])),
    campaigns: new Map(
      campaigns.rows.flatMap((campaign) => [
        [campaign.id, campaign],
        [campaign.name, campaign],
      ]),
    ),
    customers: new Map(owners),
    behaviours: new Map(
      behaviours.flatMap(({ code, nameZh, nameEn }) => [code, nameZh, nameEn].map((word) => [word, code])),
    ),
    home: { siteId: actor.siteIds[0] ?? null, teamId: actor.scope === 'team' ? (actor.teamIds[0] ?? null) : null },
  }
}

type Found<T> = { found: T | undefined } | { told: Told }
const findNamed = <T>(value: unknown, among: ReadonlyMap<string, T>, told: Omit<Told, 'params'>): Found<T> => {
  if (value === null) return { found: undefined }
  const found = among.get(String(value))
  return found ? { found } : { told: { ...told, params: { value: String(value).slice(0, 80) } } }
}

const placeOfNumber = (number: string | null): string | null => (number ? placeOf(number).province || null : null)

/** What the call says goes before what the report says; where both speak they must say the same. */
const contradiction = (
  call: Call,
  agent: Agent | undefined,
  campaign: Campaign | undefined,
  at: string,
): Told | undefined => {
  if (agent && call.agentId !== agent.id) return { field: 'agent', fault: 'agentOfAnother' }
  if (campaign && call.campaignId !== campaign.id) return { field: 'campaign', fault: 'campaignOfAnother' }
  if (Date.parse(at) < Date.parse(call.placedAt) - clockSkewMs) return { field: 'at', fault: 'beforeTheCall' }
  return undefined
}

/** Call, agent, team, campaign and customer of a report, or what it names that is not there. */
export const tiesOf = (report: Report, known: Known): { ties: Ties } | { told: Told } => {
  const calling = findNamed(report.callId, known.calls, { field: 'callId', fault: 'noSuchCall' })
  if ('told' in calling) return calling
  const working = findNamed(report.agent, known.agents, { field: 'agent', fault: 'noSuchAgent' })
  if ('told' in working) return working
  const running = findNamed(report.campaign, known.campaigns, { field: 'campaign', fault: 'noSuchCampaign' })
  if ('told' in running) return running
  const number = report.number === null ? null : e164(String(report.number))
  if (number === undefined) return { told: { field: 'number', fault: 'notANumber' } }

  const [call, agent, campaign] = [calling.found, working.found, running.found]
  const told = call && contradiction(call, agent, campaign, report.at)
  if (told) return { told }
  return { ties: call ? tiesOfCall(call, known) : tiesWithoutCall({ agent, campaign, number }, known) }
}

const tiesOfCall = ({ id, placedAt: _, number, ...call }: Call, { home, campaigns }: Known): Ties => ({
  ...call,
  callId: id,
  teamId: call.teamId ?? home.teamId,
  siteId: call.siteId ?? campaigns.get(call.campaignId ?? '')?.siteId ?? home.siteId,
  region: call.region ?? placeOfNumber(number),
})
const tiesWithoutCall = (
  { agent, campaign, number }: { agent: Agent | undefined; campaign: Campaign | undefined; number: string | null },
  { customers, home }: Known,
): Ties => ({
  callId: null,
  agentId: agent?.id ?? null,
  teamId: agent ? agent.teamId : home.teamId,
  siteId: agent?.siteId ?? campaign?.siteId ?? home.siteId,
  campaignId: campaign?.id ?? null,
  batchId: null,
  customerId: (number && customers.get(number)) ?? null,
  region: placeOfNumber(number),
})
