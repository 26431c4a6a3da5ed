import { refuse } from '#contract/problem.ts'
import type { LiveCalls } from '#domains/calls/server/public.ts'
import { type LiveCall, outcomeOf, stateOf } from '#domains/calls/server/public.ts'
import type { LiveGate } from '#domains/compliance/server/public.ts'
import type { LiveDialer } from '#domains/dialer/server/public.ts'
import { kept, promised } from '#domains/followups/server/public.ts'
import { findEmployee } from '#domains/people/server/public.ts'
import { refusals as presenceRefusals } from '#domains/presence/contract.ts'
import type { LiveAgent, LivePresence, Worker } from '#domains/presence/server/public.ts'
import { endpointOf } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import type { Journal } from '#platform/journal.ts'
import { type OutcomeForm, refusals } from '../contract.ts'
import { openDays } from './day.ts'

export type DeskFloor = {
  base: Base
  clock: Clock
  journal: Journal
  calls: LiveCalls
  presence: LivePresence
  dialer: LiveDialer
  gate: LiveGate
}
export type LiveDesk = ReturnType<typeof openLiveDesk>

/** An employee as presence knows one; refuses an account nobody works with. */
export const workerOf = async (db: Db, employeeId: string): Promise<Worker> => {
  const employee = (await findEmployee(db, employeeId)) ?? refuse(presenceRefusals.notAnEmployee)
  const { id, name, staffNumber, teamId, siteId } = employee
  return { id, name, staffNumber, teamId, siteId, endpoint: endpointOf(employee) }
}

/** What an agent does at the desk, in memory; the same for people at a screen and for simulated staff. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the calls its small functions share.
export const openLiveDesk = (floor: DeskFloor) => {
  const { clock, journal, calls, presence, dialer, gate } = floor
  const days = openDays(floor)

  /** The call the agent is on or wrapping up, unless they have left its customer to others. */
  const callOf = (agent: LiveAgent): LiveCall => {
    const call = agent.callId ? calls.find(agent.callId) : undefined
    return call && call.record.leftAt === null ? call : refuse(refusals.noCall)
  }

  const promise = (agent: LiveAgent, call: LiveCall, dueAt: number, note: string): void => {
    const { campaignId, entryId, customerId } = call
    const { id: agentId, teamId, siteId } = agent
    const now = clock.nowMs()
    days.promised(agentId, call)
    journal.append(promised, {
      id: newId(now),
      kind: 'callback',
      campaignId,
      entryId,
      customerId,
      callId: call.id,
      agentId,
      teamId,
      siteId,
      dueAt,
      note,
      createdAt: now,
    })
  }
  const callbackTime = ({ callbackAt, callId }: OutcomeForm): number => {
    if (calls.find(callId)?.entryId === '') refuse(refusals.callbackForNobody)
    const at = callbackAt ? Date.parse(callbackAt) : refuse(refusals.callbackNeedsTime)
    return at > clock.nowMs() ? at : refuse(refusals.callbackInThePast)
  }

  const finish = (agent: LiveAgent, form: OutcomeForm): void => {
    if (agent.callId !== form.callId) refuse(refusals.notYourCall)
    const { kind } = outcomeOf(form.outcome)
    const dueAt = kind === 'callback' ? callbackTime(form) : null
    const call = calls.conclude(form.callId, form.outcome, kind, form.note)
    if (kind === 'doNotCall')
      gate.forbid(call.number, 'customer', {
        ...{ callId: call.id, customerId: call.customerId || null },
        ...{ saidTo: agent.id, saidToName: agent.name },
      })
    days.kept(call)
    if (call.entryId) journal.append(kept, { campaignId: call.campaignId, entryId: call.entryId, at: clock.nowMs() })
    if (dueAt !== null) promise(agent, call, dueAt, form.note)
    dialer.conclude(call, {
      outcomeKind: kind,
      ...(dueAt === null ? {} : { callbackAt: new Date(dueAt), ownerId: agent.id }),
    })
    presence.finishWrapUp(agent)
  }

  /** Calls their agents have said a machine is on, until their end is heard. */
  const machines = new Set<string>()
  calls.news.hear(({ call, kind }) => {
    if (kind !== 'ended' || !machines.delete(call.id) || call.outcome) return
    const agent = call.agentId ? presence.find(call.agentId) : undefined
    if (agent?.callId === call.id) finish(agent, { callId: call.id, outcome: 'voicemail', note: '' })
  })

  return {
    callOf,
    today: days.today,
    hangUp: (agent: LiveAgent): void => calls.hangUp(callOf(agent).id),
    /** A machine is on the line: the call ends as voicemail, and the agent is free. */
    endMachine: (agent: LiveAgent): void => {
      const call = callOf(agent)
      if (stateOf(call.record) !== 'talking') refuse(refusals.noCall)
      machines.add(call.id)
      calls.hangUp(call.id)
    },
    hold: (agent: LiveAgent, on: boolean): Promise<void> => calls.hold(callOf(agent).id, on),
    /** Presses keys towards the customer's side: an extension, a menu. */
    sendDigits: (agent: LiveAgent, digits: string): Promise<void> => calls.sendDigits(callOf(agent).id, digits),
    mute: async (agent: LiveAgent, on: boolean): Promise<void> => {
      await calls.mute(callOf(agent).id, on)
      // The telephone system tells nothing of it; another screen of this agent still has to know.
      presence.news.tell({ agent, was: agent.state, now: agent.state })
    },
    /**
     * Gives the outcome of the call just ended and frees the agent. A "do not call" holds from this instant on; a
     * callback goes to this agent first. Durable when the journal's `written()` resolves.
     */
    finish,
    isUp: (call: LiveCall): boolean => stateOf(call.record) !== 'ended',
  }
}
