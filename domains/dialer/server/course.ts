import { type LiveCall, neverLeft, seemsMachine } from '#domains/calls/server/public.ts'
import type { Ending } from '#domains/campaigns/server/public.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import type { Contact } from '../waiting-line.ts'
import { promiseCallBack } from './callers.ts'
import type { Conclusions } from './conclusions.ts'
import type { Floor } from './dialling.ts'
import type { Flight } from './flight.ts'
import type { Flights } from './flights.ts'
import { knownWithinMs, type Predictive } from './predictive.ts'
import type { Stock } from './stock.ts'

/** What the course of calls touches of their campaign. */
export type Coursed = {
  readonly flights: Flights
  readonly predictive: Predictive
  readonly conclusions: Conclusions
  readonly stock: Stock
}

/** Who calls back what they saw finds us, and sees the same number next time. An order that never left showed nothing. */
export const noteSeen = (contact: Contact, { direction, dialled, callerId, record }: LiveCall): void => {
  if (direction === 'out' && dialled && callerId !== '' && !neverLeft(record)) contact.lastCallerId = callerId
}

const endingOf = ({ abandoned, record }: LiveCall): Ending => {
  if (abandoned) return { cause: 'abandoned' }
  return { cause: seemsMachine(record) ? 'machine' : (record.cause ?? 'lost') }
}

/** The agent is on, or kept for, another call than this. */
const isOnAnother = ({ callId, spokenFor }: LiveAgent, { id }: LiveCall): boolean =>
  (callId ?? id) !== id || (spokenFor ?? id) !== id

/** The calls of one campaign from the answer on: who takes them, and what their end means for agent and contact. */
export class Course {
  private readonly floor: Floor
  private readonly campaign: Coursed

  constructor(floor: Floor, campaign: Coursed) {
    this.floor = floor
    this.campaign = campaign
  }

  onAnswered(call: LiveCall): void {
    const flight = this.campaign.flights.get(call.id)
    if (!flight || flight.isAnswered || flight.callOffListening) return
    // Found after a restart, perhaps with a message on its tape: nobody is joined to it, and nobody was kept waiting.
    if (call.direction === 'out' && seemsMachine(call.record)) return this.floor.calls.hangUp(call.id)
    if (this.isToBeHeard(call)) return this.listen(flight)
    this.welcomeAnswer(flight)
  }
  private isToBeHeard({ machineDetection, direction, record, abandoned }: LiveCall): boolean {
    return machineDetection === 'before' && direction === 'out' && record.classified === null && !abandoned
  }
  /** The telephone system listens who answered; it is taken for a person if it does not say so in time. */
  private listen(flight: Flight): void {
    flight.callOffListening = this.floor.clock.after(knownWithinMs, () => this.listened(flight))
  }
  private listened(flight: Flight): void {
    flight.callOffListening?.()
    flight.callOffListening = null
    if (flight.call.record.endedAt === null) this.welcomeAnswer(flight)
  }
  /** It is known who answered: nobody is joined to a machine. */
  onClassified(call: LiveCall): void {
    const flight = this.campaign.flights.get(call.id)
    if (!flight?.callOffListening) return
    if (!seemsMachine(call.record)) return this.listened(flight)
    flight.callOffListening()
    flight.isWithMachine = true
    this.campaign.predictive.onMachineHeard(flight)
    void this.endWithMachine(flight)
  }
  /** The campaign's message is left on its tape, if it has one; whoever was kept for the call is free meanwhile. */
  private async endWithMachine(flight: Flight): Promise<void> {
    const { base, clock, calls, messageOf } = this.floor
    const { call } = flight
    const release = clock.hold()
    try {
      const message = await messageOf(call.campaignId)
      if (message === '') return calls.hangUp(call.id)
      if (call.record.endedAt !== null) return
      this.freeFrom(flight)
      await calls.leaveOnTape(call.id, message)
    } catch (error) {
      base.log.warn({ err: error, callId: call.id }, 'no message could be left on a machine')
      calls.hangUp(call.id)
    } finally {
      release()
    }
  }
  private freeFrom(flight: Flight): void {
    const agent = flight.agentId ? this.floor.presence.find(flight.agentId) : undefined
    flight.agentId = null
    if (agent?.callId === flight.call.id) this.dialFailed(agent)
  }
  private welcomeAnswer(flight: Flight): void {
    const { call } = flight
    flight.isAnswered = true
    // Found after a restart: it was given up before.
    if (call.abandoned) return this.floor.calls.hangUp(call.id)
    const agent = flight.agentId ? this.floor.presence.find(flight.agentId) : undefined
    if (call.direction === 'in') return this.welcome(flight, agent)
    if (agent?.state !== 'dialing' || agent.callId !== call.id) return this.campaign.predictive.onAnswered(flight)
    this.campaign.predictive.onGuaranteedAnswer(flight)
    this.floor.calls.connect(call, agent)
  }

