import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { type HeadsetAccount, plainTrunk, type TelephonyPort, type Trunk } from '#domains/telephony/server/port.ts'
import { neighbourId } from './across.ts'
import { type AriEndpoint, AriRefused } from './ari.ts'
import type { Exchange, Node } from './exchange.ts'
import { seatFor, seeEndpoint } from './headsets.ts'
import { userOf } from './names.ts'
import { headsetObjects, type PjsipObject, trunkId, trunkObjects } from './pjsip-objects.ts'
import { fetchPrompts } from './prompts.ts'
import { setTrunks } from './trunks.ts'

/** host:port, with the port left off where none was said; IPv6 in brackets. */
export const hostOf = (address: string): string => address.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')

/** The addresses a carrier may call us from. A name nobody knows now is looked up anew at the next change or start. */
const addressesOf = async (exchange: Exchange, trunk: Trunk): Promise<string[]> => {
  const host = hostOf(trunk.address)
  if (isIP(host)) return [host]
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address)
  } catch (error) {
    exchange.log.warn({ err: error, trunk: trunk.name }, 'the name of a trunk is not known')
    return []
  }
}

/** A plain SIP telephone at a fixed place, without a password: for machines of our own that play headsets. */
const phoneObjects = (exchange: Exchange, user: string, contact: string, media: string | undefined): PjsipObject[] => [
  {
    type: 'aor',
    id: user,
    fields: { contact, qualify_frequency: String(exchange.phonesAskedEverySeconds), qualify_timeout: '1' },
  },
  {
    type: 'endpoint',
    id: user,
    fields: {
      transport: 'trunk-udp',
      context: 'from-headset',
      disallow: 'all',
      allow: 'alaw',
      direct_media: 'no',
      timers: 'no',
      rtp_timeout: '3',
      ...(media ? { media_address: media, bind_rtp_to_media_address: 'yes' } : {}),
      aors: user,
    },
  },
]

const headsetOf = (exchange: Exchange, account: HeadsetAccount, media: string | undefined): PjsipObject[] => {
  const user = userOf(account.endpoint)
  const phone = exchange.phoneAt?.(user)
  return phone === undefined
    ? headsetObjects({ endpoint: user, password: account.password }, media)
    : phoneObjects(exchange, user, phone, media)
}

/** The way to another node of ours, known by its address. */
const neighbourObjects = ({ address: { name, sip } }: Node, media: string | undefined): PjsipObject[] => {
  const id = neighbourId(name)
  // Nothing is sent between nodes while an agent is muted or a customer held; a node that is gone is noticed otherwise.
  const way = { ...plainTrunk(name, sip), silentSeconds: 0 }
  return trunkObjects(way, [hostOf(sip)], media).map((object) => ({
    ...object,
    id,
    fields: Object.fromEntries(
      Object.entries(object.fields).map(([key, value]) => [key, value === trunkId(name) ? id : value]),
    ),
  }))
}

const wantedOn = async (
  exchange: Exchange,
  node: Node,
  accounts: readonly HeadsetAccount[],
): Promise<PjsipObject[]> => {
  const { media } = node.address
  const trunks = await Promise.all(
    [...exchange.lines.values()].map(async ({ trunk }) =>
      trunkObjects(trunk, await addressesOf(exchange, trunk), media),
    ),
  )
  const headsets = accounts.map((account) => headsetOf(exchange, account, media))
  const neighbours = exchange.nodes.filter((other) => other !== node).map((other) => neighbourObjects(other, media))
  return [...headsets, ...trunks, ...neighbours].flat()
}

const pathOf = ({ type, id }: Pick<PjsipObject, 'type' | 'id'>): string =>
  `asterisk/config/dynamic/res_pjsip/${type}/${encodeURIComponent(id)}`

const remove = async (node: Node, object: Pick<PjsipObject, 'type' | 'id'>): Promise<void> => {
  node.equipped.delete(pathOf(object))
  if (object.type === 'endpoint') await unwatch(node, `endpoint:PJSIP/${object.id}`)
  await node.ari.ask('DELETE', pathOf(object)).catch(unlessAbsent)
}
/** Who stays subscribed to an endpoint that is gone hears nothing of one that comes in its place. */
const unwatch = async ({ ari, address, watched }: Node, eventSource: string): Promise<void> => {
  watched.delete(eventSource)
  await ari.ask('DELETE', `applications/${address.app}/subscription`, { eventSource }).catch(unlessAbsent)
}
const unlessAbsent = (error: unknown): undefined => {
  if (!(error instanceof AriRefused)) throw error
}

type Field = { attribute: string; value: string }
const fieldsOf = (fields: Readonly<Record<string, string>>): Field[] =>
  Object.entries(fields).map(([attribute, value]) => ({ attribute, value }))

/** What Asterisk adds to instead of replacing it. */
const lists: ReadonlySet<string> = new Set(['contact', 'match'])
const bare = (value: string): string => value.replace(/\/(255\.255\.255\.255|32|128|[f:]+)$/, '')
const holdsSame = (has: readonly Field[], attribute: string, value: string): boolean => {
  const there = has.filter((field) => field.attribute === attribute).map((field) => bare(field.value))
  return there.sort().join() === value.split(',').sort().join()
}

/** Asterisk says `true` for `yes`, and `1.000000` for `1`. */
const saysSame = (has: readonly Field[], { attribute, value }: Field): boolean => {
  if (lists.has(attribute)) return holdsSame(has, attribute, value)
  const there = has.find((field) => field.attribute === attribute)?.value
  const words: Readonly<Record<string, string>> = { yes: 'true', no: 'false' }
  return there === value || there === words[value] || (value !== '' && Number(there) === Number(value))
}

