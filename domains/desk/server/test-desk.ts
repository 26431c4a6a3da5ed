import { type Behaviour, person } from '#adapters/simulator/call-script.ts'
import { systemContext } from '#platform/context.ts'
import { foundCampaign, foundList, foundSeller, foundSite, foundTeam } from '#server/setup/found.ts'
import { type Person, testCentre } from '#server/testing.ts'
import { type DeskState, finishCall, getDesk, goReady, type OutcomeForm, startWork } from '../contract.ts'

/** Everybody answers after five seconds and stays until somebody hangs up. */
export const talksOn: Behaviour = () => person({ talkMs: 3_600_000 })

/** A running campaign, its agents at their browsers, nobody at work yet. */
export const openDesks = async ({
  agents = 1,
  contacts = 5,
  behaviour = talksOn,
  mode = 'progressive',
  headsetSockets = null,
  machineDetection = 'off',
  hasSeller = mode === 'predictive',
}: {
  agents?: number
  contacts?: number
  behaviour?: Behaviour
  mode?: 'manual' | 'preview' | 'progressive' | 'predictive'
  machineDetection?: 'off' | 'before' | 'while'
  headsetSockets?: { node: string; url: string }[] | null
  /** Predictive campaigns need one; others may have one. */
  hasSeller?: boolean
} = {}) => {
  const centre = await testCentre({ behaviour, headsetSockets })
  const ctx = systemContext(centre.base)
  const siteId = await foundSite(ctx, '上海职场')
  const names = Array.from({ length: agents }, (_, n) => `坐席${n + 1}`)
  const { teamId, workers } = await foundTeam(ctx, { siteId, name: '一班', prefix: 'A', agents: names })
  const rows = Array.from({ length: contacts }, (_, n) => ({
    number: `139${String(12_340_000 + n)}`,
    name: `客户${n + 1}`,
  }))
  const { listId } = await foundList(ctx, { siteId, name: '名单', rows })
  const campaignId = await foundCampaign(ctx, {
    name: '三月外呼',
    siteId,
    listId,
    teamIds: [teamId],
    mode,
    machineDetection,
    sellerId: hasSeller ? await foundSeller(ctx) : null,
  })
  await centre.openTelephony()
  const people = []
  for (const { id, staffNumber } of workers)
    people.push(await centre.someone('agent', { id, loginName: staffNumber.toLowerCase() }))
  const entries = await centre.base.database.engine
    .selectFrom('lists.entry')
    .select(['id', 'number'])
    .orderBy('number')
    .execute()
  return { centre, people, agent: people[0] as Person, campaignId, entries, pass: centre.clock.runFor }
}

export const deskOf = async (agent: Person): Promise<DeskState> => (await agent.ask(getDesk)).body

/** Signs in, says ready and lets the first customer answer. */
export const takeCall = async (
  agent: Person,
  pass: (ms: number) => Promise<void>,
): Promise<NonNullable<DeskState['call']>> => {
  await agent.ask(startWork)
  await agent.ask(goReady)
  await pass(6000)
  const { call } = await deskOf(agent)
  if (call?.state !== 'talking') throw new Error(`no conversation but ${JSON.stringify(call)}`)
  return call
}

export const giveOutcome = (agent: Person, form: Partial<OutcomeForm> & Pick<OutcomeForm, 'callId'>) =>
  agent.ask(finishCall, { body: { outcome: 'refusal.noNeed', ...form } })