  /** We have taken the call of a customer: for the agent kept for them, else whoever is free, else for a message. */
  private welcome(flight: Flight, expected: LiveAgent | undefined): void {
    const { predictive } = this.campaign
    const agent = expected?.spokenFor === flight.call.id ? expected : predictive.nextFree()
    if (agent) predictive.join(flight, agent)
    else predictive.abandon(flight)
  }

  onBridged(call: LiveCall): void {
    const agent = call.agentId ? this.floor.presence.find(call.agentId) : undefined
    if (!agent || isOnAnother(agent, call)) return this.floor.calls.hangUp(call.id)
    agent.spokenFor = null
    // Their own headset is back: the conversation goes on.
    if (agent.callId === call.id && (agent.state === 'talking' || agent.state === 'holding')) return
    if (!this.floor.presence.move(agent, 'connect', { callId: call.id })) this.floor.calls.hangUp(call.id)
  }

  onEnded(call: LiveCall): void {
    const flight = this.campaign.flights.end(call.id)
    if (!flight) return
    flight.callOffListening?.()
    this.campaign.predictive.onEnded(flight)
    if (call.abandoned) flight.contact.abandonedAt = call.record.endedAt
    noteSeen(flight.contact, call)
    const found = flight.agentId ? this.floor.presence.find(flight.agentId) : undefined
    // The end of a call may be heard late, when its agent has long been on another: that one it must not end.
    const agent = found && [found.callId, found.spokenFor].includes(call.id) ? found : undefined
    if (agent?.spokenFor === call.id) this.free(agent)
    if (call.record.bridgedAt === null) this.endUnanswered(flight, agent)
    else {
      if (!flight.isDetached) this.campaign.conclusions.await(call.id, flight.contact)
      // An agent who went elsewhere before the two were joined will not say what came of it; who left has said so.
      if (!call.outcome && !this.staysToTell(call, agent)) this.campaign.conclusions.concludeWithoutAgent(call)
    }
  }
  private staysToTell(call: LiveCall, agent: LiveAgent | undefined): boolean {
    if (agent?.callId !== call.id) return false
    return agent.state === 'wrapUp' || this.floor.presence.move(agent, 'endCall')
  }
  /** The customer hung up in the very moment of being joined. */
  private free(agent: LiveAgent): void {
    agent.spokenFor = null
    // Told to every campaign: the agent may have been put to another one meanwhile.
    this.floor.presence.news.tell({ agent, was: agent.state, now: agent.state })
    if (!agent.wants) this.campaign.predictive.onAgentFree()
  }
  private endUnanswered(flight: Flight, agent: LiveAgent | undefined): void {
    const { call, contact } = flight
    if (call.direction === 'in') return this.callBack(flight)
    const ending = endingOf(call)
    this.followUp(call, contact, ending)
    if (agent) this.dialFailed(agent)
  }
  private dialFailed(agent: LiveAgent): void {
    this.floor.presence.move(agent, 'dialFailed', { callId: null })
    if (agent.wants) this.floor.presence.finishWrapUp(agent)
  }

  /** A customer called and spoke with nobody: whoever called them last owes them a call, at once. */
  private callBack({ call, contact, isDetached }: Flight): void {
    promiseCallBack(this.floor, call)
    if (isDetached) return
    contact.ownerId = call.expectedAgentId
    this.campaign.stock.follow(contact, { outcomeKind: 'callback', callbackAt: this.floor.clock.now() }, 'callback')
  }

  /** Whom the gate held back in the last instant was not tried: they come again when they may be called. */
  private followUp(call: LiveCall, contact: Contact, ending: Ending): void {
    const { stock } = this.campaign
    if (!call.dialled && stock.whyHeldBack(contact, { agentId: call.agentId })) return
    if (neverLeft(call.record)) return stock.retry(contact)
    stock.follow(contact, ending, call.outcome?.code ?? null)
  }

  /** Stops the ringing; who has answered already was kept waiting for nobody, unless a machine did. */
  private callOff(flight: Flight): void {
    // The message on its tape needs nobody.
    if (flight.isWithMachine) return
    if (seemsMachine(flight.call.record)) this.floor.calls.hangUp(flight.call.id)
    else if (this.floor.calls.isAnswered(flight.call)) this.campaign.predictive.giveUp(flight)
    else this.floor.calls.hangUp(flight.call.id)
  }
  /** Calls off what is not yet a conversation: of that agent, or for nobody in particular. */
  callOffAllFor(agentId: string | null): void {
    for (const flight of this.campaign.flights.all())
      if (flight.agentId === agentId && flight.call.record.bridgedAt === null) this.callOff(flight)
  }
}
