import { sql } from 'kysely'
import { createCampaign, usualHours, usualPolicy } from '#domains/campaigns/server/public.ts'
import { markNumber, upsertCustomers } from '#domains/customers/server/public.ts'
import { createList } from '#domains/lists/server/public.ts'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { foundSite } from '#server/setup/found.ts'
import type { TestCentre } from '#server/testing.ts'
import type { Condition, Test } from '../condition.ts'
import type { Rule } from '../rules.ts'
import { usualSettings } from './store.ts'

/** A call of the past, `daysAgo` before now. */
export type PastCall = {
  daysAgo: number
  outcomeKind?: string
  talkMs?: number
  cause?: string
  answered?: boolean
  rang?: boolean
}
export type Person = {
  number: string
  name?: string
  attributes?: Record<string, string>
  priority?: number
  chance?: number | null
  state?: 'valid' | 'suspended' | 'empty' | 'fax' | 'notThePerson' | 'dataCard' | 'disconnected'
  forbidden?: boolean
  consent?: 'given' | 'withdrawn'
  /** The same person as the row of that place. */
  same?: number
  calls?: readonly PastCall[]
}
export type Ground = Awaited<ReturnType<typeof openGround>>

const system = (centre: TestCentre) => systemContext(centre.base, 'test')
const dayMs = 86_400_000

/** Rows in a list as an import would have left them, with what is known of each person. */
export const addPeople = async (
  centre: TestCentre,
  { listId, campaignId, siteId }: { listId: string; campaignId: string; siteId: string },
  people: readonly Person[],
): Promise<{ batchId: string; entryIds: string[] }> => {
  const { db, now } = system(centre)
  const batchId = newId(Date.now())
  await sql`insert into lists.batch (id, list_id, file_name, state, read, accepted)
    values (${batchId}, ${listId}, 'a.csv', 'imported', ${people.length}, ${people.length})`.execute(db)
  const own = await upsertCustomers(
    db,
    people.map(({ number, name = '' }) => ({ number, name, siteId })),
  )
  const entryIds: string[] = []
  for (const [place, person] of people.entries()) {
    const customerId = own[person.same ?? place] as string
    const { rows } = await sql<{ id: string }>`
      insert into lists.entry (list_id, batch_id, customer_id, number, name, attributes, priority, answer_chance, line_number)
      values (${listId}, ${batchId}, ${customerId}, ${person.number}, ${person.name ?? ''}, ${JSON.stringify(person.attributes ?? {})}::jsonb,
        ${person.priority ?? 100}, ${person.chance ?? null}, ${place + 1}) returning id`.execute(db)
    entryIds.push(rows[0]?.id as string)
    if (person.state) await markNumber(db, person.number, person.state, { source: 'test', at: now() })
    if (person.forbidden)
      await sql`insert into compliance.do_not_call (number, since, reason) values (${person.number}, ${now()}, 'test')`.execute(
        db,
      )
    if (person.consent)
      await sql`insert into compliance.consent_event (customer_id, number, purpose, channel, act, at, noted_at, source)
        values (${customerId}, null, 'any', 'call', ${person.consent}, ${now()}, ${now()}, 'test')`.execute(db)
    for (const call of person.calls ?? [])
      await addCall(centre, { campaignId, customerId, number: person.number, entryId: entryIds.at(-1) as string }, call)
  }
  await sql`update lists.contact_list set active_entries = (select count(*) from lists.entry where list_id = ${listId} and reverted_at is null)
    where id = ${listId}`.execute(db)
  return { batchId, entryIds }
}

export const addCall = async (
  centre: TestCentre,
  of: { campaignId: string; customerId: string | null; number: string; entryId: string; agentId?: string },
  { daysAgo, outcomeKind, talkMs = 0, cause = 'normal', answered = talkMs > 0, rang = true }: PastCall,
): Promise<void> => {
  const { db, now } = system(centre)
  const at = new Date(now().getTime() - daysAgo * dayMs)
  await sql`call platform.ensure_months('calls.call', ${at}, ${at})`.execute(db)
  await sql`insert into calls.call (id, placed_at, campaign_id, entry_id, customer_id, number, caller_id, mode, attempt_number, script_version,
      state, ringing_at, answered_at, answered_by, ended_at, cause, talk_ms, outcome, outcome_kind, outcome_at, agent_id, fencing)
    values (${newId(Date.now())}, ${at}, ${of.campaignId}, ${of.entryId}, ${of.customerId}, ${of.number}, '1', 'progressive', 1, 1,
      'ended', ${rang ? at : null}, ${answered ? at : null}, ${answered ? 'person' : null}, ${at}, ${cause}, ${talkMs},
      ${outcomeKind ?? null}, ${outcomeKind ?? null}, ${outcomeKind ? at : null}, ${of.agentId ?? null}, 1)`.execute(db)
}

let counter = 0
export const newCampaign = async (centre: TestCentre, siteId: string, listId: string | null): Promise<string> => {
  const { id } = await createCampaign(system(centre), {
    name: `项目 ${++counter}`,
    type: 'sales',
    purpose: 'acquire',
    siteId,
    listId,
    callerId: '02160000000',
    mode: 'progressive',
    jurisdiction: 'cn',
    sellerId: null,
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
    startsOn: null,
    endsOn: null,
    openingWords: '您好',
    product: '',
  })
  return id
}

/** A campaign that calls from a list of these people. */
export const openGround = async (centre: TestCentre, people: readonly Person[]) => {
  const siteId = await foundSite(system(centre), `职场 ${++counter}`)
  const { id: listId } = await createList(system(centre), { siteId, name: `名单 ${counter}`, supplier: '', note: '' })
  const campaignId = await newCampaign(centre, siteId, listId)
  const { batchId, entryIds } = await addPeople(centre, { listId, campaignId, siteId }, people)
  return { siteId, listId, campaignId, batchId, entryIds }
}

let rules = 0
/** A rule that takes out who meets all of these. */
export const rule = (
  tests: readonly (Partial<Test> & Pick<Test, 'field' | 'operator'>)[],
  more: Partial<Rule> = {},
): Rule => ({
  id: `00000000-0000-4000-9000-${String(++rules).padStart(12, '0')}`,
  nameZh: `规则 ${rules}`,
  nameEn: `Rule ${rules}`,
  level: 'primary',
  deed: 'takeOut',
  enabled: true,
  condition: { join: 'and', tests: tests.map((test) => ({ values: [], ...test })) as Condition['tests'] },
  ...more,
})
export const settings = (ruleSet: readonly Rule[]) => ({ ...usualSettings, rules: [...ruleSet] })
