import { voice } from './sounds.ts'
import {
  headerOf,
  openTelephoneSound,
  openUdp,
  secondOf,
  soundOffer,
  soundPlaceIn,
  type TelephoneSound,
} from './test-telephone.ts'

/** A customer with a telephone of their own, who calls us: rings, talks, presses keys (RFC 4733) and hangs up when told to. */
export type TestCaller = {
  /** Until somebody of ours has taken the call. */
  answered: Promise<void>
  /** Until we have hung up. */
  hungUpOn: Promise<void>
  talk: (milliseconds: number) => Promise<void>
  press: (keys: string) => Promise<void>
  /** The newest samples they hear. */
  heard: TelephoneSound['heard']
  hangUp: () => void
  close: () => void
}

const speech = secondOf(voice(180))

/** Calls that number at an Asterisk, from an address of a carrier it knows; `says`: a second of A-law, a voice unless said. */
export const callByHand = async (
  from: { host: string; number: string; says?: Buffer },
  to: { address: string; port: number; number: string },
): Promise<TestCaller> => {
  const [socket, media] = [await openUdp(from.host), await openUdp(from.host)]
  const sound = openTelephoneSound(media, from.says ?? speech)
  const [answered, hungUpOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { port } = socket.address()
  const id = Math.random().toString(36).slice(2)
  let remote = ''
  let target = `sip:${to.number}@${to.address}:${to.port}`
  const say = (method: string, sequence: number, body = ''): void => {
    const heads = [
      `${method} ${target} SIP/2.0`,
      `Via: SIP/2.0/UDP ${from.host}:${port};branch=z9hG4bK${id}${method}${sequence};rport`,
      `From: <sip:${from.number}@${from.host}:${port}>;tag=${id}`,
      `To: <sip:${to.number}@${to.address}:${to.port}>${remote}`,
      `Call-ID: ${id}`,
      `CSeq: ${sequence} ${method}`,
      `Contact: <sip:${from.number}@${from.host}:${port}>`,
      'Max-Forwards: 70',
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${body.length}`,
    ]
    socket.send(`${heads.join('\r\n')}\r\n\r\n${body}`, to.port, to.address)
  }
  const offer = soundOffer(from.host, media.address().port)
  const hearAnswer = (message: string): void => {
    remote = `;tag=${/;tag=([^;>\s]+)/.exec(headerOf(message, 'To'))?.[1] ?? ''}`
    target = /<([^>]+)>/.exec(headerOf(message, 'Contact'))?.[1] ?? target
    say('ACK', 1)
    const place = soundPlaceIn(message)
    if (place) sound.sendTo(place.address, place.port, place.keyType)
    answered.resolve()
  }
  const agree = (message: string): void => {
    const heads = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${headerOf(message, name)}`)
    socket.send(`SIP/2.0 200 OK\r\n${heads.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`, to.port, to.address)
  }
  socket.on('message', (data) => {
    const message = data.toString('utf8')
    if (/^SIP\/2\.0 200/.test(message) && /INVITE/.test(headerOf(message, 'CSeq'))) hearAnswer(message)
    if (message.startsWith('BYE ')) {
      agree(message)
      hungUpOn.resolve()
    }
  })
  say('INVITE', 1, offer)
  return {
    answered: answered.promise,
    hungUpOn: hungUpOn.promise,
    talk: async (milliseconds) => {
      sound.say(true)
      await new Promise((go) => setTimeout(go, milliseconds))
      sound.say(false)
    },
    press: sound.press,
    heard: sound.heard,
    hangUp: () => say('BYE', 2),
    close: () => {
      sound.close()
      socket.close()
    },
  }
}
