import { system } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { silentLog } from '#platform/log.ts'
import { announce } from '#platform/outbox.ts'
import { maskNumber } from '../mask.ts'
import { kindOf } from '../number-kind.ts'
import { customersToIndex } from './events.ts'
import {
  type Claim,
  claimExternalIds,
  claimNumbers,
  completeKnown,
  type ExternalClaim,
  findCandidates,
  type GivenRow,
  insertCustomers,
  insertUnknown,
  ownersOf,
  ownersOfExternalIds,
  repoint,
  suspect,
} from './upsert-store.ts'

export type CustomerGiven = {
  /** E.164, as `readNumber` gives it. */
  number: string
  extension?: string
  /** Other numbers of the same person, E.164. */
  furtherNumbers?: readonly { number: string; extension?: string }[]
  name?: string
  company?: string
  /** What somebody else calls this person; unique within the namespace, e.g. the supplier's name. */
  externalId?: { namespace: string; value: string }
  attributes?: Record<string, unknown>
  siteId?: string | null
  /** Where the words come from, as people should read it: `名单 春季 · 批次 3.csv`. */
  source?: string
}

const asRow = (given: CustomerGiven): GivenRow => ({
  number: given.number,
  numberKind: kindOf(given.number),
  extension: (given.extension ?? '').slice(0, 10),
  name: (given.name ?? '').slice(0, 200),
  company: (given.company ?? '').slice(0, 200),
  attributes: JSON.stringify(given.attributes ?? {}),
  namespace: (given.externalId?.namespace ?? '').slice(0, 80),
  externalId: (given.externalId?.value ?? '').slice(0, 100),
  siteId: given.siteId ?? null,
  source: (given.source ?? '').slice(0, 200),
})

const isPlain = ({ externalId, company, furtherNumbers }: CustomerGiven): boolean =>
  !externalId?.value && !company && !furtherNumbers?.length

/** The ids of the customers in the order asked. See `upsertCustomers` in public.ts. */
export const upsert = async (db: Db, given: readonly CustomerGiven[]): Promise<string[]> => {
  const first = new Map<string, CustomerGiven>()
  for (const row of given) if (!first.has(row.number)) first.set(row.number, row)
  if (first.size === 0) return []
  const wanted = [...first.values()]
  const owners = wanted.every(isPlain) ? await byNumber(db, wanted.map(asRow)) : await byEverything(db, wanted)
  await announce({ db, actor: system, now: () => new Date(), log: silentLog, requestId: '' }, customersToIndex, 'all')
  return given.map(({ number }) => owners.get(number) ?? unseen())
}

const unseen = (): never => {
  throw new Error('a customer exists but is out of sight: upsert with the database of the engine')
}

const byNumber = async (db: Db, rows: readonly GivenRow[]): Promise<Map<string, string>> => {
  const owners = new Map<string, string>()
  for (const { number, customerId } of await insertUnknown(db, rows)) owners.set(number, customerId)
  if (owners.size === rows.length) return owners
  const known = rows.filter(({ number }) => !owners.has(number))
  for (const { number, customerId } of await ownersOf(
    db,
    known.map(({ number }) => number),
  ))
    owners.set(number, customerId)
  await complete(db, withOwners(known, owners))
  return owners
}

type OwnedRow = GivenRow & { customerId: string }
const withOwners = (rows: readonly GivenRow[], owners: ReadonlyMap<string, string>): OwnedRow[] =>
  rows.flatMap((row) => {
    const customerId = owners.get(row.number)
    return customerId === undefined ? [] : [{ ...row, customerId }]
  })

/** In rounds of one row for each customer, the first rows first: a statement that updates a row twice sees only one. */
const inRounds = (rows: readonly OwnedRow[]): OwnedRow[][] => {
  const rounds: OwnedRow[][] = []
  const turns = new Map<string, number>()
  for (const row of rows) {
    const turn = turns.get(row.customerId) ?? 0
    turns.set(row.customerId, turn + 1)
    const round = rounds[turn]
    if (round) round.push(row)
    else rounds.push([row])
  }
  return rounds
}
const complete = async (db: Db, rows: readonly OwnedRow[]): Promise<void> => {
  for (const round of inRounds(rows)) await completeKnown(db, round)
}

type Plan = { row: GivenRow; given: CustomerGiven; customerId: string; isNew: boolean }

