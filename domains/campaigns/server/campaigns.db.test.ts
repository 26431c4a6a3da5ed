import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withClient } from '#platform/postgres/client.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { usualCallingHours } from '../calling-hours.ts'
import {
  approveCampaign,
  assignTeams,
  changeCampaign,
  copyCampaign,
  createCampaign,
  finishCampaign,
  getCampaign,
  listCampaigns,
  pauseCampaign,
  reopenCampaign,
  resumeCampaign,
  reviewCampaign,
  signGates,
  startCampaign,
  submitCampaign,
  withdrawGate,
} from '../contract.ts'
import { gateSteps } from '../stage-gates.ts'
import { findCampaign, listRunningCampaigns } from './public.ts'
import { type Ground, prepareGround } from './test-ground.ts'

let centre: TestCentre
let manager: Person
let agent: Person
let ground: Ground
beforeAll(async () => {
  centre = await testCentre()
  manager = await centre.someone('campaignManager')
  agent = await centre.someone('agent')
  ground = await prepareGround(centre.base.database.engine)
})
afterAll(() => centre.close())

let counter = 0
const form = (change: object = {}) => ({
  name: `信用卡分期 ${++counter}`,
  type: 'sales' as const,
  purpose: 'grow' as const,
  siteId: ground.siteId,
  listId: ground.listId,
  callerId: '02160001000',
  targetSuccesses: 100,
  startsOn: '2026-03-01',
  endsOn: '2026-03-31',
  openingWords: '您好，我是……',
  ...change,
})
const created = async (change: object = {}) => (await manager.ask(createCampaign, { body: form(change) })).body
const staffed = async (change: object = {}) => {
  const { id } = await created(change)
  return (await manager.ask(assignTeams, { params: { campaignId: id }, body: { teamIds: [ground.teamId] } })).body
}
const at = (campaignId: string, note = '') => ({ params: { campaignId }, body: { note } })
const ready = async (change: object = {}) => {
  const { id } = await staffed(change)
  await manager.ask(submitCampaign, at(id))
  await manager.ask(signGates, { params: { campaignId: id }, body: { steps: [...gateSteps], note: '' } })
  return (await manager.ask(approveCampaign, at(id))).body
}
const announcedOf = async (campaignId: string): Promise<string[]> =>
  (
    await sql<{ name: string }>`select name from platform.outbox where subject_id = ${campaignId} order by id`.execute(
      centre.base.database.engine,
    )
  ).rows.map(({ name }) => name)

describe('a campaign from plan to review', () => {
  test('runs through its stages, and every stage is told, noted and recorded', async () => {
    const campaign = await ready()
    expect(campaign).toMatchObject({ state: 'ready', timeZone: 'Asia/Shanghai', recordCount: 3, startedAt: null })
    const started = await manager.ask(startCampaign, at(campaign.id))
    expect(started.body).toMatchObject({ state: 'running', startedAt: '2026-03-05T01:00:00.000Z' })
    expect(await listRunningCampaigns(centre.base.database.engine)).toMatchObject([{ id: campaign.id }])
    await manager.ask(pauseCampaign, at(campaign.id, '线路检修'))
    await manager.ask(resumeCampaign, at(campaign.id))
    await manager.ask(finishCampaign, at(campaign.id))
    const { body } = await manager.ask(reviewCampaign, at(campaign.id, '下午接通率更高'))
    expect(body.state).toBe('reviewed')
    expect(body.moves.map(({ move }) => move)).toEqual([
      'submit',
      'approve',
      'start',
      'pause',
      'resume',
      'finish',
      'review',
    ])
    expect(body.moves[3]).toMatchObject({ note: '线路检修', actorId: manager.id, fromState: 'running' })
    const told = (await announcedOf(campaign.id)).filter((name) => name !== 'campaigns.changed')
    expect(told).toEqual([
      'campaigns.started',
      'campaigns.paused',
      'campaigns.resumed',
      'campaigns.finished',
      'campaigns.reviewed',
    ])
    const { rows } = await sql<{ state: string; actor: string }>`
      select after ->> 'state' as state, actor_id as actor from platform.audit_entry
      where table_name = 'campaigns.campaign' and row_id = ${campaign.id} and before ->> 'state' <> after ->> 'state'
      order by id`.execute(centre.base.database.engine)
    expect(rows.map(({ state }) => state)).toEqual([
      'inReview',
      'ready',
      'running',
      'paused',
      'running',
      'finished',
      'reviewed',
    ])
    expect(new Set(rows.map(({ actor }) => actor))).toEqual(new Set([manager.id]))
  })
  test('that was finished too early is opened again and says so', async () => {
    const { id } = await ready()
    await manager.ask(startCampaign, at(id))
    await manager.ask(finishCampaign, at(id))
    expect((await manager.ask(reopenCampaign, at(id))).problem.code).toBe('campaigns.noteNeeded')
    const { body } = await manager.ask(reopenCampaign, at(id, '名单还有剩余'))
    expect(body).toMatchObject({ state: 'paused', finishedAt: null })
    await manager.ask(finishCampaign, at(id))
  })
})

