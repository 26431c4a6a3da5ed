import { DownloadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { z } from 'zod'
import { addDays, mondayOf } from '#contract/days.ts'
import { Day } from '#contract/when.ts'
import { useCampaignField } from '#domains/campaigns/web/public.tsx'
import { download } from '#web/client/call.ts'
import { useMay, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { dayAt } from '#web/ui/moments.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Words } from '#web/ui/Values.tsx'
import { exportResults, getNextAudit, listResults, type Portion, type WeekResult } from '../contract.ts'
import { isAlarming } from '../estimate.ts'
import { casesOf, unsureShare, waitsMs } from '../result-columns.ts'
import { listeningWords, text } from '../text.ts'
import { AuditedCalls, type Drill } from './AuditedCalls.tsx'
import style from './detection.module.css'
import { Milliseconds, Rate } from './values.tsx'

const search = z.object({ from: Day.optional(), until: Day.optional(), campaignId: z.uuid().optional() })
const usualWeeks = 8

type Open = (drill: Drill) => void
const titles: Record<Portion, (typeof text)[keyof typeof text]> = {
  answered: text.answered,
  machine: text.machine,
  notMachine: text.notMachine,
  unsure: text.unsure,
  undecided: text.undecided,
  drawn: text.drawn,
  judgedPerson: text.judgedPerson,
  judgedMachine: text.judgedMachine,
  judgedUnclear: text.judgedUnclear,
  waiting: text.waiting,
  judged: text.judged,
}
const drillOf = (row: WeekResult, portion: Portion): Drill => ({
  title: titles[portion],
  of: `${row.campaignName} · ${row.week} – ${addDays(row.week, 6)}`,
  query: { campaignId: row.campaignId, mode: row.mode, from: row.week, to: addDays(row.week, 6), portion },
})
/** A number that opens the calls it counts. */
const countColumn = (open: Open, portion: Exclude<Portion, 'judged'>, look: Partial<Column<WeekResult>> = {}) => ({
  key: portion,
  title: titles[portion],
  width: 84,
  number: true,
  show: (row: WeekResult) =>
    row[portion] === 0 ? (
      formatNumber(0)
    ) : (
      <Button type="link" size="small" className={style.count} onClick={() => open(drillOf(row, portion))}>
        {formatNumber(row[portion])}
      </Button>
    ),
  ...look,
})
const columnsOf = (open: Open): readonly Column<WeekResult>[] => [
  { key: 'week', title: text.week, width: 104, fixed: 'start', show: ({ week }) => week },
  {
    key: 'campaign',
    title: text.campaign,
    width: 150,
    fixed: 'start',
    show: ({ campaignName, siteName, timeZone }) => (
      <>
        {campaignName}
        <span className={style.band}>
          {siteName} · {timeZone}
        </span>
      </>
    ),
  },
  { key: 'mode', title: text.mode, width: 112, show: ({ mode }) => <Words of={listeningWords[mode]} /> },
  countColumn(open, 'answered'),
  countColumn(open, 'machine', { explain: text.machineHelp, width: 104 }),
  countColumn(open, 'notMachine', { explain: text.notMachineHelp, width: 118 }),
  {
    key: 'rate',
    title: text.rate,
    explain: text.rateHelp,
    width: 176,
    number: true,
    show: (row) => <Rate of={row.falsePositive} n={casesOf(row)} onOpen={() => open(drillOf(row, 'judgedPerson'))} />,
  },
  {
    key: 'share',
    title: text.share,
    explain: text.shareHelp,
    width: 170,
    number: true,
    show: (row) => <Rate of={row.personShare} n={casesOf(row)} onOpen={() => open(drillOf(row, 'judged'))} />,
  },
  {
    key: 'persons',
    title: text.persons,
    explain: text.personsHelp,
    width: 118,
    number: true,
    show: ({ persons }) => (
      <span className="ca-number">
        {formatNumber(persons?.value)}
        {persons && (
          <span className={style.band}>
            {formatNumber(persons.low)} – {formatNumber(persons.high)}
          </span>
        )}
      </span>
    ),
  },
  {
    key: 'waits',
    title: text.waits,
    explain: text.waitsHelp,
    width: 170,
    number: true,
    show: (row) => <Milliseconds of={waitsMs(row)} />,
  },
  countColumn(open, 'drawn'),
  countColumn(open, 'judgedPerson', { width: 90 }),
  countColumn(open, 'judgedMachine', { width: 90 }),
  countColumn(open, 'judgedUnclear', { width: 84 }),
  countColumn(open, 'waiting'),
  countColumn(open, 'unsure', {
    explain: text.unsureHelp,
    width: 110,
    show: (row) => (
      <>
        {countColumn(open, 'unsure').show(row)}
        <span className={style.band}>{formatShare(unsureShare(row))}</span>
      </>
    ),
  }),
  countColumn(open, 'undecided', { explain: text.undecidedHelp, width: 104 }),
  { key: 'known', title: text.known, width: 150, number: true, show: ({ knownMs }) => <Milliseconds of={knownMs} /> },
]

/** What finding out who answered brings and costs, by campaign and week, and how often the audit found it wrong. */
export const ResultsPage = () => {
  const say = useWords()
  const may = useMay()
  const timeZone = useTimeZone()
  const filters = useFilters(search)
  const drawer = useDrawer<Drill>()
  const today = dayAt(Date.now(), timeZone)
  const { until = today, from = addDays(mondayOf(until), -7 * (usualWeeks - 1)), campaignId } = filters.values
  const query = { from, to: until, ...(campaignId ? { campaignId } : {}) }
  const asked = useAsk(listResults, { query })
  const campaignField = useCampaignField(campaignId)
  return (
    <PageFrame
      title={text.results}
      help={text.resultsHelp}
      actions={may(getNextAudit) && <Link to={'/detection-audit' as string}>{say(text.toJudging)}</Link>}
    >
      <SearchForm
        fields={[{ kind: 'days', name: 'from', until: 'until', label: text.weeks }, campaignField]}
        filters={filters}
      />
      <DataTable
        name="machine-detection"
        asked={asked}
        columns={columnsOf(drawer.show)}
        rowKey={({ campaignId: id, week, mode }) => `${id} ${week} ${mode}`}
        empty={{ words: text.noResults }}
        rowTone={({ falsePositive }) => (isAlarming(falsePositive) ? 'warn' : undefined)}
        exports={
          <Button size="small" icon={<DownloadOutlined />} onClick={() => void download(exportResults, { query })}>
            {say(text.exportCsv)}
          </Button>
        }
      />
      <DetailDrawer
        open={drawer.open}
        title={drawer.shown?.title ?? text.calls}
        extra={drawer.shown?.of ?? null}
        onClose={drawer.close}
        width={900}
      >
        {drawer.shown && <AuditedCalls query={drawer.shown.query} />}
      </DetailDrawer>
    </PageFrame>
  )
}
