import { countCauses } from '#domains/complaints/contract.ts'
import { text } from '#domains/complaints/text.ts'
import { ComplaintCauses } from '#domains/complaints/web/public.tsx'
import { permissions as measurePermissions } from '#domains/metrics/contract.ts'
import { RateControl } from '#domains/metrics/web/public.tsx'
import { useMay } from '../client/session.tsx'
import { useFilters } from '../ui/filters.ts'
import { PageFrame } from '../ui/PageFrame.tsx'
import { SearchForm } from '../ui/SearchForm.tsx'
import type { SearchField } from '../ui/search-fields.tsx'

const fields: readonly SearchField[] = [{ kind: 'days', name: 'from', until: 'to', label: text.period }]

/** What complaints are about, layer by layer, and whether a day was unusual: complaints and measures on one page. */
export const ComplaintCausesPage = () => {
  const may = useMay()
  const filters = useFilters(countCauses.query)
  const { from, to, campaignId } = filters.values
  return (
    <PageFrame title={text.causes} help={text.causesHelp}>
      <SearchForm fields={fields} filters={filters} />
      <ComplaintCauses filters={filters} />
      {may(measurePermissions.read) && (
        <RateControl
          code="complaint_rate"
          from={from}
          to={to}
          campaignId={campaignId === 'none' ? undefined : campaignId}
        />
      )}
    </PageFrame>
  )
}
