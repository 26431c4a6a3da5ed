import { OrderRefused } from '#domains/telephony/server/port.ts'
import { type Call, type Exchange, end, noteSound, type Playing, soundOn, stopRecording, tellSound } from './call.ts'
import { pressByThemselves } from './keys.ts'
import { answered, letGo, soon } from './orders.ts'
import { speakOnPrompt } from './talk.ts'

export const record = (exchange: Exchange, callId: string, on: boolean): void => {
  const call = answered(exchange, callId, 'record')
  soon(exchange, call, (moment) => {
    if (on) startRecording(call, moment)
    else stopRecording(exchange, call, moment)
  })
}

const startRecording = (call: Call, moment: number): void => {
  if (call.tape) return
  call.recordings++
  call.tape = {
    name: `${call.order.callId}-${call.recordings}.wav`,
    callId: call.order.callId,
    number: call.order.to,
    isMachine: call.script.answeredBy === 'machine',
    sinceMs: moment,
    untilMs: moment,
    sounds: [{ at: moment, sound: soundOn(call) }],
  }
}

export const play = (exchange: Exchange, callId: string, prompt: string): void => {
  const call = answered(exchange, callId, 'play to')
  soon(exchange, call, (moment) => startPrompt(exchange, call, prompt, moment))
}

/** `over` is called when it has been played to its end. */
const startPrompt = (
  exchange: Exchange,
  call: Call,
  prompt: string,
  ...[moment, over = () => {}]: [number, ((endedAt: number) => void)?]
): void => {
  const endsAt = moment + exchange.promptMs(prompt)
  const playing: Playing = { prompt, callOffEnd: () => {} }
  playing.callOffEnd = exchange.clock.after(endsAt - exchange.clock.nowMs(), () => {
    stopPrompt(exchange, call, playing, endsAt)
    over(endsAt)
  })
  call.playing ??= []
  call.playing.push(playing)
  noteSound(call, moment)
  if (call.script.answeredBy && call.script.presses) pressByThemselves(exchange, call, call.script.presses, prompt)
  speakOnPrompt(exchange, call, prompt)
}

const stopPrompt = (exchange: Exchange, call: Call, playing: Playing, moment: number): void => {
  playing.callOffEnd()
  if (call.state === 'ended' || !call.playing?.includes(playing)) return
  call.playing.splice(call.playing.indexOf(playing), 1)
  tellSound(exchange, call, moment, { kind: 'played' })
}

export const stopPlaying = (exchange: Exchange, callId: string): void => {
  const call = exchange.live.get(callId)
  if (!call) return
  soon(exchange, call, (moment) => {
    if (call.leavesMessage) return
    for (const playing of [...(call.playing ?? [])]) stopPrompt(exchange, call, playing, moment)
  })
}

export const sendDigits = (exchange: Exchange, callId: string, digits: string): void => {
  const call = answered(exchange, callId, 'press keys for')
  if (!/^[0-9*#]+$/.test(digits)) throw new OrderRefused(`cannot press ${JSON.stringify(digits)}: no such keys`)
  soon(exchange, call, () => {
    call.keys += digits
  })
}

export const leaveMessage = (exchange: Exchange, callId: string, prompt: string): void => {
  const call = answered(exchange, callId, 'leave a message on')
  if (call.leavesMessage) return
  call.leavesMessage = true
  soon(exchange, call, (moment) => {
    for (const playing of [...(call.playing ?? [])]) stopPrompt(exchange, call, playing, moment)
    letGo(exchange, call, moment)
    if (call.state === 'ended') return
    startPrompt(exchange, call, prompt, moment, (endedAt) => {
      if (call.state !== 'ended') end(exchange, call, endedAt, { cause: 'normal', by: 'us' })
    })
  })
}
