import { addDays } from '#contract/days.ts'
import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { type KeptVerification, refusals } from '../../contract.ts'
import { type DayRow, figureIn, spreadIn } from '../../figures.ts'
import { findingMoves } from '../../finding.ts'
import type { Figure } from '../../interval.ts'
import { leastPeers } from '../../judge.ts'
import { type Pair, verify } from '../../verify.ts'
import { findingVerified } from '../events.ts'
import { type Period, readDays, readDictionary, workedCampaigns } from '../read-days.ts'
import { keepVerification, lockFinding, type ToVerify } from '../store.ts'
import { noteOf } from './story.ts'

const none: Figure = { numerator: 0, denominator: 0, spread: { kind: 'share' } }
type Windows = { before: Period; after: Period }

const within = (rows: readonly DayRow[], { from, to }: Period): DayRow[] =>
  rows.filter(({ day }) => day >= from && day <= to)
const pairOf = (rows: readonly DayRow[], code: string, { before, after }: Windows): Pair => {
  const spread = spreadIn([...within(rows, before), ...within(rows, after)], code)
  return {
    before: figureIn(within(rows, before), code, spread) ?? none,
    after: figureIn(within(rows, after), code, spread) ?? none,
  }
}

/** The agent and the others on the campaign; or the campaign and the other campaigns. */
const comparedOf = async (all: Context, finding: ToVerify, windows: Windows): Promise<{ own: Pair; peers: Pair[] }> => {
  const { campaignId, agentId, behaviour: code } = finding
  const period = { from: windows.before.from, to: windows.after.to }
  const daysOf = (id: string, byAgent: boolean) => readDays(all, { campaignId: id, codes: [code], ...period, byAgent })
  if (agentId) {
    const rows = await daysOf(campaignId, true)
    const spread = spreadIn([...within(rows, windows.before), ...within(rows, windows.after)], code)
    const byAgent = Map.groupBy(rows, (row) => row.agentId)
    const pairs = [...byAgent].map(([id, own]): [string, Pair] => {
      const { before, after } = pairOf(own, code, windows)
      return [id, { before: { ...before, spread }, after: { ...after, spread } }]
    })
    return {
      own: pairs.find(([id]) => id === agentId)?.[1] ?? { before: none, after: none },
      peers: pairs.filter(([id]) => id !== agentId).map(([, pair]) => pair),
    }
  }
  const others = (await workedCampaigns(all, period)).filter((id) => id !== campaignId)
  const own = pairOf(await daysOf(campaignId, false), code, windows)
  const peers: Pair[] = []
  for (const id of others) peers.push(pairOf(await daysOf(id, false), code, windows))
  return { own, peers }
}

/** How the named behaviour moved since, against that of the peers over the same days. Needs eyes that see all. */
const look = async (all: Context, finding: ToVerify): Promise<KeptVerification> => {
  const windows: Windows = {
    before: { from: finding.windowFrom, to: finding.windowTo },
    after: { from: addDays(finding.doneOn, 1), to: finding.verifyOn },
  }
  const words = (await readDictionary(all)).get(finding.behaviour)
  const told = verify({
    ...(await comparedOf(all, finding, windows)),
    // Campaigns are few; a person is judged, and so verified, beside some others.
    peersNeeded: finding.agentId ? leastPeers : 1,
    better: words?.better === 'lower' ? 'lower' : 'higher',
    least: words?.minimumSample ?? 0,
  })
  return {
    ...told,
    fromBefore: windows.before.from,
    toBefore: windows.before.to,
    fromAfter: windows.after.from,
    toAfter: windows.after.to,
  }
}

/** Refuses before its last day is over. `ctx` says who asks and sees the finding; `all` sees the peers. */
export const verifyFinding = (
  ctx: Context,
  all: Context,
  { findingId, today }: { findingId: string; today: string },
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const finding = (await lockFinding(tx.db, findingId)) ?? refuse(refusals.noSuchFinding)
    if (!findingMoves[finding.state].verify || finding.action === 'note') refuse(refusals.wrongState)
    if (finding.verifyOn >= today) refuse(refusals.tooEarly, { day: finding.verifyOn })
    const kept = await look(all, finding)
    await keepVerification(tx.db, findingId, kept, tx.now())
    await noteOf(tx, findingId, { kind: 'verify' })
    const { scope, action, campaignId, agentId, ownerId } = finding
    await announce(tx, findingVerified, findingId, {
      ...{ scope, action, campaignId, agentId, ownerId },
      verdict: kept.verdict,
    })
  })
