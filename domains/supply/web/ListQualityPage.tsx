import { DownloadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Space, Tooltip } from 'antd'
import { listCalls } from '#domains/calls/contract.ts'
import { useCampaignField } from '#domains/campaigns/web/public.tsx'
import { download } from '#web/client/call.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { formatShare } from '#web/ui/format.ts'
import { Grid, PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, Money, Share } from '#web/ui/Values.tsx'
import { exportYields, groupings, listColumns, listYields, setPrice, setWorth, type Yield } from '../contract.ts'
import { adviceHelp, adviceWords, groupingWords, text } from '../text.ts'
import { mostFurtherCalls } from '../yield.ts'
import { HourMap } from './HourMap.tsx'
import { PriceDrawer, WorthDrawer } from './MoneyDrawers.tsx'
import { YieldChart } from './YieldChart.tsx'

const tones: Record<Yield['advice'], Tone> = {
  buy: 'ok',
  finish: 'info',
  stop: 'alarm',
  callMore: 'warn',
  noMoney: 'quiet',
}

const Advice = ({ row }: { row: Yield }) => {
  const say = useWords()
  const { advice, callMore } = row
  return (
    <Tooltip title={say(adviceHelp[advice])}>
      <span>
        <StateTag tone={tones[advice]} text={adviceWords[advice]} />
        {callMore !== null && (
          <small> {callMore >= mostFurtherCalls ? say(text.tooFine) : say(text.callMoreWords, callMore)}</small>
        )}
      </span>
    </Tooltip>
  )
}
/** Too few calls to tell: the figure is there, and grey. */
const leastCalled = 30
const Rate = ({ row: { rate, interval, called } }: { row: Yield }) => (
  <span style={called < leastCalled ? { opacity: 0.5 } : undefined}>
    {formatShare(rate)}{' '}
    <small>
      {formatShare(interval?.low)} – {formatShare(interval?.high)}
    </small>
  </span>
)
const Name = ({ row }: { row: Yield }) => {
  const say = useWords()
  return (
    <span>
      <strong>{row.name || say(text.noName)}</strong>
      {row.listName && (
        <>
          <br />
          <small>
            {row.listName}
            {row.supplier && ` · ${row.supplier}`}
          </small>
        </>
      )}
    </span>
  )
}

const columns: readonly Column<Yield>[] = [
  { key: 'name', title: text.name, width: 190, fixed: 'start', show: (row) => <Name row={row} /> },
  { key: 'records', title: text.records, number: true, width: 75, show: ({ records }) => <Count value={records} /> },
  { key: 'called', title: text.called, number: true, width: 75, show: ({ called }) => <Count value={called} /> },
  { key: 'successes', title: text.successes, number: true, width: 60, show: (row) => <Count value={row.successes} /> },
  { key: 'rate', title: text.rate, number: true, width: 150, show: (row) => <Rate row={row} /> },
  {
    key: 'expected',
    title: text.expected,
    number: true,
    width: 65,
    show: ({ expected }) => <Share value={expected} />,
  },
  { key: 'advice', title: text.advice, width: 150, show: (row) => <Advice row={row} /> },
  {
    key: 'worth',
    title: text.worthPerRecord,
    number: true,
    width: 100,
    show: ({ worthPerRecord }) => <Money yuan={worthPerRecord} digits={2} />,
  },
  {
    key: 'price',
    title: text.pricePerRecord,
    number: true,
    width: 100,
    show: ({ pricePerRecord }) => <Money yuan={pricePerRecord} digits={2} />,
  },
  {
    key: 'result',
    title: text.result,
    number: true,
    width: 110,
    show: ({ result }) => <Money yuan={result} digits={0} />,
  },
  {
    key: 'penetration',
    title: text.penetration,
    number: true,
    width: 110,
    show: ({ penetration }) => <Share value={penetration} />,
  },
  {
    key: 'coverage',
    title: text.coverage,
    number: true,
    width: 110,
    show: ({ coverage }) => <Share value={coverage} />,
  },
  {
    key: 'perRecord',
    title: text.attemptsPerRecord,
    number: true,
    width: 100,
    show: ({ attemptsPerRecord }) => <Count value={attemptsPerRecord} digits={1} />,
  },
  {
    key: 'days',
    title: text.daysLeft,
    number: true,
    width: 120,
    show: ({ daysLeft }) => <Count value={daysLeft} digits={1} />,
  },
]

