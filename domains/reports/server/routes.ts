import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import type { Context } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { reportsContract } from '../contract.ts'
import { refusals } from '../refusals.ts'
import { definitions, packCodes, packs, reportCodes } from '../report.ts'
import type { PackDescription, ReportDescription } from '../shapes.ts'
import { missingWords, packWords, reportWords } from '../words.ts'
import { countCallRows, exportCallRows, mostInWorkbook } from './call-rows.ts'
import { choicesOf } from './columns.ts'
import { reportFile } from './files.ts'
import { listEdits } from './from-edits.ts'
import { listRemarks } from './from-outcomes.ts'
import { runReport } from './run.ts'
import { addSchedule, changeSchedule, deleteSchedule, listSchedules } from './schedules.ts'
import { listSendings, type PostOffice, sendNow } from './sendings.ts'
import { changeView, chooseDefaultView, deleteView, listViews, restoreView, saveView } from './views.ts'

const describe = (): ReportDescription[] =>
  reportCodes.map((code) => {
    const definition = definitions[code]
    const columns = choicesOf(definition)
    return {
      code,
      ...reportWords[code],
      by: [...definition.by],
      levels: [...definition.levels],
      cards: definition.cards.filter((card) => columns.some(({ key }) => key === card)),
      columns,
      missing: [...missingWords[code]],
    }
  })
const describePacks = (): PackDescription[] =>
  packCodes.map((code) => {
    const { report, edition, back, by, columns, compare } = packs[code]
    const known = choicesOf(definitions[report]).map(({ key }) => key)
    const request = { edition, back, by: [...by], columns: columns.filter((column) => known.includes(column)), compare }
    return { code, ...packWords[code], report, request }
  })

const fileOf = async (
  ctx: Context,
  { report, format, ...query }: Parameters<typeof runReport>[1]['query'] & FileWanted,
) => {
  if (definitions[report].source === 'nothing') refuse(refusals.nothingRecorded)
  const table = await runReport(ctx, { report, query })
  return reportFile(table, format, { locale: ctx.actor.locale, who: ctx.actor.name })
}
type FileWanted = { report: Parameters<typeof runReport>[1]['report']; format: 'xlsx' | 'csv' | 'pdf' }

export const reportRoutes = (office: PostOffice) =>
  implement(reportsContract, {
    listReports: async () => ({ reports: describe(), packs: describePacks() }),
    runReport: (ctx, { params, query: { page, pageSize, ...query } }) =>
      runReport(ctx, { ...params, query, page: { page, pageSize } }),
    exportReport: (ctx, { params, query }) => fileOf(ctx, { ...params, ...query }),
    countCallRows: async (ctx, { query }) => ({ rows: await countCallRows(ctx, query), mostInWorkbook }),
    exportCallRows: (ctx, { query: { format, ...wanted } }) => exportCallRows(ctx, format, wanted),
    listEdits: (ctx, { query }) => listEdits(ctx, query),
    listRemarks: (ctx, { query }) => listRemarks(ctx, query),
    listViews: (ctx) => listViews(ctx),
    saveView: (ctx, { body }) => saveView(ctx, body),
    changeView: (ctx, { params, body }) => changeView(ctx, params.viewId, body),
    deleteView: (ctx, { params }) => deleteView(ctx, params.viewId).then(() => done),
    restoreView: (ctx, { params }) => restoreView(ctx, params.viewId),
    chooseDefaultView: (ctx, { params, body }) => chooseDefaultView(ctx, params.report, body.viewId).then(() => done),
    listSchedules: async (ctx) => ({
      mailReady: office.mail !== undefined,
      sender: office.mail?.sender ?? '',
      rows: await listSchedules(ctx),
    }),
    addSchedule: (ctx, { body }) => addSchedule(ctx, body),
    changeSchedule: (ctx, { params, body }) => changeSchedule(ctx, params.scheduleId, body),
    deleteSchedule: (ctx, { params }) => deleteSchedule(ctx, params.scheduleId).then(() => done),
    sendNow: (ctx, { params }) => sendNow(ctx, office, params.scheduleId),
    listSendings: (ctx, { params, query }) => listSendings(ctx, params.scheduleId, query),
  })
