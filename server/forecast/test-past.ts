import { sql } from 'kysely'
import { type PastContact, scriptedBehaviour } from '#adapters/simulator/scripted-behaviour.ts'
import { simulator } from '#adapters/simulator/simulator.ts'
import { nextStep } from '#domains/campaigns/server/public.ts'
import { type Person, Rehearsal, type RehearsedCall } from '#domains/simulation/server/public.ts'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { steppedClock } from '#platform/stepped-clock.ts'
import { patientPolicy } from '../replay/run.ts'

/** A call as the ledger will hold it. Moments are milliseconds since 1970. */
export type PastCall = {
  placedAt: number
  answeredAt: number | null
  endedAt: number
  attempt: number
  cause: string
  talkMs: number
  wrapUpMs: number
  outcomeKind: string
}

type Listed = Person & { tries: Record<string, number> }

const dayMs = 86_400_000
const opensMs = 3_600_000
const openForMs = 11.5 * 3_600_000
/** The file knows no wrap-up: 10 to 41 seconds, mixed by number. */
const wrapUpOf = ({ to, attemptNumber }: Person): number =>
  10_000 + (((attemptNumber + Number(to.slice(-4))) * 7919) % 31_000)

/**
 * Works past contacts through the rehearsal in memory, nine to half past eight Shanghai time from `startAt` on, as the
 * replay does in the whole product: the same scripts, numbers and patient attempts, in seconds.
 */
export const rehearsePast = async (
  contacts: ReadonlyMap<string, PastContact>,
  { startAt, agents, seed }: { startAt: Date; agents: number; seed: number },
): Promise<{ calls: PastCall[]; endsAt: Date }> => {
  const clock = steppedClock({ startAt })
  const phones = simulator({ clock, seed, behaviour: scriptedBehaviour(contacts) })
  const causes = new Map<string, string>()
  phones.listen((event) => {
    if (event.kind === 'ended') causes.set(event.callId, event.cause)
  })
  const due: Listed[] = [...contacts.keys()].map((to) => ({
    to,
    batchId: '',
    attemptNumber: 0,
    chance: null,
    tries: {},
  }))
  let [open, taken] = [due.length, 0]
  const calls: PastCall[] = []

  const follow = (person: Listed, call: PastCall): void => {
    const contact = contacts.get(person.to)
    person.tries[call.cause] = (person.tries[call.cause] ?? 0) + 1
    const step = nextStep(patientPolicy, {
      attempts: person.attemptNumber,
      attemptLimit: contact?.conversation ? null : (contact?.unansweredAttempts ?? null),
      triesByCause: person.tries,
      now: new Date(call.endedAt),
      ...(call.talkMs > 0 ? { outcomeKind: call.outcomeKind as 'refusal' } : { cause: call.cause as 'noAnswer' }),
    })
    if ('close' in step) {
      open--
      return
    }
    clock.after(step.dueAt.getTime() - call.endedAt, () => {
      due.push(person)
      floor.consider()
    })
  }
  const over = ({ id, person, placedAt, answeredAt, joinedAt }: RehearsedCall<Listed>, endedAt: number): void => {
    const heard = contacts.get(person.to)?.conversation?.heard.verdict
    const call: PastCall = {
      placedAt,
      answeredAt,
      endedAt,
      attempt: person.attemptNumber,
      cause: causes.get(id) ?? 'lost',
      talkMs: joinedAt === null ? 0 : Math.max(1, endedAt - joinedAt),
      wrapUpMs: joinedAt === null ? 0 : wrapUpOf(person),
      outcomeKind: joinedAt !== null && heard ? heard : 'unreached',
    }
    causes.delete(id)
    calls.push(call)
    follow(person, call)
  }
  const floor = new Rehearsal<Listed>({
    clock,
    phones,
    pacing: {
      everyMs: 5000,
      callsToPlace: ({ agents: there, calls: up, waiting }) =>
        Math.max(0, there.filter(({ activity }) => activity === 'free').length - up.length - waiting),
    },
    ringForSeconds: patientPolicy.ringSeconds,
    next: () => {
      const person = due[taken]
      if (person) {
        taken++
        person.attemptNumber++
      }
      return person
    },
    wrapUpMs: ({ person }) => wrapUpOf(person),
    spareLines: () => Number.POSITIVE_INFINITY,
    onOver: over,
    onNews: true,
  })
  for (let day = startAt.getTime(); open > 0; day += dayMs) {
    const opens = Math.floor(day / dayMs) * dayMs + opensMs
    clock.runUntilMs(opens)
    for (let n = 0; n < agents; n++) floor.ready(floor.signIn())
    for (let at = opens; at < opens + openForMs && open > 0; at += 600_000) {
      clock.runUntilMs(at + 600_000)
      await undefined
    }
    for (const agent of [...floor.agents]) floor.leave(agent, 'signOut')
    clock.runUntilMs(opens + openForMs + 3_600_000)
    await undefined
  }
  floor.stop()
  return { calls, endsAt: clock.now() }
}

/** Writes calls into the ledger of a campaign, as if the engine had. */
export const writeLedger = async (
  db: Db,
  { campaignId, listId }: { campaignId: string; listId: string },
  calls: readonly PastCall[],
): Promise<void> => {
  const moments = calls.map(({ placedAt }) => placedAt)
  const [first, last] = [Math.min(...moments.slice(0, 1)), Math.max(...moments.slice(-1))]
  await sql`call platform.ensure_months('calls.call'::regclass, ${new Date(first)}, ${new Date(last + dayMs)})`.execute(
    db,
  )
  const moment = (at: number | null): Date | null => (at === null ? null : new Date(at))
  for (let from = 0; from < calls.length; from += 5000) {
    const part = calls.slice(from, from + 5000)
    await sql`
      insert into calls.call (id, placed_at, campaign_id, list_id, number, caller_id, mode, attempt_number, script_version, state,
        answered_at, bridged_at, ended_at, cause, ended_by, talk_ms, wrap_up_ms, outcome, outcome_kind, outcome_at, fencing)
      select id, placed_at, ${campaignId}::uuid, ${listId}::uuid, '+8614200000000', '', 'progressive', attempt, 1, 'ended',
        answered_at, answered_at, ended_at, cause, 'network', talk_ms, wrap_up_ms, outcome_kind, outcome_kind, ended_at, 1
      from unnest(${part.map(({ placedAt }) => newId(placedAt))}::uuid[], ${part.map(({ placedAt }) => moment(placedAt))}::timestamptz[],
        ${part.map(({ attempt }) => attempt)}::int[], ${part.map(({ answeredAt }) => moment(answeredAt))}::timestamptz[],
        ${part.map(({ endedAt }) => moment(endedAt))}::timestamptz[], ${part.map(({ cause }) => cause)}::text[],
        ${part.map(({ talkMs }) => talkMs)}::bigint[], ${part.map(({ wrapUpMs: ms }) => ms)}::bigint[],
        ${part.map(({ outcomeKind }) => outcomeKind)}::text[])
        as given (id, placed_at, attempt, answered_at, ended_at, cause, talk_ms, wrap_up_ms, outcome_kind)`.execute(db)
  }
}
