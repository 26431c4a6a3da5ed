import { z } from 'zod'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { Done, defineContract, file } from '#contract/route.ts'
import { remark } from '#contract/text.ts'
import { Day, TimeOfDay } from '#contract/when.ts'
import { agentStateCodes } from '#domains/presence/contract.ts'
import { activityKindCodes, innerKinds, leaveKindCodes } from './shift.ts'

export const permissions = definePermissions('workforce', {
  plan: { zh: '排班', en: 'Plan shifts', roles: ['teamLeader', 'supervisor', 'planner'] },
  seeRoster: {
    zh: '查看班表',
    en: 'See the roster',
    roles: ['agent', 'groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director', 'planner'],
  },
  seeTime: {
    zh: '查看工时',
    en: 'See working time',
    roles: ['agent', 'groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director', 'planner'],
  },
  exportTime: { zh: '导出工时', en: 'Export working time', roles: ['teamLeader', 'supervisor', 'director', 'planner'] },
})

export const refusals = defineRefusals('workforce', {
  noSuchPerson: {
    status: 404,
    text: { zh: '没有这位员工，或不在您的管辖范围', en: 'No such employee, or not within your reach' },
  },
  noSuchShift: { status: 404, text: { zh: '没有这个班次', en: 'No such shift' } },
  noSuchLeave: { status: 404, text: { zh: '这一天没有请假', en: 'There is no leave on that day' } },
  lastsNothing: { status: 400, text: { zh: '下班时间不能等于上班时间', en: 'A shift cannot end when it starts' } },
  tooLong: {
    status: 400,
    text: {
      zh: '一个班次最长 14 小时；请核对上下班时间是否填反',
      en: 'A shift lasts 14 hours at most; check whether start and end were swapped',
    },
  },
  doesNotFit: {
    status: 400,
    text: {
      zh: '班内安排必须在班次之内、先后不重叠，且结束晚于开始',
      en: 'What is planned inside must lie within the shift, end after it starts and not overlap',
    },
  },
  noSuchTime: {
    status: 400,
    text: {
      zh: '当地当天因夏令时调整没有这个时刻',
      en: 'That time does not exist there on that day: the clocks are put forward over it',
    },
  },
  overlaps: {
    status: 409,
    text: { zh: '与此人的另一个班次时间重叠', en: 'This overlaps another shift of the same person' },
  },
  changedMeanwhile: {
    status: 409,
    text: { zh: '内容已被他人修改，请刷新后重试', en: 'Somebody changed this meanwhile; refresh and try again' },
  },
  sameWeek: { status: 400, text: { zh: '请选择另一周', en: 'Choose another week' } },
  notAFile: {
    status: 400,
    text: {
      zh: '无法读取此文件；请上传 Excel 工作簿（.xlsx）或 CSV',
      en: 'This file cannot be read; upload a workbook (.xlsx) or CSV',
    },
  },
  tooManyRows: {
    status: 400,
    text: { zh: '一次最多导入 {limit} 行', en: 'At most {limit} rows can be imported at once' },
  },
  columnMissing: {
    status: 400,
    text: { zh: '文件缺少“{column}”列', en: 'The file lacks the column “{column}”' },
  },
})

const LeaveKind = z.enum(leaveKindCodes)
export const Inner = z.object({
  kind: z.enum(innerKinds),
  from: TimeOfDay,
  to: TimeOfDay,
  isPaid: z.boolean(),
})
const Times = z.object({
  from: TimeOfDay,
  /** Not later than `from`: of the next morning. */
  to: TimeOfDay,
  inner: z.array(Inner).max(12).default([]),
  note: remark(200).default(''),
})
export const NewShift = Times.extend({ employeeId: z.uuid(), day: Day })
export type NewShift = z.output<typeof NewShift>
export const ShiftChange = Times.extend({ version: z.int() })
export type ShiftChange = z.output<typeof ShiftChange>

