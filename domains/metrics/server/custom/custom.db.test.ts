import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemContext } from '#platform/context.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { listCallsBehind, listMeasures, measure, refusals } from '../../contract.ts'
import {
  changeMeasure,
  defineMeasure,
  getMeasure,
  listFacts,
  previewMeasure,
  retireMeasure,
} from '../../dictionary-contract.ts'
import { measure as measured } from '../measure.ts'
import { insertCall, insertCampaign, insertExample, type Place, preparePlace } from '../test-rows.ts'

let centre: TestCentre
let place: Place
let manager: Person
let leader: Person
let campaignId: string
beforeAll(async () => {
  centre = await testCentre()
  const db = centre.base.database.engine
  place = await preparePlace(db)
  campaignId = await insertCampaign(db, place)
  await sql`call platform.ensure_months('calls.call', '2026-02-01', '2026-02-01')`.execute(db)
  const outcomes = ['success', 'refusal', 'refusal', 'callback', 'callback'] as const
  for (const [at, outcomeKind] of outcomes.entries()) {
    const placedAt = new Date(Date.parse('2026-02-25T02:00:00Z') + at * 60_000)
    await insertCall(db, campaignId, { talkSeconds: 60, outcomeKind, teamId: place.teamId, placedAt })
  }
  manager = await centre.someone('campaignManager')
  leader = await centre.someone('teamLeader', { teamIds: [place.teamId] })
})
afterAll(() => centre.close())

const part = (codes: string[], scale: 'one' | 'seconds' | 'hours' = 'one') => ({
  terms: codes.map((code) => ({ code, sign: 1 as const })),
  scale,
})
const definition = (name: string, more: object = {}) => ({
  name: { zh: `${name}率`, en: name },
  meaning: { zh: '约定回拨的人工通话所占的比例', en: 'The share of agent calls that ended in a callback' },
  top: part(['talked_callbacks']),
  per: part(['agent_calls']),
  unit: 'ratio' as const,
  better: 'neither' as const,
  minimumSample: 3,
  isShare: true,
  ...more,
})
const february = { from: '2026-02-25', to: '2026-02-25' }

describe('a measure defined on screen', () => {
  test('is tried on last week before anybody saves it', async () => {
    const { body } = await manager.ask(previewMeasure, { body: { definition: definition('Callback share') } })
    expect(body).toMatchObject({
      ...{ from: '2026-02-23', to: '2026-03-01' },
      formula: { zh: '约定回拨次数 ÷ 人工通话次数' },
      whole: { numerator: 2, denominator: 5, value: 0.4, sample: 5, isSmall: false },
    })
    expect(body.whole.low).toBeGreaterThan(0)
    expect(body.teams.map(({ labels }) => labels)).toEqual([['一班']])
    const { body: list } = await manager.ask(listMeasures)
    expect(list.some(({ group }) => group === 'own')).toBe(false)
  })

  test('works wherever codes do: values, groups, drill, dictionary', async () => {
    const { body: entry } = await manager.ask(defineMeasure, { body: definition('Callback share') })
    expect(entry).toMatchObject({ code: 'own_callback_share', version: 1, group: 'own' })
    const codes = `${entry.code},online_success_rate`
    const { body } = await leader.ask(measure, { query: { codes, ...february, by: 'agent,day' } })
    expect(body[0]?.values[0]).toMatchObject({ code: entry.code, value: 0.4 })
    const drilled = await manager.ask(listCallsBehind, { params: { code: entry.code }, query: february })
    expect(drilled.body.rows.map(({ outcomeKind }) => outcomeKind)).toEqual(['callback', 'callback'])
    const { body: list } = await leader.ask(listMeasures)
    expect(list.at(-1)).toMatchObject({
      code: entry.code,
      formula: { en: 'Callbacks agreed ÷ Calls on which an agent spoke' },
    })
  })

  test('changes as a new version that leaves the old one to be read, and never over somebody else’s change', async () => {
    const { body: first } = await manager.ask(defineMeasure, { body: definition('Undecided') })
    const params = { code: first.code }
    const body = { ...definition('Undecided', { top: part(['talked_undecided', 'talked_callbacks']) }), version: 1 }
    const { body: second } = await manager.ask(changeMeasure, { params, body })
    expect(second).toMatchObject({
      version: 2,
      former: [{ version: 1, formula: { zh: '约定回拨次数 ÷ 人工通话次数' } }],
    })
    const late = await manager.ask(changeMeasure, { params, body })
    expect(late.problem.code).toBe(refusals.changedMeanwhile.code)
  })

  test('is retired: offered no more, still measured where it is shown, and brought back', async () => {
    const { body: made } = await manager.ask(defineMeasure, { body: definition('Old one') })
    const params = { code: made.code }
    const { body: gone } = await manager.ask(retireMeasure, { params, body: { version: 1, retired: true } })
    expect(gone.retiredAt).not.toBeNull()
    const { body: list } = await manager.ask(listMeasures)
    expect(list.some(({ code }) => code === made.code)).toBe(false)
    const shown = await manager.ask(measure, { query: { codes: made.code, ...february } })
    expect(shown.body[0]?.values[0]?.value).toBe(0.4)
    const { body: back } = await manager.ask(retireMeasure, { params, body: { version: 2, retired: false } })
    expect(back).toMatchObject({ retiredAt: null, version: 3 })
  })

  test.each([
    ['a fact nobody records', { top: part(['smiles']) }, 'metrics.unknownFact'],
    ['itself', { top: part(['own_loop']) }, 'metrics.refersToItself'],
    ['another measure', { top: part(['idle_rate']) }, 'metrics.refersToMeasure'],
    ['calls told as hours', { top: part(['agent_calls'], 'hours') }, 'metrics.scaleWrong'],
  ])('made of %s is refused in words', async (_, more, code) => {
    const { problem } = await manager.ask(defineMeasure, { body: definition('Loop', { isShare: false, ...more }) })
    expect(problem.code).toBe(code)
  })
  test('needs a name of its own and somebody who may define', async () => {
    await manager.ask(defineMeasure, { body: definition('Twice') })
    expect((await manager.ask(defineMeasure, { body: definition('Twice') })).problem.code).toBe(refusals.nameTaken.code)
    expect((await leader.ask(defineMeasure, { body: definition('Mine') })).status).toBe(403)
  })
  test('of which there is none is refused', async () => {
    const { problem } = await manager.ask(measure, { query: { codes: 'own_nothing', ...february } })
    expect(problem.code).toBe('metrics.noSuchMeasure')
    expect((await manager.ask(getMeasure, { params: { code: 'own_nothing' } })).status).toBe(404)
  })
})

