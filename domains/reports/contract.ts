import { z } from 'zod'
import { CursorQuery, cursorPageOf, PageQuery } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { roleCodes } from '#contract/role.ts'
import { Done, defineContract, file } from '#contract/route.ts'
import { Day, Instant } from '#contract/when.ts'
import { refusals } from './refusals.ts'
import {
  Narrowing,
  NewSchedule,
  NewView,
  PackDescription,
  Report,
  ReportDescription,
  ReportQuery,
  ReportTable,
  Schedule,
  Sending,
  View,
} from './shapes.ts'

const leading = [
  'teamLeader',
  'supervisor',
  'campaignManager',
  'director',
  'planner',
  'finance',
  'administrator',
] as const

export const permissions = definePermissions('reports', {
  read: { zh: '查看报表', en: 'Read reports', roles: roleCodes.filter((role) => role !== 'recruiter') },
  details: {
    zh: '查看报表背后的客户资料和原话',
    en: 'See customers and remarks behind a report',
    // Who plans or pays needs figures, not what customers said.
    roles: roleCodes.filter((role) => !['recruiter', 'planner', 'finance'].includes(role)),
  },
  export: { zh: '导出报表', en: 'Export reports', roles: [...leading, 'qualityAnalyst', 'complianceOfficer'] },
  exportCalls: {
    zh: '导出通话明细（每通一行）',
    en: 'Export calls, one row each, for reports',
    roles: ['supervisor', 'campaignManager', 'director', 'complianceOfficer', 'qualityAnalyst'],
  },
  schedule: { zh: '定时发送报表', en: 'Send reports by schedule', roles: leading },
})

const ofPeriod = [refusals.periodMissing, refusals.periodBackwards, refusals.periodTooLong]
const ofRunning = [...ofPeriod, refusals.unknownColumn, refusals.unknownLevel]
const OfReport = z.object({ report: Report })
const ViewId = z.object({ viewId: z.uuid() })
const ScheduleId = z.object({ scheduleId: z.uuid() })
const CallFilter = Narrowing.extend({ from: Day, to: Day })

/** One change of a customer's record, as far as a report tells it. */
export const CustomerEdit = z.object({
  id: z.string(),
  at: Instant,
  customerId: z.uuid(),
  customerName: z.string(),
  field: z.string(),
  before: z.string(),
  after: z.string(),
  byName: z.string(),
  source: z.enum(['person', 'system']),
})
export type CustomerEdit = z.output<typeof CustomerEdit>
/** What an agent wrote of a conversation that ended so. */
export const Remark = z.object({
  callId: z.uuid(),
  at: Instant,
  outcome: z.string(),
  campaignName: z.string(),
  agentName: z.string(),
  note: z.string(),
})
export type Remark = z.output<typeof Remark>

