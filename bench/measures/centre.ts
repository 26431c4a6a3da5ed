import { chooserOf, type Draw, drawFrom } from '#server/past/draw.ts'
import { provinces } from '#server/past/provinces.ts'
import { clockMs, dayMs } from '#server/past/when.ts'

export type Site = { id: string; name: string; dayStartsAt: string }
export type Team = { id: string; name: string; site: Site; siteId: string; index: number }
export type Agent = { id: string; staffNumber: string; name: string; team: Team; index: number }
export type Batch = { id: string; importedAtMs: number }
export type Campaign = {
  id: string
  name: string
  type: string
  site: Site
  product: string
  listId: string
  index: number
  /** First and last local midnight of calling. */
  fromMs: number
  toMs: number
  batches: Batch[]
  mode: string
  callerId: string
}
export type Centre = {
  year: number
  sites: Site[]
  teams: Team[]
  agents: Agent[]
  campaigns: Campaign[]
  customers: number
}

export const localMidnight = (year: number, month: number, day: number): number => Date.UTC(year, month, day) - clockMs

const idOf = (kind: number, n: number): string =>
  `0194${kind.toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
export const customerId = (n: number): string => idOf(0xc, n)
/** Practice numbers: segment 142 was given to nobody. */
export const customerNumber = (n: number): string => `+86142${String(n).padStart(8, '0')}`
const chooseProvince = chooserOf(provinces)
/** The same customer lives in the same province in every run. */
export const provinceOf = (n: number): string => chooseProvince((Math.imul(n + 1, 0x9e3779b1) >>> 0) / 4_294_967_296)

const products = ['定期存款', '消费贷', '信用卡分期', '年金保险', '重疾保险', '积分回馈'] as const
const types = ['sales', 'sales', 'revisit', 'sales', 'satisfaction', 'sales'] as const
const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗']
const givenNames = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰']

/** Six campaigns a site, one every other month, four months each: two at a time but for the first weeks; or one all year. */
const campaignsOf = (year: number, sites: readonly Site[], isOne: boolean): Campaign[] =>
  Array.from({ length: isOne ? 1 : 12 }, (_, index) => {
    const [turn, site] = [Math.floor(index / 2), sites[index % 2] as Site]
    const fromMs = localMidnight(year, turn * 2, 1)
    const toMs = localMidnight(year, isOne ? 12 : Math.min(12, turn * 2 + 4), 1)
    const product = products[turn] as string
    return {
      id: idOf(4, index),
      name: `${product} ${site.name}`,
      type: types[turn] as string,
      site,
      product,
      listId: idOf(5, index),
      index,
      fromMs,
      toMs,
      mode: 'predictive',
      callerId: '02160001000',
      batches: Array.from({ length: 4 }, (_, part) => ({
        id: idOf(6, index * 4 + part),
        importedAtMs: fromMs - dayMs + Math.round(((toMs - fromMs) * part) / 4),
      })),
    }
  })

const agentsOf = (teams: readonly Team[], perTeam: number, draw: Draw): Agent[] =>
  teams.flatMap((team) =>
    Array.from({ length: perTeam }, (_, place) => {
      const index = team.index * perTeam + place
      const name = [surnames, givenNames, givenNames].map((of) => of[draw.below(of.length)]).join('')
      return { id: idOf(3, index), staffNumber: String(10_001 + index), name, team, index }
    }),
  )

/**
 * Ten teams at two sites; 20 agents a team make ten million calls a year, fewer calls have fewer agents. `isOneCampaign`:
 * everybody calls for the same one all year, from a list as long as it takes.
 */
export const centreOf = (rows: number, seed: number, isOneCampaign = false): Centre => {
  const year = 2025
  const sites: Site[] = [
    { id: idOf(1, 0), name: '上海职场', dayStartsAt: '00:00' },
    { id: idOf(1, 1), name: '成都职场', dayStartsAt: '04:00' },
  ]
  const teams = Array.from({ length: 10 }, (_, index) => {
    const site = sites[index % 2] as Site
    return { id: idOf(2, index), name: `${index + 1} 班`, site, siteId: site.id, index }
  })
  const perTeam = Math.max(1, Math.round((20 * rows) / 10_000_000))
  return {
    year,
    sites,
    teams,
    agents: agentsOf(teams, perTeam, drawFrom(seed)),
    campaigns: campaignsOf(year, sites, isOneCampaign),
    // A customer is on some three lists a year, and once on each.
    customers: Math.max(1000, isOneCampaign ? rows : Math.round(rows / 8)),
  }
}

/** The team an agent is in: one in twenty moves to the next team of the site on the first of July. */
export const teamOf = ({ teams, year }: Centre, { team, index }: Agent, atMs: number): Team =>
  index % 20 === 19 && atMs >= localMidnight(year, 6, 1) ? (teams[(team.index + 2) % teams.length] as Team) : team

/** What a team calls for in a week: campaigns of its site take turns. */
export const campaignOf = ({ campaigns }: Centre, team: Team, atMs: number): Campaign => {
  const open = campaigns.filter(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs)
  const running = campaigns.length === 1 ? open : open.filter(({ site }) => site === team.site)
  const week = Math.floor((atMs + clockMs) / (7 * dayMs))
  return running[(Math.floor(team.index / 2) + week) % running.length] as Campaign
}
