import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Scope } from '#contract/role.ts'
import { type Context, systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'
import { calledStages, type Funnel } from '../contract.ts'
import { getFunnel } from './campaign-figures.ts'
import { listCallsBehindStage } from './drill.ts'
import { freshen } from './rollup.ts'
import { type CallRow, insertCampaign, nine, type Place, preparePlace } from './test-rows.ts'

let centre: TestCentre
let places: Place[]
beforeAll(async () => {
  centre = await testCentre()
  places = [await preparePlace(db()), await preparePlace(db(), '成都职场')]
})
afterAll(() => centre.close())
const db = () => centre.base.database.engine
const agents = [0, 1, 2].map(() => newId(nine))
const outcomes = ['success', 'refusal', 'callback', 'noDecision', 'complaint', 'wrongPerson', null] as const

/** What the tests know of a call themselves; a call that was let go is gone, and what it reached stands. */
type Call = Pick<CallRow, 'talkSeconds' | 'answered'> & {
  id: string
  at: Date
  outcomeKind: (typeof outcomes)[number]
  record: number | null
  campaign: number
  agent: number | null
  isGone: boolean
}
const whose = fc.option(fc.nat(2), { freq: 2 })
const step = fc.record({
  kind: fc.constantFrom(
    ...([
      'call',
      'call',
      'call',
      'call',
      'corrected',
      'handed over',
      'another record',
      'let go',
      'frozen',
      'look',
    ] as const),
  ),
  which: fc.nat(30),
  hour: fc.nat(96),
  campaign: fc.nat(1),
  record: fc.option(fc.nat(3), { freq: 6 }),
  agent: whose,
  talkSeconds: fc.constantFrom(0, 0, 30),
  answered: fc.boolean(),
  outcomeKind: fc.constantFrom(...outcomes),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const records = [0, 1, 2, 3].map(() => newId(nine))
const inTeam = (agent: number | null) => (agent === null ? null : (places[agent % 2]?.teamId ?? null))
/** A call nobody took lies at the site of its campaign. */
const atSite = ({ agent, campaign }: Call) => places[agent === null ? campaign : agent % 2]?.siteId ?? null

const write = async (call: Call, campaignId: string | undefined): Promise<unknown> => {
  const answeredAt = call.answered || call.talkSeconds ? call.at : null
  return sql`insert into calls.call (id, placed_at, campaign_id, entry_id, number, caller_id, mode, attempt_number, script_version, agent_id, team_id,
      site_id, state, cause, fencing, answered_at, ended_at, talk_ms, outcome_kind)
    values (${call.id}, ${call.at}, ${campaignId}, ${call.record === null ? null : records[call.record]}, '+8614200000001', '1', 'progressive', 1, 1,
      ${call.agent === null ? null : agents[call.agent]}, ${inTeam(call.agent)}, ${atSite(call)}, 'ended', 'normal', 1,
      ${answeredAt}, ${new Date(call.at.getTime() + 60_000)}, ${(call.talkSeconds ?? 0) * 1000}, ${call.outcomeKind})
    on conflict (id, placed_at) do update set entry_id = excluded.entry_id, agent_id = excluded.agent_id, team_id = excluded.team_id,
      site_id = excluded.site_id, answered_at = excluded.answered_at, talk_ms = excluded.talk_ms, outcome_kind = excluded.outcome_kind`.execute(
    db(),
  )
}
const freeze = () =>
  sql`insert into metrics.frozen_period (from_day, to_day, frozen_at, frozen_by_name, figures)
    select '2026-03-05', '2026-03-06', now(), '总监', '{}' where not exists (select from metrics.frozen_period)`.execute(
    db(),
  )

const changed = ({ kind, record, agent, talkSeconds, answered, outcomeKind }: Step, call: Call): Call => {
  if (kind === 'corrected') return { ...call, talkSeconds, answered, outcomeKind }
  if (kind === 'handed over') return { ...call, agent }
  if (kind === 'another record') return { ...call, record }
  return { ...call, isGone: true }
}

const happen = async (step: Step, calls: Call[], campaigns: readonly string[]): Promise<void> => {
  if (step.kind === 'look') return freshen(systemContext(centre.base), { atOnce: true })
  if (step.kind === 'frozen') return void (await freeze())
  const at = new Date(nine.getTime() + step.hour * 3_600_000)
  const place = step.which % Math.max(1, calls.length)
  const [before, isNew] = [calls[place], step.kind === 'call']
  if (!isNew && (!before || before.isGone)) return
  const after: Call = isNew || !before ? { ...step, id: newId(at), at, isGone: false } : changed(step, before)
  if (isNew) calls.push(after)
  else calls[place] = after
  await (after.isGone
    ? sql`delete from calls.call where id = ${after.id} and placed_at = ${after.at}`.execute(db())
    : write(after, campaigns[after.campaign]))
}

const stageOf = ({ talkSeconds, answered, outcomeKind }: Call): number => {
  if (!talkSeconds) return answered ? 2 : 1
  if (outcomeKind === 'success') return 5
  return outcomeKind === 'refusal' || outcomeKind === 'callback' || outcomeKind === 'noDecision' ? 4 : 3
}
const byMoment = (a: Call, b: Call): number => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)
/** The funnel as one would count it on paper. */
const counted = (calls: readonly Call[], sees: (call: Call) => boolean): Omit<Funnel, 'records' | 'valid'> => {
  const farthest = new Map<number, number>()
  for (const call of calls)
    if (call.record !== null && sees(call))
      farthest.set(call.record, Math.max(stageOf(call), farthest.get(call.record) ?? 0))
  const come = (stage: number) => [...farthest.values()].filter((one) => one >= stage).length
  return { dialled: come(1), answered: come(2), connected: come(3), effective: come(4), succeeded: come(5) }
}

const eyes = (
  scope: Scope,
  { teamIds = [], siteIds = [], uid = newId(nine) }: Partial<Record<'teamIds' | 'siteIds', string[]> & { uid: string }>,
): Context => {
  const seen = systemContext(centre.base)
  const actor = { ...seen.actor, id: uid, scope, teamIds, siteIds }
  return { ...seen, actor, db: centre.base.database.seenBy({ scope, uid, teamIds, siteIds }) }
}
const readers = (): [string, Context, (call: Call) => boolean][] => {
  const [[here, there], [teamHere, teamThere]] = [
    places.map(({ siteId }) => siteId),
    places.map(({ teamId }) => teamId),
  ]
  const [site = '', other = '', team = '', another = ''] = [here, there, teamHere, teamThere]
  return [
    ['the director', eyes('all', {}), () => true],
    ['who runs a site', eyes('site', { siteIds: [site] }), (call) => atSite(call) === site],
    ['who runs both sites', eyes('site', { siteIds: [site, other] }), () => true],
    ['who leads a team', eyes('team', { teamIds: [another] }), ({ agent }) => inTeam(agent) === another],
    ['who leads both teams', eyes('team', { teamIds: [team, another] }), ({ agent }) => agent !== null],
    ['who leads no team', eyes('team', {}), () => false],
    ['an agent', eyes('own', { uid: agents[2] ?? '' }), ({ agent, isGone }) => agent === 2 && !isGone],
  ]
}

test('the funnel counts each record as far as it came, whoever looks, and whatever comes late, changes, is frozen or goes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (history) => {
      const campaigns = [await insertCampaign(db(), places[0] as Place), await insertCampaign(db(), places[1] as Place)]
      const calls: Call[] = []
      for (const one of history) await happen(one, calls, campaigns)
      for (const [name, reader, sees] of readers())
        for (const [nth, campaignId] of campaigns.entries()) {
          const { records, valid, ...stages } = await getFunnel(reader, campaignId)
          const expected = counted(calls, (call) => call.campaign === nth && sees(call))
          expect([name, stages]).toEqual([name, expected])
          expect([name, await getFunnel(reader, campaignId, { fromRows: true })]).toEqual([
            name,
            { records, valid, ...stages },
          ])
        }
    }),
    { numRuns: 30 },
  )
  const kept = sql`select campaign_id, site_ids, team_ids, stages, records from metrics.way order by 1, 2, 3, 4`
  const before = (await kept.execute(db())).rows
  // And making them anew changes nothing.
  await preparePlace(db(), '换钟的别处')
  await sql`update people.site set day_starts_at = '05:00' where name = '换钟的别处'`.execute(db())
  await freshen(systemContext(centre.base), { atOnce: true })
  expect((await kept.execute(db())).rows).toEqual(before)
  expect(before.length).toBeGreaterThan(0)
}, 120_000)

