import { refuse } from '#contract/problem.ts'
import type { Campaign } from '#domains/campaigns/server/public.ts'
import { listMembersOf } from '#domains/people/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { chanceOf } from '../chance.ts'
import { refusals } from '../contract.ts'
import { apportion, dealByAmounts, dealFairly, dealInTurn, nobody } from '../deal.ts'
import type { Share } from '../shapes.ts'
import type { Holder, Spec, Test, Way } from '../way.ts'
import { type BooksInReach, type Contact, readCandidates, readRates } from './candidates.ts'
import { countGivenSince } from './store.ts'

export type Agent = { id: string; name: string; teamId: string; siteId: string; skills: ReadonlyMap<string, number> }
/** Who may be given contacts: agents of the campaign's teams, as far as the asker reaches. */
export type Reach = {
  agents: readonly Agent[]
  members: ReadonlyMap<string, Agent>
  teams: ReadonlyMap<string, string>
  /** Out of whose books contacts may be taken. */
  books: BooksInReach
}

const mayLead = ({ actor }: Context, teamId: string, siteId: string): boolean =>
  actor.scope === 'all' ||
  (actor.scope === 'site' && actor.siteIds.includes(siteId)) ||
  (actor.scope === 'team' && actor.teamIds.includes(teamId))

const booksInReach = ({ actor }: Context): BooksInReach => {
  if (actor.scope === 'all') return 'all'
  return actor.scope === 'site' ? { siteIds: actor.siteIds } : { teamIds: actor.scope === 'team' ? actor.teamIds : [] }
}

export const readReach = async (ctx: Context, campaign: Campaign): Promise<Reach> => {
  const members = new Map<string, Agent>()
  const agents: Agent[] = []
  const teams = new Map<string, string>()
  for (const teamId of [...campaign.teamIds].sort())
    for (const { id, name, siteId, skills, post, teamName } of await listMembersOf(ctx.db, teamId)) {
      if (!mayLead(ctx, teamId, siteId)) continue
      teams.set(teamId, teamName ?? '')
      const agent = { id, name, teamId, siteId, skills: new Map(skills.map(({ skillId, level }) => [skillId, level])) }
      members.set(id, agent)
      if (post === 'agent') agents.push(agent)
    }
  return { agents: agents.sort((a, b) => (a.id < b.id ? -1 : 1)), members, teams, books: booksInReach(ctx) }
}

export type Deal = {
  contacts: readonly Contact[]
  /** By contact, an index into `holders`, or -1. */
  dealt: ArrayLike<number>
  holders: readonly Holder[]
  expected: (contact: Contact) => number | null
}
type Table = { contacts: readonly Contact[]; value: (contact: Contact) => number; seed: number }

const agentsOf = ({ agents, members }: Reach, agentIds: readonly string[]): Agent[] => {
  const chosen =
    agentIds.length === 0
      ? [...agents]
      : [...new Set(agentIds)].map((id) => members.get(id) ?? refuse(refusals.notOfTheCampaign, { who: id }))
  return chosen.length > 0 ? chosen : refuse(refusals.noAgents)
}
const asHolder = ({ id }: Agent): Holder => ({ agentId: id, teamId: null })
const checkHolder = (reach: Reach, holder: Holder): Holder => {
  const isKnown = holder.agentId ? reach.members.has(holder.agentId) : reach.teams.has(holder.teamId ?? '')
  return isKnown ? holder : refuse(refusals.notOfTheCampaign, { who: holder.agentId ?? holder.teamId })
}

const asDealt = ({ contacts, value }: Table) =>
  contacts.map((contact) => ({ value: value(contact), group: contact.classCode ?? '' }))

/** Lanes are dealt one after the other among their own holders; what agents got of one lane counts in the next. */
const dealLanes = (table: Table, holders: readonly Holder[], lanes: readonly (readonly number[])[]): Int32Array => {
  const chance = chanceOf(table.seed)
  const dealt = new Int32Array(table.contacts.length).fill(nobody)
  const received = holders.map(() => 0)
  for (const [lane, hands] of lanes.entries()) {
    const places = [...table.contacts.keys()].filter((place) => table.contacts[place]?.lane === lane)
    const sums = hands.map((hand) => received[hand] ?? 0)
    const contacts = places.map((place) => table.contacts[place] as Contact)
    const part = dealFairly(asDealt({ ...table, contacts }), hands.length, chance, sums)
    for (const [at, place] of places.entries()) {
      const hand = part[at] ?? nobody
      if (hand !== nobody) dealt[place] = hands[hand] as number
    }
    for (const [at, hand] of hands.entries()) received[hand] = sums[at] ?? 0
  }
  return dealt
}

