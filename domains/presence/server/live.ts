import { refuse } from '#contract/problem.ts'
import { refusals as telephonyRefusals } from '#domains/telephony/contract.ts'
import type { LiveHeadsets } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import type { Journal } from '#platform/journal.ts'
import { notices } from '#platform/notices.ts'
import { type AgentSignal, type AgentState, isPause, nextAgentState, type Pause } from '../agent-state.ts'
import { headsetLost, refusals } from '../contract.ts'
import { openHelp } from './help.ts'
import { signedIn, signedOut, spent, standing } from './lanes.ts'
import type { LiveAgent, Worker } from './live-agent.ts'
import { readStanding } from './store.ts'

export type AgentNews = { agent: LiveAgent; was: AgentState | null; now: AgentState | null }
type Details = { pause?: Pause; reasonId?: string | null; callId?: string | null; campaignId?: string | null }
export type LivePresence = ReturnType<typeof openLivePresence>
export type PresenceGround = {
  base: Base
  clock: Clock
  journal: Journal
  headsets: Pick<LiveHeadsets, 'mayWork' | 'work'>
}

/** Silence after which a screen counts as gone, and after which an idle session ends. */
const heartbeat = { lookEveryMs: 5000, lateMs: 15_000, missedMs: 30_000, goneMs: 15 * 60_000 }

