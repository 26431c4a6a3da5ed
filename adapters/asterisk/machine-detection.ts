import type { WhoAnswered } from '#domains/telephony/contract.ts'
import type { AriEvent } from './ari.ts'
import { type Call, type Exchange, harmless, inTurn, isUp, tell } from './exchange.ts'
import { callOfChannel } from './names.ts'

/** AMD takes 1.7 s for a short greeting and 2.4 s for a long one (measured); beyond this nobody waits for it. */
const knowsWithinMs = 6000

const words: Readonly<Record<string, WhoAnswered>> = { HUMAN: 'person', MACHINE: 'machine', NOTSURE: 'unsure' }

/** Begins to listen who answered, the way the call was ordered. */
export const detect = (exchange: Exchange, call: Call): void => {
  if (call.machineDetection === 'before') detectBefore(exchange, call)
  else if (call.machineDetection === 'while') detectWhile(exchange, call)
}

/** Word of who it is, or nothing: by then nobody may be there any more, or nothing be heard. */
const verdictOf = (exchange: Exchange, { callId }: Call): Promise<string> =>
  new Promise((done) => {
    const callOff = exchange.clock.after(knowsWithinMs, () => settle('NOTSURE'))
    const settle = (verdict: string): void => {
      callOff()
      exchange.verdicts.delete(callId)
      done(verdict)
    }
    exchange.verdicts.set(callId, settle)
  })
const tellVerdict = (exchange: Exchange, call: Call, answeredAt: number, verdict: string): void => {
  const as = words[verdict]
  const now = exchange.clock.nowMs()
  if (as && isUp(call)) tell(exchange, call, now, { kind: 'classified', as, afterMs: Math.max(1, now - answeredAt) })
}

/** The customer leaves us for Asterisk's own AMD and comes back; whatever is ordered meanwhile waits for them. */
const detectBefore = (exchange: Exchange, call: Call): void => {
  const answeredAt = call.leg.lastAt
  inTurn(call, async () => {
    if (!isUp(call)) return
    const verdict = verdictOf(exchange, call)
    await call.node.ari.ask('POST', `channels/${call.channel}/continue`, {
      context: 'amd',
      extension: 's',
      priority: 1,
    })
    tellVerdict(exchange, call, answeredAt, await verdict)
  }).catch((error: unknown) => {
    exchange.verdicts.get(call.callId)?.('HANGUP')
    exchange.log.info({ err: error, callId: call.callId }, 'who answered could not be found out')
  })
}

/** Sound for so long is heard as speech, silence for so long as its end. */
const talkDetection = '400,256'
/** So much greeting in all is a machine's; a person says less and then waits to be spoken to. */
const longGreetingMs = 1700
const waitsToBeSpokenToMs = 700

/** Listens to the customer while they may already talk to an agent. */
const detectWhile = (exchange: Exchange, call: Call): void => {
  const answeredAt = call.leg.lastAt
  const listen = (value: string, on: string): Promise<void> =>
    harmless(
      exchange,
      call.node.ari.ask('POST', `channels/${call.channel}/variable`, { variable: `TALK_DETECT(${on})`, value }),
      'a customer could not be listened to',
    )
  void listen(talkDetection, 'set')
  void verdictOf(exchange, call).then((verdict) => {
    talks.delete(call)
    tellVerdict(exchange, call, answeredAt, verdict)
    if (isUp(call)) void listen('', 'remove')
  })
  talks.set(call, { spokenMs: 0, startedAt: null, callOff: () => {} })
}
/** What a customer has said so far who is listened to. */
type Talk = { spokenMs: number; startedAt: number | null; callOff: () => void }
const talks = new WeakMap<Call, Talk>()

const hearTalk = (exchange: Exchange, call: Call, isStart: boolean): void => {
  const talk = talks.get(call)
  if (!talk) return
  const now = exchange.clock.nowMs()
  const decide = (afterMs: number, verdict: string): void => {
    talk.callOff()
    talk.callOff = exchange.clock.after(afterMs, () => exchange.verdicts.get(call.callId)?.(verdict))
  }
  if (isStart) {
    talk.startedAt = now
    return decide(Math.max(0, longGreetingMs - talk.spokenMs), 'MACHINE')
  }
  talk.spokenMs += talk.startedAt === null ? 0 : now - talk.startedAt
  talk.startedAt = null
  decide(waitsToBeSpokenToMs, 'HUMAN')
}

export const hearVerdict = (exchange: Exchange, event: AriEvent): void => {
  const call = 'channel' in event ? exchange.calls.get(callOfChannel(event.channel.id) ?? '') : undefined
  if (!call) return
  if (event.type === 'StasisStart' && event.args[0] === 'amd')
    exchange.verdicts.get(call.callId)?.(event.args[1] || 'NOTSURE')
  if (event.type === 'ChannelTalkingStarted') hearTalk(exchange, call, true)
  if (event.type === 'ChannelTalkingFinished') hearTalk(exchange, call, false)
}
