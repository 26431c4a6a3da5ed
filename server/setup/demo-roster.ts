import { addShift, setLeave } from '#domains/workforce/server/public.ts'
import type { Context } from '#platform/context.ts'

const minutesOfDay = 24 * 60
const two = (n: number): string => String(n).padStart(2, '0')
const timeOf = (minutes: number): string => {
  const within = ((minutes % minutesOfDay) + minutesOfDay) % minutesOfDay
  return `${two(Math.floor(within / 60))}:${two(within % 60)}`
}
/** The wall clock and the calendar of the demo's sites. */
const zone = { timeZone: 'Asia/Shanghai' } as const
const local = new Intl.DateTimeFormat('sv', { ...zone, hour: '2-digit', minute: '2-digit' })
const calendar = new Intl.DateTimeFormat('sv', zone)
const dayAfter = (at: Date, days: number): string => calendar.format(at.getTime() + days * minutesOfDay * 60_000)

/** A usual shift: two short breaks, a meal nobody is paid for, a team meeting or a training at its end. */
const usualShift = (start: number, turn: number) => ({
  from: timeOf(start),
  to: timeOf(start + 9 * 60),
  note: '',
  inner: [
    { kind: 'break' as const, from: timeOf(start + 75), to: timeOf(start + 90), isPaid: true },
    { kind: 'meal' as const, from: timeOf(start + 180), to: timeOf(start + 240), isPaid: false },
    { kind: 'break' as const, from: timeOf(start + 375), to: timeOf(start + 390), isPaid: true },
    {
      kind: turn % 3 === 0 ? ('training' as const) : ('meeting' as const),
      from: timeOf(start + 9 * 60 - 30),
      to: timeOf(start + 9 * 60),
      isPaid: true,
    },
  ],
})

/** Everybody in a team is planned for six days from today on, around the hour the demo began to work, with a day off between. */
export const planDemoRoster = async (ctx: Context, beginsAt: Date): Promise<void> => {
  const people = await ctx.db
    .selectFrom('people.employee')
    .select('id')
    .where('post', '=', 'agent')
    .where('teamId', 'is not', null)
    .orderBy('staffNumber')
    .execute()
  const [hour = 0, minute = 0] = local.format(beginsAt).split(':').map(Number)
  const first = Math.floor((hour * 60 + minute) / 30) * 30
  for (const [turn, { id }] of people.entries()) {
    // Some begin half an hour earlier than they then came.
    const shift = usualShift(Math.max(0, first - (turn % 4 === 0 ? 30 : 0)), turn)
    for (let ahead = 0; ahead < 6; ahead++) {
      const day = dayAfter(beginsAt, ahead)
      const off = ahead > 0 && (turn + ahead) % 5 === 0
      if (off) await setLeave(ctx, { employeeId: id, day }, { kind: turn % 7 === 0 ? 'annual' : 'rest', note: '' })
      else await addShift(ctx, { employeeId: id, day, ...shift })
    }
  }
}
