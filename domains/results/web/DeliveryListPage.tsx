import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, Moment, Words } from '#web/ui/Values.tsx'
import { type Delivery, getDelivery, listDeliveries } from '../contract.ts'
import { modeWords, text } from '../text.ts'
import { DeliveryOutcome } from './DeliveryOutcome.tsx'

const counts = (['read', 'recorded', 'corrected', 'unchanged', 'refused'] as const).map((key) => ({
  key,
  title: {
    read: text.read,
    recorded: text.fresh,
    corrected: text.corrected,
    unchanged: text.unchanged,
    refused: text.refused,
  }[key],
  show: (row: Delivery) => <Count value={row[key]} />,
  width: 90,
  number: true,
}))
const columns: readonly Column<Delivery>[] = [
  { key: 'at', fixed: 'start', title: text.at, show: ({ at }) => <Moment at={at} />, width: 160 },
  { key: 'kind', title: text.kind, show: ({ kind }) => <Words of={text.kinds[kind]} />, width: 110 },
  {
    key: 'source',
    title: text.source,
    show: ({ source }) => (source === 'manual' ? <Words of={text.manual} /> : source),
    width: 130,
  },
  { key: 'file', title: text.file, show: ({ fileName }) => fileName || '–', width: 200, cut: true },
  ...counts,
  {
    key: 'kept',
    title: text.state,
    show: ({ kept }) => <StateTag tone={kept ? 'ok' : 'warn'} text={kept ? text.kept : text.notKept} />,
    width: 110,
  },
  { key: 'mode', title: text.mode, show: ({ mode }) => <Words of={modeWords[mode]} />, width: 180 },
  { key: 'by', title: text.by, show: ({ byName }) => byName || '–', width: 110 },
]

/** Every batch of reports that came, and what became of its rows. */
export const DeliveryListPage = () => {
  const filters = useFilters(listDeliveries.query)
  const asked = useAsk(listDeliveries, { query: filters.values })
  const drawer = useDrawer<string>()
  const opened = useAsk(
    getDelivery,
    { params: { deliveryId: drawer.shown ?? '' } },
    { when: drawer.open && drawer.shown !== undefined, keep: false },
  )
  return (
    <PageFrame title={text.deliveries} crumbs={[{ title: text.results, to: '/results' }]}>
      <DataTable
        name="result-deliveries"
        asked={asked}
        columns={columns}
        rowKey={({ id }) => id}
        paging={filters.cursor}
        filters={filters}
        onOpen={({ id }) => drawer.show(id)}
        empty={{ words: text.noDeliveries }}
      />
      <DetailDrawer open={drawer.open} title={text.delivery} width={760} onClose={drawer.close}>
        <Shown asked={opened}>{(received) => <DeliveryOutcome received={received} />}</Shown>
      </DetailDrawer>
    </PageFrame>
  )
}
