import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Behaviour, machine, person, unreached } from '#adapters/simulator/call-script.ts'
import { chanceOf } from '#adapters/simulator/chance.ts'
import { closesAt, isOpen, usualCallingHours } from '#domains/campaigns/calling-hours.ts'
import { moveCampaign } from '#domains/campaigns/server/service/move-campaign.ts'
import { revertBatch } from '#domains/lists/server/service.ts'
import { isPause, type Worker } from '#domains/presence/server/public.ts'
import { systemContext } from '#platform/context.ts'
import { hireTestStaff } from '../test-staff.ts'
import { testCentre } from '../testing.ts'
import { findWrongs, foundDrill, questionsTo } from './test-drill.ts'

/** What may happen on a floor; people and numbers by their place in the list. */
type Deed =
  | { kind: 'wait'; seconds: number }
  | { kind: 'ready' | 'pause' | 'signOut' | 'signIn'; agent: number }
  | { kind: 'pauseCampaign' | 'resumeCampaign' | 'revertBatch' | 'untilClosing' }
  | { kind: 'forbid'; contact: number }
  | { kind: 'dropEvents'; share: number }

const agents = 3
const contacts = 12
const aDeed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 240 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'ready' as const,
        'ready' as const,
        'pause' as const,
        'signOut' as const,
        'signIn' as const,
      ),
      agent: fc.nat(agents - 1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'pauseCampaign' as const,
        'resumeCampaign' as const,
        'untilClosing' as const,
        'revertBatch' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forbid' as const), contact: fc.nat(contacts - 1) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('dropEvents' as const), share: fc.constantFrom(0, 0.1, 0.3) }),
  },
)
const aDay = fc.record({
  seed: fc.nat(),
  mode: fc.constantFrom('progressive' as const, 'predictive' as const),
  deeds: fc.array(aDeed, { minLength: 5, maxLength: 40 }),
})
type Day = typeof aDay extends fc.Arbitrary<infer D> ? D : never

const customersBy =
  (seed: number): Behaviour =>
  (to, attempt) => {
    const chance = chanceOf(seed, to, attempt)
    const answersAfterMs = 500 + Math.round(chance() * 24_000)
    const kind = chance()
    if (kind < 0.6) return person({ ringsAfterMs: 300, answersAfterMs, talkMs: Math.round(chance() * 120_000) })
    return kind < 0.7 ? machine({ answersAfterMs }) : unreached(kind < 0.85 ? 'busy' : 'rejected')
  }

/** Lives through the day and answers every promise that was broken. */
const liveThrough = async ({ seed, mode, deeds }: Day): Promise<string[]> => {
  const centre = await testCentre({ behaviour: customersBy(seed) })
  const broken = new Set<string>()
  const { base, clock, network } = centre
  try {
    const drill = await foundDrill(base, { agents, contacts, mode })
    const dial = network.dial
    const rungNow = new Map<string, string>()
    network.dial = (order) => {
      const { calls, dialer, gate, presence } = centre.engine()
      const call = calls.find(order.callId)
      const runner = dialer.runner(drill.campaignId)
      if (!call || !runner) broken.add('a call was dialled nobody knows')
      else if ([...rungNow.values()].includes(call.entryId)) broken.add('two calls to one contact at once')
      else rungNow.set(order.callId, call.entryId)
      if (gate.isForbidden(order.to)) broken.add('a forbidden number was dialled')
      if (!runner?.isRunning) broken.add('a call was placed for a campaign that does not run')
      if (![...presence.all()].some(({ state, campaignId }) => campaignId === drill.campaignId && !isPause(state)))
        broken.add('a call was placed without a possible agent')
      if (!isOpen(usualCallingHours, 'Asia/Shanghai', clock.now())) broken.add('a call was placed outside hours')
      return dial(order)
    }
    await centre.openTelephony()
    const engine = centre.engine()
    engine.calls.news.hear(({ call, kind }) => void (kind === 'ended' && rungNow.delete(call.id)))
    const staff = hireTestStaff(centre)
    await staff.comeIn(drill.workers)
    const isRunning = () => engine.dialer.runner(drill.campaignId)?.isRunning === true
    const done = async (move: 'pause' | 'resume'): Promise<void> => {
      if (isRunning() !== (move === 'pause')) return
      // A list taken back has nobody left to call: going on is refused, as it should be.
      await moveCampaign(systemContext(base), drill.campaignId, move).catch(() => {})
      await engine.dialer.campaignChanged(drill.campaignId)
    }
    /** What a person is refused ("not during a call") is no fault. */
    const asked = (what: () => unknown): void => {
      try {
        what()
      } catch {}
    }
    const worker = (deed: { agent: number }) => drill.workers[deed.agent] as Worker
    const doing: { [K in Deed['kind']]: (deed: Extract<Deed, { kind: K }>) => unknown } = {
      wait: ({ seconds }) => clock.runFor(seconds * 1000),
      ready: (deed) => asked(() => engine.presence.ask(worker(deed).id, { ready: true })),
      pause: (deed) => asked(() => engine.presence.ask(worker(deed).id, { pause: 'break', reasonId: null })),
      signOut: (deed) => asked(() => engine.presence.signOut(worker(deed).id, 'agent')),
      signIn: (deed) => staff.comeIn([worker(deed)]),
      pauseCampaign: () => done('pause'),
      resumeCampaign: () => done('resume'),
      forbid: ({ contact }) => engine.gate.forbid(`+86139${String(10_000_000 + contact)}`, 'customer'),
      dropEvents: ({ share }) => network.faults.events(share ? { lost: share, duplicated: share } : {}),
      revertBatch: async () => {
        await revertBatch(systemContext(base), drill.batchId).catch(() => {})
        await engine.dialer.batchReverted(drill.batchId)
      },
      untilClosing: async () => {
        const closing = closesAt(usualCallingHours, 'Asia/Shanghai', clock.now()) ?? clock.now()
        await clock.runUntil(new Date(Math.max(clock.nowMs(), closing.getTime() - 60_000)))
      },
    }
    const doIt = async (deed: Deed): Promise<void> => {
      await (doing[deed.kind] as (deed: Deed) => unknown)(deed)
    }
    for (const deed of deeds) await doIt(deed)

    // The day ends: all go home, and what is left of calls and lost events settles.
    network.faults.events({})
    staff.goHome()
    await clock.runFor(20 * 60_000)
    for (const { id } of drill.workers) asked(() => engine.presence.signOut(id, 'agent'))
    await engine.journal.written()
    const query = questionsTo(base)
    for (const wrong of Object.keys(await findWrongs(query))) broken.add(wrong)
    if ((await network.liveCalls()).length > 0) broken.add('a call was left up')
    const runner = engine.dialer.runner(drill.campaignId)
    if (runner && !runner.isIdle) broken.add('a contact is in a call that is over')
    const reserved = await query('select entry_id from dialer.contact where state = $$reserved$$')
    if (reserved.length !== (runner?.stock.size ?? 0)) broken.add('a contact is reserved but not in memory')
    return [...broken]
  } finally {
    await centre.close()
  }
}

test('whatever agents, customers and managers do, the dialer keeps its promises', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(aDay, async (day) => {
      expect(await liveThrough(day)).toEqual([])
    }),
    { numRuns: 25, endOnFailure: true },
  )
})
