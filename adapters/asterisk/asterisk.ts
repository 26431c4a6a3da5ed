import { randomBytes } from 'node:crypto'
import type { HeadsetNews, HeadsetSocket, TelephonyEvent, TelephonyPort } from '#domains/telephony/server/port.ts'
import type { Clock } from '#platform/clock.ts'
import type { Log } from '#platform/log.ts'
import { dial, hangUp, loadOf } from './dialling.ts'
import { echo } from './echo.ts'
import { equip } from './equip.ts'
import type { Exchange, NodeAddress } from './exchange.ts'
import { newsOf, seat } from './headsets.ts'
import { answer } from './incoming.ts'
import { intercom } from './intercom.ts'
import { connect, hold, mute } from './joining.ts'
import { sendDigits } from './keys.ts'
import { leaveMessage, release } from './messages.ts'
import { health, liveCalls, newNode, openNode } from './nodes.ts'
import { play, stopPlaying } from './playing.ts'
import { fetchRecording, finishedRecordings, forgetRecording } from './recorded-files.ts'
import { record } from './recording.ts'
import { supervise } from './supervision.ts'
import { listenForTalk } from './talk.ts'
import { consult, endConsult } from './third-party.ts'
import { transfer } from './transfer.ts'
import { checkTrunk } from './trunk-check.ts'

export type AsteriskOptions = {
  nodes: readonly NodeAddress[]
  clock: Clock
  log: Log
  /**
   * Where the headset of a user is, as a SIP address, if it is a plain telephone at a fixed place; undefined, or unsaid:
   * it is a browser that registers.
   */
  phoneAt?: (user: string) => string | undefined
  /** Such a telephone does not register: how often it is asked whether it is there; unsaid: every 2 s; 0: it is believed. */
  phonesAskedEverySeconds?: number
}

/** One port over all Asterisks of a centre. It keeps a line to each for as long as anybody listens. */
export const asterisk = (options: AsteriskOptions): TelephonyPort => {
  const { clock, log } = options
  const callEars = openEars<TelephonyEvent>(log)
  const headsetEars = openEars<HeadsetNews>(log)
  const exchange: Exchange = {
    clock,
    log,
    nodes: options.nodes.map((address) => newNode(() => exchange, address, options)),
    phoneAt: options.phoneAt,
    phonesAskedEverySeconds: options.phonesAskedEverySeconds ?? 2,
    session: randomBytes(4).toString('hex'),
    calls: new Map(),
    past: new Set(),
    seats: new Map(),
    lines: new Map(),
    prompts: new Map(),
    headsetAccounts: null,
    awaited: new Map(),
    verdicts: new Map(),
    callers: new Map(),
    meetings: new Map(),
    ways: new Set(),
    halves: new Map(),
    serial: 0,
    tellListeners: callEars.tell,
    tellHeadset: headsetEars.tell,
  }
  const listen = keepLines(exchange)
  const addresses = options.nodes
  return {
    provider: 'asterisk',
    ...callOrders(exchange),
    ...headsetOrders(exchange),
    liveCalls: () => liveCalls(exchange),
    listen: (onEvent) => listen(callEars.add(onEvent)),
    listenToHeadsets: (onNews) => listen(headsetEars.add(onNews)),
    equip: (equipment) => equip(exchange, equipment),
    health: async () => health(exchange),
    checkTrunk: (trunk) => checkTrunk(exchange, trunk),
    recording: (name) => fetchRecording(addresses, name),
    finishedRecordings: () => finishedRecordings(exchange, addresses),
    forgetRecording: (name) => forgetRecording(exchange, name),
  }
}

/** Lines stand while anybody listens: nothing is ever ordered whose events nobody would hear. */
const keepLines = ({ nodes }: Exchange) => {
  let listeners = 0
  return (stop: () => void): (() => void) => {
    if (listeners++ === 0) for (const node of nodes) openNode(node)
    let isStopped = false
    return () => {
      if (isStopped) return
      isStopped = true
      stop()
      if (--listeners === 0) for (const { ari } of nodes) ari.close()
    }
  }
}

/** Whoever listens and fails must not keep the news from the others, nor end the line they come on. */
const openEars = <News>(log: Log) => {
  const ears = new Set<(news: News) => void>()
  return {
    tell: (news: News): void => {
      for (const ear of ears)
        try {
          ear(news)
        } catch (error) {
          log.error({ err: error }, 'news of the telephone system could not be dealt with')
        }
    },
    add: (onNews: (news: News) => void): (() => void) => {
      const ear = (news: News): void => onNews(news)
      ears.add(ear)
      return () => void ears.delete(ear)
    },
  }
}

type CallOrders = Pick<
  TelephonyPort,
  | 'dial'
  | 'connect'
  | 'hangUp'
  | 'hold'
  | 'mute'
  | 'record'
  | 'play'
  | 'stopPlaying'
  | 'transfer'
  | 'supervise'
  | 'answer'
  | 'sendDigits'
  | 'consult'
  | 'endConsult'
  | 'leaveMessage'
  | 'release'
  | 'listenForTalk'
>
const callOrders = (exchange: Exchange): CallOrders => ({
  dial: (order) => dial(exchange, order),
  connect: (callId, endpoint) => connect(exchange, callId, endpoint),
  hangUp: (callId) => hangUp(exchange, callId),
  hold: (callId, on) => hold(exchange, callId, on),
  mute: (callId, on) => mute(exchange, callId, on),
  record: (callId, on) => record(exchange, callId, on),
  play: (callId, prompt) => play(exchange, callId, prompt),
  stopPlaying: (callId) => stopPlaying(exchange, callId),
  transfer: (callId, to) => transfer(exchange, callId, to),
  supervise: (callId, leader, mode) => supervise(exchange, callId, leader, mode),
  answer: (callId) => answer(exchange, callId),
  sendDigits: (callId, digits) => sendDigits(exchange, callId, digits),
  consult: (callId, to) => consult(exchange, callId, to),
  endConsult: (callId, how) => endConsult(exchange, callId, how),
  leaveMessage: (callId, prompt) => leaveMessage(exchange, callId, prompt),
  release: (callId) => release(exchange, callId),
  listenForTalk: (callId, silenceMs) => listenForTalk(exchange, callId, silenceMs),
})

const headsetOrders = (
  exchange: Exchange,
): Pick<TelephonyPort, 'headsetSockets' | 'seat' | 'intercom' | 'echo' | 'headsets'> => ({
  headsetSockets: () => headsetSockets(exchange),
  seat: (endpoint, on) => seat(exchange, endpoint, on),
  intercom: (from, to, on) => intercom(exchange, from, to, on),
  echo: (endpoint, on) => echo(exchange, endpoint, on),
  headsets: async () => [...exchange.seats.values()].map(newsOf),
})

const headsetSockets = (exchange: Exchange): HeadsetSocket[] =>
  exchange.nodes
    .filter(({ ari }) => ari.isUp())
    .sort((a, b) => loadOf(exchange, a) - loadOf(exchange, b))
    .map(({ address }) => ({ node: address.name, url: address.headsetUrl }))
