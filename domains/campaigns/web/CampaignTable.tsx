import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Words } from '#web/ui/Values.tsx'
import { campaignStates, campaignTypes, typeMeanings } from '../campaign.ts'
import { type Campaign, campaignsContract, listCampaigns } from '../contract.ts'
import { modeWords, purposeWords, stateWords, text } from '../text.ts'
import { stateTones } from './state-tones.ts'

const fields: readonly SearchField[] = [
  { kind: 'text', name: 'search', label: text.name },
  {
    kind: 'select',
    name: 'state',
    label: text.state,
    options: campaignStates.map((value) => ({ value, text: stateWords[value] })),
  },
  {
    kind: 'select',
    name: 'type',
    label: text.type,
    options: campaignTypes.map((value) => ({ value, text: typeMeanings[value].name })),
  },
]

const columns: readonly Column<Campaign>[] = [
  {
    key: 'name',
    title: text.name,
    show: ({ id, name }) => <Link to={`/campaigns/${id}` as string}>{name}</Link>,
    width: 200,
  },
  {
    key: 'state',
    title: text.state,
    show: ({ state }) => <StateTag tone={stateTones[state]} text={stateWords[state]} />,
    width: 100,
  },
  { key: 'type', title: text.type, show: ({ type }) => <Words of={typeMeanings[type].name} />, width: 130 },
  {
    key: 'purpose',
    title: text.purpose,
    show: ({ purpose }) => <Words of={purposeWords[purpose]} />,
    width: 150,
    hidden: true,
  },
  { key: 'mode', title: text.mode, show: ({ mode }) => <Words of={modeWords[mode]} />, width: 90 },
  {
    key: 'dates',
    title: text.dates,
    show: ({ startsOn, endsOn }) => `${startsOn ?? '–'} ~ ${endsOn ?? '–'}`,
    width: 200,
  },
  { key: 'site', title: text.site, show: ({ siteName }) => siteName, width: 130, hidden: true },
]

/** All campaigns, the running ones first. `progress` shows how far one has come, asked for the rows in sight. */
export const CampaignTable = ({ progress, create }: { progress: ProgressColumns; create?: ReactNode }) => {
  const navigate = useNavigate()
  const filters = useFilters(campaignsContract.listCampaigns.query)
  const campaigns = useAsk(listCampaigns, { query: filters.values }, { everyMs: 15_000 })
  const shown = progress(campaigns.data?.rows ?? [])
  return (
    <>
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name="campaigns"
        asked={campaigns}
        columns={[...columns.slice(0, 2), ...shown, ...columns.slice(2)]}
        rowKey={({ id }) => id}
        paging={filters.pages}
        filters={filters}
        onOpen={({ id }) => void navigate({ to: `/campaigns/${id}` as string })}
        empty={{ words: text.noneYet, next: create }}
      />
    </>
  )
}
/** Called on every rendering with the rows in sight, so it may use hooks. */
export type ProgressColumns = (rows: readonly Campaign[]) => readonly Column<Campaign>[]