/**
 * The fields still to be told. An object whose lists are others is taken away first; one that is as it should be is left
 * alone: a trunk would register anew, and a headset whose place is told again is away for a moment (22.10.1).
 */
const fieldsToTell = async (node: Node, object: PjsipObject): Promise<Field[]> => {
  const wanted = fieldsOf(object.fields)
  if (object.type === 'auth' || object.type === 'endpoint') return wanted
  const has = await node.ari.ask<Field[]>('GET', pathOf(object)).catch(unlessAbsent)
  if (!has) return wanted
  const others = wanted.filter((field) => !saysSame(has, field))
  const isWhole = object.type === 'registration' || others.some(({ attribute }) => lists.has(attribute))
  if (others.length === 0 || !isWhole) return others
  await remove(node, object)
  return wanted
}

const put = async (exchange: Exchange, node: Node, object: PjsipObject): Promise<void> => {
  const text = JSON.stringify(object.fields)
  if (node.equipped.get(pathOf(object)) === text) return
  try {
    const fields = await fieldsToTell(node, object)
    if (fields.length > 0) await node.ari.ask('PUT', pathOf(object), {}, { fields })
    node.equipped.set(pathOf(object), text)
  } catch (error) {
    // One thing Asterisk does not take must not keep it from the rest.
    if (!(error instanceof AriRefused)) throw error
    exchange.log.warn(
      { type: object.type, id: object.id, reason: error.message },
      'Asterisk refuses a headset or trunk',
    )
  }
}

/** What this Asterisk has and nobody named: of an account or a trunk that is gone. Last first, as it was built. */
const removeOthers = async (
  node: Node,
  wanted: readonly PjsipObject[],
  known: readonly AriEndpoint[],
): Promise<void> => {
  const paths = new Set(wanted.map(pathOf))
  const kinds = ['registration', 'identify', 'endpoint', 'aor', 'auth'] as const
  const ids = new Set([
    ...known.filter(({ technology }) => technology === 'PJSIP').map(({ resource }) => resource),
    ...[...node.equipped.keys()].map((path) => decodeURIComponent(path.split('/').at(-1) ?? '')),
  ])
  for (const id of ids)
    for (const type of kinds)
      if (!paths.has(pathOf({ type, id })) && mayExist(node, { type, id }, known)) await remove(node, { type, id })
}
const mayExist = (node: Node, object: Pick<PjsipObject, 'type' | 'id'>, known: readonly AriEndpoint[]): boolean =>
  node.equipped.has(pathOf(object)) || known.some(({ resource }) => resource === object.id)

/**
 * What an earlier process of ours told stays for so long: a process that starts learns of headsets and trunks one after
 * the other, and a headset taken away meanwhile would have to register anew.
 */
const leftoversStayForMs = 60_000

const tidy = (exchange: Exchange, node: Node): Promise<void> =>
  node.ari.isUp()
    ? equipInTurn(exchange, node).catch((error: unknown) =>
        exchange.log.warn(
          { err: error, node: node.address.name },
          'headsets and trunks that are gone could not be removed',
        ),
      )
    : Promise.resolve()

/** Tells a node of all headsets and trunks, and asks which headsets are there. */
const equipNode = async (exchange: Exchange, node: Node): Promise<void> => {
  const accounts = exchange.headsetAccounts
  // Nobody has said yet what there is; what an earlier process of ours said goes on until then.
  if (!accounts) return
  const wanted = await wantedOn(exchange, node, accounts)
  const known = await node.ari.ask<AriEndpoint[]>('GET', 'endpoints/PJSIP').catch(noneYet)
  const upForMs = node.since ? exchange.clock.nowMs() - node.since.getTime() : 0
  const isSettled = upForMs > leftoversStayForMs
  await removeOthers(node, wanted, isSettled ? known : [])
  if (!isSettled) exchange.clock.after(leftoversStayForMs + 1000, () => void tidy(exchange, node))
  for (const object of wanted) await put(exchange, node, object)
  const sources = accounts.map(({ endpoint }) => `endpoint:PJSIP/${userOf(endpoint)}`)
  for (const eventSource of sources)
    if (!node.watched.has(eventSource)) {
      await node.ari.ask('POST', `applications/${node.address.app}/subscription`, { eventSource }).catch(unlessAbsent)
      node.watched.add(eventSource)
    }
  for (const endpoint of await node.ari.ask<AriEndpoint[]>('GET', 'endpoints/PJSIP').catch(noneYet))
    seeEndpoint(exchange, node, endpoint)
}
/** Before the first endpoint, Asterisk does not know the word. */
const noneYet = (error: unknown): AriEndpoint[] => {
  unlessAbsent(error)
  return []
}

/** Takes the list of all there is, and tells every node that is up; the others hear it when they come. */
export const equip = async (
  exchange: Exchange,
  { headsets, trunks, prompts = [] }: Parameters<TelephonyPort['equip']>[0],
): Promise<void> => {
  exchange.headsetAccounts = headsets
  setTrunks(exchange, trunks)
  exchange.prompts.clear()
  for (const prompt of prompts) exchange.prompts.set(prompt.name, prompt)
  for (const { endpoint } of headsets) seatFor(exchange, endpoint)
  const up = exchange.nodes.filter(({ ari }) => ari.isUp())
  for (const node of up) fetchPrompts(exchange, node)
  await Promise.all(up.map((node) => equipInTurn(exchange, node)))
}

/** Two lists at once would undo each other. */
export const equipInTurn = (exchange: Exchange, node: Node): Promise<void> => {
  const mine = node.equipping.then(() => equipNode(exchange, node))
  node.equipping = mine.catch(() => {})
  return mine
}
