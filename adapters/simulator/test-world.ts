import { expect } from 'vitest'
import { type DialOrder, plainTrunk, type TelephonyEvent } from '#domains/telephony/server/port.ts'
import { type FastClock, fastClock } from '#platform/clock.ts'
import { machine, person, unreached, withOwnScripts } from './call-script.ts'
import { type SimulatedNetwork, type SimulatorOptions, simulator } from './simulator.ts'

export const startAt = new Date('2026-03-05T01:00:00Z')
/** One number for each way a call can go. */
export const numbers = {
  person: '+8613800000001',
  busy: '+8613800000002',
  noAnswer: '+8613800000003',
  switchedOff: '+8613800000004',
  suspended: '+8613800000005',
  emptyNumber: '+8613800000006',
  rejected: '+8613800000007',
  machine: '+8613800000008',
  networkFault: '+8613800000009',
  presser: '+8613800000010',
  shortSpoken: '+8613800000011',
}
export const aTrunk = plainTrunk('carrier', 'sip.carrier.example')
export const customers = withOwnScripts({
  [numbers.person]: person(),
  [numbers.busy]: unreached('busy'),
  [numbers.noAnswer]: unreached('noAnswer'),
  [numbers.switchedOff]: unreached('switchedOff'),
  [numbers.suspended]: unreached('suspended'),
  [numbers.rejected]: unreached('rejected'),
  [numbers.machine]: machine(),
  [numbers.networkFault]: unreached('networkFault'),
  [numbers.presser]: person({ patienceMs: 20_000, presses: [{ digits: '12#', afterMs: 3000 }] }),
  [numbers.shortSpoken]: person({ talkMs: 6000 }),
})

type World = { clock: FastClock; network: SimulatedNetwork; told: TelephonyEvent[] }
/** A simulated network in virtual time, with all it told. */
export const world = (options: Partial<SimulatorOptions> = {}): World => {
  const clock = fastClock({ startAt })
  const network = simulator({ clock, seed: 'spring', behaviour: customers, ...options })
  const told: TelephonyEvent[] = []
  network.listen((event) => told.push(event))
  return { clock, network, told }
}
export const call = (callId: string, to: string, attemptNumber = 1): DialOrder => ({
  callId,
  to,
  attemptNumber,
  callerId: '+864000000000',
  ringForSeconds: 25,
})
/** Connects each customer who answers to a headset of their own. */
export const answersEveryCall = (network: SimulatedNetwork): void => {
  network.listen((event) => {
    if (event.kind !== 'answered') return
    network.connect(event.callId, `headset of ${event.callId}`).catch(({ name }) => expect(name).toBe('OrderRefused'))
  })
}
