import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useEffect, useRef } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { listReports, listViews, runReport } from '../contract.ts'
import { type ReportCode, reportCodes } from '../report.ts'
import { ReportAddress, type ReportDescription, type View } from '../shapes.ts'
import { text } from '../text.ts'
import { addressOfKept, queryOf } from './address.ts'
import { FilterBar } from './FilterBar.tsx'
import { ReportActions } from './ReportActions.tsx'
import { ReportCards } from './ReportCards.tsx'
import { ReportPicture } from './ReportPicture.tsx'
import { ReportRows } from './ReportRows.tsx'
import { ReportTrend } from './ReportTrend.tsx'
import type { ReportProps } from './report-props.ts'
import style from './reports.module.css'

/** Not what always holds of the report, which stands below the table. */
const isNews =
  ({ missing }: ReportDescription) =>
  (note: Words): boolean =>
    !missing.some(({ en }) => en === note.en)

const Body = ({ description, filters }: ReportProps) => {
  const say = useWords()
  const asked = useAsk(runReport, { params: { report: description.code }, query: queryOf(filters.values) })
  if (description.levels.length === 0) return <Nothing words={description.missing[0] ?? (text.noRows as Words)} />
  return (
    <>
      <FilterBar description={description} filters={filters} period={asked.data?.period} />
      {asked.data?.notes.filter(isNews(description)).map((note) => (
        <Alert key={note.en} type="info" showIcon title={say(note)} className={style.note ?? ''} />
      ))}
      <ReportCards description={description} filters={filters} />
      <ReportTrend description={description} filters={filters} period={asked.data?.period} />
      <ReportPicture description={description} filters={filters} table={asked.data} />
      <ReportRows description={description} filters={filters} asked={asked} />
    </>
  )
}

/** Opens the view somebody chose for this report, but only where the address asks for nothing yet. */
const useDefaultView = (report: string, views: readonly View[] | undefined): void => {
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const opened = useRef<string | undefined>(undefined)
  const usual = views?.find((view) => view.report === report && view.isDefault)
  const isBare = Object.keys(raw).length === 0
  useEffect(() => {
    if (views === undefined || opened.current === report) return
    opened.current = report
    if (usual && isBare)
      void navigate({ to: '.', search: { ...addressOfKept(usual.request), viewId: usual.id }, replace: true } as never)
  }, [views, usual, isBare, report, navigate])
}

const Report = ({ report }: { report: ReportCode }) => {
  const filters = useFilters(ReportAddress)
  const catalogue = useAsk(listReports, undefined, { freshMs: 600_000 })
  const views = useAsk(listViews, undefined, { freshMs: 30_000 })
  useDefaultView(report, views.data)
  const description = catalogue.data?.reports.find(({ code }) => code === report)
  const pack = catalogue.data?.packs.find(({ code }) => code === filters.values.pack)
  return (
    <PageFrame
      title={description?.name ?? text.report}
      {...(description ? { help: description.meaning } : {})}
      crumbs={[{ title: text.reports, to: '/reports' }, ...(pack ? [{ title: pack.name }] : [])]}
      actions={description && <ReportActions description={description} filters={filters} views={views.data ?? []} />}
    >
      <Shown asked={catalogue} rows={10}>
        {() => (description ? <Body key={report} description={description} filters={filters} /> : <Nothing />)}
      </Shown>
    </PageFrame>
  )
}

/** One report: what is wanted above, then figures, trend and the table that opens down to the calls. */
export const ReportPage = () => {
  const { report } = useParams({ strict: false }) as { report?: string }
  const known = reportCodes.find((code) => code === report)
  return known ? <Report key={known} report={known} /> : <Nothing />
}
