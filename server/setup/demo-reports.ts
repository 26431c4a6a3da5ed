import { freezePeriod } from '#domains/metrics/server/public.ts'
import { addSchedule, saveView } from '#domains/reports/server/public.ts'
import type { Context } from '#platform/context.ts'
import { clockMs, dayMs } from '../past/when.ts'
import { pastWorkdays } from './demo-past.ts'

type Person = { id: string; name: string }
type People = (loginName: string) => Person

const by = (ctx: Context, { id, name }: Person): Context => ({ ...ctx, actor: { ...ctx.actor, id, name } })
const dayAt = (midnightMs: number): string => new Date(midnightMs + clockMs).toISOString().slice(0, 10)

/** Monday to Sunday of the first whole week behind the centre. */
export const firstWholeWeek = (now: Date): { from: string; to: string } => {
  const monday = pastWorkdays(now).find(({ weekday }) => weekday === 1)?.midnightMs ?? 0
  return { from: dayAt(monday), to: dayAt(monday + 6 * dayMs) }
}

/** Finance has closed the first week; the director keeps a view for everybody and has a report sent, in each language. */
export const keepDemoReports = async (ctx: Context, { now, people }: { now: Date; people: People }): Promise<void> => {
  await freezePeriod(by(ctx, people('finance')), firstWholeWeek(now))
  const director = by(ctx, people('director'))
  for (const name of ['班组本周对比上周', 'Teams, this week and last'])
    await saveView(director, {
      report: 'performance',
      name,
      request: { edition: 'week', back: 0, by: ['team'], compare: 'previous' },
      sharing: 'all',
    })
  const schedule = { report: 'progress', weekday: 1, monthDay: 1, isOn: true } as const
  await addSchedule(director, {
    ...schedule,
    name: '昨日项目进展',
    request: { edition: 'day', back: 1, by: ['campaign'], compare: 'previous' },
    ...{ cadence: 'day', at: '08:30', format: 'xlsx', locale: 'zh', addresses: ['director@carillon.example'] },
  })
  await addSchedule(director, {
    ...schedule,
    name: 'Campaigns last week',
    request: { edition: 'week', back: 1, by: ['campaign'], compare: 'previous' },
    ...{ cadence: 'week', at: '09:00', format: 'pdf', locale: 'en', addresses: ['board@carillon.example'] },
  })
}
