import { afterEach, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { addDoNotCall } from '#domains/compliance/contract.ts'
import { startWork } from '#domains/desk/contract.ts'
import { withClient } from '#platform/postgres/client.ts'
import { hireTestStaff } from '../test-staff.ts'
import { type TestCentre, testCentre } from '../testing.ts'
import { foundDrill, questionsTo } from './test-drill.ts'

let centre: TestCentre | undefined
afterEach(async () => {
  await centre?.close()
  centre = undefined
})
const asOwner = (opened: TestCentre, statement: string) =>
  withClient(opened.urls.ownerUrl, (owner) => owner.query(statement))

test('nobody is rung whose attempt the database refuses, and the campaign goes on when it accepts it', async () => {
  const opened = await testCentre({ behaviour: () => person({ talkMs: 60_000 }) })
  centre = opened
  const rung: string[] = []
  const { dial } = opened.network
  opened.network.dial = (order) => {
    rung.push(order.callId)
    return dial(order)
  }
  const { workers } = await foundDrill(opened.base, { agents: 1, contacts: 1 })
  await opened.openTelephony()
  await asOwner(opened, 'alter table calls.call add constraint no_more check (attempt_number < 1) not valid')
  await hireTestStaff(opened).comeIn(workers)
  await opened.clock.runFor(20_000)
  expect([rung, await opened.network.liveCalls()]).toEqual([[], []])
  const { presence, dialer } = opened.engine()
  expect([...presence.all()].map(({ state }) => state)).toEqual(['ready'])
  expect(dialer.running().map(({ isIdle }) => isIdle)).toEqual([true])

  await asOwner(opened, 'alter table calls.call drop constraint no_more')
  await opened.clock.runFor(10 * 60_000)
  await opened.engine().journal.written()
  expect(rung).toHaveLength(1)
  expect(await questionsTo(opened.base)('select id from calls.call')).toEqual([{ id: rung[0] }])
})

test('whoever asked for what the database refuses to write is told so, and nobody else', async () => {
  const opened = await testCentre()
  centre = opened
  const { workers } = await foundDrill(opened.base, { agents: 2, contacts: 1 })
  await opened.openTelephony()
  const [one, other] = workers
  if (!one || !other) throw new Error('there should be two')
  await asOwner(opened, `alter table presence.session add constraint not_this_one check (employee_id <> '${one.id}')`)
  const people = [await opened.someone('agent', { id: one.id }), await opened.someone('agent', { id: other.id })]
  const answers = await Promise.all(people.map((who) => who.ask(startWork)))
  expect(answers.map(({ status, problem }) => [status, problem.code])).toEqual([
    [500, 'common.broken'],
    [200, undefined],
  ])

  await asOwner(opened, 'alter table compliance.do_not_call add constraint full_up check (false) not valid')
  const officer = await opened.someone('complianceOfficer')
  const answer = await officer.ask(addDoNotCall, { body: { number: '13800138000', reason: 'request' } })
  expect([answer.status, answer.problem.code]).toEqual([500, 'common.broken'])
})
