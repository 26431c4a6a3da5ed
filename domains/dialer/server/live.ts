import { refuse } from '#contract/problem.ts'
import { type CallNews, type LiveCall, neverLeft } from '#domains/calls/server/public.ts'
import { type Campaign, type Ending, findCampaign, listRunningCampaigns } from '#domains/campaigns/server/public.ts'
import { refusalOf } from '#domains/compliance/server/public.ts'
import { agentMoves, refusals as presenceRefusals } from '#domains/presence/contract.ts'
import { type AgentNews, isPause, type LiveAgent } from '#domains/presence/server/public.ts'
import type { TelephonyPort } from '#domains/telephony/server/public.ts'
import { notices } from '#platform/notices.ts'
import { refusals } from '../contract.ts'
import { type Contact, ownerPatienceMs } from '../waiting-line.ts'
import { campaigningOf } from './asking.ts'
import { turnAway } from './callers.ts'
import type { Floor } from './dialling.ts'
import { reopenFreed, reopenHeldBack } from './held-back.ts'
import { type LineLimits, Lines } from './lines.ts'
import { Runner } from './runner.ts'
import { closeScreened, followGrades, reopenUnscreened, screenedAmong } from './screening.ts'
import {
  closeBatch,
  disown,
  enrol,
  moveToBooks,
  promisedOn,
  reassignContacts,
  recoverContacts,
  reserveOne,
} from './store.ts'
import { watchWayOut } from './way-out.ts'

export type LiveDialer = ReturnType<typeof openLiveDialer>

/** Nobody is put through to an agent on a call, on the way to one, or writing one up. */
const isFree = ({ state, spokenFor }: LiveAgent): boolean => agentMoves[state].dial !== undefined && !spokenFor
const refuseUnlessFree = (agent: LiveAgent): void => {
  if (!isFree(agent)) refuse(presenceRefusals.wrongState, { state: agent.state })
}

const isOf = (runner: Runner, { teamId }: LiveAgent): boolean =>
  teamId !== null && runner.campaign.teamIds.includes(teamId)
/** A callback is its agent's alone until they have not come for it in time. */
const isPromisedElsewhere = ({ ownerId, dueAt }: Contact, agent: LiveAgent, now: number): boolean =>
  ownerId !== null && ownerId !== agent.id && now < dueAt + ownerPatienceMs

/** Who is in a book is the agent's or the team's alone, but for who promised to call. */
const isAssignedElsewhere = ({ assignedTo, ownerId }: Contact, { id, teamId }: LiveAgent): boolean =>
  assignedTo !== null && ownerId === null && assignedTo !== id && assignedTo !== teamId

const refuseWithoutLine = (runner: Runner): void => {
  if (runner.flights.noWay) refuse(refusals.noWayOut)
  if (runner.flights.roomByHand <= 0) refuse(refusals.noLine)
}

/** What the gate does not let through is told in its own words. */
const placed = (answer: ReturnType<Runner['placeByHand']>): LiveCall => {
  if (answer === 'takenBack') return refuse(refusals.contactTaken)
  if (answer === 'noLine') return refuse(refusals.noLine)
  return 'rule' in answer ? refuse(refusalOf(answer.rule), answer.params) : answer
}

/** What holds the whole campaign back holds back who dials by hand as well. */
const refuseHeldBack = ({ gate }: Floor, { campaign }: Runner): void => {
  const barrier = gate.barrier(campaigningOf(campaign))
  if (barrier) refuse(refusalOf(barrier.rule), barrier.params)
}

/** Calling by hand knows the same limits as the machine. */
const refuseToDialNow = ({ presence }: Floor, runner: Runner, agent: LiveAgent): void => {
  presence.requireHeadset(agent)
  if (!isOf(runner, agent)) refuse(refusals.notYourTeams)
  if (!runner.isRunning) refuse(refusals.notRunning)
  if (!runner.isOpen) refuse(refusals.outsideHours)
  refuseUnlessFree(agent)
  refuseWithoutLine(runner)
}

