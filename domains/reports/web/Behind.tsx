import { useNavigate } from '@tanstack/react-router'
import type { z } from 'zod'
import { getCall } from '#domains/calls/contract.ts'
import { useMay } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer } from '#web/ui/Drawers.tsx'
import { useLocalFilters } from '#web/ui/filters.ts'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { type CustomerEdit, listEdits, listRemarks, type Remark, reportsContract } from '../contract.ts'
import type { ReportAddress } from '../shapes.ts'
import { text } from '../text.ts'
import { levelWords } from '../words.ts'
import { queryOf } from './address.ts'
import type { ReportFilters } from './report-props.ts'

export type BehindWhat = { kind: 'remarks' | 'edits'; key: string }
const place = reportsContract.listRemarks.query.pick({ after: true, limit: true })

const remarkColumns: readonly Column<Remark>[] = [
  { key: 'at', title: text.when, show: ({ at }) => <Moment at={at} grain="minute" />, width: 170 },
  { key: 'note', title: text.note, show: ({ note }) => note, width: 300 },
  { key: 'campaign', title: levelWords.campaign, show: ({ campaignName }) => campaignName, width: 150, cut: true },
  { key: 'agent', title: levelWords.agent, show: ({ agentName }) => agentName || '–', width: 100 },
]
const editColumns: readonly Column<CustomerEdit>[] = [
  { key: 'at', title: text.when, show: ({ at }) => <Moment at={at} grain="minute" />, width: 170 },
  { key: 'customer', title: text.customer, show: ({ customerName }) => customerName || '–', width: 100 },
  { key: 'field', title: text.field, show: ({ field }) => field, width: 90 },
  { key: 'before', title: text.oldValue, show: ({ before }) => before || '–', width: 140, cut: true },
  { key: 'after', title: text.newValue, show: ({ after }) => after || '–', width: 140, cut: true },
  { key: 'source', title: text.source, show: ({ source }) => <Words of={text.sources[source]} />, width: 100 },
  { key: 'by', title: text.byWhom, show: ({ byName }) => byName || '–', width: 90 },
]

type Asking = { address: ReportAddress; outcome: string }
const wantedOf = (address: ReportAddress, { after, limit }: z.output<typeof place>) => {
  const { page: _, pageSize: __, columns: ___, sort: ____, by: _____, ...query } = queryOf(address)
  return { ...query, limit, ...(after ? { after } : {}) }
}

const Remarks = ({ address, outcome }: Asking) => {
  const may = useMay()
  const navigate = useNavigate()
  const filters = useLocalFilters(place)
  const asked = useAsk(listRemarks, { query: { ...wantedOf(address, filters.values), outcome } })
  const open = ({ callId }: Remark) => void navigate({ to: '/calls/$callId' as string, params: { callId } as never })
  return (
    <DataTable
      name="reportRemarks"
      asked={asked}
      columns={remarkColumns}
      rowKey={({ callId }) => callId}
      paging={filters.cursor}
      {...(may(getCall) ? { onOpen: open } : {})}
      empty={{ words: text.noRemarks }}
    />
  )
}
const Edits = ({ address, field }: { address: ReportAddress; field: string }) => {
  const filters = useLocalFilters(place)
  const asked = useAsk(listEdits, { query: { ...wantedOf(address, filters.values), field } })
  return (
    <DataTable
      name="reportEdits"
      asked={asked}
      columns={editColumns}
      rowKey={({ id }) => id}
      paging={filters.cursor}
      empty={{ words: text.noEdits }}
    />
  )
}

type BehindProps = { open: boolean; what: BehindWhat | undefined; filters: ReportFilters; onClose: () => void }
/** What a row of a report without measures is made of: conversations with their notes, or single changes. */
export const Behind = ({ open, what, filters, onClose }: BehindProps) => {
  if (!what) return null
  const { kind, key } = what
  return (
    <DetailDrawer open={open} width={880} title={kind === 'remarks' ? text.remarks : text.edits} onClose={onClose}>
      {kind === 'remarks' ? (
        <Remarks key={key} address={filters.values} outcome={key} />
      ) : (
        <Edits key={key} address={filters.values} field={key} />
      )}
    </DetailDrawer>
  )
}