/**
 * What every agent is doing, owned by the server: screens ask, this decides. Each change ends one stretch of time and
 * begins the next at the same moment, so every second from sign-in to sign-out lies in exactly one state.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the agents its small functions share.
export const openLivePresence = ({ base, clock, journal, headsets }: PresenceGround) => {
  const agents = new Map<string, LiveAgent>()
  const news = notices<AgentNews>()

  const note = ({
    id,
    sessionId,
    teamId,
    siteId,
    state,
    since,
    reasonId,
    campaignId,
    callId,
    version,
  }: LiveAgent): void =>
    journal.append(standing, { id, sessionId, teamId, siteId, state, since, reasonId, campaignId, callId, version })

  /** Ends the running stretch now; one that lasted no time leaves no trace. */
  const closeSpell = (agent: LiveAgent, at: number): void => {
    if (at <= agent.since) return
    const { id, sessionId, teamId, siteId, state, reasonId, campaignId, callId, follows } = agent
    journal.append(spent, {
      id,
      sessionId,
      teamId,
      siteId,
      state,
      reasonId,
      campaignId,
      callId,
      follows,
      startedAt: agent.since,
      endedAt: at,
    })
    agent.follows = at
    agent.since = at
  }
  const become = (agent: LiveAgent, state: AgentState, details: Details): void => {
    const was = agent.state
    // A clock set back must not make time run backwards for anybody.
    closeSpell(agent, Math.max(clock.nowMs(), agent.since))
    agent.state = state
    agent.reasonId = isPause(state) ? (details.reasonId ?? null) : null
    if (details.callId !== undefined) agent.callId = details.callId
    if (details.campaignId !== undefined) agent.campaignId = details.campaignId
    agent.version++
    note(agent)
    news.tell({ agent, was, now: state })
  }

  const help = openHelp(clock, journal, (agent) => {
    agent.version++
    news.tell({ agent, was: agent.state, now: agent.state })
  })

  const take = (id: string): LiveAgent => agents.get(id) ?? refuse(refusals.notSignedInToWork)

  const move = (agent: LiveAgent, signal: AgentSignal, details: Details = {}): boolean => {
    const next = nextAgentState(agent.state, signal, details.pause)
    if (next === undefined) return false
    become(agent, next, details)
    return true
  }

  /** No call reaches who wears no headset; as with any pause, it comes true after the outcome. */
  const mayWork = ({ endpoint }: LiveAgent): boolean => headsets.mayWork(endpoint)
  const withoutHeadset = { pause: 'notReady', reasonId: headsetLost } as const

  const requireHeadset = (agent: LiveAgent): void => {
    if (!mayWork(agent)) refuse(telephonyRefusals.headsetAway)
  }

  const leave = (agent: LiveAgent, reason: string): void => {
    const at = Math.max(clock.nowMs(), agent.since)
    closeSpell(agent, at)
    help.end(agent, 'signedOut')
    journal.append(signedOut, { id: agent.id, sessionId: agent.sessionId, at, reason })
    agents.delete(agent.id)
    headsets.work(agent.endpoint, false)
    news.tell({ agent, was: agent.state, now: null })
  }

  /** Screens that fell silent: an agent nobody watches gets no calls; after a long silence the session ends. */
  const watch = (): void => {
    for (const agent of [...agents.values()]) {
      if (agent.simulated) continue
      const silentMs = ++agent.silentLooks * heartbeat.lookEveryMs
      if (silentMs > heartbeat.missedMs && agent.state === 'ready' && !agent.spokenFor)
        move(agent, 'pause', { pause: 'notReady', callId: null })
      if (silentMs > heartbeat.goneMs && isPause(agent.state)) leave(agent, 'screenGone')
    }
    endWatch = clock.after(heartbeat.lookEveryMs, watch)
  }
  let endWatch = (): void => {}

  return {
    news,
    find: (id: string): LiveAgent | undefined => agents.get(id),
    take,
    all: (): Iterable<LiveAgent> => agents.values(),
    size: (): number => agents.size,
    /** Takes the sessions up again that were open when the process last died: their time never stopped. */
    recover: async (workers: (ids: readonly string[]) => Promise<Worker[]>): Promise<LiveAgent[]> => {
      const rows = await readStanding(base.database.engine)
      const known = new Map(
        (await workers(rows.map(({ employeeId }) => employeeId))).map((worker) => [worker.id, worker]),
      )
      for (const { employeeId, since, signedInAt, follows, state, helpId, helpAskedAt, ...row } of rows) {
        const worker = known.get(employeeId)
        if (!worker) continue
        agents.set(employeeId, {
          ...worker,
          ...row,
          state: state as AgentState,
          since: Date.parse(since),
          signedInAt: Date.parse(signedInAt),
          follows: follows === null ? null : Date.parse(follows),
          help: helpId && helpAskedAt ? { id: helpId, askedAt: Date.parse(helpAskedAt) } : null,
          wants: null,
          silentLooks: 0,
          spokenFor: null,
          simulated: false,
        })
        headsets.work(worker.endpoint, true)
      }
      return [...agents.values()]
    },
    /** Begins the watch over silent screens. */
    start: (): void => {
      endWatch()
      endWatch = clock.after(heartbeat.lookEveryMs, watch)
    },
    /** Signs in, not ready; an agent already signed in (a second screen) is simply taken up. */
    signIn: async (worker: Worker, { simulated = false }: { simulated?: boolean } = {}): Promise<LiveAgent> => {
      // A session just ended must be on record before the next begins.
      await journal.writtenNow()
      const there = agents.get(worker.id)
      if (there) {
        there.silentLooks = 0
        there.simulated &&= simulated
        return there
      }
      const now = clock.nowMs()
      const agent: LiveAgent = {
        ...worker,
        sessionId: newId(now),
        signedInAt: now,
        state: 'notReady',
        since: now,
        follows: null,
        reasonId: null,
        campaignId: null,
        callId: null,
        help: null,
        wants: null,
        silentLooks: 0,
        spokenFor: null,
        simulated,
        version: now,
      }
      agents.set(agent.id, agent)
      headsets.work(agent.endpoint, true)
      journal.append(signedIn, agent)
      note(agent)
      news.tell({ agent, was: null, now: 'notReady' })
      return agent
    },
    /** Ends the session; refused during a call and its wrap-up unless `force`. */
    signOut: (id: string, reason: string, { force = false }: { force?: boolean } = {}): void => {
      const agent = take(id)
      if (!force && ['talking', 'holding', 'wrapUp'].includes(agent.state)) refuse(refusals.onACall)
      leave(agent, reason)
    },
    /** Asks for help, or takes the request back. */
    askForHelp: (id: string, wanted: boolean): void => (wanted ? help.ask(take(id)) : help.end(take(id), 'takenBack')),
    /** A leader answers a request for help; on record when it resolves. */
    answerHelp: (agent: LiveAgent, by: { id: string; name: string }): Promise<void> => {
      help.answer(agent, by)
      return journal.written()
    },
    heartbeat: (id: string): void => {
      const agent = agents.get(id)
      if (agent) agent.silentLooks = 0
    },
    /** Tries a signal; answers whether it changed anything. */
    move,
    /**
     * Asks for a change as the agent: refused where the table of moves has none; during a call and its wrap-up, and
     * while a customer who has answered is being joined, it waits for the outcome.
     */
    ask: (id: string, wish: { ready: true } | { pause: Pause; reasonId: string | null }): LiveAgent => {
      const agent = take(id)
      if (agent.spokenFor || ['talking', 'holding', 'wrapUp'].includes(agent.state)) {
        agent.wants = 'pause' in wish ? wish : null
        agent.version++
        news.tell({ agent, was: agent.state, now: agent.state })
        return agent
      }
      if ('ready' in wish && agent.state !== 'ready') requireHeadset(agent)
      const moved =
        'ready' in wish
          ? agent.state === 'ready' || move(agent, 'ready', { callId: null })
          : move(agent, 'pause', { ...wish, callId: null })
      return moved ? agent : refuse(refusals.wrongState, { state: agent.state })
    },
    /** Puts an agent to another campaign; the time before counts for the old one. */
    assign: (agent: LiveAgent, campaignId: string | null): void => {
      if (agent.campaignId !== campaignId) become(agent, agent.state, { campaignId, reasonId: agent.reasonId })
    },
    /** After the outcome is given: on to what the agent wants, ready unless asked otherwise. */
    finishWrapUp: (agent: LiveAgent): void => {
      const { wants } = agent
      agent.wants = null
      if (wants) move(agent, 'pause', { ...wants, callId: null })
      else if (!mayWork(agent)) move(agent, 'pause', { ...withoutHeadset, callId: null })
      else move(agent, 'ready', { callId: null })
    },
    requireHeadset,
    /** Their headset is gone: no call comes to who waits for one or is called for. Nobody is torn out of a wrap-up. */
    pauseWithoutHeadset: (agent: LiveAgent): boolean =>
      ['ready', 'dialing'].includes(agent.state) && move(agent, 'pause', { ...withoutHeadset, callId: null }),
    /** Nobody has been at the screen lately; a simulated seat has none. */
    isUnwatched: (agent: LiveAgent): boolean =>
      !agent.simulated && agent.silentLooks * heartbeat.lookEveryMs >= heartbeat.lateMs,
    leave,
    stop: (): void => endWatch(),
  }
}
