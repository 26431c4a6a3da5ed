import { z } from 'zod'
import { type AriChannel, type AriEvent, AriRefused, channelOf } from './ari.ts'
import { type Exchange, type Half, harmless, type Node } from './exchange.ts'

/** What another process of ours must know of a leg that came in from another node; kept with its channel. */
const HalfMemory = z.object({ half: z.string(), from: z.string() })
export const halfMemoryOf = (way: string, { address }: Node): string =>
  JSON.stringify({ half: way, from: address.name } satisfies z.input<typeof HalfMemory>)
const read = (text: string): z.output<typeof HalfMemory> | undefined => {
  try {
    return HalfMemory.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const endHalf = (exchange: Exchange, way: string, { on, channel }: Half): void => {
  exchange.halves.delete(way)
  void harmless(
    exchange,
    on.ari.ask('DELETE', `channels/${channel}`),
    'what came in from another node could not be ended',
  )
}

/** The leg is gone on one of the two nodes: nothing of it stays on the other. */
export const hearHalf = (exchange: Exchange, node: Node, event: AriEvent): void => {
  const id = channelOf(event)?.id
  if (id === undefined || (event.type !== 'ChannelDestroyed' && event.type !== 'StasisEnd')) return
  for (const [way, half] of exchange.halves) if (half.on === node && half.channel === id) exchange.halves.delete(way)
  if (event.type !== 'ChannelDestroyed') return
  exchange.ways.delete(id)
  const half = exchange.halves.get(id)
  if (half?.from === node) endHalf(exchange, id, half)
}

/** That node is gone, without a goodbye to any other. */
export const loseHalves = (exchange: Exchange, node: Node): void => {
  for (const [way, half] of [...exchange.halves]) {
    if (half.from === node) endHalf(exchange, way, half)
    else if (half.on === node) {
      exchange.halves.delete(way)
      const ended = half.from.ari.ask('DELETE', `channels/${way}`)
      void harmless(exchange, ended, 'a leg to a node that is gone could not be ended')
    }
  }
}

/** A leg from another node that another process of ours called. */
export const takeUpHalf = (exchange: Exchange, on: Node, channel: AriChannel, memory: string): void => {
  const known = read(memory)
  const from = exchange.nodes.find(({ address }) => address.name === known?.from)
  if (known && from && !exchange.halves.has(known.half))
    exchange.halves.set(known.half, { from, on, channel: channel.id })
}

/** What happened to the other half while nobody heard of it is asked there. */
export const compareHalves = async (exchange: Exchange): Promise<void> => {
  for (const [way, half] of [...exchange.halves]) {
    if (!half.from.ari.isUp() || !half.on.ari.isUp()) continue
    try {
      await half.from.ari.ask('GET', `channels/${way}`)
    } catch (error) {
      if (error instanceof AriRefused && error.status === 404) endHalf(exchange, way, half)
    }
  }
}
