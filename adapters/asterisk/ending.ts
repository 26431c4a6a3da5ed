import { partAcross } from './across.ts'
import { tellLeg } from './call.ts'
import { type Call, type Exchange, harmless } from './exchange.ts'
import { detect } from './machine-detection.ts'
import { endOutside } from './outside.ts'
import { leaveSeat, setMute } from './places.ts'
import { finishRecording } from './recording.ts'
import { dropLeaders } from './supervision.ts'
import { dropThird } from './third-party.ts'
import { type Heard, type LegHappening, lose } from './translate.ts'
import { freeTrunk, judgeTrunk } from './trunks.ts'

/** So many ended calls are remembered: hours of the largest centre, some ten megabytes. */
const rememberedCalls = 100_000

/** Parts the customer from whoever they are with, who is free at once: nothing of this call stays with them. */
export const release = (exchange: Exchange, call: Call): void => {
  if (call.muted) void harmless(exchange, setMute(exchange, call, false), 'an agent could not be unmuted')
  call.muted = false
  dropLeaders(exchange, call)
  dropThird(exchange, call)
  leaveSeat(exchange, call)
  partAcross(exchange, call)
}

/** Tells what an event meant, and acts on the end. */
export const apply = (exchange: Exchange, call: Call, { leg, told }: Heard): void => {
  call.leg = leg
  for (const happening of told) {
    judgeTrunk(exchange, call, happening)
    if (happening.kind === 'ended') void endCall(exchange, call, happening)
    else tellLeg(exchange, call, happening)
    if (happening.kind === 'answered') detect(exchange, call)
  }
}

/** The one way out of every call: what it held is freed at once, its recording told, `ended` comes last. */
const endCall = async (exchange: Exchange, call: Call, ended: LegHappening): Promise<void> => {
  release(exchange, call)
  endOutside(exchange, call)
  freeTrunk(exchange, call)
  if (call.recording) await finishRecording(exchange, call, ended.at)
  exchange.calls.delete(call.callId)
  exchange.callers.delete(call.channel)
  exchange.verdicts.get(call.callId)?.('HANGUP')
  rememberPast(exchange, call.callId)
  tellLeg(exchange, call, { ...ended, at: Math.max(ended.at, call.leg.lastAt) })
}
const rememberPast = ({ past }: Exchange, callId: string): void => {
  past.add(callId)
  if (past.size <= rememberedCalls) return
  for (const oldest of past) {
    past.delete(oldest)
    break
  }
}

/** The call is gone, and nobody knows why. */
export const loseCall = (exchange: Exchange, call: Call): void =>
  apply(exchange, call, lose(call.leg, exchange.clock.nowMs()))
