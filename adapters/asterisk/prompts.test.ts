import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fastClock } from '#platform/clock.ts'
import { silentLog } from '#platform/log.ts'
import { AriAway, type AriEvent, AriRefused } from './ari.ts'
import type { Exchange, Node } from './exchange.ts'
import { fetchPrompts, hearFetch, mediaOf } from './prompts.ts'

const broken = 'http://127.0.0.1/broken.alaw'

/** A node whose Asterisk cannot have one prompt, until it is mended; and what it was asked to play. */
const nodeThatLacks = () => {
  const clock = fastClock({ startAt: new Date('2026-03-05T01:00:00Z') })
  const tries: number[] = []
  let isMended = false
  const ask = async (method: string, path: string): Promise<unknown> => {
    const playback = path.split('/play/')[1]
    if (method !== 'POST' || playback === undefined) return undefined
    tries.push(clock.nowMs())
    const event = { type: 'PlaybackFinished', playback: { id: playback, state: isMended ? 'done' : 'failed' } }
    clock.after(30, () => hearFetch(node, event as AriEvent))
    return undefined
  }
  const node = {
    ...{ address: { name: 'a', app: 'carillon' }, ari: { isUp: () => true, ask } },
    ...{ prompts: new Map(), fetches: new Map(), fetching: Promise.resolve() },
    ...{ isFetchQueued: false, callOffFetch: () => {} },
  } as unknown as Node
  const prompts = new Map([['broken', { name: 'broken', sound: 'x', url: broken, milliseconds: 1000 }]])
  const exchange = { clock, log: silentLog, prompts, session: 's', serial: 0 } as unknown as Exchange
  const mend = (): void => {
    isMended = true
  }
  return { clock, exchange, node, tries, mend }
}

test('a prompt a node cannot have is asked for every half minute, however often it was told of its prompts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(40_000), { minLength: 1, maxLength: 12 }), async (pauses) => {
      const { clock, exchange, node, tries, mend } = nodeThatLacks()
      for (const pause of pauses) {
        // Three at once, as where a headset, a trunk and a prompt change together: one begins, one follows it.
        for (let n = 0; n < 3; n++) fetchPrompts(exchange, node)
        await clock.runFor(pause)
      }
      await clock.runFor(31_000)
      tries.length = 0
      await clock.runFor(300_000)
      expect(tries.length).toBeGreaterThan(8)
      expect(tries.length).toBeLessThan(11)
      mend()
      await clock.runFor(31_000)
      tries.length = 0
      await clock.runFor(300_000)
      expect([tries, node.prompts.get(broken)]).toEqual([[], true])
    }),
    { numRuns: 20 },
  )
})

test('what changes while a node fetches is fetched after it, once', async () => {
  const { clock, exchange, node, tries } = nodeThatLacks()
  fetchPrompts(exchange, node)
  await clock.runFor(10)
  const url = 'http://127.0.0.1/another.alaw'
  exchange.prompts.set('another', { name: 'another', sound: 'y', url, milliseconds: 1000 })
  for (let n = 0; n < 5; n++) fetchPrompts(exchange, node)
  await clock.runFor(1000)
  expect(tries.length).toBe(3)
  expect(node.prompts.has(url)).toBe(true)
})

test('a fetch that breaks off leaves no bridge behind, and the next one does not mind one that was left', async () => {
  const { clock, exchange, node, tries } = nodeThatLacks()
  const bridges = new Set(['prompts'])
  const { ask } = node.ari
  let isLineCut = true
  const answer = async (method: string, path: string): Promise<unknown> => {
    const [kind, id = '', more] = path.split('/')
    if (kind === 'bridges' && !more) {
      if (method === 'POST' && bridges.has(id)) throw new AriRefused(409, `Bridge with id ${id} already exists`)
      if (method === 'POST') bridges.add(id)
      else bridges.delete(id)
    }
    if (isLineCut && more === 'play') throw new AriAway('no answer')
    return ask(method as 'POST', path)
  }
  Object.assign(node.ari, { ask: answer })
  fetchPrompts(exchange, node)
  await clock.runFor(1000)
  expect([...bridges, ...tries]).toEqual([])
  isLineCut = false
  await clock.runFor(31_000)
  expect(tries.length).toBe(1)
  expect([...bridges]).toEqual([])
})

test('a name plays a prompt of our own or a sound of the node, and leads nowhere else', () => {
  const { exchange } = nodeThatLacks()
  expect(mediaOf(exchange, 'broken')).toBe(`sound:${broken}`)
  expect(['beep', 'digits/1', 'house_goodbye.v2'].map((name) => mediaOf(exchange, name))).toEqual([
    ...['sound:beep', 'sound:digits/1', 'sound:house_goodbye.v2'],
  ])
  const wild = fc.oneof(
    fc.constantFrom('sound:http://10.0.0.1/x.wav', 'recording:of-another', '../monitor/x', '/etc/passwd', 'a&http://b'),
    fc.string(),
  )
  fc.assert(
    fc.property(wild, (name) => {
      expect(mediaOf(exchange, name)).toMatch(/^sound:[\w-]*([./][\w-]+)*$/)
    }),
  )
})