describe('a campaign is refused', () => {
  test('to start before it was approved', async () => {
    const { id } = await staffed()
    expect(await manager.ask(startCampaign, at(id))).toMatchObject({
      status: 409,
      problem: { code: 'campaigns.wrongState', params: { state: 'draft' } },
    })
  })
  test('to be submitted while something is missing, and hears what', async () => {
    const { id } = await created({ listId: ground.emptyListId, openingWords: '' })
    const { problem } = await manager.ask(submitCampaign, at(id))
    expect(problem).toMatchObject({
      code: 'campaigns.incomplete',
      params: { lacks: ['emptyList', 'noTeam', 'noScript'] },
    })
  })
  test('to be approved while a step is unsigned', async () => {
    const { id } = await staffed()
    await manager.ask(submitCampaign, at(id))
    const steps = gateSteps.filter((step) => step !== 'cost')
    await manager.ask(signGates, { params: { campaignId: id }, body: { steps, note: '' } })
    expect((await manager.ask(approveCampaign, at(id))).problem).toMatchObject({
      code: 'campaigns.gatesOpen',
      params: { steps: ['cost'] },
    })
  })
  test('to be signed off where the plan itself shows a gap', async () => {
    const { id } = await created()
    const { problem } = await manager.ask(signGates, { params: { campaignId: id }, body: { steps: ['staffing'] } })
    expect(problem).toMatchObject({ code: 'campaigns.incomplete', params: { lacks: ['noTeam'] } })
  })
  test('to start without anybody to call, without teams, without a caller id, outside its dates', async () => {
    const change = async (id: string, values: object) => {
      const { body } = await manager.ask(getCampaign, { params: { campaignId: id } })
      await centre.base.database.engine
        .updateTable('campaigns.campaign')
        .set({ version: body.version + 1, ...values })
        .where('id', '=', id)
        .execute()
    }
    const { id } = await ready()
    const refused = async () => (await manager.ask(startCampaign, at(id))).problem.code
    await change(id, { listId: ground.emptyListId })
    expect(await refused()).toBe('campaigns.nothingToDial')
    await change(id, { listId: ground.listId, callerId: '' })
    expect(await refused()).toBe('campaigns.noCallerId')
    await change(id, { callerId: '1', startsOn: '2026-03-06' })
    expect(await refused()).toBe('campaigns.outsideDates')
    await change(id, { startsOn: '2026-03-05', endsOn: '2026-03-05' })
    await manager.ask(assignTeams, { params: { campaignId: id }, body: { teamIds: [] } })
    expect(await refused()).toBe('campaigns.noTeam')
  })
  test('to call outside the usual hours unless somebody says yes to that', async () => {
    const windows = { ...usualCallingHours.windows, sunday: [{ from: '09:00', to: '22:00' }] }
    const ask = (outsideUsualConfirmed: boolean) =>
      manager.ask(createCampaign, { body: form({ callingHours: { windows, outsideUsualConfirmed } }) })
    expect((await ask(false)).problem.code).toBe('campaigns.unusualHours')
    expect((await ask(true)).status).toBe(200)
  })
  test('to be saved over what somebody else saved meanwhile', async () => {
    const { id, version } = await created()
    const save = (targetSuccesses: number) =>
      manager.ask(changeCampaign, { params: { campaignId: id }, body: { ...form({ targetSuccesses }), version } })
    expect((await save(200)).body).toMatchObject({ targetSuccesses: 200, version: version + 1 })
    expect((await save(300)).problem.code).toBe('campaigns.changedMeanwhile')
  })
  test('to change its plan once it was submitted; its dials may still turn', async () => {
    const { id, version, name } = await ready()
    const save = (change: object) =>
      manager.ask(changeCampaign, { params: { campaignId: id }, body: { ...form({ name, ...change }), version } })
    expect((await save({ type: 'survey' })).problem).toMatchObject({
      code: 'campaigns.notNow',
      params: { fields: 'type' },
    })
    expect((await save({ mode: 'predictive', lineLimit: 8 })).body).toMatchObject({ mode: 'predictive', lineLimit: 8 })
  })
  test('a name that is taken, a site that is unknown, a team of another site', async () => {
    const { name, id } = await created()
    expect((await manager.ask(createCampaign, { body: form({ name }) })).problem.code).toBe('campaigns.nameTaken')
    expect((await manager.ask(createCampaign, { body: form({ siteId: ground.listId }) })).problem.code).toBe(
      'campaigns.noSuchSite',
    )
    const foreign = { params: { campaignId: id }, body: { teamIds: [ground.foreignTeamId] } }
    expect((await manager.ask(assignTeams, foreign)).problem.code).toBe('campaigns.noSuchTeam')
  })
  test('to agents, who may read it and nothing else', async () => {
    const { id } = await created()
    expect((await agent.ask(getCampaign, { params: { campaignId: id } })).status).toBe(200)
    expect((await agent.ask(startCampaign, at(id))).status).toBe(403)
    expect((await agent.ask(createCampaign, { body: form() })).status).toBe(403)
  })
})

