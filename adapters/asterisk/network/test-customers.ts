import { tone } from './sounds.ts'
import {
  headerOf,
  openTelephoneSound,
  openUdp,
  secondOf,
  soundOffer,
  soundPlaceIn,
  type TelephoneSound,
} from './test-telephone.ts'

/** A customer we called: their telephone rings for a moment, they take the call and speak in their tone until it is over. */
export type TestCustomer = Pick<TelephoneSound, 'heard' | 'keys' | 'press'> & {
  /** The number as it stood in the invitation. */
  to: string
  /** The number shown to them. */
  from: string
  isAnswered: () => boolean
  /** Who hung up; undefined while nobody has. */
  endedBy: () => 'us' | 'customer' | undefined
  hangUp: () => void
}

export type TestCustomers = {
  /** As a trunk's address says it. */
  address: string
  host: string
  /** Every call there was, the newest last. */
  calls: () => readonly TestCustomer[]
  close: () => void
}

const numberIn = (header: string): string => /sip:([^@>;]*)/.exec(header)?.[1] ?? ''

type Reply = { status: string; own: string; tag?: string; method?: string; body?: string }
/** An answer to that request, as the one who was asked; `own`: where they are to be reached. */
const answerTo = (request: string, { status, own, tag, method, body = '' }: Reply): string => {
  const to = headerOf(request, 'To')
  const asked = headerOf(request, 'CSeq')
  const heads = [
    `SIP/2.0 ${status}`,
    ...['Via', 'From', 'Call-ID'].map((name) => `${name}: ${headerOf(request, name)}`),
    `To: ${to.includes(';tag=') || !tag ? to : `${to};tag=${tag}`}`,
    `CSeq: ${method ? asked.replace(/[A-Z]+$/, method) : asked}`,
    `Contact: <sip:carrier@${own}>`,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
  ]
  return `${heads.join('\r\n')}\r\n\r\n${body}`
}
const goodbye = (invitation: string, { own, tag }: { own: string; tag: string }): string => {
  const target = /<([^>]+)>/.exec(headerOf(invitation, 'Contact'))?.[1] ?? ''
  const heads = [
    `BYE ${target} SIP/2.0`,
    `Via: SIP/2.0/UDP ${own};branch=z9hG4bK${tag}bye;rport`,
    `From: ${headerOf(invitation, 'To')};tag=${tag}`,
    `To: ${headerOf(invitation, 'From')}`,
    `Call-ID: ${headerOf(invitation, 'Call-ID')}`,
    ...['CSeq: 9 BYE', 'Max-Forwards: 70', 'Reason: Q.850;cause=16', 'Content-Length: 0'],
  ]
  return `${heads.join('\r\n')}\r\n\r\n`
}

type Dialog = TestCustomer & { speak: () => void; end: (by: 'us' | 'customer') => void }
type Ringing = {
  host: string
  own: string
  tag: string
  speech: Buffer
  ringMs: number
  say: (message: string) => void
}

const ring = async (invitation: string, { host, own, tag, speech, ringMs, say }: Ringing): Promise<Dialog> => {
  const media = await openUdp(host)
  const sound = openTelephoneSound(media, speech)
  const place = soundPlaceIn(invitation)
  if (place) sound.sendTo(place.address, place.port, place.keyType)
  let endedBy: 'us' | 'customer' | undefined
  let isAnswered = false
  const end = (by: 'us' | 'customer'): void => {
    if (endedBy) return
    endedBy = by
    sound.close()
  }
  const take = (): void => {
    if (endedBy) return
    isAnswered = true
    const body = soundOffer(host, media.address().port, place?.keyType)
    say(answerTo(invitation, { status: '200 OK', own, tag, body }))
  }
  say(answerTo(invitation, { status: '180 Ringing', own, tag }))
  setTimeout(take, ringMs)
  return {
    to: numberIn(headerOf(invitation, 'To')),
    from: numberIn(headerOf(invitation, 'From')),
    heard: sound.heard,
    keys: sound.keys,
    press: sound.press,
    isAnswered: () => isAnswered,
    endedBy: () => endedBy,
    speak: () => sound.say(true),
    end,
    hangUp: () => {
      say(goodbye(invitation, { own, tag }))
      end('customer')
    },
  }
}

type Customers = { host: string; hertz: number; ringMs?: number }

/** A carrier whose customers all take the call, and each of whose telephones can be listened at. */
export const openTestCustomers = async ({ host, hertz, ringMs = 300 }: Customers): Promise<TestCustomers> => {
  const socket = await openUdp(host)
  const own = `${host}:${socket.address().port}`
  const speech = secondOf(tone(hertz))
  const calls = new Map<string, Dialog>()
  const invited = new Set<string>()

  socket.on('message', (data, from) => {
    const message = data.toString('utf8')
    const id = headerOf(message, 'Call-ID')
    const method = /^[A-Z]+/.exec(message)?.[0]
    const say = (text: string): void => socket.send(text, from.port, from.address)
    if (method === 'INVITE' && !invited.has(id)) {
      invited.add(id)
      void ring(message, { host, own, tag: `customer${invited.size}`, speech, ringMs, say }).then((call) =>
        calls.set(id, call),
      )
    }
    const call = calls.get(id)
    if (method === 'ACK') call?.speak()
    if (method === 'BYE' || method === 'CANCEL' || method === 'OPTIONS')
      say(answerTo(message, { status: '200 OK', own }))
    if (method === 'CANCEL' && call && !call.isAnswered())
      say(answerTo(message, { status: '487 Request Terminated', own, method: 'INVITE' }))
    if (method === 'BYE' || method === 'CANCEL') call?.end('us')
  })
  return {
    address: own,
    host,
    calls: () => [...calls.values()],
    close: () => {
      for (const call of calls.values()) call.end('us')
      socket.close()
    },
  }
}
