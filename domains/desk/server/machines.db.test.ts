import { afterEach, expect, test } from 'vitest'
import { machine } from '#adapters/simulator/call-script.ts'
import { endMachine } from '../contract.ts'
import { deskOf, openDesks, takeCall } from './test-desk.ts'

let ground: Awaited<ReturnType<typeof openDesks>> | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})

test('an agent told that it is probably a machine ends the call as voicemail by one key, and has the next at once', async () => {
  const behaviour = () => machine({ talkMs: 600_000 })
  const open = await openDesks({ contacts: 8, behaviour, machineDetection: 'while' })
  ground = open
  const { agent, pass, centre } = open
  const first = await takeCall(agent, pass)
  expect(first.soundsLikeMachine).toBe(false)
  await pass(4000)
  const { call } = await deskOf(agent)
  expect(call).toMatchObject({ id: first.id, state: 'talking', soundsLikeMachine: true })
  expect((await agent.ask(endMachine)).status).toBe(200)
  await pass(500)
  const after = await deskOf(agent)
  expect(after.agent?.state).toBe('dialing')
  await centre.engine().journal.written()
  const db = centre.base.database.engine
  const ledger = db.selectFrom('calls.call').select(['outcome', 'answeredBy', 'endedBy']).where('id', '=', first.id)
  expect(await ledger.executeTakeFirstOrThrow()).toEqual({ outcome: 'voicemail', answeredBy: 'machine', endedBy: 'us' })
  const contact = db.selectFrom('dialer.contact').select('triesByCause').where('entryId', '=', first.entryId)
  expect((await contact.executeTakeFirstOrThrow()).triesByCause).toEqual({ machine: 1 })
  // Nobody is on the line yet of whom that could be said.
  expect((await agent.ask(endMachine)).body).toMatchObject({ code: 'desk.noCall' })
})
