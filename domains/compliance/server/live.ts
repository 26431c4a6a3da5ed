import { isPracticeNumber } from '#domains/customers/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import type { Journal } from '#platform/journal.ts'
import { notices } from '#platform/notices.ts'
import type { PoolAsk } from '../caller-id-choice.ts'
import { type CallerIdLimits, callerIdPurposeFor } from '../caller-ids.ts'
import { longestSpanMs } from '../gate/caps.ts'
import { openGate } from '../gate/gate.ts'
import { refusedByRegistry } from '../gate/lists.ts'
import { type Answer, type Question, type Refused, refusedBy } from '../gate/question.ts'
import { dayMs, tellOn } from '../gate/wall.ts'
import type { CallingRules, DoNotCallKind } from '../rules.ts'
import type { CallerIdPool } from './caller-ids/pool.ts'
import { openErasedNumbers } from './erased-numbers.ts'
import { type Barrier, type Campaigning, type Dial, type History, noHistory, type PastAttempt } from './gate/dial.ts'
import { blocking, type ConsentRow, consented, forbidden } from './gate/lanes.ts'
import {
  loadConsents,
  loadForbidden,
  loadRegistries,
  readEdition,
  readForbidden,
  readHolidays,
  readRules,
} from './gate/load.ts'
import { openRecords } from './records.ts'

export type LiveGate = ReturnType<typeof openLiveGate>
export type GateGround = {
  base: Base
  clock: Clock
  journal: Journal
  callerIds: CallerIdPool
  /** Where a number may be at home; empty where nobody knows. */
  zonesOf: (number: string) => readonly string[]
  history?: History
}
/** More about an entry of the do-not-call list; a customer's own wish where nothing else is said. */
export type Forbidding = {
  kind?: DoNotCallKind
  campaignId?: string | null
  until?: number | null
  callId?: string | null
  /** Who says so: it holds for all their numbers. */
  customerId?: string | null
  saidTo?: string | null
  saidToName?: string
  proof?: string
}

const limitsOf = (rules: CallingRules | undefined): CallerIdLimits => ({
  concurrentLimit: rules?.callerId.atOnce ?? null,
  hourLimit: rules?.callerId.perHour ?? null,
  dayLimit: rules?.callerId.perDay ?? null,
})
/** No lock-out after an abandoned call is longer. */
const longestLockOutMs = 31 * dayMs
/** Whom no trunk may call is looked at again so often. */
const trunksAgainMs = 600_000
/** A campaign that waits for something no clock tells looks again so often. */
const lookAgainMs = 5000

