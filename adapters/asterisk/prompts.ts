import { playableName } from '#domains/telephony/contract.ts'
import type { AriEvent } from './ari.ts'
import { type Exchange, harmless, type Node, nextSerial } from './exchange.ts'
import { playbackOf } from './names.ts'
import { openBridge } from './places.ts'

/*
 * Asterisk 22.10.1 keeps a fetched sound below its `astcachedir`, and cuts the path of that copy at the length of the
 * address (`fileexists_core`): an address shorter than the path is fetched and then not found. Ours are longer by their
 * hash alone.
 */

/** An empty bridge of each node, in which prompts are played to nobody. */
const bridge = 'prompts'
/** Behind the end of any prompt. */
const beyondTheEnd = '100000000'
/** A node that could not fetch a prompt tries again so often. */
const againAfterMs = 30_000
/** Asterisk gives a fetch ten seconds (`res_http_media_cache.conf`). */
const longestFetchMs = 15_000

/**
 * What Asterisk is asked to play for a name: a prompt of our own, or a sound file of the node. Asterisk would fetch an
 * address wherever it leads and play any recording it has: a name that is neither stands for a file nobody has.
 */
export const mediaOf = ({ prompts }: Pick<Exchange, 'prompts'>, name: string): string => {
  const own = prompts.get(name)
  if (own) return `sound:${own.url}`
  return `sound:${playableName.test(name) ? name : name.replaceAll(/[^\w-]/g, '-')}`
}

/**
 * Lets the node fetch a prompt before anybody waits for it: Asterisk keeps what it has once played, so it is played to
 * nobody, from behind its end. Measured with 22.10.1: 30 ms, and it tells `failed` where it cannot have it.
 */
const fetchOne = async (exchange: Exchange, node: Node, url: string): Promise<boolean> => {
  const playback = playbackOf('prompt', nextSerial(exchange))
  const over = Promise.withResolvers<boolean>()
  node.fetches.set(playback, over.resolve)
  const giveUp = exchange.clock.after(longestFetchMs, () => over.resolve(false))
  try {
    const media = `sound:${url}`
    await node.ari.ask('POST', `bridges/${bridge}/play/${playback}`, { media, offsetms: beyondTheEnd })
    return await over.promise
  } finally {
    giveUp()
    node.fetches.delete(playback)
  }
}

/** A playback of a prompt to nobody is over: the node has it, or cannot have it. */
export const hearFetch = (node: Node, event: AriEvent): void => {
  if (event.type === 'PlaybackFinished') node.fetches.get(event.playback.id)?.(event.playback.state !== 'failed')
}

const fetchAll = async (exchange: Exchange, node: Node): Promise<void> => {
  const wanted = new Set([...exchange.prompts.values()].map(({ url }) => url))
  for (const url of node.prompts.keys()) if (!wanted.has(url)) node.prompts.delete(url)
  const lacking = [...wanted].filter((url) => node.prompts.get(url) !== true)
  if (lacking.length === 0) return
  // One of a process that died meanwhile may be there still.
  await openBridge(node, bridge, bridge)
  try {
    await node.ari.ask('POST', `applications/${node.address.app}/subscription`, { eventSource: `bridge:${bridge}` })
    for (const url of lacking) {
      const has = await fetchOne(exchange, node, url)
      if (!has) exchange.log.warn({ node: node.address.name, url }, 'a telephone node could not fetch a prompt')
      node.prompts.set(url, has)
    }
  } finally {
    await harmless(exchange, node.ari.ask('DELETE', `bridges/${bridge}`), 'the bridge of prompts could not be removed')
  }
  node.callOffFetch()
  if ([...node.prompts.values()].includes(false)) fetchLater(exchange, node)
}
const fetchLater = (exchange: Exchange, node: Node): void => {
  node.callOffFetch()
  node.callOffFetch = exchange.clock.after(againAfterMs, () => node.ari.isUp() && fetchPrompts(exchange, node))
}

/**
 * Begins to let the node fetch what it lacks; nobody waits for it. One fetches after the other, and one that has not
 * begun yet is enough: it fetches what is lacking by then.
 */
export const fetchPrompts = (exchange: Exchange, node: Node): void => {
  if (node.isFetchQueued) return
  node.isFetchQueued = true
  node.fetching = node.fetching
    .then(() => {
      node.isFetchQueued = false
      return node.ari.isUp() ? fetchAll(exchange, node) : undefined
    })
    .catch((error: unknown) => {
      exchange.log.warn({ err: error, node: node.address.name }, 'a telephone node could not be given its prompts')
      fetchLater(exchange, node)
    })
}

/** The prompts this node cannot play, by name: not fetched yet, or not to be had. */
export const missingPrompts = (exchange: Exchange, node: Node): string[] =>
  [...exchange.prompts.values()].filter(({ url }) => node.prompts.get(url) !== true).map(({ name }) => name)