export const Shift = z.object({
  id: z.uuid(),
  employeeId: z.uuid(),
  /** Business day of its beginning at the site. */
  day: Day,
  from: TimeOfDay,
  to: TimeOfDay,
  inner: z.array(Inner),
  note: z.string(),
  /** Less unpaid time; 0 on a day of leave. */
  scheduledMs: z.int(),
  version: z.int(),
})
export type Shift = z.output<typeof Shift>
export const Leave = z.object({ employeeId: z.uuid(), day: Day, kind: LeaveKind, note: z.string() })
export type Leave = z.output<typeof Leave>
export const RosterPerson = z.object({
  id: z.uuid(),
  name: z.string(),
  staffNumber: z.string(),
  teamId: z.uuid().nullable(),
  teamName: z.string(),
  shifts: z.array(Shift),
  leaves: z.array(Leave),
})
export type RosterPerson = z.output<typeof RosterPerson>

const Milliseconds = z.int()
export const Figures = z.object({
  signedInMs: Milliseconds,
  scheduledMs: Milliseconds,
  dueMs: Milliseconds,
  adherentMs: Milliseconds,
  availableMs: Milliseconds,
  productiveMs: Milliseconds,
  byState: z.record(z.enum(agentStateCodes), Milliseconds),
})
/** A stretch of an agent's day. Moments are milliseconds since 1970: a page carries thousands of these. */
export const TimeStretch = z.object({
  startsAt: z.int(),
  endsAt: z.int(),
  state: z.enum(agentStateCodes),
  reasonId: z.uuid().nullable(),
  correctionId: z.uuid().nullable(),
  /** Lasts at this moment. */
  isRunning: z.boolean(),
})
export type TimeStretch = z.output<typeof TimeStretch>
export const PlannedStretch = z.object({
  startsAt: z.int(),
  endsAt: z.int(),
  kind: z.enum(activityKindCodes),
  isPaid: z.boolean(),
})
export const TimeRow = z.object({
  employeeId: z.uuid(),
  /** Empty for somebody who has left the reader's reach since. */
  name: z.string(),
  staffNumber: z.string(),
  teamName: z.string(),
  timeZone: z.string(),
  /** The business day on the clock of the person's site. */
  from: z.int(),
  to: z.int(),
  leave: LeaveKind.nullable(),
  planned: z.array(PlannedStretch),
  spent: z.array(TimeStretch),
  figures: Figures,
})
export type TimeRow = z.output<typeof TimeRow>
const ReasonName = z.object({ id: z.uuid(), nameZh: z.string(), nameEn: z.string() })

const TimeQuery = z.object({ day: Day.optional(), teamId: z.uuid().optional() })
export const TeamTime = z.object({
  day: Day,
  now: z.int(),
  total: z.int(),
  rows: z.array(TimeRow),
  /** Of all rows, not only those of this page. */
  whole: Figures,
  reasons: z.array(ReasonName),
})
export type TeamTime = z.output<typeof TeamTime>

/** One row of a file that was not taken in: its number in the file, why, and what it said. */
export const RefusedRow = z.object({
  row: z.int(),
  why: z.object({ zh: z.string(), en: z.string() }),
  cells: z.array(z.string()),
})
export const ImportResult = z.object({
  /** False for a trial: nothing was written. */
  applied: z.boolean(),
  rows: z.int(),
  shifts: z.int(),
  leaves: z.int(),
  unchanged: z.int(),
  /** Earlier shifts of a person and day which the file replaces. */
  replaced: z.int(),
  refused: z.array(RefusedRow),
  /** The refused rows as a CSV file with the reason in its last column, to be mended and brought again. */
  refusedFile: z.string(),
})
export type ImportResult = z.output<typeof ImportResult>

const shiftId = z.object({ shiftId: z.uuid() })
const shiftRefusals = [
  refusals.noSuchPerson,
  refusals.lastsNothing,
  refusals.tooLong,
  refusals.doesNotFit,
  refusals.noSuchTime,
  refusals.overlaps,
]
const dayOfPerson = z.object({ employeeId: z.uuid(), day: Day })

