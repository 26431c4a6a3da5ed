import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemContext } from '#platform/context.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { exportSegments, importSegments, listSegments, placeOfNumber, removeSegment, saveSegment } from '../contract.ts'
import { placeWaiting } from './place-numbers.ts'
import { placeOf, upsertCustomers } from './public.ts'
import { loadSegments } from './segments.ts'

let centre: TestCentre
let officer: Person
beforeAll(async () => {
  centre = await testCentre()
  officer = await centre.someone('complianceOfficer')
})
afterAll(() => centre.close())

const file = (text: string | Uint8Array<ArrayBuffer>, name = '号段.csv') => new File([text], name)
const importing = (text: string | Uint8Array<ArrayBuffer>) => officer.ask(importSegments, { body: file(text) })

describe('the table of segments', () => {
  test('adds to what is built in, and what is removed falls back to it', async () => {
    const before = placeOf('+8613800138000')
    await officer.ask(saveSegment, {
      params: { prefix: '1380013' },
      body: { province: '海南', city: '三亚市', carrier: '中国广电' },
    })
    expect(placeOf('+8613800138000')).toMatchObject({ province: '海南', city: '三亚市', carrier: '中国广电' })
    expect((await officer.ask(placeOfNumber, { query: { number: '138-0013-8000' } })).body.city).toBe('三亚市')
    await officer.ask(removeSegment, { params: { prefix: '1380013' } })
    expect(placeOf('+8613800138000')).toEqual(before)
  })
  test('places every number on record, and anew when the table changes', async () => {
    const ctx = systemContext(centre.base)
    await upsertCustomers(ctx.db, [{ number: '+8618620000000' }, { number: '+864008123456' }])
    const places = async () => {
      await placeWaiting(ctx, 1000, loadSegments)
      const { rows } = await sql<{ number: string; province: string; city: string }>`
        select number, province, city from customers.phone_fact order by number`.execute(ctx.db)
      return rows.map(({ province, city }) => `${province} ${city}`)
    }
    expect(await places()).toEqual(['广东 广州市', ' '])
    await officer.ask(saveSegment, { params: { prefix: '186200' }, body: { province: '海南', city: '', carrier: '' } })
    expect(await places()).toEqual(['海南 ', ' '])
    await officer.ask(removeSegment, { params: { prefix: '186200' } })
    expect(await places()).toEqual(['广东 广州市', ' '])
  })
  test('refuses a byte no text has, in a file and in a question', async () => {
    expect((await importing('1993,浙\u0000江,,\r\n')).problem.code).toBe('customers.badSegmentRow')
    expect((await officer.ask(listSegments, { query: { prefix: '1\u0000' } })).status).toBe(400)
    expect((await officer.ask(listSegments, { query: { after: '\u0000' } })).status).toBe(400)
  })
  test('takes in a file whole, with or without a heading, in the encodings spreadsheets write', async () => {
    const gbk = new Uint8Array([0x31, 0x39, 0x39, 0x31, 0x2c, 0xd5, 0xe3, 0xbd, 0xad, 0x2c, 0x2c, 0x0a])
    expect((await importing(gbk)).body).toEqual({ taken: 1 })
    const answer = await importing('\uFEFF号段,省,市,运营商\r\n1992,浙江,杭州市,中国电信\r\n\r\n1992,浙江,宁波市,\r\n')
    expect(answer.body).toEqual({ taken: 1 })
    const { rows } = (await officer.ask(listSegments, { query: { prefix: '199' } })).body
    expect(rows).toEqual([
      { prefix: '1991', province: '浙江', city: '', carrier: '' },
      { prefix: '1992', province: '浙江', city: '宁波市', carrier: '' },
    ])
    const made = String((await officer.ask(exportSegments)).body)
    expect(made).toContain('1992,浙江,宁波市,')
    expect((await officer.ask(importSegments, { body: file(made) })).body).toEqual({ taken: 2 })
  })
  test('takes in nothing of a file with a bad row, and says which', async () => {
    const { status, problem } = await importing('1993,浙江,杭州市,\n0571,浙江,杭州市,\n')
    expect([status, problem.code, problem.params]).toEqual([
      400,
      'customers.badSegmentRow',
      { line: 2, prefix: '0571' },
    ])
    expect((await officer.ask(listSegments, { query: { prefix: '1993' } })).body.rows).toEqual([])
    expect((await importing('')).problem.code).toBe('customers.noSegments')
    expect((await importing('号段,省\n')).problem.code).toBe('customers.noSegments')
    expect((await importing(new Uint8Array([0, 1, 2, 255, 254]))).status).toBe(400)
  })
  test('is kept by who answers for it', async () => {
    const agent = await centre.someone('agent')
    expect((await agent.ask(listSegments)).status).toBe(403)
  })
})
