import { addDays } from '#contract/days.ts'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import { businessDayAt } from '#domains/people/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Preview } from '../../contract.ts'
import { type DayRow, figureIn, projectOf, windowsOf } from '../../figures.ts'
import { type Found, type Judgement, judge, type Project } from '../../judge.ts'
import { codesOf, type RuleBody } from '../../rule.ts'
import { type Colleague, colleaguesOf, type Owner, ownerOf } from '../people.ts'
import { type Dictionary, reachBack, readDays, readDictionary, readWhole, workedCampaigns } from '../read-days.ts'

export type Place = { id: string; name: string; siteId: string; today: string }
export type Judged = Judgement & {
  place: Place
  windowFrom: string
  windowTo: string
  owner: Owner
}
const nobody = { teamId: null, isNew: null }

type Ground = { place: Place; owner: Owner; colleagues: ReadonlyMap<string, Colleague>; dictionary: Dictionary }
/** A campaign as a whole is also told by measures that have no day, as those of its records. */
const wholeOf = async (
  ctx: Context,
  project: Project,
  asked: { place: Place; codes: readonly string[]; window: readonly string[] },
): Promise<Project> => {
  const missing = asked.codes.filter((code) => project.whole[code] === undefined)
  if (missing.length === 0) return project
  const [to = '', from = to] = [asked.window[0], asked.window.at(-1)]
  const parts = await readWhole(ctx, { campaignId: asked.place.id, codes: missing, from, to })
  const told = missing.flatMap((code) => {
    const row: DayRow = { agentId: '', day: to, calls: 0, parts: { [code]: parts[code] } }
    const figure = parts[code]?.isShare ? figureIn([row], code, { kind: 'share' }) : undefined
    return figure ? [[code, figure] as const] : []
  })
  return { ...project, whole: { ...project.whole, ...Object.fromEntries(told) } }
}

const judgeOne = async (ctx: Context, rule: RuleBody, ground: Ground): Promise<Judged | undefined> => {
  const { place, owner, colleagues, dictionary } = ground
  const codes = codesOf(rule)
  const byAgent = rule.subject === 'agent'
  const period = reachBack(place.today, rule.windowDays)
  const rows = await readDays(ctx, { campaignId: place.id, codes, ...period, byAgent })
  const windows = windowsOf(rows, rule.windowDays)
  const [windowTo, windowFrom] = [windows.window[0], windows.window.at(-1)]
  if (!windowTo || !windowFrom) return undefined
  const ofDays = projectOf(rows, windows, codes, (agentId) => colleagues.get(agentId) ?? nobody)
  const project = byAgent ? ofDays : await wholeOf(ctx, ofDays, { place, codes, window: windows.window })
  return {
    ...judge(rule, project, (code) => dictionary.get(code)?.minimumSample ?? 0),
    place,
    owner,
    windowFrom,
    windowTo,
  }
}

/** A look at every campaign agents spoke on lately, by any number of rules. Needs eyes that see all: peers know no reach. */
export const openLook = async (all: Context, { isDayOver = false } = {}) => {
  const now = all.now()
  const utc = now.toISOString().slice(0, 10)
  const colleagues = await colleaguesOf(all.db, utc)
  const dictionary = await readDictionary(all)
  const grounds = new Map<string, Ground | undefined>()
  const groundOf = async (campaignId: string): Promise<Ground | undefined> => {
    if (grounds.has(campaignId)) return grounds.get(campaignId)
    const campaign = await findCampaign(all.db, campaignId)
    const ground = campaign && {
      place: {
        id: campaign.id,
        name: campaign.name,
        siteId: campaign.siteId,
        // By the clock only days that are over are judged; whoever asks by hand sees today so far as well.
        today: addDays(await businessDayAt(all.db, campaign.siteId, now), isDayOver ? -1 : 0),
      },
      owner: await ownerOf(all.db, campaign.createdBy),
      colleagues,
      dictionary,
    }
    grounds.set(campaignId, ground)
    return ground
  }
  return {
    colleagues,
    judgeBy: async (rule: RuleBody): Promise<Judged[]> => {
      const judged: Judged[] = []
      for (const campaignId of await workedCampaigns(all, reachBack(utc, rule.windowDays))) {
        const ground = await groundOf(campaignId)
        const told = ground && (await judgeOne(all, rule, ground))
        if (told) judged.push(told)
      }
      return judged
    },
  }
}

/** Whom a rule would tell of now; writes nothing. */
export const preview = async (all: Context, rule: RuleBody): Promise<Preview> => {
  const look = await openLook(all)
  const judged = await look.judgeBy(rule)
  const rowOf = (place: Place, { branch, outcome, scope, agentId, evidence }: Found) => {
    const agent = agentId ? look.colleagues.get(agentId) : undefined
    return {
      branchName: branch.name,
      finding: outcome.finding,
      scope,
      action: outcome.action,
      campaignName: place.name,
      agentName: agent?.name ?? '',
      teamName: agent?.teamName ?? '',
      evidence,
    }
  }
  return {
    looks: judged.map(({ place, findings, withoutPeers, tooFew, ...told }) => ({
      campaignId: place.id,
      campaignName: place.name,
      windowFrom: told.windowFrom,
      windowTo: told.windowTo,
      judged: told.judged,
      tooFew,
      withoutPeers,
      found: findings.length,
    })),
    findings: judged.flatMap(({ place, findings }) => findings.map((found) => rowOf(place, found))),
  }
}
