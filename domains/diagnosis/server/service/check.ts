import { addDays } from '#contract/days.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import type { Rule } from '../../contract.ts'
import type { Found } from '../../judge.ts'
import { somethingFound } from '../events.ts'
import type { Colleague, Owner } from '../people.ts'
import { insertFinding, listRules, lockRule, lockStanding } from '../store.ts'
import { keepBuiltIns } from './built-ins.ts'
import { type Judged, openLook } from './judge-campaigns.ts'
import { noteOf } from './story.ts'

export type Checked = { rules: number; campaigns: number; found: number; seenAgain: number }

type Fired = { rule: Rule; judged: Judged; found: Found; agent: Colleague | undefined }

/** A task is the leader's of the agent's team, a ticket the campaign's owner's. */
const whoActs = ({ found, judged, agent }: Fired): Owner =>
  found.scope === 'person' ? { ownerId: agent?.leaderId ?? null, ownerName: agent?.leaderName ?? '' } : judged.owner

/**
 * Opens a finding, or adds this look to the one that is open: its evidence is renewed until somebody takes it up, from when
 * on it is what the verification starts from. What was dismissed, or a note that was read, stays quiet for the rule's days
 * of verification.
 */
const keep = (ctx: Context, fired: Fired): Promise<'found' | 'seenAgain' | 'quiet'> =>
  inTransaction(ctx, async (tx) => {
    const { rule, judged, found, agent } = fired
    const { place, windowFrom, windowTo } = judged
    const subject = { ruleId: rule.id, campaignId: place.id, agentId: found.agentId }
    const now = tx.now()
    await lockRule(tx.db, rule.id)
    const standing = await lockStanding(tx.db, subject, addDays(place.today, -rule.body.verifyAfterDays))
    if (standing) {
      if (standing.state === 'dismissed') return 'quiet'
      await tx.db
        .updateTable('diagnosis.finding')
        .set((e) => ({
          seenAt: now,
          times: e('times', '+', 1),
          ...(standing.state === 'open'
            ? {
                ruleVersion: rule.version,
                branch: found.branch.code,
                action: found.outcome.action,
                behaviour: found.outcome.behaviour,
                evidence: JSON.stringify(found.evidence),
                windowFrom,
                windowTo,
                version: e('version', '+', 1),
              }
            : {}),
        }))
        .where('id', '=', standing.id)
        .execute()
      return 'seenAgain'
    }
    const owner = whoActs(fired)
    const id = await insertFinding(
      tx.db,
      {
        ...subject,
        ...owner,
        ruleVersion: rule.version,
        branch: found.branch.code,
        scope: found.scope,
        action: found.outcome.action,
        teamId: agent?.teamId ?? null,
        siteId: agent?.siteId ?? place.siteId,
        behaviour: found.outcome.behaviour,
        windowFrom,
        windowTo,
        evidence: found.evidence,
      },
      now,
    )
    await noteOf(tx, id, { kind: 'found' })
    await announce(tx, somethingFound, id, {
      scope: found.scope,
      action: found.outcome.action,
      campaignId: place.id,
      agentId: found.agentId,
      ownerId: owner.ownerId,
    })
    return 'found'
  })

const keepLook = async (ctx: Context, ruleId: string, judged: Judged): Promise<void> => {
  const { place, findings, windowFrom, windowTo, tooFew, withoutPeers } = judged
  const look = {
    at: ctx.now(),
    windowFrom,
    windowTo,
    judged: judged.judged,
    tooFew,
    withoutPeers,
    found: findings.length,
  }
  await ctx.db
    .insertInto('diagnosis.look')
    .values({ ruleId, campaignId: place.id, ...look })
    .onConflict((on) => on.columns(['ruleId', 'campaignId']).doUpdateSet(look))
    .execute()
}

const checkBy = async (
  ctx: Context,
  rule: Rule,
  look: Awaited<ReturnType<typeof openLook>>,
): Promise<Omit<Checked, 'rules'>> => {
  const counts = { campaigns: 0, found: 0, seenAgain: 0 }
  for (const judged of await look.judgeBy(rule.body)) {
    counts.campaigns += 1
    for (const found of judged.findings) {
      const agent = found.agentId ? look.colleagues.get(found.agentId) : undefined
      const came = await keep(ctx, { rule, judged, found, agent })
      if (came !== 'quiet') counts[came] += 1
    }
    await keepLook(ctx, rule.id, judged)
  }
  return counts
}

/** Calendar days a window of so many days with calls takes, at the least. */
const isDue = ({ judgedOn, body }: Rule, today: string): boolean =>
  judgedOn === null || addDays(judgedOn, body.windowDays) <= today

/**
 * Judges by every rule that is on. By the clock a rule looks once a window: windows that overlap would ask chance the same
 * question every day, until it says yes. Needs eyes that see all.
 */
export const check = async (all: Context, { onlyDue }: { onlyDue: boolean }): Promise<Checked> => {
  await keepBuiltIns(all)
  const today = all.now().toISOString().slice(0, 10)
  const rules = (await listRules(all.db)).filter((rule) => rule.isOn && (!onlyDue || isDue(rule, today)))
  const checked: Checked = { rules: rules.length, campaigns: 0, found: 0, seenAgain: 0 }
  if (rules.length === 0) return checked
  const look = await openLook(all, { isDayOver: onlyDue })
  for (const rule of rules) {
    // One that cannot be judged by, as when a measure it names is gone, does not hold up the others.
    const told = await checkBy(all, rule, look).catch((error: unknown) =>
      all.log.error({ err: error, ruleId: rule.id }, 'a rule could not be judged by'),
    )
    if (!told) continue
    const { campaigns, found, seenAgain } = told
    checked.campaigns = Math.max(checked.campaigns, campaigns)
    checked.found += found
    checked.seenAgain += seenAgain
    if (onlyDue) await all.db.updateTable('diagnosis.rule').set({ judgedOn: today }).where('id', '=', rule.id).execute()
  }
  return checked
}
