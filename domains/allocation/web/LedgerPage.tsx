import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCallback } from 'react'
import { PageQuery } from '#contract/paging.ts'
import { outcomeWords } from '#domains/calls/text.ts'
import { useTeamField } from '#domains/people/web/public.tsx'
import { useMay, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { axis, Chart, type ChartLook } from '#web/ui/Chart.tsx'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters, useLocalFilters } from '#web/ui/filters.ts'
import { dayAt, daysOf } from '#web/ui/moments.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { Count, MaskedNumber, Moment, Share, Words } from '#web/ui/Values.tsx'
import { exportFairShares, getFairShares, LedgerQuery, listTalksBehind } from '../contract.ts'
import type { FairShare, TalkBehind } from '../shapes.ts'
import { text, verdictWords } from '../text.ts'

const tones: Record<FairShare['verdict'], Tone> = { above: 'ok', within: 'info', below: 'warn', few: 'quiet' }
const columns: readonly Column<FairShare>[] = [
  { key: 'agent', title: text.agent, show: ({ agentName }) => <strong>{agentName}</strong>, width: 120 },
  { key: 'team', title: text.team, show: ({ teamName }) => teamName ?? '–', width: 110 },
  { key: 'given', title: text.given, number: true, show: ({ given }) => <Count value={given} />, width: 100 },
  {
    key: 'givenExpected',
    title: text.givenExpected,
    explain: text.expectedHelp,
    number: true,
    show: ({ givenExpected }) => <Count value={givenExpected} digits={1} />,
    width: 110,
  },
  { key: 'talks', title: text.talks, number: true, show: ({ talks }) => <Count value={talks} />, width: 110 },
  {
    key: 'expected',
    title: text.expectedSuccesses,
    explain: text.expectedSuccessesHelp,
    number: true,
    show: ({ expected, swing }) => (
      <>
        <Count value={expected} digits={1} /> ± <Count value={swing} digits={1} />
      </>
    ),
    width: 170,
  },
  {
    key: 'successes',
    title: text.successes,
    number: true,
    show: ({ successes }) => <Count value={successes} />,
    width: 100,
  },
  {
    key: 'verdict',
    title: text.verdict,
    show: ({ verdict }) => <StateTag tone={tones[verdict]} text={verdictWords[verdict]} />,
    width: 140,
  },
]

const Outcome = ({ code }: { code: string | null }) => {
  const words = outcomeWords(code)
  return words ? <Words of={words} /> : <>–</>
}
const talkColumns: readonly Column<TalkBehind>[] = [
  { key: 'at', title: text.at, show: ({ at }) => <Moment at={at} />, width: 165 },
  { key: 'name', title: text.customer, show: ({ name }) => name || '–', width: 110 },
  { key: 'number', title: text.number, show: ({ number }) => <MaskedNumber number={number} />, width: 120 },
  { key: 'class', title: text.ofClass, show: ({ classCode }) => classCode ?? '–', width: 70 },
  { key: 'expected', title: text.chance, number: true, show: ({ expected }) => <Share value={expected} />, width: 100 },
  { key: 'outcome', title: text.outcome, show: ({ outcome }) => <Outcome code={outcome} />, width: 150 },
]
type Period = { from: string; to: string; campaignId?: string | undefined }
const Talks = ({ share, period }: { share: FairShare; period: Period }) => {
  const filters = useLocalFilters(PageQuery)
  const { page, pageSize } = filters.values
  const asked = useAsk(listTalksBehind, {
    params: { agentId: share.agentId },
    query: { ...period, page, pageSize },
  })
  return (
    <DataTable
      name="talks-behind"
      asked={asked}
      columns={talkColumns}
      rowKey={({ callId }) => callId}
      paging={filters.pages}
      empty={{ words: text.ledgerEmpty }}
    />
  )
}

const LedgerChart = ({ shares }: { shares: readonly FairShare[] }) => {
  const shown = shares.slice(0, 40)
  const option = useCallback(
    ({ palette, say }: ChartLook) => ({
      xAxis: { ...axis(palette), type: 'category', data: shown.map(({ agentName }) => agentName) },
      yAxis: { ...axis(palette), type: 'value', minInterval: 1 },
      series: [
        {
          name: say(text.expectedSuccesses),
          type: 'bar',
          barMaxWidth: 26,
          data: shown.map(({ expected }) => Number(expected.toFixed(2))),
        },
        { name: say(text.successes), type: 'bar', barMaxWidth: 26, data: shown.map(({ successes }) => successes) },
      ],
    }),
    [shown],
  )
  return (
    <Chart
      title={text.ledgerChart}
      option={option}
      height={220}
      table={{
        columns: [text.agent, text.expectedSuccesses, text.swing, text.successes],
        rows: shown.map(({ agentName, expected, swing, successes }) => [agentName, expected, swing, successes]),
      }}
    />
  )
}

const search = LedgerQuery.partial()
const useFields = (): SearchField[] => [{ kind: 'days', name: 'from', until: 'to', label: text.period }, useTeamField()]

/** What chance gave each agent, and what they made of it. */
export const LedgerPage = () => {
  const say = useWords()
  const may = useMay()
  const takeOut = useExport()
  const fields = useFields()
  const filters = useFilters(search)
  const [first, last] = daysOf('thisMonth', dayAt(Date.now(), useTimeZone()))
  const { from = first, to = last, teamId, campaignId } = filters.values
  const period = { from, to, campaignId }
  const asked = useAsk(getFairShares, { query: { ...period, teamId } })
  const drawer = useDrawer<FairShare>()
  return (
    <PageFrame
      title={text.ledger}
      help={text.ledgerHelp}
      actions={
        may(exportFairShares) && (
          <Button
            icon={<DownloadOutlined />}
            onClick={() => void takeOut(exportFairShares, { query: { ...period, teamId } })}
          >
            {say(text.export)}
          </Button>
        )
      }
    >
      <SearchForm fields={fields} filters={filters} />
      {asked.data && asked.data.length > 0 && (
        <Sheet>
          <LedgerChart shares={asked.data} />
        </Sheet>
      )}
      <DataTable
        name="fair-shares"
        asked={asked}
        columns={columns}
        rowKey={({ agentId }) => agentId}
        filters={filters}
        onOpen={drawer.show}
        empty={{ words: text.ledgerEmpty }}
      />
      <DetailDrawer
        open={drawer.open}
        width={820}
        title={`${say(text.talksBehind)} · ${drawer.shown?.agentName ?? ''}`}
        onClose={drawer.close}
      >
        {drawer.shown && <Talks key={drawer.shown.agentId} share={drawer.shown} period={period} />}
      </DetailDrawer>
    </PageFrame>
  )
}