/** All running campaigns: starts and stops their runners, gives each agent a campaign, tells each runner its news. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the runners its small functions share.
export const openLiveDialer = ({
  limits,
  phones,
  isSpent,
  ...ground
}: Omit<Floor, 'reverted' | 'screened' | 'lines'> & {
  limits: LineLimits
  phones: Pick<TelephonyPort, 'health' | 'listen'>
  /** Whether that trunk is off because it has cost what it may today. */
  isSpent: (trunk: string) => boolean
}) => {
  const reverted = new Set<string>()
  const screenedOut = new Map<string, ReadonlySet<string>>()
  const floor: Floor = { ...ground, reverted, screened: screenedOut, lines: new Lines(ground.clock, limits) }
  const { base, clock, calls, presence } = floor
  const runners = new Map<string, Runner>()
  const news = notices<{ campaignId: string }>()

  const runnerOf = (campaign: Campaign): Runner => {
    let runner = runners.get(campaign.id)
    if (!runner) {
      runner = new Runner(floor, campaign, () => news.tell({ campaignId: campaign.id }))
      runners.set(campaign.id, runner)
    }
    return runner
  }
  const runnerAt = (agent: LiveAgent): Runner | undefined =>
    agent.campaignId ? runners.get(agent.campaignId) : undefined

  /** The running campaign of the agent's team with the fewest agents; the one chosen already stays if it still runs. */
  const campaignFor = (agent: LiveAgent): string | null => {
    const open = [...runners.values()].filter((runner) => runner.isRunning && isOf(runner, agent))
    if (open.some(({ campaign }) => campaign.id === agent.campaignId)) return agent.campaignId
    const busy = (runner: Runner): number => (runner.binding.kind === 'listDone' ? 1e6 : runner.agents().length)
    return open.sort((a, b) => busy(a) - busy(b))[0]?.campaign.id ?? null
  }
  const assign = (agent: LiveAgent): void => {
    if (['talking', 'holding', 'wrapUp', 'dialing'].includes(agent.state)) return
    presence.assign(agent, campaignFor(agent))
  }
  const assignAll = (): void => {
    for (const agent of presence.all()) assign(agent)
  }

  const reopened = (campaignIds: readonly string[]): void => {
    for (const id of campaignIds) runners.get(id)?.listChanged()
  }
  /** Rules that held contacts back for good are others now, or have ended: looked at beside the dialling. */
  const lookAgain = (find: (at: Date) => Promise<readonly string[]>): void => {
    // What has just been closed must be on record before it is told apart.
    floor.journal
      .writtenNow()
      .then(() => find(clock.now()))
      .then(reopened)
      .catch((error: unknown) => base.log.warn({ err: error }, 'contacts held back could not be looked at again'))
  }
  const lookAgainAt = (campaign: Campaign): void =>
    lookAgain(async (at) =>
      (await reopenHeldBack(base.database.engine, floor.gate, campaign, at)) > 0 ? [campaign.id] : [],
    )
  const hearGate = (told: Parameters<Parameters<typeof floor.gate.news.hear>[0]>[0]): void => {
    if (told.changed === 'freed') lookAgain((at) => reopenFreed(base.database.engine, floor.gate, told, at))
    else if (told.changed !== 'holidays')
      for (const runner of runners.values()) if (runner.isRunning) lookAgainAt(runner.campaign)
  }

  const start = async (campaign: Campaign): Promise<void> => {
    if (campaign.listId) await enrol(base.database.engine, campaign.id, campaign.listId, clock.now())
    // Whoever was in memory when rules took them out may have been put back since.
    await closeScreened(base.database.engine, campaign.id, clock.now())
    const runner = runnerOf(campaign)
    runner.campaign = campaign
    runner.start()
    assignAll()
    runner.consider()
    lookAgainAt(campaign)
  }

  const enrolNew = async (runner: Runner, listId: string): Promise<void> => {
    await enrol(base.database.engine, runner.campaign.id, listId, clock.now())
    runner.listChanged()
  }
  /** Other settings for a campaign that goes on: no reason to go through its list again. */
  const change = async (runner: Runner, campaign: Campaign): Promise<void> => {
    const { listId, jurisdiction, type } = runner.campaign
    runner.update(campaign)
    if (jurisdiction !== campaign.jurisdiction || type !== campaign.type) lookAgainAt(campaign)
    news.tell({ campaignId: campaign.id })
    assignAll()
    if (campaign.listId && campaign.listId !== listId) await enrolNew(runner, campaign.listId)
  }

  const hearGone = (agentId: string, hasLeft: boolean): void => {
    // A call dialled by hand may belong to another campaign than the one the agent waits for.
    for (const runner of runners.values()) {
      runner.onAgentGone(agentId)
      if (hasLeft) runner.onAgentLeft(agentId)
    }
  }
  const hearAgent = ({ agent, was, now }: AgentNews): void => {
    for (const runner of runners.values()) runner.seat(agent, now !== null)
    // Who was kept waiting for a customer in vain may be called for at once.
    if (now === was) return void (isFree(agent) && runnerAt(agent)?.consider())
    const isGone = now === null || isPause(now)
    if (isGone && was !== null && (now === null || !isPause(was))) hearGone(agent.id, now === null)
    if (now !== 'ready') return
    assign(agent)
    runnerAt(agent)?.onAgentFree()
  }
  /** The contact waits for nobody else while its customer is on the line. */
  const reserveFor = async (runner: Runner | undefined, { entryId, campaignId, expectedAgentId }: LiveCall) => {
    if (!runner || entryId === '') return undefined
    await floor.journal.writtenNow()
    await runner.stock.settled()
    const inMemory = runner.offers.takeContact(entryId, expectedAgentId ?? '')
    return inMemory ?? (await reserveOne(base.database.engine, campaignId, entryId, floor.fencing))
  }
  const receive = (call: LiveCall): void => {
    const runner = runners.get(call.campaignId)
    const release = clock.hold()
    reserveFor(runner, call)
      .catch((error: unknown) => void base.log.warn({ err: error }, 'the contact of a caller could not be kept'))
      .then((contact) => {
        if (!runner) return turnAway(floor, call)
        const isTaken = runner.receive(call, contact ?? undefined)
        // They may have hung up meanwhile: somebody owes them a call.
        if (call.record.endedAt !== null) runner.onEnded(call)
        else if (isTaken) calls.answer(call)
        else calls.hangUp(call.id)
      })
      .catch((error: unknown) => base.log.error({ err: error, callId: call.id }, 'a caller could not be received'))
      .finally(release)
  }
  /** Given while the customer was still with others: when to call back is told by nobody else. */
  const recallPromises = async (open: readonly LiveCall[]): Promise<void> => {
    const promising = new Map(open.filter(({ outcome }) => outcome?.kind === 'callback').map((call) => [call.id, call]))
    for (const { callId, dueAt, ownerId } of await promisedOn(base.database.engine, [...promising.keys()]))
      runners
        .get(promising.get(callId)?.campaignId ?? '')
        ?.conclude(callId, { outcomeKind: 'callback', callbackAt: new Date(dueAt), ownerId })
  }
  const hearHold = ({ agentId }: LiveCall, signal: 'hold' | 'resume'): void => {
    const agent = agentId ? presence.find(agentId) : undefined
    if (agent) presence.move(agent, signal)
  }
  const hearEnd = (runner: Runner | undefined, call: LiveCall): void => {
    runner?.onEnded(call)
    // A number of ours has room again, for whoever of its campaigns waits for it.
    for (const other of runners.values()) if (other !== runner && other.binding.kind === 'heldBack') other.consider()
  }
  const hearCall = ({ call, kind }: CallNews): void => {
    const runner = runners.get(call.campaignId)
    if (kind === 'incoming') receive(call)
    else if (kind === 'answered') runner?.onAnswered(call)
    else if (kind === 'classified') runner?.onClassified(call)
    else if (kind === 'bridged') runner?.onBridged(call)
    else if (kind === 'ended') hearEnd(runner, call)
    else if (kind === 'held') hearHold(call, 'hold')
    else if (kind === 'resumed') hearHold(call, 'resume')
  }
  const wayOut = watchWayOut({ base, clock, phones, isSpent, hear: (way) => floor.lines.hear(way) })
  const hearNoWay = ({ call, kind }: CallNews): void => {
    if (kind === 'ended' && neverLeft(call.record)) void wayOut.ask()
  }
  floor.gate.askOfTrunks((number) => floor.lines.waysFor(number) !== 'none')
  const silence = [
    wayOut.stop,
    phones.listen((event) => {
      if (event.kind === 'outside' && event.stage === 'placed') floor.lines.noteOutside()
    }),
    calls.news.hear(hearNoWay),
    presence.news.hear(hearAgent),
    calls.news.hear(hearCall),
    floor.gate.news.hear(hearGate),
  ]

  return {
    news,
    runner: (campaignId: string): Runner | undefined => runners.get(campaignId),
    running: (): Runner[] => [...runners.values()],
    /** The telephone system has other trunks, or others of their limits hold, than a moment ago. */
    trunksChanged: (): Promise<void> => wayOut.ask(),
    /** After a restart: contacts of calls the ledger knows, then the campaigns that were running. */
    recover: async (open: readonly LiveCall[]): Promise<void> => {
      const contacts = new Map(
        (await recoverContacts(base.database.engine, open.map(({ entryId }) => entryId).filter(Boolean))).map(
          (contact) => [`${contact.campaignId} ${contact.entryId}`, contact],
        ),
      )
      for (const call of open) {
        const contact = contacts.get(`${call.campaignId} ${call.entryId}`)
        // Who calls us has a place in line or not; they are spoken with all the same.
        const isKnown = contact !== undefined || (call.direction === 'in' && call.campaignId !== '')
        const campaign = isKnown && (await findCampaign(base.database.engine, call.campaignId))
        if (campaign) runnerOf(campaign).adopt(contact, call)
      }
      await recallPromises(open)
    },
    resume: async (): Promise<void> => {
      // Nobody is called before it is known what the trunks take.
      await wayOut.ask()
      for (const campaign of await listRunningCampaigns(base.database.engine)) await start(campaign)
    },
    /** What a campaign's change of state or settings means for its dialling. */
    campaignChanged: async (campaignId: string): Promise<void> => {
      const campaign = await findCampaign(base.database.engine, campaignId)
      if (!campaign) return
      const runner = runners.get(campaignId)
      if (campaign.state === 'running') return runner?.isRunning ? change(runner, campaign) : start(campaign)
      if (runner) {
        runner.campaign = campaign
        runner.stop()
        if (runner.isIdle) runners.delete(campaignId)
      }
      assignAll()
    },
    listChanged: async (listId: string): Promise<void> => {
      for (const runner of runners.values())
        if (runner.campaign.listId === listId && runner.isRunning) await enrolNew(runner, listId)
    },
    /** Rules have taken contacts out of a campaign or let them back in, and graded the others. */
    screened: async (campaignId: string): Promise<void> => {
      const db = base.database.engine
      // What has just become of contacts must be on record before it is told apart.
      await floor.journal.writtenNow()
      await closeScreened(db, campaignId, clock.now())
      await reopenUnscreened(db, campaignId)
      const runner = runners.get(campaignId)
      await runner?.stock.settled()
      const inHand = await screenedAmong(db, campaignId, runner?.entriesInHand() ?? [])
      screenedOut.set(campaignId, inHand)
      runner?.closeScreened(inHand)
      if ((await followGrades(db, campaignId)) > 0) runner?.readLineAnew()
      if (runner?.isRunning && runner.campaign.listId) await enrolNew(runner, runner.campaign.listId)
    },
    /** These contacts are somebody else's now: consent, wishes and caps are asked of that person. */
    reassigned: async (entryIds: readonly string[], customerId: string): Promise<void> => {
      await floor.journal.writtenNow()
      const campaignIds = await reassignContacts(base.database.engine, entryIds, customerId)
      for (const id of campaignIds) runners.get(id)?.readLineAnew()
    },
    batchReverted: async (batchId: string): Promise<void> => {
      const after = await closeBatch(base.database.engine, batchId, clock.now())
      for (const [entryId, heir] of after) if (heir === null) reverted.add(entryId)
      for (const runner of runners.values()) runner.batchReverted(after)
    },
    /** Contacts were put into books, or taken out of them. */
    allocationChanged: async (campaignId: string, changeId: string): Promise<void> => {
      const moved = await moveToBooks(base.database.engine, campaignId, changeId)
      const runner = runners.get(campaignId)
      // What is on its way into memory was read before or after; only then is it told apart.
      await runner?.stock.settled()
      runner?.assigned(moved)
    },
    /** Nobody waits any more for who has left: not at the desk, and not with the callbacks they promised. */
    employeeLeft: async (agentId: string): Promise<void> => {
      const agent = presence.find(agentId)
      if (agent) presence.leave(agent, 'leftTheCentre')
      for (const runner of runners.values()) runner.disown(agentId)
      // What memory has just told the journal must not name the owner again.
      await floor.journal.writtenNow()
      await disown(base.database.engine, agentId)
    },
    /** A caller who is with a voice flow is given to an agent of that campaign who is free now; false where nobody is. */
    takeFromFlow: (call: LiveCall, campaignId: string): boolean => runners.get(campaignId)?.takeFromFlow(call) ?? false,
    /** An agent has said what came of a conversation. */
    conclude: (call: LiveCall, ending: Ending & { ownerId?: string }): void => {
      runners.get(call.campaignId)?.conclude(call.id, ending)
    },
    /** An agent presses "dial" on the contact offered. */
    dialOffer: (agent: LiveAgent): LiveCall => {
      const runner = runnerAt(agent) ?? refuse(refusals.nothingOffered)
      if (!runner.offers.has(agent.id)) refuse(refusals.nothingOffered)
      refuseUnlessFree(agent)
      presence.requireHeadset(agent)
      refuseWithoutLine(runner)
      refuseHeldBack(floor, runner)
      const contact = runner.offers.withdraw(agent.id) ?? refuse(refusals.nothingOffered)
      return placed(runner.placeByHand(contact, agent))
    },
    /** An agent who dials for themselves asks whom to call next. */
    offerNext: (agent: LiveAgent): void => {
      const runner = runnerAt(agent) ?? refuse(refusals.nothingOffered)
      if (runner.isRunning && !runner.isOpen) refuse(refusals.outsideHours)
      if (!runner.isRunning || agent.state !== 'ready' || !runner.offers.offerNext(agent))
        refuse(refusals.nothingOffered)
    },
    skipOffer: (agent: LiveAgent): void => {
      const runner = runnerAt(agent)
      if (!runner?.offers.skip(agent.id, 30 * 60_000)) refuse(refusals.nothingOffered)
      runner?.consider()
    },
    /** An agent calls one particular contact by hand, if nobody else is about to. */
    dialContact: async (agent: LiveAgent, campaignId: string, entryId: string): Promise<LiveCall> => {
      const runner = runners.get(campaignId) ?? refuse(refusals.notRunning)
      refuseToDialNow(floor, runner, agent)
      refuseHeldBack(floor, runner)
      // What just became of this contact must be on record before it is asked for.
      await floor.journal.writtenNow()
      await runner.stock.settled()
      const contact =
        runner.offers.takeContact(entryId, agent.id) ??
        (await reserveOne(base.database.engine, campaignId, entryId, floor.fencing)) ??
        refuse(refusals.contactTaken)
      try {
        refuseToDialNow(floor, runner, agent)
        if (isPromisedElsewhere(contact, agent, clock.nowMs())) refuse(refusals.promisedToColleague)
        if (isAssignedElsewhere(contact, agent)) refuse(refusals.assignedToColleague)
      } catch (error) {
        runner.stock.keep(contact)
        throw error
      }
      return placed(runner.placeByHand(contact, agent))
    },
    stop: (): void => {
      for (const end of silence) end()
      for (const runner of runners.values()) runner.stop()
    },
  }
}
