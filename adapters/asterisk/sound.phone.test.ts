import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeWithPhones } from '#tools/test/phones.ts'
import { type Ear, earOn } from './test-ear.ts'
import { endCalls, openWorldPort, type Party, parties, tonesIn, type WorldPort } from './test-world.ts'

describeWithPhones('What everybody hears', (programs) => {
  let centre: WorldPort
  let own: WorldPort['own']
  let world: WorldPort['world']
  let ear: Ear

  beforeAll(async () => {
    centre = await openWorldPort(programs)
    own = centre.own
    world = centre.world
  })
  afterAll(() => centre?.close())
  beforeEach(() => {
    ear = earOn(own.port)
  })
  afterEach(() => endCalls(centre, ear))

  const hears = (party: Party, whom: readonly string[]): Promise<void> => world.hears(party, whom)
  const talk = async (): Promise<string> => {
    const callId = crypto.randomUUID()
    const to = `+86${parties.customer.number}`
    await own.port.dial({ callId, to, callerId: '+864008001234', ringForSeconds: 20, attemptNumber: 1 })
    await ear.heard(callId, 'answered')
    await own.port.connect(callId, 'agent-1')
    return callId
  }

  test('customer and agent hear each other; muted and on hold as they should', async () => {
    const callId = await talk()
    await hears('customer', ['agent-1'])
    await hears('agent-1', ['customer'])
    await own.port.mute(callId, true)
    await hears('customer', [])
    await hears('agent-1', ['customer'])
    await own.port.mute(callId, false)
    await own.port.hold(callId, true)
    await hears('customer', ['music'])
    await hears('agent-1', [])
    await own.port.hold(callId, false)
    await hears('customer', ['agent-1'])
  })

  test('a leader who listens is heard by nobody, one who whispers by the agent alone, one who joins by both', async () => {
    const callId = await talk()
    await own.port.supervise(callId, 'agent-2', 'listen')
    await hears('agent-2', ['customer', 'agent-1'])
    await hears('agent-1', ['customer'])
    await hears('customer', ['agent-1'])
    await own.port.supervise(callId, 'agent-2', 'whisper')
    await hears('agent-1', ['customer', 'agent-2'])
    await hears('customer', ['agent-1'])
    await own.port.supervise(callId, 'agent-2', 'barge')
    await hears('customer', ['agent-1', 'agent-2'])
    await hears('agent-1', ['customer', 'agent-2'])
    await own.port.supervise(callId, 'agent-2', null)
    await hears('agent-2', [])
    await hears('customer', ['agent-1'])
  })

  test('a customer handed on hears the other agent, and the first one nobody', async () => {
    const callId = await talk()
    await own.port.mute(callId, true)
    await own.port.transfer(callId, { endpoint: 'agent-2' })
    await hears('customer', ['agent-2'])
    await hears('agent-1', [])
    // Nothing of the last call stays with who was muted in it.
    await own.port.transfer(callId, { endpoint: 'agent-1' })
    await hears('customer', ['agent-1'])
  })

  test('an echo is one’s own voice', async () => {
    await own.port.echo('agent-1', true)
    await hears('agent-1', ['agent-1'])
    await own.port.echo('agent-1', false)
    await hears('agent-1', [])
  })

  test('a recording holds each side apart', async () => {
    const callId = await talk()
    await own.port.record(callId, true)
    await wait(1500)
    await own.port.record(callId, false)
    const told = await ear.heard(callId, 'recorded')
    const recorded = told.kind === 'recorded' ? await own.port.recording(told.recording) : undefined
    expect(tonesIn(recorded?.customer)).toEqual(['customer'])
    expect(tonesIn(recorded?.agent)).toEqual(['agent-1'])
  })
})
