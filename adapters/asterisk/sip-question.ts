import { createHash, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { connect as connectTcp, isIP, isIPv6, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** Where a carrier is, and how it is spoken to. */
export type SipPlace = { host: string; port: number; transport: 'udp' | 'tcp' | 'tls' }
export type SipLogin = { user: string; password: string }
export type SipAnswer = { status: number; reason: string; headers: ReadonlyMap<string, string> }

const answersWithinMs = 4000
/** A datagram may get lost. */
const asksAgainAfterMs = 1200

const readAnswer = (text: string): SipAnswer | undefined => {
  const [first = '', ...lines] = text.split('\r\n')
  const [, status, reason = ''] = /^SIP\/2\.0 (\d{3}) ?(.*)$/.exec(first) ?? []
  if (status === undefined) return undefined
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return { status: Number(status), reason, headers }
}

const overUdp = (place: SipPlace, request: (from: string) => string): Promise<string> =>
  new Promise((done, failed) => {
    const socket = createSocket(isIPv6(place.host) ? 'udp6' : 'udp4')
    const timers: NodeJS.Timeout[] = []
    const finish = (end: () => void): void => {
      for (const timer of timers) clearTimeout(timer)
      socket.close()
      end()
    }
    socket.on('error', (error) => finish(() => failed(error)))
    socket.on('message', (data) => {
      // 100 Trying is no answer yet.
      if (!/^SIP\/2\.0 1/.test(String(data))) finish(() => done(String(data)))
    })
    // Connected, so that a closed port is told as such.
    socket.connect(place.port, place.host, () => {
      const { address, port } = socket.address()
      const text = request(`${address}:${port}`)
      socket.send(text)
      timers.push(setTimeout(() => socket.send(text), asksAgainAfterMs))
      timers.push(setTimeout(() => finish(() => failed(new Error('no answer'))), answersWithinMs))
    })
  })

/** Somebody is there and keeps silent: to TLS (`transport`), or to what we asked (`answer`). */
export class SipSilence extends Error {
  override readonly name = 'SipSilence'
  readonly at: 'transport' | 'answer'
  constructor(at: 'transport' | 'answer', message: string) {
    super(message)
    this.at = at
  }
}

const openStream = ({ host, port, transport }: SipPlace): Socket => {
  if (transport === 'tcp') return connectTcp({ host, port })
  return connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }) })
}
const overStream = (place: SipPlace, request: (from: string) => string): Promise<string> =>
  new Promise((done, failed) => {
    const socket = openStream(place)
    let stage: 'none' | 'connected' | 'asked' = 'none'
    socket.setTimeout(answersWithinMs, () => socket.destroy(silenceAfter(stage)))
    socket.on('error', failed)
    socket.on('connect', () => {
      stage = 'connected'
    })
    socket.on(place.transport === 'tls' ? 'secureConnect' : 'connect', () => {
      stage = 'asked'
      socket.write(request(`${socket.localAddress}:${socket.localPort}`))
    })
    let heard = ''
    socket.on('data', (data) => {
      heard += String(data)
      if (!heard.includes('\r\n\r\n')) return
      socket.destroy()
      done(heard)
    })
    socket.on('close', () => failed(silenceAfter(stage)))
  })
const silenceAfter = (stage: 'none' | 'connected' | 'asked'): Error => {
  if (stage === 'none') return new Error('no answer')
  return stage === 'asked'
    ? new SipSilence('answer', 'connected, and no answer to what we asked')
    : new SipSilence('transport', 'connected, and no answer to TLS')
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

/** The answer to a digest challenge (RFC 2617, MD5), or undefined where it asks for something we cannot do. */
export const digestAnswer = (challenge: string, login: SipLogin, method: string, uri: string): string | undefined => {
  const said = (name: string): string | undefined =>
    new RegExp(`${name}="?([^",]*)"?`, 'i').exec(challenge)?.[1] ?? undefined
  const [realm, nonce, algorithm = 'MD5', qop] = ['realm', 'nonce', 'algorithm', 'qop'].map(said)
  if (realm === undefined || nonce === undefined || !/^md5$/i.test(algorithm)) return undefined
  const who = md5(`${login.user}:${realm}:${login.password}`)
  const what = md5(`${method}:${uri}`)
  const own = randomBytes(8).toString('hex')
  const response = qop ? md5(`${who}:${nonce}:00000001:${own}:auth:${what}`) : md5(`${who}:${nonce}:${what}`)
  const more = qop ? `, qop=auth, nc=00000001, cnonce="${own}"` : ''
  return `Digest username="${login.user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=MD5${more}`
}

/**
 * Asks a carrier one thing and rings nobody: OPTIONS, or a REGISTER that names no contact and so changes nothing. Where it
 * wants a password, once more with the login. Rejects where nobody answers.
 */
export const askSip = async (
  place: SipPlace,
  method: 'OPTIONS' | 'REGISTER',
  login: SipLogin | undefined,
): Promise<SipAnswer> => {
  const host = isIPv6(place.host) ? `[${place.host}]` : place.host
  const uri = `sip:${host}:${place.port}`
  const user = login?.user ?? 'carillon'
  const id = randomBytes(8).toString('hex')
  const ask = async (count: number, more: string): Promise<SipAnswer> => {
    const request = (from: string): string =>
      [
        `${method} ${uri} SIP/2.0`,
        `Via: SIP/2.0/${place.transport.toUpperCase()} ${from};branch=z9hG4bK${id}${count};rport`,
        'Max-Forwards: 70',
        `From: <sip:${user}@${host}>;tag=${id}`,
        `To: <sip:${user}@${host}>`,
        `Call-ID: ${id}@carillon`,
        `CSeq: ${count} ${method}`,
        ...(method === 'OPTIONS' ? [`Contact: <sip:${user}@${from}>`, 'Accept: application/sdp'] : []),
        'User-Agent: Carillon',
        ...(more ? [more] : []),
        'Content-Length: 0',
        '\r\n',
      ].join('\r\n')
    const text = await (place.transport === 'udp' ? overUdp : overStream)(place, request)
    return readAnswer(text) ?? Promise.reject(new Error('what answered does not speak SIP'))
  }
  const first = await ask(1, '')
  const challenge = first.headers.get('www-authenticate') ?? first.headers.get('proxy-authenticate')
  if (!login || challenge === undefined || (first.status !== 401 && first.status !== 407)) return first
  const answer = digestAnswer(challenge, login, method, uri)
  if (answer === undefined) return first
  return ask(2, `${first.status === 401 ? 'Authorization' : 'Proxy-Authorization'}: ${answer}`)
}
