import { OrderRefused } from '#domains/telephony/server/port.ts'
import { type Call, type Exchange, noteSound, tell } from './call.ts'
import { hangsUpAt } from './customer.ts'
import { answered, letGo, soon } from './orders.ts'

/** Who is asked something after the conversation stays as long as a few questions take. */
const staysForQuestionsMs = 60_000
/** Somebody who hears that it is their turn says a word or two. */
const unasked = { afterMs: 800, forMs: 2000 }

/** The agent leaves for good; the customer stays with us, to be played to. */
export const release = (exchange: Exchange, callId: string): void => {
  const call = answered(exchange, callId, 'take the agent from')
  if (call.leavesMessage) throw new OrderRefused(`cannot take the agent from ${callId}: a message is being left`)
  soon(exchange, call, (moment) => {
    if (call.endpoint !== null) hangsUpAt(exchange, call, moment + staysForQuestionsMs)
    call.isWithUs = true
    letGo(exchange, call, moment)
    noteSound(call, moment)
  })
}

export const listenForTalk = (exchange: Exchange, callId: string, silenceMs: number | null): void => {
  const call = answered(exchange, callId, 'listen to')
  soon(exchange, call, (moment) => {
    call.talkHeardMs = silenceMs
    if (silenceMs === null) return
    if (call.talksUntil > moment) return tellTalk(exchange, call, moment)
    if (call.script.answeredBy && !call.script.speaks) speak(exchange, call, unasked)
  })
}

/** What the script says a customer says on that prompt. */
export const speakOnPrompt = (exchange: Exchange, call: Call, prompt: string): void => {
  const { script } = call
  for (const { onPrompt, ...when } of (script.answeredBy && script.speaks) || [])
    if (onPrompt === prompt) speak(exchange, call, when)
}

const isThere = ({ state }: Call): boolean => state === 'answered' || state === 'bridged'
const speak = (exchange: Exchange, call: Call, { afterMs, forMs }: { afterMs: number; forMs: number }): void => {
  const moment = exchange.clock.nowMs() + afterMs
  exchange.clock.after(afterMs, () => {
    if (!isThere(call)) return
    call.talksUntil = moment + forMs
    if (call.talkHeardMs !== null) tellTalk(exchange, call, moment)
  })
}
const tellTalk = (exchange: Exchange, call: Call, moment: number): void => {
  const until = call.talksUntil
  tell(exchange, call, moment, { kind: 'talking', on: true })
  const isOver = until + (call.talkHeardMs ?? 0)
  exchange.clock.after(isOver - moment, () => {
    if (isThere(call) && call.talkHeardMs !== null && call.talksUntil === until)
      tell(exchange, call, isOver, { kind: 'talking', on: false })
  })
}
