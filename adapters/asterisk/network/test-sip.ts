import { createHash, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { setTimeout as wait } from 'node:timers/promises'
import WebSocket from 'ws'

/** A mouth and an ear for SIP without any program behind them: what is said, is said as it stands. */
export type BareSip = {
  say: (text: string | Buffer) => void
  /** Status codes of everything answered, in order. */
  heard: string[]
  /** The first answer that begins with a status of these. */
  answer: (isIt: (message: string) => boolean) => Promise<string>
  close: () => void
}

/** From any address of this machine to a SIP port over UDP. */
export const sipOverUdp = async (from: string, to: { address: string; port: number }): Promise<BareSip> => {
  const socket = createSocket('udp4')
  const heard: string[] = []
  socket.on('message', (data) => heard.push(data.toString('utf8')))
  // A port that refuses is an answer too, and no reason to end.
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => socket.bind({ address: from, port: 0 }, resolve))
  return {
    heard,
    say: (text) => socket.send(text, to.port, to.address),
    answer: (isIt) => waitFor(heard, isIt),
    close: () => socket.close(),
  }
}

/** As a browser does: over the web socket of headsets. */
export const sipOverWebSocket = async (url: string): Promise<BareSip> => {
  const socket = new WebSocket(url, 'sip')
  const heard: string[] = []
  socket.on('message', (data) => heard.push(String(data)))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  return {
    heard,
    say: (text) => socket.send(text),
    answer: (isIt) => waitFor(heard, isIt),
    close: () => socket.close(),
  }
}

const waitFor = async (heard: readonly string[], isIt: (message: string) => boolean): Promise<string> => {
  for (let tries = 0; tries < 1000; tries++) {
    const found = heard.find(isIt)
    if (found) return found
    await wait(20)
  }
  throw new Error(`no such answer among ${heard.length}: ${heard.map((text) => text.split('\r\n')[0]).join(', ')}`)
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')
const part = (message: string, name: string): string => new RegExp(`${name}="([^"]*)"`).exec(message)?.[1] ?? ''

export type Login = { user: string; password: string; transport: 'WS' | 'UDP' }

/** Registers with a password, through the question Asterisk asks; answers the status code it ends with. */
export const register = (sip: BareSip, login: Login): Promise<string> =>
  ask(sip, { ...login, method: 'REGISTER', uri: 'sip:127.0.0.1' })

/** Dials a number as somebody with a password; answers the status code it ends with. */
export const invite = (sip: BareSip, number: string, login: Login): Promise<string> =>
  ask(sip, { ...login, method: 'INVITE', uri: `sip:${number}@127.0.0.1` })

const ask = async (
  sip: BareSip,
  { method, uri, user, password, transport }: Login & { method: string; uri: string },
) => {
  const callId = randomBytes(8).toString('hex')
  const say = (sequence: number, authorization = ''): void =>
    sip.say(request({ method, uri, user, transport, callId, sequence, authorization }))
  const answerTo = (sequence: number): Promise<string> =>
    sip.answer(
      (message) =>
        message.includes(callId) && message.includes(`CSeq: ${sequence} `) && !message.startsWith('SIP/2.0 1'),
    )
  say(1)
  const question = await answerTo(1)
  const [realm, nonce, opaque] = ['realm', 'nonce', 'opaque'].map((name) => part(question, name))
  const [count, ours] = ['00000001', 'c0ffee']
  const secret = md5(`${user}:${realm}:${password}`)
  const proof = md5(`${secret}:${nonce}:${count}:${ours}:auth:${md5(`${method}:${uri}`)}`)
  say(
    2,
    `Authorization: Digest username="${user}",realm="${realm}",nonce="${nonce}",uri="${uri}",response="${proof}",algorithm=MD5,qop=auth,nc=${count},cnonce="${ours}",opaque="${opaque}"\r\n`,
  )
  return (await answerTo(2)).split(' ')[1] ?? ''
}

type Request = {
  method: string
  uri: string
  user: string
  transport: string
  callId: string
  sequence: number
  authorization?: string
}

const request = ({ method, uri, user, transport, callId, sequence, authorization = '' }: Request): string =>
  [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/${transport} headset.invalid;branch=z9hG4bK${callId}${sequence};rport`,
    `From: <sip:${user}@127.0.0.1>;tag=${callId}`,
    `To: <${method === 'REGISTER' ? `sip:${user}@127.0.0.1` : uri}>`,
    `Call-ID: ${callId}`,
    `CSeq: ${sequence} ${method}`,
    'Max-Forwards: 70',
    `Contact: <sip:${user}@headset.invalid;transport=${transport.toLowerCase()}>;expires=600`,
    `${authorization}Content-Length: 0\r\n\r\n`,
  ].join('\r\n')

/** A registration without a password, one of many. */
export const registration = (user: string, transport: string, callId: string): string =>
  request({ method: 'REGISTER', uri: 'sip:127.0.0.1', user, transport, callId, sequence: 1 })
