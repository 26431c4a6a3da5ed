import { createSocket, type Socket } from 'node:dgram'
import { aLaw, fromALaw, tone } from '#adapters/asterisk/network/sounds.ts'

/** What a telephone of the bench heard of one call. Moments are milliseconds since 1970, with fractions. */
export type EarCall = {
  /** The number, or the seat, it was called as. */
  to: string
  from: string
  cameAt: number
  rangAt?: number
  answeredAt?: number
  /** The first packet of sound, and the first that was not silent. */
  firstPacketAt?: number
  firstSoundAt?: number
  endedAt?: number
  end?: 'customer' | 'us' | 'cancelled'
  /** Each time sound began after at least a tenth of a second without. */
  onsets: number[]
}

export type EarWish = {
  host: string
  port: number
  ringMs: number
  /** Hangs up after so long; 0: never. */
  talkMs: number
  /** What it says all the time. */
  hertz: number
}

const now = (): number => performance.timeOrigin + performance.now()
const packetMs = 20
const samplesPerPacket = 160
const silenceMs = 100
/** A tone of the bench is 0.4 loud; silence and comfort noise stay far below. */
const isLoud = (sound: Uint8Array): boolean => sound.some((byte) => Math.abs(fromALaw(byte)) > 0.05)

type Heads = { line: string; text: string; all: (name: string) => string[] }
const readMessage = (data: Buffer): Heads => {
  const text = data.toString('utf8')
  const lines = text.split('\r\n')
  return {
    line: lines[0] ?? '',
    text,
    all: (name) => lines.filter((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`)),
  }
}
const uriIn = (header: string): string => /<([^>]+)>/.exec(header)?.[1] ?? ''
const userIn = (header: string): string => /sip:([^@>;]*)/.exec(header)?.[1] ?? ''

type Leg = {
  call: EarCall
  sound: Socket
  invite: Heads
  remote: { address: string; port: number } | undefined
  sequence: number
  lastLoudAt: number
  timers: NodeJS.Timeout[]
}

/** A tone whose period is that of a packet, so that every packet is the same. */
const packetOf = (hertz: number): Uint8Array =>
  Uint8Array.from({ length: samplesPerPacket }, (_, n) => aLaw(tone(hertz)(n / 8000)))

const rtp = (sequence: number, sound: Uint8Array): Buffer => {
  const head = Buffer.alloc(12)
  head.writeUInt8(0x80, 0)
  head.writeUInt8(8, 1)
  head.writeUInt16BE(sequence & 0xffff, 2)
  head.writeUInt32BE((sequence * samplesPerPacket) >>> 0, 4)
  head.writeUInt32BE(0x00be_ac4e, 8)
  return Buffer.concat([head, sound])
}

const placeOfSound = ({ text }: Heads): Leg['remote'] => {
  const address = /\r\nc=IN IP4 (\S+)/.exec(text)?.[1]
  const port = Number(/\r\nm=audio (\d+)/.exec(text)?.[1])
  return address && port ? { address, port } : undefined
}

const hearPacket = (leg: Leg, data: Buffer): void => {
  const at = now()
  const { call } = leg
  call.firstPacketAt ??= at
  if (!isLoud(data.subarray(12))) return
  call.firstSoundAt ??= at
  if (at - leg.lastLoudAt > silenceMs) call.onsets.push(at)
  leg.lastLoudAt = at
}

export type Ear = { calls: EarCall[]; close: () => void }

/**
 * A telephone that answers any number of calls over plain SIP, says one tone without a pause, and keeps the very moment
 * each packet of sound arrives: what SIPp cannot tell.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the calls its small functions share.
export const openEar = async (wish: EarWish): Promise<Ear> => {
  const signalling = createSocket('udp4')
  const calls: EarCall[] = []
  const legs = new Map<string, Leg>()
  const said = packetOf(wish.hertz)
  const idOf = (message: Heads): string => message.all('Call-ID')[0] ?? ''

  const reply = (to: Heads, line: string, body = ''): void => {
    const heads = [
      ...to.all('Via'),
      ...to.all('From'),
      `${to.all('To')[0]};tag=ear`,
      ...to.all('Call-ID'),
      ...to.all('CSeq'),
    ]
    const contact = `Contact: <sip:ear@${wish.host}:${wish.port}>`
    const type = body ? ['Content-Type: application/sdp'] : []
    const lines = [`SIP/2.0 ${line}`, ...heads, contact, ...type, `Content-Length: ${body.length}`, '', body]
    const via = /SIP\/2\.0\/UDP ([^;:\s]+):?(\d+)?/.exec(to.all('Via')[0] ?? '')
    signalling.send(lines.join('\r\n'), Number(via?.[2] ?? 5060), via?.[1])
  }
  const description = (leg: Leg): string =>
    [
      `v=0\r\no=ear 1 1 IN IP4 ${wish.host}\r\ns=-\r\nc=IN IP4 ${wish.host}\r\nt=0 0`,
      `m=audio ${leg.sound.address().port} RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=ptime:20\r\n`,
    ].join('\r\n')
  const end = (id: string, how: NonNullable<EarCall['end']>): void => {
    const leg = legs.get(id)
    if (!leg) return
    legs.delete(id)
    for (const timer of leg.timers) clearTimeout(timer)
    Object.assign(leg.call, { endedAt: now(), end: how })
    leg.sound.close()
  }
  const hangUp = (id: string, { invite }: Leg): void => {
    const target = uriIn(invite.all('Contact')[0] ?? '')
    const place = /sip:(?:[^@]*@)?([^:;]+):?(\d+)?/.exec(target)
    const [from, to] = [invite.all('To')[0]?.slice(3), invite.all('From')[0]?.slice(5)]
    const heads = [
      `BYE ${target} SIP/2.0`,
      `Via: SIP/2.0/UDP ${wish.host}:${wish.port};branch=z9hG4bK${Math.random().toString(36).slice(2)}`,
      `From:${from};tag=ear\r\nTo:${to}\r\n${id}\r\nCSeq: 9 BYE\r\nMax-Forwards: 70`,
      'Reason: Q.850;cause=16\r\nContent-Length: 0\r\n\r\n',
    ]
    signalling.send(heads.join('\r\n'), Number(place?.[2] ?? 5060), place?.[1])
    end(id, 'customer')
  }
  const answer = (id: string, leg: Leg): void => {
    leg.call.answeredAt = now()
    reply(leg.invite, '200 OK', description(leg))
    if (wish.talkMs > 0) leg.timers.push(setTimeout(() => hangUp(id, leg), wish.talkMs))
  }
  const ring = (id: string, invite: Heads): void => {
    const sound = createSocket('udp4')
    const [to, from] = [invite.all('To')[0], invite.all('From')[0]].map((header) => userIn(header ?? ''))
    const call: EarCall = { to: to ?? '', from: from ?? '', cameAt: now(), onsets: [] }
    const leg: Leg = { call, sound, invite, remote: placeOfSound(invite), sequence: 0, lastLoudAt: 0, timers: [] }
    calls.push(call)
    legs.set(id, leg)
    sound.on('message', (data) => hearPacket(leg, data))
    sound.on('error', () => {})
    sound.bind(0, wish.host, () => {
      if (wish.ringMs > 0) {
        call.rangAt = now()
        reply(invite, '180 Ringing')
      }
      leg.timers.push(setTimeout(() => answer(id, leg), wish.ringMs))
    })
  }
  const hear: Record<string, (message: Heads) => void> = {
    invite: (message) => {
      reply(message, '100 Trying')
      const leg = legs.get(idOf(message))
      // Told again, or asked anew in the middle of a call: the same answer.
      if (!leg) ring(idOf(message), message)
      else if (leg.call.answeredAt !== undefined) reply(message, '200 OK', description(leg))
    },
    cancel: (message) => {
      const leg = legs.get(idOf(message))
      reply(message, '200 OK')
      if (!leg || leg.call.answeredAt !== undefined) return
      reply(leg.invite, '487 Request Terminated')
      end(idOf(message), 'cancelled')
    },
    bye: (message) => {
      reply(message, '200 OK')
      end(idOf(message), 'us')
    },
    options: (message) => reply(message, '200 OK'),
  }
  signalling.on('message', (data) => {
    const message = readMessage(data)
    hear[message.line.split(' ')[0]?.toLowerCase() ?? '']?.(message)
  })
  const speak = (): void => {
    for (const leg of legs.values())
      if (leg.remote && leg.call.answeredAt !== undefined)
        leg.sound.send(rtp(leg.sequence++, said), leg.remote.port, leg.remote.address)
  }
  const speaking = setInterval(speak, packetMs)
  await new Promise<void>((resolve) => signalling.bind({ port: wish.port, address: wish.host }, resolve))
  return {
    calls,
    close: () => {
      clearInterval(speaking)
      for (const { sound } of legs.values()) sound.close()
      signalling.close()
    },
  }
}
