import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/id.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import {
  addSeller,
  changeJurisdiction,
  changeSeller,
  type Jurisdiction,
  listJurisdictions,
  listSellers,
  removeSeller,
} from '../contract.ts'

let centre: TestCentre
let officer: Person
let manager: Person
beforeAll(async () => {
  centre = await testCentre()
  officer = await centre.someone('complianceOfficer')
  manager = await centre.someone('campaignManager')
})
afterAll(() => centre.close())

const audited = async (table: string, rowId: string): Promise<unknown[]> =>
  (
    await sql`select operation, actor_id from platform.audit_entry
      where table_name = ${table} and row_id = ${rowId} and actor_id is not null order by id`.execute(
      centre.base.database.engine,
    )
  ).rows

describe('a jurisdiction', () => {
  const law = async (code: string): Promise<Jurisdiction> => {
    const { body } = await manager.ask(listJurisdictions)
    return body.find((one) => one.code === code) as Jurisdiction
  }
  const change = async (code: string, values: Partial<Jurisdiction>, who = officer) => {
    const { version, ...rest } = { ...(await law(code)), ...values }
    return who.ask(changeJurisdiction, { params: { code }, body: { ...rest, version } })
  }

  test('comes with the product, in the order people look for it, with limits and their basis', async () => {
    const { body } = await manager.ask(listJurisdictions)
    expect(body.map(({ code }) => code)).toEqual(['cn', 'cn-telecom', 'cn-insurance', 'cn-bank', 'us', 'uk'])
    expect(body[0]).toMatchObject({
      defaultAbandonTarget: 0.015,
      abandonCeiling: 0.03,
      lockOutHours: 72,
      windowDays: 30,
    })
    expect(await law('uk')).toMatchObject({ defaultAbandonTarget: 0.01, windowDays: 1, answerWithinMs: 2000 })
    for (const { lawZh, lawEn } of body) expect([lawZh, lawEn]).not.toContain('')
  })
  test('is changed by the compliance officer, under their name, and the change is in the audit trail', async () => {
    const { body } = await change('us', { defaultAbandonTarget: 0.02, lockOutHours: 96 })
    expect(body).toMatchObject({
      defaultAbandonTarget: 0.02,
      lockOutHours: 96,
      version: 2,
      updatedByName: expect.stringMatching(/^complianceofficer/),
    })
    expect(await audited('compliance.jurisdiction', 'us')).toEqual([{ operation: 'update', actorId: officer.id }])
  })
  test('aims no higher than its ceiling, and no ceiling is above three percent', async () => {
    expect((await change('uk', { defaultAbandonTarget: 0.025, abandonCeiling: 0.02 })).problem).toMatchObject({
      status: 400,
      code: 'compliance.targetAboveCeiling',
      params: { target: '2.5%', ceiling: '2.0%' },
    })
    expect((await change('uk', { abandonCeiling: 0.031 })).problem).toMatchObject({
      code: 'compliance.ceilingTooHigh',
      params: { ceiling: '3.1%', hard: '3.0%' },
    })
    const write = (set: string) =>
      sql.raw(`update compliance.jurisdiction set ${set} where code = 'uk'`).execute(centre.base.database.engine)
    await expect(write('abandon_ceiling = 0.04')).rejects.toThrow('no_ceiling_is_above_three_percent')
    await expect(write('abandon_ceiling = 0.005')).rejects.toThrow('a_target_stays_within_its_ceiling')
  })
  test('is not saved over what somebody else saved, and must be one there is', async () => {
    const before = await law('cn-bank')
    expect((await change('cn-bank', {})).status).toBe(200)
    expect((await change('cn-bank', before)).problem.code).toBe('compliance.changedMeanwhile')
    const { problem } = await officer.ask(changeJurisdiction, { params: { code: 'xx' }, body: before })
    expect(problem.code).toBe('compliance.noSuchJurisdiction')
  })
  test('is read by whoever plans campaigns, changed by none of them, and no matter of agents', async () => {
    expect((await change('cn', {}, manager)).status).toBe(403)
    expect((await (await centre.someone('agent')).ask(listJurisdictions)).status).toBe(403)
  })
})

describe('a seller', () => {
  let counter = 0
  const form = (change: object = {}) => {
    const name = `钟鸣银行${++counter}`
    return { name, phone: '021-6000-0000', messageZh: `这里是${name}，请拨打 02160000000。`, messageEn: '', ...change }
  }

  test('is kept with the message customers hear and the name of its prompt', async () => {
    const body = form()
    const { body: added } = await officer.ask(addSeller, { body })
    expect(added).toMatchObject({ ...body, promptName: `safe-harbour-${added.id}`, version: 1 })
    const changed = { ...body, phone: '02160000001', messageZh: `这里是${body.name}，请拨打 02160000001。`, version: 1 }
    const { body: after } = await officer.ask(changeSeller, { params: { sellerId: added.id }, body: changed })
    expect(after).toMatchObject({ phone: '02160000001', promptName: added.promptName, version: 2 })
    expect((await manager.ask(listSellers)).body).toContainEqual(after)
    expect(await audited('compliance.seller', added.id)).toEqual([
      { operation: 'insert', actorId: officer.id },
      { operation: 'update', actorId: officer.id },
    ])
  })
  test('whose message hides who called or where to call back is refused', async () => {
    const codes: string[] = []
    for (const change of [
      { messageZh: '' },
      { messageZh: '请拨打 02160000000。' },
      { messageEn: 'Somebody called.' },
      { name: '别家', messageZh: '这里是别家。' },
    ])
      codes.push((await officer.ask(addSeller, { body: form(change) })).problem.code)
    expect(codes).toEqual([
      'compliance.noMessage',
      'compliance.messageWithoutName',
      'compliance.messageWithoutName',
      'compliance.messageWithoutPhone',
    ])
    for (const phone of ['', '12', 'abcdef', "1'; drop", '１２３４５６'])
      expect((await officer.ask(addSeller, { body: form({ phone }) })).status).toBe(400)
    for (const chosenPrompt of ['', 'a b', 'sound:http://10.0.0.1/x.wav', 'recording:x', '../monitor/x', '/etc/x']) {
      const { problem } = await officer.ask(addSeller, { body: { ...form(), chosenPrompt } })
      expect(problem).toMatchObject({ code: 'common.badInput', params: { fields: 'chosenPrompt' } })
    }
  })
  test('has a name nobody else has, and is changed by one person at a time', async () => {
    const body = form()
    const { body: first } = await officer.ask(addSeller, { body })
    expect((await officer.ask(addSeller, { body })).problem.code).toBe('compliance.sellerNameTaken')
    const { body: second } = await officer.ask(addSeller, { body: form() })
    const change = (sellerId: string, values: object) =>
      officer.ask(changeSeller, { params: { sellerId }, body: { ...body, version: 1, ...values } })
    expect((await change(second.id, {})).problem.code).toBe('compliance.sellerNameTaken')
    expect((await change(first.id, { version: 7 })).problem.code).toBe('compliance.changedMeanwhile')
    expect((await change(newId(0), {})).problem.code).toBe('compliance.noSuchSeller')
  })
  test('no campaign calls for may go; those who plan campaigns only read', async () => {
    const { body: seller } = await officer.ask(addSeller, { body: form() })
    const remove = (who: Person) => who.ask(removeSeller, { params: { sellerId: seller.id } })
    expect((await remove(manager)).status).toBe(403)
    expect((await manager.ask(addSeller, { body: form() })).status).toBe(403)
    expect((await remove(officer)).status).toBe(200)
    expect((await remove(officer)).problem.code).toBe('compliance.noSuchSeller')
  })
})
