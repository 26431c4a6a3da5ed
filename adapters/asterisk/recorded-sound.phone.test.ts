import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeWithPhones } from '#tools/test/phones.ts'
import { type Ear, earOn } from './test-ear.ts'
import { waitUntil } from './test-exchange.ts'
import { endCalls, openWorldPort, parties, tonesIn, type WorldPort } from './test-world.ts'

/** Whose voices follow each other for 0.3 s or longer. A busy machine records late, so no moment is counted on. */
const voicesIn = (sound: Uint8Array | undefined): string[] => {
  const runs: { voices: string; length: number }[] = []
  for (let at = 0; at + 3200 <= (sound?.length ?? 0); at += 800) {
    const voices = tonesIn(sound?.slice(at, at + 3200)).join()
    const last = runs.at(-1)
    if (last?.voices === voices) last.length++
    else runs.push({ voices, length: 1 })
  }
  return runs.filter(({ length }) => length >= 3).map(({ voices }) => voices)
}
/** As many of the expected as follow each other in what was found, whatever stands between them. */
const inOrder = (found: readonly string[], expected: readonly string[]): string[] => {
  let next = 0
  for (const one of found) if (one === expected[next]) next++
  return expected.slice(0, next)
}

describeWithPhones('What is recorded of what the customer hears', (programs) => {
  let centre: WorldPort
  let own: WorldPort['own']
  let ear: Ear

  beforeAll(async () => {
    centre = await openWorldPort(programs, { headsets: 3 })
    own = centre.own
  })
  afterAll(() => centre?.close())
  beforeEach(() => {
    ear = earOn(own.port)
  })
  afterEach(() => endCalls(centre, ear))

  const talk = async (endpoint: string): Promise<string> => {
    const callId = crypto.randomUUID()
    const to = `+86${parties.customer.number}`
    await own.port.dial({ callId, to, callerId: '+864008001234', ringForSeconds: 20, attemptNumber: 1 })
    await ear.heard(callId, 'answered')
    await own.port.connect(callId, endpoint)
    await own.port.record(callId, true)
    return callId
  }
  const count = (callId: string, kind: string): number => ear.kinds(callId).filter((one) => one === kind).length
  const consult = async (callId: string, endpoint: string): Promise<void> => {
    const before = count(callId, 'consulting')
    await own.port.consult(callId, { endpoint })
    await waitUntil(() => count(callId, 'consulting') > before, 10)
  }
  const confer = async (callId: string, endpoint: string): Promise<void> => {
    await consult(callId, endpoint)
    await own.port.endConsult(callId, 'confer')
    await wait(800)
  }

  // There and back, for which of two telephones is the first one may matter to Asterisk.
  test.for([1, 2])('nothing is missing whoever they talk to in turn: round %i', async () => {
    const callId = await talk('agent-1')
    await wait(800)
    await own.port.transfer(callId, { endpoint: 'agent-2' })
    await wait(800)
    await own.port.transfer(callId, { endpoint: 'agent-1' })
    await wait(800)
    await confer(callId, 'agent-2')
    await own.port.endConsult(callId, 'drop')
    await wait(800)
    await confer(callId, 'agent-2')
    await own.port.endConsult(callId, 'handOver')
    await wait(800)
    await own.port.hold(callId, true)
    await wait(800)
    await own.port.hold(callId, false)
    await wait(800)
    await consult(callId, 'agent-1')
    await own.port.endConsult(callId, 'handOver')
    await wait(800)
    await own.port.supervise(callId, 'leader-1', 'barge')
    await wait(800)
    await own.port.supervise(callId, 'leader-1', null)
    await wait(800)
    await own.port.supervise(callId, 'leader-1', 'listen')
    await own.port.transfer(callId, { endpoint: 'leader-1' })
    await wait(800)
    await own.port.record(callId, false)
    const told = await ear.heard(callId, 'recorded')
    const legs = told.kind === 'recorded' ? await own.port.recording(told.recording) : undefined
    const [one, two, led] = ['agent-1', 'agent-2', 'leader-1']
    const [three, barged] = [`${one},${two}`, `${one},${led}`]
    const inTurn = [one, two, one, three, one, three, two, two, one, barged, one, led]
    expect(inOrder(voicesIn(legs?.agent), inTurn)).toEqual(inTurn)
    expect(new Set(voicesIn(legs?.customer))).toEqual(new Set(['customer']))
  })
})
