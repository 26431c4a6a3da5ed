import { createSocket, type Socket } from 'node:dgram'
import { aLaw, voice } from './sounds.ts'

/** A customer with a telephone of their own, who calls us: rings, talks, presses keys (RFC 4733) and hangs up when told to. */
export type TestCaller = {
  /** Until somebody of ours has taken the call. */
  answered: Promise<void>
  /** Until we have hung up. */
  hungUpOn: Promise<void>
  talk: (milliseconds: number) => Promise<void>
  press: (keys: string) => Promise<void>
  hangUp: () => void
  close: () => void
}

const frameMs = 20
const frameSamples = 160
const [alawType, keyType] = [8, 101]
const silence = Buffer.alloc(frameSamples, 0xd5)
const speech = Buffer.from(Array.from({ length: 8000 }, (_, i) => aLaw(voice(180)(i / 8000))))
const passed = (milliseconds: number): Promise<void> => new Promise((go) => setTimeout(go, milliseconds))

const open = (host: string): Promise<Socket> =>
  new Promise((ready) => {
    const socket = createSocket('udp4')
    socket.on('error', () => undefined)
    socket.bind({ address: host, port: 0 }, () => ready(socket))
  })

/** What is heard by them goes unheard; what they say is a packet every twentieth of a second, keys among them. */
const openSound = (socket: Socket) => {
  let to: { address: string; port: number } | undefined
  let [sequence, timestamp, frame] = [1, 0, 0]
  let isTalking = false
  const send = (type: number, payload: Buffer, moment: number, isFirst = false): void => {
    const head = Buffer.alloc(12)
    head[0] = 0x80
    head[1] = type | (isFirst ? 0x80 : 0)
    head.writeUInt16BE(sequence++ & 0xffff, 2)
    head.writeUInt32BE(moment >>> 0, 4)
    head.writeUInt32BE(0xc0ffee, 8)
    if (to) socket.send(Buffer.concat([head, payload]), to.port, to.address)
  }
  let isPressing = false
  const beat = setInterval(() => {
    timestamp += frameSamples
    frame = (frame + 1) % (speech.length / frameSamples)
    if (isPressing) return
    const sound = isTalking ? speech.subarray(frame * frameSamples, (frame + 1) * frameSamples) : silence
    send(alawType, sound, timestamp)
  }, frameMs)
  /** One key as RFC 4733 tells it: growing while it is held, its end said three times. */
  const pressKey = async (key: string): Promise<void> => {
    isPressing = true
    const [event, began] = ['0123456789*#'.indexOf(key), timestamp]
    for (let packet = 1; packet <= 8; packet++) {
      const isEnd = packet > 5
      const length = Math.min(packet, 6) * frameSamples
      send(keyType, Buffer.from([event, isEnd ? 0x8a : 0x0a, length >> 8, length & 0xff]), began, packet === 1)
      await passed(frameMs)
    }
    isPressing = false
    await passed(150)
  }
  return {
    sendTo: (address: string, port: number): void => {
      to = { address, port }
    },
    talk: async (milliseconds: number): Promise<void> => {
      isTalking = true
      await passed(milliseconds)
      isTalking = false
    },
    press: async (keys: string): Promise<void> => {
      for (const key of keys) await pressKey(key)
    },
    close: (): void => {
      clearInterval(beat)
      socket.close()
    },
  }
}

const headerOf = (message: string, name: string): string =>
  new RegExp(`^${name}:\\s*(.+)$`, 'im').exec(message)?.[1]?.trim() ?? ''

/** Calls that number at an Asterisk, from an address of a carrier it knows. */
export const callByHand = async (
  from: { host: string; number: string },
  to: { address: string; port: number; number: string },
): Promise<TestCaller> => {
  const [socket, media] = [await open(from.host), await open(from.host)]
  const sound = openSound(media)
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
  const offer = [
    ...['v=0', `o=caller 1 1 IN IP4 ${from.host}`, 's=-', `c=IN IP4 ${from.host}`, 't=0 0'],
    `m=audio ${media.address().port} RTP/AVP ${alawType} ${keyType}`,
    ...['a=rtpmap:8 PCMA/8000', 'a=rtpmap:101 telephone-event/8000', 'a=fmtp:101 0-15', 'a=ptime:20', ''],
  ].join('\r\n')
  const hearAnswer = (message: string): void => {
    remote = `;tag=${/;tag=([^;>\s]+)/.exec(headerOf(message, 'To'))?.[1] ?? ''}`
    target = /<([^>]+)>/.exec(headerOf(message, 'Contact'))?.[1] ?? target
    say('ACK', 1)
    const address = /^c=IN IP4 (\S+)/m.exec(message)?.[1]
    const soundPort = /^m=audio (\d+)/m.exec(message)?.[1]
    if (address && soundPort) sound.sendTo(address, Number(soundPort))
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
    talk: sound.talk,
    press: sound.press,
    hangUp: () => say('BYE', 2),
    close: () => {
      sound.close()
      socket.close()
    },
  }
}