export const workforceContract = defineContract({
  readRoster: {
    method: 'GET',
    path: '/roster',
    title: { zh: '班表', en: 'Roster of a week' },
    permission: permissions.seeRoster,
    query: z.object({ week: Day.optional(), teamId: z.uuid().optional() }),
    reply: z.object({ week: Day, today: Day, people: z.array(RosterPerson) }),
  },
  addShift: {
    method: 'POST',
    path: '/shifts',
    title: { zh: '新增班次', en: 'Plan a shift' },
    permission: permissions.plan,
    body: NewShift,
    reply: Shift,
    refusals: shiftRefusals,
  },
  changeShift: {
    method: 'PUT',
    path: '/shifts/{shiftId}',
    title: { zh: '修改班次', en: 'Change a shift' },
    permission: permissions.plan,
    params: shiftId,
    body: ShiftChange,
    reply: Shift,
    refusals: [...shiftRefusals, refusals.noSuchShift, refusals.changedMeanwhile],
  },
  removeShift: {
    method: 'DELETE',
    path: '/shifts/{shiftId}',
    title: { zh: '删除班次', en: 'Remove a shift' },
    permission: permissions.plan,
    params: shiftId,
    reply: Done,
    refusals: [refusals.noSuchShift],
  },
  setLeave: {
    method: 'PUT',
    path: '/employees/{employeeId}/leave/{day}',
    title: { zh: '登记请假', en: 'Enter a day of leave' },
    permission: permissions.plan,
    params: dayOfPerson,
    body: z.object({ kind: LeaveKind, note: remark(200).default('') }),
    reply: Leave,
    refusals: [refusals.noSuchPerson],
  },
  removeLeave: {
    method: 'DELETE',
    path: '/employees/{employeeId}/leave/{day}',
    title: { zh: '撤销请假', en: 'Remove a day of leave' },
    permission: permissions.plan,
    params: dayOfPerson,
    reply: Done,
    refusals: [refusals.noSuchLeave],
  },
  copyWeek: {
    method: 'POST',
    path: '/roster/copy',
    title: { zh: '复制一周班表', en: 'Copy the shifts of a week to another' },
    permission: permissions.plan,
    body: z.object({ from: Day, to: Day, teamId: z.uuid().nullable().default(null) }),
    reply: z.object({
      copied: z.int(),
      /** Left out, with the reason: something is planned there, or the time does not exist that day. */
      skipped: z.array(z.object({ name: z.string(), day: Day, code: z.string() })),
    }),
    refusals: [refusals.sameWeek],
  },
  importRoster: {
    method: 'POST',
    path: '/roster/import',
    title: { zh: '导入班表', en: 'Import a roster' },
    permission: permissions.plan,
    query: z.object({ apply: z.enum(['true', 'false']).default('false') }),
    body: file,
    reply: ImportResult,
    refusals: [refusals.notAFile, refusals.tooManyRows, refusals.columnMissing],
  },
  exportRoster: {
    method: 'GET',
    path: '/roster/file',
    title: { zh: '导出班表', en: 'Export the roster of a week' },
    permission: permissions.plan,
    query: z.object({ week: Day.optional(), teamId: z.uuid().optional() }),
    reply: file,
    tellsOfPeople: true,
  },
  readTeamTime: {
    method: 'GET',
    path: '/time',
    title: { zh: '工时', en: 'Working time of a day' },
    permission: permissions.seeTime,
    query: TimeQuery.extend({
      employeeId: z.uuid().optional(),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(50).default(20),
    }),
    reply: TeamTime,
  },
  exportTeamTime: {
    method: 'GET',
    path: '/time/file',
    title: { zh: '导出工时', en: 'Export the working time of a day' },
    permission: permissions.exportTime,
    query: TimeQuery,
    reply: file,
    tellsOfPeople: true,
  },
})
export const {
  readRoster,
  addShift,
  changeShift,
  removeShift,
  setLeave,
  removeLeave,
  copyWeek,
  importRoster,
  exportRoster,
  readTeamTime,
  exportTeamTime,
} = workforceContract
