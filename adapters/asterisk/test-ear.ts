import { randomUUID } from 'node:crypto'
import type { DialOrder, TelephonyEvent, TelephonyPort } from '#domains/telephony/server/port.ts'
import { numberThat, type Outcome } from './network/outcomes.ts'
import { waitUntil } from './test-exchange.ts'

/** Keeps all a port tells, call by call. */
export const earOn = (port: TelephonyPort) => {
  const told: TelephonyEvent[] = []
  const stop = port.listen((event) => told.push(event))
  const of = (callId: string): TelephonyEvent[] => told.filter((event) => event.callId === callId)
  return {
    stop,
    kinds: (callId: string): string[] => of(callId).map(({ kind }) => kind),
    heard: async (callId: string, kind: TelephonyEvent['kind'], withinSeconds = 30): Promise<TelephonyEvent> => {
      const find = (): TelephonyEvent | undefined => of(callId).find((event) => event.kind === kind)
      await waitUntil(() => find() !== undefined, withinSeconds)
      return find() as TelephonyEvent
    },
  }
}
export type Ear = ReturnType<typeof earOn>

/** Calls somebody whose call comes out like that. */
export const place = async (
  port: TelephonyPort,
  outcome: Outcome,
  wishes: Partial<DialOrder> = {},
): Promise<string> => {
  const callId = randomUUID()
  const to = numberThat(outcome, 7)
  await port.dial({ callId, to, callerId: '+864008001234', ringForSeconds: 20, attemptNumber: 1, ...wishes })
  return callId
}
