import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { hashPassword } from '#domains/access/server/session.ts'
import { floorNow } from '#domains/floor/contract.ts'
import { gatherMs } from '#domains/floor/server/routes.ts'
import { fastClock } from '#platform/clock.ts'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { silentLog } from '#platform/log.ts'
import { compose } from '#server/compose.ts'
import { readConfig } from '#server/config.ts'
import { foundSite, foundTeam } from '#server/setup/found.ts'
import type { BenchGround, Figures, Urls } from './ground.ts'
import { percentile, round } from './ground.ts'
import { idleNetwork } from './idle-network.ts'

const agents = 500
/** The floor tells at most so often; changes further apart wait for nothing but the gathering, and only these are measured. */
const pauseMs = 450

const openFloor = async (urls: Urls) => {
  const clock = fastClock({ startAt: new Date() })
  const config = readConfig({ CARILLON_STATE_DIR: '/nonexistent', CARILLON_PORT: '0', CARILLON_RECORDING: 'off' })
  const centre = await compose(config, { ...urls, clock, log: silentLog, phones: idleNetwork(clock.now) })
  const ctx = systemContext(centre.base)
  const siteId = await foundSite(ctx, '上海职场')
  const names = Array.from({ length: agents }, (_, n) => `坐席${n}`)
  const { workers } = await foundTeam(ctx, { siteId, name: '一班', prefix: 'A', agents: names })
  await ctx.db
    .insertInto('access.account')
    .values({
      id: newId(Date.now()),
      loginName: 'director',
      displayName: '总监',
      passwordHash: await hashPassword('Correct horse 42'),
      mustChangePassword: false,
      roles: ['director'],
      scope: 'all',
      teamIds: [],
      siteIds: [],
    })
    .execute()
  await centre.openTelephony()
  const { presence } = centre.engine()
  for (const worker of workers) await presence.signIn(worker, { simulated: true })
  await centre.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = centre.app.server.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ loginName: 'director', password: 'Correct horse 42' }),
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const close = async (): Promise<void> => {
    await centre.stop()
    clock.stop()
  }
  return { presence, workers, close, address: `ws://127.0.0.1:${port}/api/live`, cookie }
}

const opened = (socket: WebSocket): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })
const nextMessage = (socket: WebSocket): Promise<{ at: number; text: Buffer }> =>
  new Promise((resolve) => socket.once('message', (text) => resolve({ at: performance.now(), text: text as Buffer })))
const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms))

/** Milliseconds from each change until each socket has the whole message. */
const measure = async (sockets: readonly WebSocket[], samples: number, change: (n: number) => void) => {
  const latencies: number[] = []
  let bytes = 0
  for (let n = 0; n < samples; n++) {
    await pause(pauseMs)
    const heard = sockets.map(nextMessage)
    const began = performance.now()
    change(n)
    for (const { at, text } of await Promise.all(heard)) {
      latencies.push(at - began)
      bytes = text.length
    }
  }
  return { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), bytes }
}

const throughProduct = async (floor: Awaited<ReturnType<typeof openFloor>>, listeners: number, samples: number) => {
  const { presence, workers, address, cookie } = floor
  const sockets = await Promise.all(
    Array.from({ length: listeners }, () => opened(new WebSocket(address, { headers: { cookie } }))),
  )
  const first = sockets.map(nextMessage)
  for (const socket of sockets) socket.send(JSON.stringify({ listen: floorNow.name, key: { of: 'all' } }))
  await Promise.all(first)
  const measured = await measure(sockets, samples, (n) => {
    const { id } = workers[n % workers.length] as { id: string }
    const ready = presence.find(id)?.state !== 'ready'
    presence.ask(id, ready ? { ready } : { pause: 'break', reasonId: null })
  })
  for (const socket of sockets) socket.close()
  return measured
}

/** The least there is: a server that sends every socket the same bytes when told to. */
const bareBroadcast = async (bytes: number, listeners: number, samples: number) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const sockets = await Promise.all(
    Array.from({ length: listeners }, () => opened(new WebSocket(`ws://127.0.0.1:${port}`))),
  )
  const message = 'x'.repeat(bytes)
  const measured = await measure(sockets, samples, () => {
    for (const client of server.clients) client.send(message)
  })
  for (const socket of sockets) socket.terminate()
  await new Promise((resolve) => server.close(resolve))
  return measured
}

/** How soon 500 agents' floor is on the screens of those who watch it, beside sending the same bytes and nothing else. */
export const floorPush = async ({ quick, freshDatabase, say }: BenchGround): Promise<Figures> => {
  const figures: Figures = {}
  const samples = quick ? 8 : 40
  figures.floor_gathering_ms = gatherMs(agents)
  const floor = await openFloor(await freshDatabase())
  for (const listeners of [1, 50]) {
    say(`floor push: ${agents} agents, ${listeners} listening …`)
    const pushed = await throughProduct(floor, listeners, samples)
    const bare = await bareBroadcast(pushed.bytes, listeners, samples)
    const name = `${listeners}_sockets`
    figures.floor_message_bytes = pushed.bytes
    figures[`floor_push_p50_ms_${name}`] = round(pushed.p50, 2)
    figures[`floor_push_p99_ms_${name}`] = round(pushed.p99, 2)
    figures[`bare_ws_p50_ms_${name}`] = round(bare.p50, 2)
    figures[`bare_ws_p99_ms_${name}`] = round(bare.p99, 2)
    const work = { p50: pushed.p50 - gatherMs(agents), p99: pushed.p99 - gatherMs(agents) }
    figures[`floor_push_beyond_gathering_p50_ms_${name}`] = round(work.p50, 2)
    figures[`floor_push_beyond_gathering_p99_ms_${name}`] = round(work.p99, 2)
    figures[`floor_push_beyond_gathering_to_bare_ws_p50_ratio_${name}`] = round(work.p50 / bare.p50, 2)
    figures[`floor_push_beyond_gathering_to_bare_ws_p99_ratio_${name}`] = round(work.p99 / bare.p99, 2)
  }
  await floor.close()
  return figures
}
