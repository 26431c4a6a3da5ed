import type { Words } from '#contract/words.ts'
import { type InnerKind, innerKinds, isUsuallyPaid, type LeaveKind, leaveKindCodes, leaveKinds } from './shift.ts'

/** Columns of a roster file, as it goes out and comes in; either language is understood. */
export const rosterColumns = {
  staffNumber: { zh: '工号', en: 'Staff number' },
  name: { zh: '姓名', en: 'Name' },
  day: { zh: '日期', en: 'Day' },
  from: { zh: '上班', en: 'Start' },
  to: { zh: '下班', en: 'End' },
  break: { zh: '小休', en: 'Breaks' },
  meal: { zh: '就餐', en: 'Meals' },
  meeting: { zh: '会议', en: 'Meetings' },
  training: { zh: '培训', en: 'Training' },
  leave: { zh: '请假', en: 'Leave' },
  note: { zh: '备注', en: 'Note' },
} as const satisfies Record<string, Words>
export type RosterColumn = keyof typeof rosterColumns
export const rosterColumnCodes = Object.keys(rosterColumns) as RosterColumn[]
export const whyHeading: Words = { zh: '未导入原因', en: 'Why not imported' }

/** Said after a span where pay differs from what is usual: `12:00-13:00 paid`. */
const payWords = { paid: { zh: '带薪', en: 'paid' }, unpaid: { zh: '无薪', en: 'unpaid' } } as const

export type RosterInner = { kind: InnerKind; from: string; to: string; isPaid: boolean }
export type RosterRow = {
  staffNumber: string
  day: string
  times: { from: string; to: string; inner: RosterInner[] } | undefined
  leave: LeaveKind | undefined
  note: string
}

/** What is wrong with a row before anybody looks into the database. */
export const rowFaults = {
  noStaffNumber: { zh: '缺少工号', en: 'The staff number is missing' },
  badDay: { zh: '日期应为 2026-03-05 的形式', en: 'The day must look like 2026-03-05' },
  badTime: { zh: '时间应为 09:00 的形式', en: 'Times must look like 09:00' },
  badSpan: {
    zh: '班内安排应为 12:00-13:00 的形式，多段用分号隔开',
    en: 'Spans must look like 12:00-13:00, several separated by semicolons',
  },
  badLeave: { zh: '没有这种假别', en: 'There is no such kind of leave' },
  nothingPlanned: { zh: '既没有班次也没有请假', en: 'Neither a shift nor leave' },
  longNote: { zh: '备注最多 200 字', en: 'Notes have 200 characters at most' },
} as const satisfies Record<string, Words>
export type RowFault = keyof typeof rowFaults

/** "2026/3/5" and "2026-03-05"; undefined where it is no day of the calendar. */
export const readDay = (text: string): string | undefined => {
  const [, year, month, date] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.trim()) ?? []
  if (!year || !month || !date) return undefined
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : undefined
}
/** "9:00", "09:00:00", "9：00"; seconds other than none are no time of ours. */
export const readTime = (text: string): string | undefined => {
  const [, hour, minute] = /^(\d{1,2})[:：](\d{2})(?:[:：]00)?$/.exec(text.trim()) ?? []
  const time = hour && minute ? `${hour.padStart(2, '0')}:${minute}` : ''
  return /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time) ? time : undefined
}
const readSpan = (kind: InnerKind, text: string): RosterInner | undefined => {
  const [, first = '', second = '', pay = ''] = /^(\S+?)\s*[-–—~至]\s*(\S+)\s*(.*)$/.exec(text.trim()) ?? []
  const [from, to] = [readTime(first), readTime(second)]
  if (!from || !to) return undefined
  if (pay === '') return { kind, from, to, isPaid: isUsuallyPaid(kind) }
  const said = (['paid', 'unpaid'] as const).find((one) =>
    Object.values(payWords[one]).includes(pay.toLowerCase() as never),
  )
  return said && { kind, from, to, isPaid: said === 'paid' }
}
const readLeave = (text: string): LeaveKind | undefined =>
  leaveKindCodes.find(
    (code) =>
      code === text || Object.values(leaveKinds[code]).some((word) => word.toLowerCase() === text.toLowerCase()),
  )

export type RosterCells = Record<RosterColumn, string>
const readInner = (cells: RosterCells): RosterInner[] | undefined => {
  const spans = innerKinds.flatMap((kind) =>
    cells[kind]
      .split(/[;；\n]/)
      .filter((text) => text.trim() !== '')
      .map((text) => readSpan(kind, text)),
  )
  return spans.every((span) => span !== undefined) ? spans : undefined
}
const readTimes = (cells: RosterCells): RosterRow['times'] | RowFault => {
  if (cells.from === '' && cells.to === '') return undefined
  const [from, to] = [readTime(cells.from), readTime(cells.to)]
  if (!from || !to) return 'badTime'
  const inner = readInner(cells)
  return inner ? { from, to, inner } : 'badSpan'
}

/** What a row of a roster file says, or what is wrong with it. */
export const readRosterRow = (cells: RosterCells): RosterRow | RowFault => {
  if (cells.staffNumber === '') return 'noStaffNumber'
  const day = readDay(cells.day)
  if (!day) return 'badDay'
  const leave = cells.leave === '' ? undefined : readLeave(cells.leave)
  if (cells.leave !== '' && !leave) return 'badLeave'
  const times = readTimes(cells)
  if (typeof times === 'string') return times
  if (!times && !leave) return 'nothingPlanned'
  if (cells.note.length > 200) return 'longNote'
  return { staffNumber: cells.staffNumber, day, times, leave, note: cells.note }
}

/** The same the other way round: one kind of inner part as a cell. */
export const innerCell = (inner: readonly RosterInner[], kind: InnerKind, locale: 'zh' | 'en'): string =>
  inner
    .filter((one) => one.kind === kind)
    .map(({ from, to, isPaid }) => {
      const pay = isPaid === isUsuallyPaid(kind) ? '' : ` ${payWords[isPaid ? 'paid' : 'unpaid'][locale]}`
      return `${from}-${to}${pay}`
    })
    .join('; ')
