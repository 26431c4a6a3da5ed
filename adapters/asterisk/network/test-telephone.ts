import { createSocket, type Socket } from 'node:dgram'
import { aLaw, fromALaw } from './sounds.ts'

/** What a telephone of a customer says and hears: a packet of A-law every fiftieth of a second, keys among them (RFC 4733). */
export type TelephoneSound = {
  /** Where the other side listens, and by which number it knows keys. */
  sendTo: (address: string, port: number, keyType?: number) => void
  /** Says what it has to say from now on, over and over, or is silent. */
  say: (on: boolean) => void
  press: (keys: string) => Promise<void>
  /** The sound of the newest packets, from −1 to 1; of five seconds at most. */
  heard: (milliseconds: number) => number[]
  /** The keys pressed for it by the other side, in order. */
  keys: () => string
  close: () => void
}

const frameMs = 20
const frameSamples = 160
const samplesPerMs = 8
const rememberedPackets = 5000 / frameMs
const alawType = 8
export const usualKeyType = 101
const keyNames = '0123456789*#'
const silence = Buffer.alloc(frameSamples, 0xd5)
const passed = (milliseconds: number): Promise<void> => new Promise((go) => setTimeout(go, milliseconds))

export const openUdp = (host: string): Promise<Socket> =>
  new Promise((ready) => {
    const socket = createSocket('udp4')
    // A port that is closed by now is an answer too.
    socket.on('error', () => undefined)
    socket.bind({ address: host, port: 0 }, () => ready(socket))
  })

/** A second of a sound, to be said over and over. */
export const secondOf = (sound: (seconds: number) => number): Buffer =>
  Buffer.from(Array.from({ length: 1000 * samplesPerMs }, (_, i) => aLaw(sound(i / 1000 / samplesPerMs))))

const openEar = (socket: Socket, keyType: () => number) => {
  const packets: Buffer[] = []
  let pressed = ''
  let lastKey = ''
  socket.on('message', (packet) => {
    const type = (packet[1] ?? 0) & 0x7f
    if (type === alawType && packets.push(packet.subarray(12)) > rememberedPackets) packets.shift()
    if (type !== keyType()) return
    // One key is told many times, under the moment it went down.
    const [event = 255, moment] = [packet[12], packet.readUInt32BE(4)]
    if (lastKey === `${event} ${moment}`) return
    lastKey = `${event} ${moment}`
    pressed += keyNames[event] ?? '?'
  })
  return {
    heard: (milliseconds: number): number[] => [...Buffer.concat(packets.slice(-milliseconds / frameMs))].map(fromALaw),
    keys: (): string => pressed,
  }
}

/** Sound over that socket; `speech` is a second of A-law, of which whole frames are said. */
export const openTelephoneSound = (socket: Socket, speech: Buffer): TelephoneSound => {
  let to: { address: string; port: number } | undefined
  let keyType = usualKeyType
  let [sequence, timestamp, frame] = [1, 0, 0]
  let isSaying = false
  let isPressing = false
  const ear = openEar(socket, () => keyType)
  const send = (type: number, payload: Buffer, moment: number, isFirst = false): void => {
    const head = Buffer.alloc(12)
    head[0] = 0x80
    head[1] = type | (isFirst ? 0x80 : 0)
    head.writeUInt16BE(sequence++ & 0xffff, 2)
    head.writeUInt32BE(moment >>> 0, 4)
    head.writeUInt32BE(0xc0ffee, 8)
    if (to) socket.send(Buffer.concat([head, payload]), to.port, to.address)
  }
  const beat = setInterval(() => {
    timestamp += frameSamples
    frame = (frame + 1) % (speech.length / frameSamples)
    if (isPressing) return
    const sound = isSaying ? speech.subarray(frame * frameSamples, (frame + 1) * frameSamples) : silence
    send(alawType, sound, timestamp)
  }, frameMs)
  /** One key: growing while it is held, its end said three times. */
  const pressKey = async (key: string): Promise<void> => {
    isPressing = true
    const [event, began] = [keyNames.indexOf(key), timestamp]
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
    ...ear,
    sendTo: (address, port, keys = usualKeyType): void => {
      to = { address, port }
      keyType = keys
    },
    say: (on): void => {
      isSaying = on
    },
    press: async (keys): Promise<void> => {
      for (const key of keys) await pressKey(key)
    },
    close: (): void => {
      clearInterval(beat)
      socket.close()
    },
  }
}

/** How loud one tone is in a sound, as its amplitude from 0 to 1 (Goertzel). */
export const amplitudeOf = (samples: readonly number[], hertz: number, samplesPerSecond = 8000): number => {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / samplesPerSecond)
  let [last, before] = [0, 0]
  for (const sample of samples) [last, before] = [sample + turn * last - before, last]
  const power = last * last + before * before - turn * last * before
  return samples.length === 0 ? 0 : (2 * Math.sqrt(Math.max(0, power))) / samples.length
}

export const headerOf = (message: string, name: string): string =>
  new RegExp(`^${name}:\\s*(.+)$`, 'im').exec(message)?.[1]?.trim() ?? ''

/** Where the sender of a session description listens, and its number for keys. */
export const soundPlaceIn = (message: string): { address: string; port: number; keyType: number } | undefined => {
  const address = /^c=IN IP4 (\S+)/m.exec(message)?.[1]
  const port = Number(/^m=audio (\d+)/m.exec(message)?.[1])
  const keyType = Number(/^a=rtpmap:(\d+) telephone-event\/8000/m.exec(message)?.[1] ?? usualKeyType)
  return address && port > 0 ? { address, port, keyType } : undefined
}

export const soundOffer = (host: string, port: number, keyType = usualKeyType): string =>
  [
    ...['v=0', `o=customer 1 1 IN IP4 ${host}`, 's=-', `c=IN IP4 ${host}`, 't=0 0'],
    `m=audio ${port} RTP/AVP ${alawType} ${keyType}`,
    `a=rtpmap:${alawType} PCMA/8000`,
    `a=rtpmap:${keyType} telephone-event/8000`,
    ...[`a=fmtp:${keyType} 0-15`, 'a=ptime:20', ''],
  ].join('\r\n')
