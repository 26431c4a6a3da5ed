import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'

/** Below what the kernel gives away by itself (32768 on Linux), so that nobody gets one between looking and using it. */
const signalling = { first: 10_000, last: 17_999 }
const sound = { first: 18_000, last: 32_767 }

/** This machine alone. Any 127.x.y.z is, on Linux, which tells several parties apart by their address. */
export const loopback = '127.0.0.1'

/** A port of a loopback address that is free for UDP and TCP alike. */
export const freePort = async (host = loopback): Promise<number> => {
  for (let tries = 0; tries < 200; tries++) {
    const port = somewhere(signalling.first, signalling.last)
    if (await isFree(port, host)) return port
  }
  throw new Error(`no port is free on ${host}`)
}

/** So many neighbouring ports for sound. Programs step over single ones that are taken meanwhile. */
export const freeSoundPorts = async (count: number, host = loopback): Promise<{ first: number; last: number }> => {
  for (let tries = 0; tries < 200; tries++) {
    const first = 2 * Math.floor(somewhere(sound.first, sound.last - count) / 2)
    const samples = [0, 0.25, 0.5, 0.75].map((part) => first + 2 * Math.floor((part * count) / 2))
    const free = await Promise.all(samples.map((port) => isFree(port, host)))
    if (free.every(Boolean)) return { first, last: first + count - 1 }
  }
  throw new Error(`no run of ports is free on ${host}`)
}

const somewhere = (first: number, last: number): number => first + Math.floor(Math.random() * (last - first + 1))

const isFree = async (port: number, host: string): Promise<boolean> =>
  (await mayBindUdp(port, host)) && (await mayBindTcp(port, host))

const mayBindUdp = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', () => socket.close(() => resolve(false)))
    socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => resolve(true)))
  })

const mayBindTcp = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