/** Number before external id before name and company, against what is stored and against earlier rows of the same call. */
const planOf = (
  wanted: readonly CustomerGiven[],
  rows: readonly GivenRow[],
  candidates: ReadonlyMap<number, { byNumber: string | null; byExternalId: string | null; byWords: string | null }>,
): Plan[] => {
  const inBatch = earlierRows()
  return wanted.map((given, at) => {
    const row = rows[at] ?? asRow(given)
    const found = candidates.get(at)
    const known = found?.byNumber ?? found?.byExternalId ?? inBatch.find(row, given) ?? found?.byWords
    const plan: Plan = { row, given, customerId: known ?? newId(Date.now()), isNew: !known }
    inBatch.add(plan)
    return plan
  })
}

/** What rows of one call have in common: numbers, external ids, and name with company as long as no two ids speak against it. */
const earlierRows = () => {
  const byNumber = new Map<string, string>()
  const byId = new Map<string, string>()
  const byWords = new Map<string, { customerId: string; namespaces: Set<string> }>()
  const idKey = ({ namespace, externalId }: GivenRow) => (externalId ? `${namespace}\n${externalId}` : undefined)
  const wordsKey = ({ name, company }: GivenRow) => (name && company ? `${company}\n${name}` : undefined)
  return {
    find: (row: GivenRow, { furtherNumbers = [] }: CustomerGiven): string | undefined => {
      for (const { number } of [row, ...furtherNumbers]) if (byNumber.has(number)) return byNumber.get(number)
      const sameId = byId.get(idKey(row) ?? '')
      if (sameId) return sameId
      const words = byWords.get(wordsKey(row) ?? '')
      return words && !(row.externalId && words.namespaces.has(row.namespace)) ? words.customerId : undefined
    },
    add: ({ row, given, customerId }: Plan): void => {
      for (const { number } of [row, ...(given.furtherNumbers ?? [])])
        if (!byNumber.has(number)) byNumber.set(number, customerId)
      const id = idKey(row)
      if (id && !byId.has(id)) byId.set(id, customerId)
      const words = wordsKey(row)
      if (!words) return
      const entry = byWords.get(words) ?? { customerId, namespaces: new Set<string>() }
      if (row.externalId) entry.namespaces.add(row.namespace)
      byWords.set(words, entry)
    },
  }
}

const byEverything = async (db: Db, wanted: readonly CustomerGiven[]): Promise<Map<string, string>> => {
  const rows = wanted.map(asRow)
  const candidates = new Map((await findCandidates(db, rows)).map(({ at, ...found }) => [at, found]))
  const further = wanted.flatMap(({ furtherNumbers = [] }) => furtherNumbers.map(({ number }) => number))
  if (further.length > 0) adoptFurther(wanted, candidates, await whose(db, further))
  const plans = planOf(wanted, rows, candidates)
  const ids = await takeIds(db, plans)
  const owners = await takeNumbers(db, plans)
  const instead = await giveUpLost(db, plans, owners)

  const fresh = new Set(plans.filter(({ isNew }) => isNew).map(({ customerId }) => customerId))
  const all = withOwners(rows, owners)
  const made = inRounds(all.filter(({ customerId }) => fresh.has(customerId)))[0] ?? []
  if (made.length > 0) await insertCustomers(db, made)
  const first = new Set(made)
  await complete(
    db,
    all.filter((row) => !first.has(row)),
  )
  for (const [id, customerId] of ids) ids.set(id, instead.get(customerId) ?? customerId)
  const clashes = clashesOf(plans, owners, ids)
  if (clashes.length > 0) await suspect(db, clashes)
  return owners
}

const whose = async (db: Db, numbers: readonly string[]): Promise<Map<string, string>> =>
  new Map((await ownersOf(db, numbers)).map(({ number, customerId }) => [number, customerId]))

/** A known further number names the person as surely as the first one does, where the first is unknown. */
const adoptFurther = (
  wanted: readonly CustomerGiven[],
  candidates: Map<number, { byNumber: string | null; byExternalId: string | null; byWords: string | null }>,
  owners: ReadonlyMap<string, string>,
): void => {
  wanted.forEach(({ furtherNumbers = [] }, at) => {
    const found = candidates.get(at) ?? { byNumber: null, byExternalId: null, byWords: null }
    const owner = furtherNumbers.map(({ number }) => owners.get(number)).find(Boolean)
    if (found.byNumber === null && owner) candidates.set(at, { ...found, byNumber: owner })
  })
}

