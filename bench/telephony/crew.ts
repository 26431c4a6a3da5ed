import { Refusal } from '#contract/problem.ts'
import { headsetLost } from '#domains/presence/contract.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import { system, systemContext } from '#platform/context.ts'
import type { Engine } from '#server/engine.ts'

export type Crew = {
  /** How many headsets are joined. */
  seated: () => number
  /** Everybody is ready from now on, whenever they can be. */
  work: () => void
  goHome: () => void
  /** Nobody has a conversation to finish. */
  isIdle: () => boolean
}

/** People whose headset is a telephone of the bench: they put it on, and are at work. */
const putOnAll = async ({ base, headsets, presence }: Engine, endpoints: readonly string[]): Promise<void> => {
  const rows = await base.database.engine
    .selectFrom('people.employee')
    .selectAll()
    .where('endpoint', 'in', endpoints)
    .execute()
  for (const { id, name, staffNumber, teamId, siteId, endpoint } of rows) {
    const ctx = { ...systemContext(base), actor: { ...system, id, name } }
    if (headsets.standingOf(id).holder === null) await headsets.putOn(ctx)
    const agent = await presence.signIn({ id, name, staffNumber, teamId, siteId, endpoint }, { simulated: true })
    // Taken up after a restart, too: nobody sits at a screen whose silence would mean anything.
    agent.simulated = true
  }
}

/** Agents without a person: ready whenever their headset is joined, and some time after each call done with it. */
export const openCrew = async (engine: Engine, endpoints: readonly string[], wrapUpMs: number): Promise<Crew> => {
  const { clock, presence, calls, desk, headsets } = engine
  let isWorking = false
  let isLeaving = false

  const unlessRefused = (act: () => void): void => {
    try {
      act()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  const getReady = (agent: LiveAgent): void => {
    const mayReady = agent.simulated || agent.reasonId === headsetLost
    if (isWorking && agent.state === 'notReady' && mayReady && headsets.mayWork(agent.endpoint))
      unlessRefused(() => presence.ask(agent.id, { ready: true }))
  }
  const finish = (agent: LiveAgent): void => {
    if (agent.state !== 'wrapUp') return
    const call = agent.callId ? calls.find(agent.callId) : undefined
    if (call && !call.outcome)
      unlessRefused(() => desk.finish(agent, { callId: call.id, note: '', outcome: 'noDecision' }))
    else presence.finishWrapUp(agent)
  }
  presence.news.hear(({ agent, was, now }) => {
    if (now === 'wrapUp' && was !== 'wrapUp') clock.after(wrapUpMs, () => finish(agent))
    if (now === 'notReady' && isLeaving)
      clock.after(0, () => unlessRefused(() => presence.signOut(agent.id, 'shiftEnd')))
    else if (now === 'notReady') clock.after(200, () => getReady(agent))
  })
  headsets.news.hear(({ endpoint, state }) => {
    if (state !== 'seated') return
    for (const agent of presence.all()) if (agent.endpoint === endpoint) clock.after(0, () => getReady(agent))
  })
  await putOnAll(engine, endpoints)
  for (const agent of presence.all()) if (agent.state === 'wrapUp') clock.after(wrapUpMs, () => finish(agent))
  return {
    seated: () => [...presence.all()].filter(({ endpoint }) => headsets.mayWork(endpoint)).length,
    work: () => {
      isWorking = true
      for (const agent of presence.all()) getReady(agent)
    },
    goHome: () => {
      isWorking = false
      isLeaving = true
      for (const { id } of [...presence.all()]) unlessRefused(() => presence.signOut(id, 'shiftEnd', { force: true }))
    },
    isIdle: () =>
      [...presence.all()].every(({ state }) => !['dialing', 'talking', 'holding', 'wrapUp'].includes(state)),
  }
}
