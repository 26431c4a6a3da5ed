import { afterEach, expect, test } from 'vitest'
import { addDoNotCall, callingGateContract, endDoNotCall, listDoNotCall } from '#domains/compliance/contract.ts'
import { type DiallingGround, openDialling } from './test-dialling.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})
/** Each by the last digit of the number: called, or why not. */
const whatBecame = async ({ engine, ctx }: DiallingGround): Promise<Record<string, string | null>> => {
  await engine.journal.written()
  const called = new Set((await ctx.db.selectFrom('calls.call').select('number').execute()).map((call) => call.number))
  const rows = await ctx.db.selectFrom('dialer.contact').select(['number', 'closeReason']).execute()
  return Object.fromEntries(
    rows.map(({ number, closeReason }) => [number.slice(-1), called.has(number) ? 'called' : closeReason]),
  )
}

test('whom a rule held back for good comes again once no rule does: agreed, off the list, under other rules', async () => {
  ground = await openDialling({ agents: 4, batches: [4], jurisdiction: 'cn-telecom' })
  const { centre, ctx, campaignId, pass } = ground
  const officer = await centre.someone('complianceOfficer')
  await pass(60_000)
  const none = 'consentMissing'
  expect(await whatBecame(ground)).toEqual({ 0: none, 1: none, 2: none, 3: none })

  await officer.ask(addDoNotCall, { body: { number: '13910000003', reason: '登记错误' } })
  const given = { purpose: 'sales', act: 'given', evidence: '录音' } as const
  for (const number of ['13910000000', '13910000003'])
    await officer.ask(callingGateContract.noteConsent, { body: { ...given, number } })
  const second = await ctx.db
    .selectFrom('customers.phone')
    .select('customerId')
    .where('number', '=', '+8613910000001')
    .executeTakeFirstOrThrow()
  await officer.ask(callingGateContract.noteConsent, { body: { ...given, customerId: second.customerId } })
  const later = () => pass(60_000).then(() => whatBecame(ground as DiallingGround))
  await expect.poll(later).toEqual({ 0: 'called', 1: 'called', 2: none, 3: none })

  const [entry] = (await officer.ask(listDoNotCall)).body.rows
  await officer.ask(endDoNotCall, { params: { entryId: entry?.id ?? '' }, body: { reason: '登记错误' } })
  await expect.poll(later).toEqual({ 0: 'called', 1: 'called', 2: none, 3: 'called' })

  await ctx.db.updateTable('campaigns.campaign').set({ jurisdiction: 'cn' }).where('id', '=', campaignId).execute()
  await ground.engine.dialer.campaignChanged(campaignId)
  await expect.poll(later).toMatchObject({ 2: 'called' })
})
