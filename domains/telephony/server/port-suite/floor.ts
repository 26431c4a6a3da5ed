import { expect } from 'vitest'
import type { DialOrder, TelephonyEvent, TelephonyPort } from '../port.ts'

/**
 * A provider with nothing going on, made afresh for each test. It may run in real or in virtual time: only `until` and
 * `pass` let time go by.
 */
export type PortUnderTest = {
  port: TelephonyPort
  /**
   * E.164 numbers whose customers behave as the names say. `person` answers within 10 s, waits 3 s or more to be
   * connected but gives up within 15 s, and once connected hangs up after 20 to 40 s. `noAnswer` rings for longer than
   * 20 s. `machine` answers and speaks for 5 s or more. All others fail within 15 s.
   */
  numbers: Record<
    | 'person'
    | 'busy'
    | 'noAnswer'
    | 'switchedOff'
    | 'suspended'
    | 'emptyNumber'
    | 'rejected'
    | 'machine'
    | 'networkFault',
    string
  >
  callerId: string
  /** Two headsets that are there and free. */
  endpoint: string
  otherEndpoint: string
  /** An outside number that answers a transfer. */
  outsideNumber: string
  prompt: string
  /** Lets time pass until it is so; rejects if it is not within so many seconds of the provider's time. */
  until(isSo: () => boolean, withinSeconds: number): Promise<void>
  pass(seconds: number): Promise<void>
  /** Whom a party (`customer` or an endpoint) hears now; left out by providers whose sound nobody can look into. */
  heardBy?(callId: string, party: string): Promise<string[]>
  close(): Promise<void>
}

type EventOf<K extends TelephonyEvent['kind'], E = TelephonyEvent> = E extends { kind: infer Kinds }
  ? K extends Kinds
    ? E & { kind: K }
    : never
  : never

/** The longest any step of the suite takes, in seconds. */
const longestStep = 60

/** A provider with an ear on it: places calls and waits for what becomes of them. */
export type Floor = Awaited<ReturnType<typeof openFloor>>

export const openFloor = async (make: () => Promise<PortUnderTest>) => {
  const tested = await make()
  const { port, until } = tested
  const told: TelephonyEvent[] = []
  const stopListening = port.listen((event) => told.push(event))

  const eventsOf = (callId: string): TelephonyEvent[] => told.filter((event) => event.callId === callId)
  const kindsOf = (callId: string): TelephonyEvent['kind'][] => eventsOf(callId).map(({ kind }) => kind)
  const heardOf = async <K extends TelephonyEvent['kind']>(callId: string, kind: K): Promise<EventOf<K>> => {
    const find = (): EventOf<K> | undefined =>
      eventsOf(callId).find((event): event is EventOf<K> => event.kind === kind)
    await until(() => find() !== undefined, longestStep)
    const event = find()
    expect(event).toBeDefined()
    return event as EventOf<K>
  }
  const order = (to: keyof PortUnderTest['numbers'], wishes: Partial<DialOrder> = {}): DialOrder => ({
    callId: crypto.randomUUID(),
    to: tested.numbers[to],
    callerId: tested.callerId,
    ringForSeconds: 20,
    attemptNumber: 1,
    ...wishes,
  })
  const dial = async (to: keyof PortUnderTest['numbers'], wishes?: Partial<DialOrder>): Promise<string> => {
    const wanted = order(to, wishes)
    await port.dial(wanted)
    return wanted.callId
  }
  const dialUntil = async (to: keyof PortUnderTest['numbers'], kind: TelephonyEvent['kind']): Promise<string> => {
    const callId = await dial(to)
    await heardOf(callId, kind)
    return callId
  }
  const talk = async (): Promise<string> => {
    const callId = await dialUntil('person', 'answered')
    await port.connect(callId, tested.endpoint)
    await heardOf(callId, 'bridged')
    return callId
  }

  return {
    ...tested,
    told,
    eventsOf,
    kindsOf,
    /** The first event of that kind on the call, waited for. */
    heardOf,
    order,
    dial,
    dialUntil,
    /** A call whose customer talks to `endpoint`. */
    talk,
    async close() {
      stopListening()
      await tested.close()
    },
  }
}
