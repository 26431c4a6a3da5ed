import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { machine } from '#adapters/simulator/call-script.ts'
import { changeHandling } from '#domains/desk/server/public.ts'
import { type DiallingGround, openDialling } from '#domains/dialer/server/test-dialling.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})
type Row = { answeredBy: string; outcome: string; bridged: boolean; abandoned: boolean; seconds: number }

test.each(['progressive', 'predictive'] as const)(
  'a %s campaign with a message leaves it on tapes, while its agents go on with others',
  async (mode) => {
    const behaviour = () => machine()
    ground = await openDialling({ agents: 2, batches: [60], machineDetection: 'before', mode, behaviour })
    const { campaignId, ctx, engine, pass } = ground
    const form = { outside: [], messagePrompt: 'call-us-back', showsListening: false, version: 0 }
    await changeHandling(ctx, campaignId, form)
    const freeMeanwhile: boolean[] = []
    engine.calls.news.hear(({ call, kind }) => {
      if (kind === 'played' && call.record.bridgedAt === null)
        freeMeanwhile.push([...engine.presence.all()].every(({ callId }) => callId !== call.id))
    })
    await pass(120_000)
    await engine.journal.written()
    const { rows } = await sql<Row>`
      select c.answered_by, c.outcome, c.bridged_at is not null as bridged, c.abandoned,
        extract(epoch from c.ended_at - c.answered_at)::float8 as seconds
      from calls.call c join calls.signal s on s.call_id = c.id and s.kind = 'classified' and s.detail ->> 'as' = 'machine'
      where c.state = 'ended'`.execute(ctx.db)
    expect(rows.length).toBeGreaterThan(5)
    for (const { seconds, ...call } of rows) {
      expect(call).toEqual({ answeredBy: 'machine', outcome: 'voicemail', bridged: false, abandoned: false })
      // Two to two and a half seconds to find out, two for the message.
      expect(seconds).toBeGreaterThan(3.5)
    }
    expect(freeMeanwhile.length).toBeGreaterThanOrEqual(rows.length)
    expect(freeMeanwhile).not.toContain(false)
  },
)
