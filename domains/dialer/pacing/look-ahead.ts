import type { AbandonBalance, AbandonLedger } from './abandon-ledger.ts'
import { Answers } from './answers.ts'
import { Balance } from './balance.ts'
import { Frees } from './frees.ts'
import { horizons } from './horizon.ts'
import type { CallView, FloorView, Pacing } from './pacing.ts'
import { Spending } from './spending.ts'

/** What kept the last decision from placing one call more. */
export type PacingLimit =
  /** One more call would put more people at risk of silence than the target allows. */
  | 'answersExpected'
  /** The abandoned calls allowed are spent: one call for each free agent until the ledger recovers. */
  | 'ledgerSpent'
  /** Somebody who answered waits for an agent. */
  | 'customerWaiting'
  | 'noAgents'

/** The last decision, term by term. */
export type Terms = {
  /** Calls ringing for nobody in particular, those just placed included. */
  inFlight: number
  /** How many of them are likely to be answered. */
  expectedAnswers: number
  /** Agents free now or likely to be when those answers come. */
  expectedFree: number
  /** Agents kept back against chance: expected free less expected answers. */
  margin: number
  /** Share of new calls likely to be answered; null before anything is known. */
  answerRate: number | null
  /** Chance that the next answer would find nobody there, and how much of it was thought right. */
  risk: number
  riskAllowed: number
  limit: PacingLimit
  balance: AbandonBalance
}

export interface LookAhead extends Pacing {
  /** The last decision; null before the first. */
  readonly terms: Terms | null
}

/** Past calls and agents' times, so that a campaign does not begin every morning knowing nothing. */
export type Experience = {
  /** Calls of this campaign, oldest first: how long after placing they were answered, or ended without an answer. */
  calls: Iterable<{
    batchId: string
    attemptNumber: number
    chance: number | null
    end: 'answered' | 'unreached'
    afterMs: number
  }>
  talkMs: Iterable<number>
  wrapUpMs: Iterable<number>
}

export type LookAheadGround = { ledger: AbandonLedger; experience?: Experience }

const newCall = { batchId: '', attemptNumber: 1, chance: null }

class LookingAhead implements LookAhead {
  readonly everyMs = 250
  terms: Terms | null = null
  private readonly answers = new Answers()
  private readonly frees = new Frees()
  private readonly balance = new Balance()
  private readonly spending: Spending
  private readonly chances = new Float64Array(horizons)
  private readonly worst = new Float64Array(horizons)

  constructor({ ledger }: LookAheadGround) {
    this.spending = new Spending(ledger)
  }

  callsToPlace(floor: FloorView): number {
    const { now, agents, calls, waiting, ringForMs } = floor
    this.answers.prepare(now, ringForMs)
    this.frees.prepare(agents, now)
    let free = 0
    for (const { activity } of agents) if (activity === 'free') free++
    const { balance, chances } = this
    balance.begin(free - waiting, agents.length - free + calls.length, 1 / this.answers.certainty)
    this.frees.each(agents, now, (table, at) => balance.addAgent(table, at))
    let expected = 0
    for (const call of calls) {
      this.answers.chancesBy(call, now, chances)
      expected += chances[horizons - 1] as number
      balance.addCall(chances)
    }
    return this.add(floor, free, expected)
  }

  /** Adds calls as long as the next answer would find an agent often enough. */
  private add({ now, agents, calls, waiting }: FloorView, free: number, expected: number): number {
    const { balance, chances, answers, spending } = this
    const next: CallView = { ...newCall, placedAt: now, ringingAt: null }
    answers.chancesBy(next, now, chances)
    const riskAllowed = spending.riskAllowed(now, agents.length)
    // Nobody can be left alone while calls are no more than agents free: every one of them has an agent.
    const safe = Math.max(0, free - calls.length - waiting)
    const most = agents.length * 4 + 8
    let placed = 0
    let risk = 0
    for (; placed < most; placed++) {
      risk = this.risk()
      if (placed >= safe && risk > riskAllowed) break
      balance.addCall(chances)
    }
    const count = agents.length === 0 ? 0 : placed
    const answersNew = count * (chances[horizons - 1] as number)
    const meanFree = (balance.mean[6] as number) + 0
    this.terms = {
      inFlight: calls.length + count,
      expectedAnswers: expected + answersNew,
      expectedFree: meanFree + expected + answersNew,
      margin: meanFree,
      answerRate: answers.rate,
      risk,
      riskAllowed,
      limit:
        agents.length === 0
          ? 'noAgents'
          : waiting > 0
            ? 'customerWaiting'
            : riskAllowed <= 0
              ? 'ledgerSpent'
              : 'answersExpected',
      balance: spending.balance(now),
    }
    return count
  }
  /**
   * Chance that a new call costs somebody an agent: it is answered at some horizon, and by that or a later one no agent
   * is left. (Whoever it displaces is lost instead of it.)
   */
  private risk(): number {
    const { balance, chances, worst } = this
    let highest = 0
    for (let h = horizons - 1; h >= 0; h--) {
      highest = Math.max(highest, balance.riskAt(h))
      worst[h] = highest
    }
    let risk = 0
    let before = 0
    for (let h = 0; h < horizons; h++) {
      const by = chances[h] as number
      risk += (by - before) * (worst[h] as number)
      before = by
    }
    return before > 0 ? risk / before : 0
  }

  placed(call: CallView, now: number): void {
    this.answers.placed(call, now)
  }
  over(...[call, end, now]: Parameters<NonNullable<Pacing['over']>>): void {
    this.answers.over(call, end, now)
  }
  served(end: 'joined' | 'abandoned', now: number): void {
    this.spending.hear(end, now)
  }
  changed(...[was, since, , now]: Parameters<NonNullable<Pacing['changed']>>): void {
    if (was) this.frees.learn(was, now - since)
  }
}

/**
 * Pacing by looking ahead: the largest number of calls whose answers are likely to find an agent, as likely as the
 * abandoned calls still allowed permit.
 */
export const openLookAhead = (ground: LookAheadGround): LookAhead => new LookingAhead(ground)