describe('a page of the dictionary', () => {
  test('tells facts, example and what the version changed', async () => {
    const { body } = await leader.ask(getMeasure, { params: { code: 'success_value_per_hour' } })
    expect(body).toMatchObject({
      ...{ power: 2, spread: 'product', group: 'results', exampleValue: 0.5 },
      top: { terms: [{ code: 'talked_successes', sign: 1 }] },
      over: { scale: 'hours' },
    })
    expect(body.given).toHaveProperty('calls')
    const { body: rate } = await leader.ask(getMeasure, { params: { code: 'complaint_rate' } })
    expect(rate.former).toMatchObject([{ version: 2, words: { zh: expect.stringContaining('第 1 版') } }])
  })
  test('offers every fact but sums of squares', async () => {
    const { body } = await leader.ask(listFacts)
    expect(body.length).toBeGreaterThan(80)
    expect(body.some(({ code }) => code.endsWith('_s2'))).toBe(false)
  })
})

describe('the success value adjusted by list', () => {
  test('gives agents on a good and a poor list their due', async () => {
    const db = centre.base.database.engine
    const own = await preparePlace(db, '名单')
    const rows = (list: number, successes: number) =>
      Array.from({ length: 200 }, (_, n) => ({
        ...{ talkSeconds: 30, list },
        outcomeKind: n < successes ? 'success' : 'refusal',
      }))
    const id = await insertExample(db, own, { calls: [...rows(1, 40), ...rows(2, 10)] })
    const ask = { from: '2026-03-05', to: '2026-03-05', campaignId: id, by: ['batch' as const] }
    const groups = await measured(systemContext(centre.base), {
      codes: ['success_value', 'success_value_adjusted'],
      ...ask,
    })
    const [plain, fair] = [0, 1].map((at) => groups.map(({ values }) => values[at]?.value ?? 0).sort((a, b) => a - b))
    expect((plain?.[1] ?? 0) / (plain?.[0] ?? 1)).toBeCloseTo(16)
    // The poor list's ten successes weigh more, the good list's forty less; what chance may explain stays.
    expect((fair?.[1] ?? 0) / (fair?.[0] ?? 1)).toBeLessThan(8)
    const [whole] = await measured(systemContext(centre.base), {
      ...{ codes: ['success_value', 'success_value_adjusted'], from: '2026-03-05', to: '2026-03-05', campaignId: id },
    })
    expect(whole?.values[1]?.value).toBeCloseTo(whole?.values[0]?.value ?? 0, 1)
  })
})
