import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addSeller,
  changeJurisdiction,
  changeSeller,
  listJurisdictions,
  removeSeller,
} from '#domains/compliance/contract.ts'
import { newId } from '#platform/id.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { usualAttemptPolicy } from '../attempt-policy.ts'
import {
  approveCampaign,
  assignTeams,
  changeCampaign,
  copyCampaign,
  createCampaign,
  getCampaign,
  listCampaigns,
  pauseCampaign,
  resumeCampaign,
  signGates,
  startCampaign,
  submitCampaign,
} from '../contract.ts'
import { gateSteps } from '../stage-gates.ts'
import { findCampaign } from './public.ts'
import { type Ground, prepareGround } from './test-ground.ts'

let centre: TestCentre
let manager: Person
let officer: Person
let ground: Ground
let sellerId: string
beforeAll(async () => {
  centre = await testCentre()
  manager = await centre.someone('campaignManager')
  officer = await centre.someone('complianceOfficer')
  ground = await prepareGround(centre.base.database.engine)
  sellerId = (await officer.ask(addSeller, { body: seller('钟鸣银行') })).body.id
})
afterAll(() => centre.close())

const seller = (name: string, phone = '02160000000') => ({ name, phone, messageZh: `这里是${name}，请拨打 ${phone}。` })
let counter = 0
const form = (change: object = {}) => ({
  name: `信用卡分期 ${++counter}`,
  type: 'sales' as const,
  purpose: 'grow' as const,
  siteId: ground.siteId,
  listId: ground.listId,
  callerId: '02160001000',
  mode: 'predictive' as const,
  sellerId,
  targetSuccesses: 100,
  startsOn: '2026-03-01',
  endsOn: '2026-03-31',
  openingWords: '您好，我是……',
  ...change,
})
const at = (campaignId: string) => ({ params: { campaignId }, body: {} })
const created = async (change: object = {}) => (await manager.ask(createCampaign, { body: form(change) })).body
const ready = async (change: object = {}) => {
  const { id, name } = await created(change)
  await manager.ask(assignTeams, { params: { campaignId: id }, body: { teamIds: [ground.teamId] } })
  await manager.ask(submitCampaign, at(id))
  await manager.ask(signGates, { params: { campaignId: id }, body: { steps: [...gateSteps], note: '' } })
  await manager.ask(approveCampaign, at(id))
  const save = async (values: object) => {
    const { version } = (await manager.ask(getCampaign, { params: { campaignId: id } })).body
    return manager.ask(changeCampaign, {
      params: { campaignId: id },
      body: { ...form({ name, ...change, ...values }), version },
    })
  }
  return { id, save }
}
const known = (id: string) => findCampaign(centre.base.database.engine, id)

describe('what an hour of an agent costs', () => {
  test('is told only to who plans or approves campaigns', async () => {
    const { id, name } = await created({ agentHourCost: 68.5 })
    const seen = async (person: Person) => {
      const one = await person.ask(getCampaign, { params: { campaignId: id } })
      const list = await person.ask(listCampaigns, { query: { search: name } })
      return [one.body.agentHourCost, list.body.rows[0]?.agentHourCost]
    }
    for (const post of ['campaignManager', 'director', 'supervisor'] as const)
      expect(await seen(await centre.someone(post, { siteIds: [ground.siteId] }))).toEqual([68.5, 68.5])
    for (const post of ['agent', 'teamLeader', 'planner', 'finance', 'administrator'] as const)
      expect(await seen(await centre.someone(post, { siteIds: [ground.siteId] }))).toEqual([null, null])
    expect(await known(id)).toMatchObject({ agentHourCost: 68.5 })
  })
})

describe('the target abandon rate', () => {
  test('is the default of the jurisdiction until the campaign names its own', async () => {
    const { id, version, name } = await created({ jurisdiction: 'uk' })
    expect(await known(id)).toMatchObject({
      jurisdictionName: { zh: '英国', en: 'United Kingdom' },
      abandonTarget: 0.01,
      abandonTargetOwn: null,
      abandonCeiling: 0.03,
      abandonWindowDays: 1,
      lockOutHours: 72,
      seller: { name: '钟鸣银行', phone: '02160000000', promptName: `safe-harbour-${sellerId}` },
      lineLimit: null,
      agentHourCost: null,
    })
    const own = { name, jurisdiction: 'us', abandonTargetOwn: 0.025, lineLimit: 40, agentHourCost: 68.5 }
    await manager.ask(changeCampaign, { params: { campaignId: id }, body: { ...form(own), version } })
    expect(await known(id)).toMatchObject({
      abandonTarget: 0.025,
      abandonTargetOwn: 0.025,
      lineLimit: 40,
      agentHourCost: 68.5,
    })
    const { body: copy } = await manager.ask(copyCampaign, { params: { campaignId: id }, body: { name: '再来' } })
    expect(copy).toMatchObject({
      jurisdiction: 'us',
      abandonTargetOwn: 0.025,
      sellerId,
      lineLimit: 40,
      agentHourCost: 68.5,
    })
  })
  test('above the ceiling of the jurisdiction is refused with both figures', async () => {
    const { problem } = await manager.ask(createCampaign, { body: form({ abandonTargetOwn: 0.035 }) })
    expect(problem).toMatchObject({
      status: 400,
      code: 'campaigns.abandonTargetAboveCeiling',
      params: { target: '3.5%', ceiling: '3.0%' },
    })
    for (const change of [
      { abandonTargetOwn: 0 },
      { abandonTargetOwn: -0.01 },
      { lineLimit: 0 },
      { agentHourCost: -1 },
    ])
      expect([change, (await manager.ask(createCampaign, { body: form(change) })).status]).toEqual([change, 400])
  })
  test('changed while customers are called reaches whoever dials', async () => {
    const { id, save } = await ready()
    await manager.ask(startCampaign, at(id))
    const { body } = await save({ abandonTargetOwn: 0.005 })
    expect(body).toMatchObject({ state: 'running', abandonTarget: 0.005 })
    const { rows } = await sql`select payload from platform.outbox
      where subject_id = ${id} and name = 'campaigns.changed' order by id desc limit 1`.execute(
      centre.base.database.engine,
    )
    expect(rows).toEqual([{ payload: { version: body.version } }])
  })
})

