import { withClient } from '#platform/postgres/client.ts'
import type { Urls } from '../ground.ts'

/** The same calls are chosen in every run: so many of ten thousand, by another draw for each thing. */
const oneIn = (tenThousandths: number, draw: string): string =>
  `abs(hashtext(f.id::text || '${draw}') % 10000) < ${tenThousandths}`
const drawn = (most: number, draw: string): string => `abs(hashtext(f.id::text || '${draw}') % ${most})`
const whose = 'f.id, f.agent_id, f.team_id, f.site_id, f.campaign_id, f.batch_id, f.customer_id, f.region'
const record = (kind: string, columns: string, values: string, from: string): string => `
  insert into results.record (kind, source, external_id, at, changed_at, call_id, agent_id, team_id, site_id, campaign_id, batch_id, customer_id, region, ${columns})
  select '${kind}', 'bench', f.id::text, f.ended_at, f.ended_at, ${whose}, ${values} from ${from}`
const spoken = (tenThousandths: number, draw: string): string =>
  `calls.call f where f.talk_ms > 0 and f.agent_id is not null and ${oneIn(tenThousandths, draw)}`

const orders = record(
  'order',
  'product, order_kind, units, amount, focus_model',
  `'产品 ' || ${drawn(6, 'product')}, (array['sale', 'sale', 'sale', 'premium', 'instalment', 'activation'])[1 + ${drawn(6, 'kind')}],
    1 + ${drawn(3, 'units')}, 100 + ${drawn(4900, 'amount')}, ${oneIn(2000, 'focus')}`,
  `calls.call f where f.talk_ms > 0 and f.outcome_kind = 'success' and f.agent_id is not null`,
)
const surveys = record(
  'survey',
  'channel, satisfied',
  `(array['sms', 'sms', 'hangup', 'call'])[1 + ${drawn(4, 'channel')}], ${oneIn(8800, 'satisfied')}`,
  spoken(300, 'survey'),
)
const reviews = record(
  'review',
  'score, excellent, reviewer',
  `60 + ${drawn(41, 'score')}, ${drawn(41, 'score')} >= 30, ''`,
  spoken(100, 'review'),
)
const behaviours = `
  insert into results.record (kind, source, external_id, at, changed_at, call_id, agent_id, team_id, site_id, campaign_id, batch_id, customer_id, region, behaviour, done, opportunities)
  select 'behaviour', 'bench', f.id::text || b.code, f.ended_at, f.ended_at, ${whose}, b.code, (${drawn(100, 'done')} < 60)::int, 1
  from calls.call f cross join results.behaviour b where f.talk_ms > 0 and f.agent_id is not null and ${oneIn(100, 'review')}`
const complaints = `
  insert into complaints.complaint (source, topic, state, received_at, due_at, call_id, campaign_id, agent_id, team_id, site_id, customer_id, region, responsibility)
  select 'agent', 'attitude', 'new', f.ended_at, f.ended_at + interval '7 days', f.id, f.campaign_id, f.agent_id, f.team_id, f.site_id, f.customer_id, f.region,
    case when ${drawn(3, 'fault')} = 0 then 'agent' end
  from ${spoken(8, 'complaint')}`
const corrected = spoken(200, 'edit')
const customers = `
  insert into customers.customer (id, number, name, site_id, team_id)
  select distinct on (f.customer_id) f.customer_id, f.number, '客户', f.site_id, f.team_id from ${corrected} and f.customer_id is not null
  order by f.customer_id, f.placed_at on conflict do nothing`
const edits = `
  insert into customers.edit (customer_id, at, by_id, by_name, field, before, after)
  select c.id, f.ended_at, f.agent_id, e.name, (array['name', 'company', 'attributes.城市', 'attributes.职业'])[1 + ${drawn(4, 'field')}], 'null', '"改"'
  from calls.call f join customers.customer c on c.id = f.customer_id join people.employee e on e.id = f.agent_id
  where f.talk_ms > 0 and f.agent_id is not null and ${oneIn(200, 'edit')}`

const reported = ['results.record', 'complaints.complaint', 'customers.customer', 'customers.edit'] as const

/**
 * What other systems, reviewers and customers would have told of such a year, the same in every run: an order for each
 * success, ratings of 3 % of conversations, reviews with their behaviours of 1 %, complaints of 0.08 %, and a corrected
 * customer record after 2 %. Added once to years that have none of it.
 */
export const addReported = (urls: Urls): Promise<boolean> =>
  withClient(urls.ownerUrl, async (client) => {
    const there = await client.query('select from results.record limit 1')
    if (there.rows.length > 0) return false
    await client.query('begin')
    for (const query of [orders, surveys, reviews, behaviours, complaints, customers, edits]) await client.query(query)
    await client.query('commit')
    for (const table of reported) await client.query(`vacuum analyze ${table}`)
    return true
  })