describe('a plan', () => {
  test('sent back to its author is signed anew', async () => {
    const { id } = await ready()
    const { body } = await manager.ask(reopenCampaign, at(id, '名单要换'))
    expect(body.gates.map(({ step }) => step).sort()).toEqual(['incentives', 'pacing', 'reports', 'training'])
  })
  test('loses one signature that is withdrawn', async () => {
    const { id } = await staffed()
    await manager.ask(signGates, { params: { campaignId: id }, body: { steps: ['goals', 'cost'], note: '已核算' } })
    const { body } = await manager.ask(withdrawGate, { params: { campaignId: id, step: 'goals' } })
    expect(body.gates).toMatchObject([{ step: 'cost', note: '已核算', passedBy: manager.id }])
  })
  test('is copied without its story', async () => {
    const original = await ready()
    const { body } = await manager.ask(copyCampaign, {
      params: { campaignId: original.id },
      body: { name: '再来一次' },
    })
    expect(body).toMatchObject({ state: 'draft', teamIds: original.teamIds, gates: [], moves: [], startsOn: null })
  })
  test('with new opening words is a new version of the script', async () => {
    const { id, name, version } = await created()
    const { body } = await manager.ask(changeCampaign, {
      params: { campaignId: id },
      body: { ...form({ name, openingWords: '早上好' }), version },
    })
    expect(body.scriptVersion).toBe(2)
  })
})

test('campaigns are listed with the running ones first, and found by a part of their name', async () => {
  const { id } = await ready({ name: '问卷回访 Autumn' })
  await manager.ask(startCampaign, at(id))
  const { body } = await manager.ask(listCampaigns, { query: { pageSize: 5 } })
  expect(body.rows[0]).toMatchObject({ id, state: 'running', abandonTarget: 0.015 })
  const found = await manager.ask(listCampaigns, { query: { search: 'AUTUMN', state: 'running' } })
  expect(found.body.rows).toHaveLength(1)
  expect(await findCampaign(centre.base.database.engine, id)).toMatchObject({ teamIds: [ground.teamId] })
})

test('of two people who start a campaign at once, one hears that it runs already', async () => {
  const { id } = await ready()
  const both = await Promise.all([manager.ask(startCampaign, at(id)), manager.ask(startCampaign, at(id))])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('a new campaign has its detection audited; one older than the audit has not, until somebody decides', async () => {
  const campaigns = [await created(), await created({ machineAudits: 60 }), await created({ machineAudits: 0 })]
  const audits = async () => {
    const found = await Promise.all(campaigns.map(({ id }) => manager.ask(getCampaign, { params: { campaignId: id } })))
    return found.map(({ body }) => body.machineAudits)
  }
  expect(await audits()).toEqual([20, 60, 0])
  // What the upgrade does to what it finds.
  const path = join(import.meta.dirname, '../../../database/migrations/0070_audits_are_decided.sql')
  const text = await readFile(path, 'utf8')
  await withClient(centre.urls.ownerUrl, (client) => client.query(text))
  expect(await audits()).toEqual([0, 60, 0])
  const later = await created()
  expect(later.machineAudits).toBe(20)
})
