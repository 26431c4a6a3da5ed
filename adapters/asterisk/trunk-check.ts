import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Trunk, TrunkCheck } from '#domains/telephony/server/port.ts'
import { hostOf } from './equip.ts'
import type { Exchange } from './exchange.ts'
import { askSip, type SipAnswer, type SipPlace, SipSilence } from './sip-question.ts'

type Step = TrunkCheck['steps'][number]

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const portOf = ({ address, transport }: Trunk): number => {
  const said = /:(\d+)$/.exec(address)?.[1]
  if (said !== undefined) return Number(said)
  return transport === 'tls' ? 5061 : 5060
}

const findName = async (host: string): Promise<Step> => {
  if (isIP(host)) return { step: 'name', isRight: true, found: host }
  try {
    const found = await lookup(host, { all: true })
    return { step: 'name', isRight: true, found: found.map(({ address }) => address).join(', ') }
  } catch (error) {
    return { step: 'name', isRight: false, found: wordsOf(error) }
  }
}

/** A certificate we do not trust, or no TLS at all. */
const isOfTls = (error: unknown): boolean =>
  /^(ERR_TLS|ERR_SSL|EPROTO|CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(codeOf(error))

/** Nobody there; or somebody who does not speak as we do, or does not answer. */
const notAnswered = (error: unknown, { transport }: Trunk): Step[] => {
  const found = [codeOf(error), wordsOf(error)].filter(Boolean).join(': ')
  const at = error instanceof SipSilence ? error.at : isOfTls(error) ? 'transport' : 'reach'
  if (at === 'reach') return [{ step: 'reach', isRight: false, found }]
  const reached: Step = { step: 'reach', isRight: true, found: 'connected' }
  if (at === 'transport') return [reached, { step: 'transport', isRight: false, found }]
  return [reached, { step: 'transport', isRight: true, found: transport }, { step: 'answer', isRight: false, found }]
}

const lineOf = ({ status, reason }: SipAnswer): string => `${status} ${reason}`
const wantsPassword = ({ status }: SipAnswer): boolean => status === 401 || status === 407

/** The password is tried with a question for our registration, which changes nothing. */
const tryLogin = async (place: SipPlace, { login, registers }: Trunk): Promise<Step[]> => {
  if (!login) return []
  try {
    const answer = await askSip(place, 'REGISTER', login)
    const isRefused = wantsPassword(answer) || answer.status === 403
    // Who sends calls to fixed addresses may not know the word REGISTER at all.
    const steps: Step[] = [{ step: 'login', isRight: !isRefused, found: lineOf(answer) }]
    if (!registers || isRefused) return steps
    // The carrier lists who is registered: nobody, if no contact is among it.
    const contact = answer.headers.get('contact')
    return [...steps, { step: 'register', isRight: contact !== undefined, found: contact ?? lineOf(answer) }]
  } catch (error) {
    return [{ step: 'login', isRight: false, found: wordsOf(error) }]
  }
}

const judgeAnswer = (answer: SipAnswer, { login }: Trunk): Step => {
  // 403 says that the carrier does not know our address; any other word is one to somebody it knows.
  const isKnown = answer.status !== 403 && (!wantsPassword(answer) || login !== undefined)
  return { step: 'answer', isRight: isKnown && answer.status < 500, found: lineOf(answer) }
}

/**
 * Looks at a trunk step by step, as far as each step lets the next be looked at. It asks from our own process: where that
 * runs on another machine than Asterisk, a carrier that knows us by address alone may answer otherwise.
 */
export const checkTrunk = async (exchange: Exchange, name: string): Promise<TrunkCheck> => {
  const trunk = exchange.lines.get(name)?.trunk
  if (!trunk) return { steps: [{ step: 'name', isRight: false, found: `there is no trunk ${name}` }] }
  const host = hostOf(trunk.address)
  const named = await findName(host)
  if (!named.isRight) return { steps: [named] }
  const place: SipPlace = { host, port: portOf(trunk), transport: trunk.transport }
  try {
    const answer = await askSip(place, 'OPTIONS', trunk.login)
    const reached: Step[] = [
      { step: 'reach', isRight: true, found: `${host}:${place.port}` },
      { step: 'transport', isRight: true, found: trunk.transport },
    ]
    return { steps: [named, ...reached, ...(await tryLogin(place, trunk)), judgeAnswer(answer, trunk)] }
  } catch (error) {
    return { steps: [named, ...notAnswered(error, trunk)] }
  }
}