const idKey = (namespace: string, value: string): string => `${namespace}\n${value}`

/** Claims external ids first, numbers after, each in order: imports wait for one another, never in a ring. */
const takeIds = async (db: Db, plans: Plan[]): Promise<Map<string, string>> => {
  const claims = new Map<string, ExternalClaim>()
  for (const { row, customerId } of plans)
    if (row.externalId && !claims.has(idKey(row.namespace, row.externalId)))
      claims.set(idKey(row.namespace, row.externalId), {
        namespace: row.namespace,
        value: row.externalId,
        customerId,
        source: row.source,
      })
  if (claims.size === 0) return new Map()
  await claimExternalIds(db, [...claims.values()])
  const owners = await ownersOfExternalIds(db, [...claims.values()])
  const byId = new Map(owners.map(({ namespace, value, customerId }) => [idKey(namespace, value), customerId]))
  // Somebody else brought the same new person a moment ago: theirs is the record.
  const instead = new Map<string, string>()
  for (const { row, customerId, isNew } of plans) {
    const owner = row.externalId ? byId.get(idKey(row.namespace, row.externalId)) : undefined
    if (isNew && owner && owner !== customerId) instead.set(customerId, owner)
  }
  replaceIn(plans, instead)
  return byId
}

const replaceIn = (plans: Plan[], instead: ReadonlyMap<string, string>): void => {
  for (const plan of plans) {
    const other = instead.get(plan.customerId)
    if (other) Object.assign(plan, { customerId: other, isNew: false })
  }
}

const takeNumbers = async (db: Db, plans: Plan[]): Promise<Map<string, string>> => {
  const claims = new Map<string, Claim>()
  for (const { row, customerId } of plans) claims.set(row.number, { ...row, customerId })
  for (const { row, given, customerId } of plans)
    for (const { number, extension = '' } of given.furtherNumbers ?? [])
      if (!claims.has(number))
        claims.set(number, {
          number,
          numberKind: kindOf(number),
          extension: extension.slice(0, 10),
          customerId,
          source: row.source,
        })
  await claimNumbers(db, [...claims.values()])
  return whose(db, [...claims.keys()])
}

/** New ids whose every number somebody else took meanwhile come to nothing: what they hold goes to that record. */
const giveUpLost = async (
  db: Db,
  plans: readonly Plan[],
  owners: Map<string, string>,
): Promise<ReadonlyMap<string, string>> => {
  const alive = new Set(owners.values())
  const instead = new Map<string, string>()
  for (const { row, customerId, isNew } of plans) {
    const owner = owners.get(row.number)
    if (isNew && owner && owner !== customerId && !standsByItsOwn(plans, customerId, owners))
      instead.set(customerId, owner)
  }
  for (const [lost, owner] of instead) {
    await repoint(db, lost, owner)
    if (alive.has(lost)) for (const [number, held] of owners) if (held === lost) owners.set(number, owner)
  }
  return instead
}

/** Whether a row's own number, not only a further one, came to this record. */
const standsByItsOwn = (plans: readonly Plan[], customerId: string, owners: ReadonlyMap<string, string>): boolean =>
  plans.some(({ row }) => owners.get(row.number) === customerId)

/** Where an id or a further number is another record's: perhaps one person, which people decide. */
const clashesOf = (
  plans: readonly Plan[],
  owners: ReadonlyMap<string, string>,
  ids: ReadonlyMap<string, string>,
): { oneId: string; otherId: string; reason: string; evidence: string }[] =>
  plans.flatMap(({ row, given }) => {
    const oneId = owners.get(row.number) ?? ''
    const byId = row.externalId ? ids.get(idKey(row.namespace, row.externalId)) : undefined
    const numbers = (given.furtherNumbers ?? []).map(({ number }) => ({
      oneId,
      otherId: owners.get(number),
      reason: 'sharedNumber',
      evidence: maskNumber(number),
    }))
    const evidence = `${row.namespace} ${row.externalId}`.trim()
    return [...numbers, { oneId, otherId: byId, reason: 'sharedExternalId', evidence }].filter(
      (pair): pair is typeof pair & { otherId: string } => pair.otherId !== undefined && pair.otherId !== oneId,
    )
  })