const useActions = (onPrice: (row: Yield) => void): Column<Yield> => {
  const say = useWords()
  const may = useMay()
  return {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 150,
    show: (row) => (
      <Space size={8}>
        {may(setPrice) && (
          <Button type="link" size="small" onClick={() => onPrice(row)}>
            {say(row.pricePerRecord === null ? text.setPrice : text.changePrice)}
          </Button>
        )}
        {may(listCalls) && (
          <Link to={'/calls' as string} search={{ batchId: row.key } as never}>
            {say(text.calls)}
          </Link>
        )}
      </Space>
    ),
  }
}

const useFields = (campaignId: string | undefined, byColumn: boolean): readonly SearchField[] => {
  const campaign = useCampaignField(campaignId)
  const names = useAsk(listColumns, { query: campaignId ? { campaignId } : {} }, { when: byColumn, freshMs: 60_000 })
  return [
    campaign,
    {
      kind: 'select',
      name: 'groupBy',
      label: text.groupBy,
      options: groupings.map((value) => ({ value, text: groupingWords[value] })),
    },
    ...(byColumn
      ? [
          {
            kind: 'select' as const,
            name: 'column',
            label: text.column,
            options: (names.data ?? []).map((value) => ({ value, text: value })),
          },
        ]
      : []),
  ]
}

/** How good each batch, list, supplier or segment is, what it brought, and whether to buy more of it. */
export const ListQualityPage = () => {
  const say = useWords()
  const may = useMay()
  const filters = useFilters(listYields.query)
  const { campaignId, groupBy, column } = filters.values
  const waits = groupBy === 'column' && !column
  const query = { ...filters.values, groupBy: waits ? ('batch' as const) : groupBy }
  const asked = useAsk(listYields, { query })
  const fields = useFields(campaignId, groupBy === 'column')
  const price = useDrawer<Yield>()
  const worth = useDrawer<string>()
  const actions = useActions(price.show)
  return (
    <PageFrame
      title={text.listQuality}
      help={text.help}
      actions={
        campaignId &&
        may(setWorth) && (
          <Button onClick={() => worth.show(campaignId)}>
            {say(text.worthPerSuccess)}
            {asked.data?.worthPerSuccess ? ` ¥${asked.data.worthPerSuccess}` : ''}
          </Button>
        )
      }
    >
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name="list-quality"
        asked={asked}
        columns={groupBy === 'batch' ? [...columns, actions] : columns}
        rowKey={({ key }) => key}
        empty={{ words: text.nothing }}
        toolbar={asked.data && asked.data.left > 0 ? <small>{say(text.left, asked.data.left)}</small> : undefined}
        exports={
          <Button size="small" icon={<DownloadOutlined />} onClick={() => void download(exportYields, { query })}>
            {say(text.exportCsv)}
          </Button>
        }
      />
      <Grid least={420}>
        <Sheet>
          <Shown asked={asked} rows={7}>
            {({ rows }) => <YieldChart rows={rows} onOpen={price.show} />}
          </Shown>
        </Sheet>
        <HourMap campaignId={campaignId} />
      </Grid>
      <PriceDrawer batch={price.shown} open={price.open && groupBy === 'batch'} onClose={price.close} />
      {campaignId && (
        <WorthDrawer
          campaignId={campaignId}
          worth={asked.data?.worthPerSuccess ?? null}
          open={worth.open}
          onClose={worth.close}
        />
      )}
    </PageFrame>
  )
}