test('behind each stage of the funnel stands one call of each record, page by page: the first the reader sees that came so far', async () => {
  const campaignId = await insertCampaign(db(), places[0] as Place)
  const some = fc.sample(step, { numRuns: 60, seed: 11 }).map((one) => ({ ...one, kind: 'call' as const, campaign: 0 }))
  const calls: Call[] = []
  for (const one of some) await happen(one, calls, [campaignId])
  for (const [name, reader, sees] of readers()) {
    const funnel = await getFunnel(reader, campaignId)
    for (const [place, stage] of calledStages.entries()) {
      const listed: { id: string; placedAt: string }[] = []
      let after: string | undefined
      do {
        const page = await listCallsBehindStage(reader, { campaignId, stage, after, limit: 2 })
        listed.push(...page.rows)
        after = page.next ?? undefined
      } while (after)
      const inTime = calls.filter((call) => sees(call) && stageOf(call) > place).sort(byMoment)
      const firsts = inTime.filter(
        ({ record, id }) => record !== null && inTime.find((one) => one.record === record)?.id === id,
      )
      expect([name, stage, listed.map(({ id }) => id)]).toEqual([name, stage, firsts.map(({ id }) => id).reverse()])
      expect([name, stage, listed.length]).toEqual([name, stage, funnel[stage]])
    }
  }
})
