import { z } from 'zod'
import type { TelephonyEvent } from '#domains/telephony/server/port.ts'
import { type Call, type Exchange, harmless } from './exchange.ts'
import { callChannel } from './names.ts'
import type { LegHappening } from './translate.ts'

type NewCall = Pick<Call, 'callId' | 'node' | 'placedAt' | 'leg' | 'trunk' | 'callerId'> &
  Partial<Pick<Call, 'channel' | 'cameIn' | 'machineDetection'>>

/** Puts a call on the table. */
export const addCall = (exchange: Exchange, known: NewCall): Call => {
  const call: Call = {
    channel: callChannel(known.callId),
    cameIn: false,
    machineDetection: 'off',
    ...known,
    isTrunkJudged: false,
    endpoint: null,
    bond: 'none',
    held: false,
    muted: false,
    leaders: new Map(),
    prompts: new Set(),
    recording: null,
    lastRecordingAt: 0,
    third: null,
    outside: null,
    leavesMessage: false,
    far: null,
    turn: Promise.resolve(),
    serial: 0,
  }
  exchange.calls.set(call.callId, call)
  if (call.trunk !== null) exchange.lines.get(call.trunk)?.calls.add(call.callId)
  if (call.cameIn) exchange.callers.set(call.channel, call)
  return call
}

/** What another process of ours must know of a call to go on with it; kept with the channel itself. */
const Memory = z.object({
  trunk: z.string().nullable(),
  callerId: z.string(),
  endpoint: z.string().nullable(),
  held: z.boolean(),
  muted: z.boolean(),
  far: z.string().nullable(),
  /** Of a call that came in, whose channel does not tell. */
  cameIn: z.string().optional(),
  outside: z.object({ leg: z.string(), number: z.string(), trunk: z.string() }).optional(),
  /** Of a message being left on a tape: the playbacks of it. */
  message: z.array(z.string()).optional(),
})
export type Memory = z.infer<typeof Memory>
export const memoryVariable = 'CARILLON'
export const memoryOf = (call: Call): string => {
  const { trunk, callerId, endpoint, held, muted, far, outside } = call
  return JSON.stringify({
    ...{ trunk, callerId, endpoint, held, muted, far },
    ...(call.cameIn ? { cameIn: call.callId } : {}),
    ...(outside ? { outside: { leg: outside.leg, number: outside.number, trunk: outside.trunk } } : {}),
    ...(call.leavesMessage ? { message: [...call.prompts] } : {}),
  } satisfies Memory)
}
export const readMemory = (text: string): Memory | undefined => {
  try {
    return Memory.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Writes down with the channel what has changed; late is soon enough, and a channel that is gone needs it no more. */
export const remember = (exchange: Exchange, call: Call): void => {
  const query = { variable: memoryVariable, value: memoryOf(call) }
  const kept = call.node.ari.ask('POST', `channels/${call.channel}/variable`, query)
  void harmless(exchange, kept, 'what is known of a call could not be kept with it')
}

/** Tells what the customer's own leg brought: each kind once in a call, whichever process of ours hears of it. */
export const tellLeg = (exchange: Exchange, call: Call, { at, ...happening }: LegHappening): void => {
  const { callId } = call
  const trunk = happening.kind === 'ringing' || call.trunk === null ? {} : { trunk: call.trunk }
  const event = { ...happening, ...trunk, callId, at: new Date(at), providerEventId: `${callId}:${happening.kind}` }
  exchange.tellListeners(event as TelephonyEvent)
}