/**
 * The gate before every dial, in memory, in the one process that dials: asked when a contact is taken in hand and once
 * more right before its order leaves. Every refusal is written down. What somebody says of not being called holds from
 * that instant.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the state its small functions share.
export const openLiveGate = ({ base, clock, journal, callerIds, zonesOf, history = noHistory }: GateGround) => {
  const gate = openGate()
  const erased = openErasedNumbers(base)
  const records = openRecords(base)
  const news = notices<
    | { changed: 'rules' | 'holidays' | 'registry' }
    | { changed: 'freed'; number: string | null; customerId: string | null }
  >()
  /** How often anybody was forbidden: what was read of the list meanwhile is out of date. */
  let forbiddings = 0

  const questionOf = ({ timeZone, agentId, ...dial }: Dial): Question => {
    const zones = zonesOf(dial.number)
    return {
      ...dial,
      customerId: dial.customerId || null,
      alsoAs: records.alsoAs(dial.customerId),
      now: clock.nowMs(),
      zones: zones.length > 0 ? zones : [timeZone],
      hasAgent: agentId !== null,
      isPractice: isPracticeNumber(dial.number),
      callerId: null,
    }
  }
  /** Whoever asked to be forgotten is known by a hash only: met again, the number goes onto the list in memory. */
  const recall = (number: string): void => {
    const since = erased.since(number)
    if (since !== undefined) gate.forbid({ number, kind: 'customer', campaignId: null, since, until: null })
  }
  let mayLeave = (_: string): boolean => true
  const answerTo = (dial: Dial): Answer => {
    recall(dial.number)
    const answer = gate.ask(questionOf(dial))
    if (!answer.allowed || mayLeave(dial.number)) return answer
    // Trunks may be changed: nobody is closed for them.
    return refusedBy('noTrunkForNumber', clock.nowMs() + trunksAgainMs)
  }
  const note = (dial: Dial, { rule, params, until }: Refused): void => {
    const at = clock.nowMs()
    const { number, campaignId, entryId, kind, agentId } = dial
    journal.append(blocking, {
      ...{ at, lastAt: at, count: 1, number, customerId: dial.customerId || null, campaignId, entryId, kind, rule },
      ...{ params: JSON.stringify(params), until, agentId },
    })
  }

  const hearConsent: typeof gate.consent = (whose, word) => {
    gate.consent(whose, word)
    if (word.act === 'given') news.tell({ changed: 'freed', number: whose.number, customerId: whose.customerId })
  }
  const loadRules = async (): Promise<void> => {
    gate.setRules(await readRules(base.database.engine))
    news.tell({ changed: 'rules' })
  }
  const loadHolidays = async (): Promise<void> => {
    gate.setHolidays(await readHolidays(base.database.engine))
    news.tell({ changed: 'holidays' })
  }
  /** The longest a refusal counts under any rules there are; forever where one says so. */
  const refusalsSince = (versions: Awaited<ReturnType<typeof readRules>>): Date | undefined => {
    const days = [...versions.values()].flat().flatMap(({ rules }) => rules.refusalLockOutDays ?? [])
    if (days.length === 0) return undefined
    return days.includes(0) ? new Date(0) : new Date(clock.nowMs() - Math.max(...days) * dayMs)
  }
  let stopForgetting = (): void => {}
  const forgetDaily = (): void => {
    stopForgetting = clock.after(dayMs, () => {
      gate.forget(clock.nowMs())
      forgetDaily()
    })
  }

  const registryBarrier = (rules: CallingRules | undefined): Barrier | undefined => {
    const registry = rules?.registry ?? null
    const refused = refusedByRegistry(gate.registry(registry?.code ?? ''), registry, 0, clock.nowMs())
    // Until somebody imports it: no clock tells.
    return refused && { rule: refused.rule, params: refused.params, until: null }
  }
  const notedAt = new Map<string, number>()
  /** A campaign that waits is asked at every event; a row a minute tells of it. */
  const noteBarrier = ({ id }: Campaigning, { rule, params }: Barrier): void => {
    const at = clock.nowMs()
    const last = notedAt.get(`${id} ${rule}`)
    if (last !== undefined && at >= last && at < last + 60_000) return
    notedAt.set(`${id} ${rule}`, at)
    journal.append(blocking, {
      ...{
        at,
        lastAt: at,
        count: 1,
        number: '',
        customerId: null,
        campaignId: id,
        entryId: null,
        kind: 'machine',
        rule,
      },
      ...{ params: JSON.stringify(params), until: null, agentId: null },
    })
  }
  const poolAsk = ({ purpose }: Campaigning, rules: CallingRules | undefined): PoolAsk => ({
    nowMs: clock.nowMs(),
    purpose: callerIdPurposeFor(purpose),
    limits: limitsOf(rules),
  })
  const callerIdBarrier = (campaign: Campaigning, rules: CallingRules | undefined): Barrier | undefined => {
    const ask = poolAsk(campaign, rules)
    const no = callerIds.no(campaign.callerIds, ask)
    if (!no) return undefined
    const until = no.againAtMs === null ? '' : tellOn(campaign.timeZone, no.againAtMs + 59_999)
    const numbers = 'numbers' in no ? no.numbers : 1
    return {
      rule: no.cause,
      params: { count: no.count ?? 0, most: no.most ?? 0, until, numbers },
      until: no.againAtMs ?? ask.nowMs + lookAgainMs,
    }
  }

  return {
    news,
    /** Reads everything there is to know; before that nobody may be called. */
    load: async (): Promise<void> => {
      const db = base.database.engine
      const versions = await readRules(db)
      gate.setRules(versions)
      gate.setHolidays(await readHolidays(db))
      await loadForbidden(db, gate)
      await erased.load()
      await records.load()
      await history.wishes(gate.forbidPerson)
      await loadRegistries(db, gate)
      await loadConsents(db, gate)
      await history.attempts(new Date(clock.nowMs() - longestSpanMs), gate.count)
      const since = refusalsSince(versions)
      if (since) await history.refusals(since, gate.refused)
      await history.abandoned(new Date(clock.nowMs() - longestLockOutMs), gate.abandoned)
      // The tables of numbers are read at the first question: not in front of the first dial.
      zonesOf('+8613800138000')
      forgetDaily()
    },
    loadRules,
    loadHolidays,
    /** Whether that dial may be made at this moment. A refusal is on record, counted, and says until when. */
    ask: (dial: Dial): Answer => {
      const answer = answerTo(dial)
      if (!answer.allowed) note(dial, answer)
      return answer
    },
    /** As `ask`, for somebody who only wants to know. */
    wouldAllow: answerTo,
    /** Whether any trunk that is on may call that number. */
    mayLeave: (number: string): boolean => mayLeave(number),
    /** Who knows tells whether any trunk that is on may call a number. */
    askOfTrunks: (asked: (number: string) => boolean): void => {
      mayLeave = asked
    },
    /** What keeps a whole campaign from calling anybody: its registry, or that its caller ids have no room. */
    barrier: (campaign: Campaigning): Barrier | undefined => {
      const rules = gate.rulesAt(campaign.jurisdiction, clock.nowMs())
      const barrier = registryBarrier(rules) ?? callerIdBarrier(campaign, rules)
      if (barrier) noteBarrier(campaign, barrier)
      return barrier
    },
    /**
     * Under which number of its pool the campaign calls that customer now; undefined where the barrier says why not.
     * `seen`: the one the customer saw last.
     */
    callerIdFor: (campaign: Campaigning, called: { number: string; seen: string | null }): string | undefined =>
      callerIds.choose(
        campaign.callerIds,
        poolAsk(campaign, gate.rulesAt(campaign.jurisdiction, clock.nowMs())),
        called,
      ),
    /** Whether an order under this number may still leave: since it was chosen, it was neither rested nor flagged. */
    callerIdStands: (campaign: Campaigning, callerId: string): boolean =>
      callerIds.stands(callerId, poolAsk(campaign, undefined)),
    /** On our own list for everybody, now. */
    isForbidden: (number: string): boolean => {
      recall(number)
      return gate.isForbidden(number, clock.nowMs())
    },
    /** Holds at once; a number once forbidden is not freed by a later outcome. */
    forbid: (number: string, reason: string, more: Forbidding = {}): void => {
      const { kind = 'customer', campaignId = null, until = null, customerId = null } = more
      const since = clock.nowMs()
      forbiddings++
      gate.forbid({ number, kind, campaignId, since, until, customerId })
      const { callId = null, saidTo = null, saidToName = '', proof = '' } = more
      const said = { callId, saidTo, saidToName, proof }
      journal.append(forbidden, { number, since, reason, kind, campaignId, until, ...said, heldAt: clock.nowMs })
    },
    /** An officer ended an entry: what is left of that kind on record holds on. */
    readAnew: async (of: { number: string; kind: DoNotCallKind; campaignId: string | null }): Promise<void> => {
      for (let before = -1; before !== forbiddings; ) {
        before = forbiddings
        await journal.writtenNow()
        const left = await readForbidden(base.database.engine, of)
        if (before === forbiddings) gate.replaceForbidden(of.number, of, left)
      }
      news.tell({ changed: 'freed', number: of.number, customerId: null })
    },
    /** Holds at once. */
    noteConsent: (word: Omit<ConsentRow, 'id' | 'notedAt'>): ConsentRow => {
      const row = { ...word, id: newId(clock.nowMs()), notedAt: clock.nowMs() }
      if (row.channel === 'call' || row.channel === 'any') hearConsent(row, row)
      journal.append(consented, row)
      return row
    },
    /** Consent another process has written down. */
    hearConsent,
    /** A number another process has written down. */
    hearForbidden: (entry: Parameters<typeof gate.forbid>[0]): void => {
      forbiddings++
      gate.forbid(entry)
    },
    /** Records were merged, or a merge undone. */
    recordsChanged: records.readAnew,
    /** Puts an edition in force as a whole, once `commit` has said so in the database. */
    putInForce: async (
      registry: string,
      edition: { id: string; numbers: number; dated: string },
      commit: () => Promise<void>,
    ): Promise<void> => {
      const whole = await readEdition(base.database.engine, edition)
      await commit()
      gate.setRegistry(registry, whole)
      news.tell({ changed: 'registry' })
    },
    count: (attempt: PastAttempt): void => gate.count(attempt),
    uncount: (attempt: PastAttempt): void => gate.uncount(attempt),
    refused: gate.refused,
    abandoned: gate.abandoned,
    rulesNow: (jurisdiction: string): CallingRules | undefined => gate.rulesAt(jurisdiction, clock.nowMs()),
    stop: (): void => stopForgetting(),
  }
}