type Dealt = Pick<Deal, 'dealt' | 'holders'>
const bySkill = (table: Table, reach: Reach, way: Extract<Way, { by: 'skill' }>): Dealt => {
  const agents = agentsOf(reach, way.agentIds)
  const lanes = way.rules.map(({ skillId, level }) =>
    [...agents.keys()].filter((place) => (agents[place]?.skills.get(skillId) ?? 0) >= level),
  )
  if (lanes.every((lane) => lane.length === 0)) refuse(refusals.noAgents)
  const holders = agents.map(asHolder)
  return { holders, dealt: dealLanes(table, holders, lanes) }
}
const byRule = (table: Table, reach: Reach, way: Extract<Way, { by: 'rule' }>): Dealt => {
  const holders: Holder[] = []
  const lanes = way.rules.map(({ teamId, shared }) => {
    const team = checkHolder(reach, { agentId: null, teamId })
    const wanted = shared ? [team] : reach.agents.filter((agent) => agent.teamId === teamId).map(asHolder)
    return wanted.map((holder) => {
      const known = holders.findIndex((one) => one.agentId === holder.agentId && one.teamId === holder.teamId)
      return known >= 0 ? known : holders.push(holder) - 1
    })
  })
  if (holders.length === 0) refuse(refusals.noAgents)
  return { holders, dealt: dealLanes(table, holders, lanes) }
}
const byQuota = (
  table: Table,
  reach: Reach,
  { way, given }: { way: Extract<Way, { by: 'quota' }>; given: ReadonlyMap<string, number> },
): Dealt => {
  const holders = way.to.map(({ holder }) => checkHolder(reach, holder))
  const amounts = way.to.map(({ amount }) => amount)
  if (way.as === 'share' && amounts.reduce((all, amount) => all + amount, 0) !== 100) refuse(refusals.sharesMustAddUp)
  const wanted =
    way.as === 'share'
      ? apportion(table.contacts.length, amounts)
      : amounts.map((amount, place) => {
          const { agentId, teamId } = holders[place] as Holder
          return Math.max(0, amount - (given.get(agentId ?? teamId ?? '') ?? 0))
        })
  return { holders, dealt: dealByAmounts(asDealt(table), wanted, chanceOf(table.seed)) }
}

const deal = (table: Table, reach: Reach, way: Way, given: ReadonlyMap<string, number>): Dealt => {
  switch (way.by) {
    case 'skill':
      return bySkill(table, reach, way)
    case 'rule':
      return byRule(table, reach, way)
    case 'quota':
      return byQuota(table, reach, { way, given })
    case 'hand':
      return { holders: [checkHolder(reach, way.to)], dealt: dealInTurn(asDealt(table), 1) }
    default: {
      const holders = agentsOf(reach, way.agentIds).map(asHolder)
      const contacts = asDealt(table)
      return {
        holders,
        dealt:
          way.by === 'fair'
            ? dealFairly(contacts, holders.length, chanceOf(table.seed))
            : dealInTurn(contacts, holders.length),
      }
    }
  }
}

const lanesOf = (way: Way): readonly (readonly Test[])[] =>
  way.by === 'skill' || way.by === 'rule' ? way.rules.map(({ when }) => when) : []

/** The best so many, still in their order. */
const bestOf = (
  contacts: readonly Contact[],
  most: number | null,
  value: (contact: Contact) => number,
): readonly Contact[] => {
  if (most === null || contacts.length <= most) return contacts
  const best = new Set([...contacts].sort((a, b) => value(b) - value(a)).slice(0, most))
  return contacts.filter((contact) => best.has(contact))
}

export type Plan = { campaign: Campaign; listId: string; spec: Spec; seed: number; reach: Reach }
/** Who would get which contact: the same for the same contacts, agents and seed. `db` sees all rows. */
export const makeDeal = async (db: Db, { campaign, listId, spec, seed, reach }: Plan, now: Date): Promise<Deal> => {
  const { way } = spec
  const chosen = way.by === 'hand' ? { ...spec.chosen, untouched: false, reassign: true } : spec.chosen
  const found = await readCandidates(db, {
    campaign,
    listId,
    chosen,
    lanes: lanesOf(way),
    books: reach.books,
    ...(way.by === 'hand' ? { only: way.entryIds } : {}),
  })
  const rate = await readRates(db, campaign, now)
  const expected = (contact: Contact): number | null => contact.score ?? rate(contact.batchId) ?? null
  const value = (contact: Contact): number => expected(contact) ?? 0
  const contacts = bestOf(found, chosen.most, value)
  if (contacts.length === 0) refuse(refusals.nobodyToCall)
  const given = way.by === 'quota' && way.perDay ? await countGivenSince(db, campaign, now) : new Map<string, number>()
  return { contacts, expected, ...deal({ contacts, value, seed }, reach, way, given) }
}

/** What each holder gets, in words and numbers. */
export const sharesOf = ({ contacts, dealt, holders, expected }: Deal, { members, teams }: Reach): Share[] => {
  const shares: Share[] = holders.map(({ agentId, teamId }) => {
    const agent = agentId ? members.get(agentId) : undefined
    const ofTeam = agent?.teamId ?? teamId ?? ''
    return {
      agentId,
      teamId: ofTeam || null,
      name: agent?.name ?? teams.get(ofTeam) ?? '',
      teamName: teams.get(ofTeam) ?? null,
      contacts: 0,
      expected: null,
    }
  })
  for (const [place, contact] of contacts.entries()) {
    const share = shares[dealt[place] ?? nobody]
    if (!share) continue
    const worth = expected(contact)
    share.contacts++
    if (worth !== null) share.expected = (share.expected ?? 0) + worth
  }
  return shares
}