describe('a predictive campaign', () => {
  test('neither starts nor resumes without a seller; a progressive one does', async () => {
    const { id, save } = await ready({ mode: 'progressive', sellerId: null })
    await save({ mode: 'predictive' })
    expect((await manager.ask(startCampaign, at(id))).problem).toMatchObject({
      status: 409,
      code: 'campaigns.noSeller',
    })
    await save({ mode: 'progressive' })
    expect((await manager.ask(startCampaign, at(id))).status).toBe(200)
    expect((await save({ mode: 'predictive' })).problem.code).toBe('campaigns.noSeller')
    await manager.ask(pauseCampaign, at(id))
    expect((await save({ mode: 'predictive' })).status).toBe(200)
    expect((await manager.ask(resumeCampaign, at(id))).problem.code).toBe('campaigns.noSeller')
    await save({ mode: 'predictive', sellerId })
    expect((await manager.ask(resumeCampaign, at(id))).body.state).toBe('running')
  })
  test('without a seller is not signed off for its pace', async () => {
    const { id } = await created({ sellerId: null })
    const { problem } = await manager.ask(signGates, { params: { campaignId: id }, body: { steps: ['pacing'] } })
    expect(problem).toMatchObject({ code: 'campaigns.incomplete', params: { lacks: ['noSeller'] } })
  })
  test('names a jurisdiction and a seller there are, and rings as long as the jurisdiction asks', async () => {
    const refused = async (change: object) => (await manager.ask(createCampaign, { body: form(change) })).problem
    expect((await refused({ jurisdiction: 'moon' })).code).toBe('campaigns.noSuchJurisdiction')
    expect((await refused({ sellerId: newId(0) })).code).toBe('campaigns.noSuchSeller')
    const law = (await officer.ask(listJurisdictions)).body.find(({ code }) => code === 'cn-insurance')
    if (law) await officer.ask(changeJurisdiction, { params: law, body: { ...law, leastRingSeconds: 30 } })
    const attemptPolicy = { ...usualAttemptPolicy, ringSeconds: 20 }
    expect(await refused({ jurisdiction: 'cn-insurance', attemptPolicy })).toMatchObject({
      code: 'campaigns.ringsTooShort',
      params: { least: 30, seconds: 20 },
    })
  })
  test('keeps its seller from being deleted', async () => {
    const { body } = await officer.ask(addSeller, { body: seller('海鸥保险') })
    await created({ sellerId: body.id })
    expect((await officer.ask(removeSeller, { params: { sellerId: body.id } })).problem).toMatchObject({
      status: 409,
      code: 'compliance.sellerInUse',
      params: { name: '海鸥保险' },
    })
  })
  test('hears at once of a ceiling that falls and of a seller with another telephone', async () => {
    const { body: own } = await officer.ask(addSeller, { body: seller('海燕保险') })
    const { id } = await ready({ jurisdiction: 'us', abandonTargetOwn: 0.03, sellerId: own.id })
    await manager.ask(startCampaign, at(id))
    const law = (await officer.ask(listJurisdictions)).body.find(({ code }) => code === 'us')
    await centre.events.start()
    const told = async () =>
      (
        await sql<{ n: number }>`select count(*) as n from platform.outbox
          where subject_id = ${id} and name = 'campaigns.changed'`.execute(centre.base.database.engine)
      ).rows[0]?.n ?? 0
    const before = await told()
    if (law) await officer.ask(changeJurisdiction, { params: law, body: { ...law, abandonCeiling: 0.02 } })
    // An event is read once no older transaction of the whole server is open, which may take a moment.
    await expect.poll(told, { timeout: 20_000 }).toBe(before + 1)
    expect(await known(id)).toMatchObject({ abandonTarget: 0.02, abandonTargetOwn: 0.03, abandonCeiling: 0.02 })
    const another = { ...seller('海燕保险', '02160000009'), version: 1 }
    await officer.ask(changeSeller, { params: { sellerId: own.id }, body: another })
    await expect.poll(told, { timeout: 20_000 }).toBe(before + 2)
    expect(await known(id)).toMatchObject({ seller: { phone: '02160000009' } })
  })
})