export const reportsContract = defineContract({
  listReports: {
    method: 'GET',
    path: '/reports',
    title: { zh: '报表目录', en: 'The reports there are' },
    permission: permissions.read,
    reply: z.object({ reports: z.array(ReportDescription), packs: z.array(PackDescription) }),
  },
  runReport: {
    method: 'GET',
    path: '/reports/{report}',
    title: { zh: '查看报表', en: 'Run a report' },
    permission: permissions.read,
    params: OfReport,
    query: ReportQuery.extend(PageQuery.shape),
    reply: ReportTable,
    refusals: ofRunning,
  },
  exportReport: {
    method: 'GET',
    path: '/reports/{report}/file',
    title: { zh: '导出报表', en: 'Export a report' },
    permission: permissions.export,
    tellsOfPeople: true,
    params: OfReport,
    query: ReportQuery.extend({ format: z.enum(['xlsx', 'csv', 'pdf']).default('xlsx') }),
    reply: file,
    refusals: [...ofRunning, refusals.nothingRecorded],
  },
  countCallRows: {
    method: 'GET',
    path: '/report-calls/count',
    title: { zh: '通话明细行数', en: 'How many calls an export would hold' },
    permission: permissions.exportCalls,
    query: CallFilter,
    reply: z.object({ rows: z.int(), mostInWorkbook: z.int() }),
    refusals: ofPeriod,
  },
  exportCallRows: {
    method: 'GET',
    path: '/report-calls',
    title: { zh: '导出通话明细（每通一行）', en: 'Export calls, one row each' },
    permission: permissions.exportCalls,
    tellsOfPeople: true,
    query: CallFilter.extend({ format: z.enum(['xlsx', 'csv']).default('csv') }),
    reply: file,
    refusals: [...ofPeriod, refusals.tooManyRows, refusals.exportsBusy],
  },
  listEdits: {
    method: 'GET',
    path: '/report-updates',
    title: { zh: '客户资料更新明细', en: 'Changes of customer records, one by one' },
    permission: permissions.details,
    query: CursorQuery.extend({
      ...ReportQuery.shape,
      field: z.string().max(60).optional(),
    }),
    reply: cursorPageOf(CustomerEdit),
    refusals: ofPeriod,
  },
  listRemarks: {
    method: 'GET',
    path: '/report-remarks',
    title: { zh: '客户原话记录', en: 'What agents wrote of conversations' },
    permission: permissions.details,
    query: CursorQuery.extend({ ...ReportQuery.shape, outcome: z.string().max(60).optional() }),
    reply: cursorPageOf(Remark),
    refusals: ofPeriod,
  },
  listViews: {
    method: 'GET',
    path: '/report-views',
    title: { zh: '已存视图', en: 'Saved views' },
    permission: permissions.read,
    reply: z.array(View),
  },
  saveView: {
    method: 'POST',
    path: '/report-views',
    title: { zh: '保存视图', en: 'Save a view' },
    permission: permissions.read,
    body: NewView,
    reply: View,
    refusals: [refusals.viewNameTaken, refusals.maySharePrivately],
  },
  changeView: {
    method: 'PUT',
    path: '/report-views/{viewId}',
    title: { zh: '修改视图', en: 'Change a view' },
    permission: permissions.read,
    params: ViewId,
    body: NewView.omit({ report: true }).extend({ version: z.int() }),
    reply: View,
    refusals: [
      refusals.noSuchView,
      refusals.notYourView,
      refusals.viewNameTaken,
      refusals.changedMeanwhile,
      refusals.maySharePrivately,
    ],
  },
  deleteView: {
    method: 'DELETE',
    path: '/report-views/{viewId}',
    title: { zh: '删除视图', en: 'Delete a view' },
    permission: permissions.read,
    params: ViewId,
    reply: Done,
    refusals: [refusals.noSuchView, refusals.notYourView],
  },
  restoreView: {
    method: 'POST',
    path: '/report-views/{viewId}/restore',
    title: { zh: '恢复已删除的视图', en: 'Take the deletion of a view back' },
    permission: permissions.read,
    params: ViewId,
    reply: View,
    refusals: [refusals.noSuchView, refusals.notYourView, refusals.viewNameTaken],
  },
  chooseDefaultView: {
    method: 'PUT',
    path: '/reports/{report}/default-view',
    title: { zh: '设置默认视图', en: 'Choose the view a report opens with' },
    permission: permissions.read,
    params: OfReport,
    body: z.object({ viewId: z.uuid().nullable() }),
    reply: Done,
    refusals: [refusals.noSuchView],
  },
  listSchedules: {
    method: 'GET',
    path: '/report-schedules',
    title: { zh: '定时发送', en: 'Scheduled reports' },
    permission: permissions.schedule,
    reply: z.object({ mailReady: z.boolean(), sender: z.string(), rows: z.array(Schedule) }),
  },
  addSchedule: {
    method: 'POST',
    path: '/report-schedules',
    title: { zh: '新建定时发送', en: 'Schedule a report' },
    permission: permissions.schedule,
    body: NewSchedule,
    reply: Schedule,
    refusals: [refusals.unknownColumn],
  },
  changeSchedule: {
    method: 'PUT',
    path: '/report-schedules/{scheduleId}',
    title: { zh: '修改定时发送', en: 'Change a schedule' },
    permission: permissions.schedule,
    params: ScheduleId,
    body: NewSchedule.extend({ version: z.int() }),
    reply: Schedule,
    refusals: [refusals.noSuchSchedule, refusals.unknownColumn, refusals.changedMeanwhile],
  },
  deleteSchedule: {
    method: 'DELETE',
    path: '/report-schedules/{scheduleId}',
    title: { zh: '删除定时发送', en: 'Delete a schedule' },
    permission: permissions.schedule,
    params: ScheduleId,
    reply: Done,
    refusals: [refusals.noSuchSchedule],
  },
  sendNow: {
    method: 'POST',
    path: '/report-schedules/{scheduleId}/send',
    title: { zh: '立即发送', en: 'Send a scheduled report now' },
    permission: permissions.schedule,
    params: ScheduleId,
    reply: Sending,
    refusals: [refusals.noSuchSchedule, refusals.mailNotSet, refusals.sentTooOften, ...ofPeriod],
  },
  listSendings: {
    method: 'GET',
    path: '/report-schedules/{scheduleId}/sendings',
    title: { zh: '发送记录', en: 'What was sent of a schedule' },
    permission: permissions.schedule,
    params: ScheduleId,
    query: CursorQuery,
    reply: cursorPageOf(Sending),
    refusals: [refusals.noSuchSchedule],
  },
})
export const {
  listReports,
  runReport,
  exportReport,
  countCallRows,
  exportCallRows,
  listEdits,
  listRemarks,
  listViews,
  saveView,
  changeView,
  deleteView,
  restoreView,
  chooseDefaultView,
  listSchedules,
  addSchedule,
  changeSchedule,
  deleteSchedule,
  sendNow,
  listSendings,
} = reportsContract
