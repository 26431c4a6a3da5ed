import { expect } from 'vitest'
import type { DialOrder, Prompt, TelephonyEvent, TelephonyPort } from '../port.ts'

/**
 * A provider with nothing going on, made afresh for each test. It may run in real or in virtual time: only `until` and
 * `pass` let time go by.
 */
export type PortUnderTest = {
  port: TelephonyPort
  /**
   * E.164 numbers whose customers behave as the names say. `person` answers within 10 s, waits 3 s or more to be
   * connected but gives up within 15 s, and once connected hangs up after 20 to 40 s. `noAnswer` rings for longer than
   * 20 s. `machine` answers and speaks for 5 s or more. `presser` presses 1, 2 and # between 2 and 8 s after answering,
   * connected or not, and stays 15 s or more in any case. All others fail within 15 s. Who answers can be told apart: a
   * short greeting is a person, a long one a machine.
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
    | 'presser'
    | 'networkFault',
    string
  >
  callerId: string
  /** Two headsets that are seated and free. */
  endpoint: string
  otherEndpoint: string
  /** An outside number that answers within 15 s and stays for 20 s or more. */
  outsideNumber: string
  /** An outside number that answers within 15 s and hangs up 3 to 15 s later. */
  leavingNumber: string
  /** Lasts less than 10 s. */
  prompt: string
  /** Lasts a minute or more. */
  longPrompt: string
  /** One of our own, among what the provider was equipped with: lasts 2 to 10 s. */
  ownPrompt: Prompt
  /** Nobody is to be reached by that headset until it is put on again; noticed within 15 s. */
  takeOff(endpoint: string): Promise<void>
  putOn(endpoint: string): Promise<void>
  /** One of our numbers, which customers call. */
  ourNumber: string
  /**
   * A customer calls `ourNumber` from that number. They let it ring for 20 s or more unless they give up sooner, wait
   * 20 s or more to be connected once the call is taken, and once connected hang up after 10 to 40 s.
   */
  callIn(from: string, wishes?: { givesUpAfterSeconds: number }): Promise<void>
  /** What the provider was equipped with; all calls go over the first of these trunks. */
  equipment: Parameters<TelephonyPort['equip']>[0]
  /** Lets time pass until it is so; rejects if it is not within so many seconds of the provider's time. */
  until(isSo: () => boolean, withinSeconds: number): Promise<void>
  pass(seconds: number): Promise<void>
  /** Whom a party (`customer` or an endpoint) hears now; left out by providers whose sound nobody can look into. */
  heardBy?(callId: string, party: string): Promise<string[]>
  /** That ear sits before whispers are mixed in: whether an agent hears them its provider proves by itself. */
  isDeafToWhispers?: true
  /** The same of a headset that is on no call. */
  hearsApart?(endpoint: string): Promise<string[]>
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
  /** The course of the call; what its legs to outside cost is looked at apart. */
  const kindsOf = (callId: string): TelephonyEvent['kind'][] =>
    eventsOf(callId).flatMap(({ kind }) => (kind === 'outside' ? [] : [kind]))
  const heardOf = async <K extends TelephonyEvent['kind']>(callId: string, kind: K, time = 1): Promise<EventOf<K>> => {
    const find = (): EventOf<K> | undefined =>
      eventsOf(callId).filter((event): event is EventOf<K> => event.kind === kind)[time - 1]
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
  const talk = async (endpoint = tested.endpoint): Promise<string> => {
    const callId = await dialUntil('person', 'answered')
    await port.connect(callId, endpoint)
    await heardOf(callId, 'bridged')
    return callId
  }
  const comeIn = async (wishes?: { givesUpAfterSeconds: number }): Promise<string> => {
    const find = (): TelephonyEvent | undefined => told.find(({ kind }) => kind === 'incoming')
    await tested.callIn(tested.numbers.person, wishes)
    await until(() => find() !== undefined, longestStep)
    return find()?.callId ?? ''
  }

  return {
    ...tested,
    told,
    eventsOf,
    kindsOf,
    /** The first event of that kind on the call, or the so-manieth, waited for. */
    heardOf,
    order,
    dial,
    dialUntil,
    /** A call whose customer talks to `endpoint`, or to that headset. */
    talk,
    /** A call that comes in; the first one of the test. */
    comeIn,
    async close() {
      stopListening()
      await tested.close()
    },
  }
}
