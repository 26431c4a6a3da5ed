import { Button, Select, Space, Switch } from 'antd'
import { useState } from 'react'
import type { Campaign } from '#domains/campaigns/contract.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useLocalFilters } from '#web/ui/filters.ts'
import type { Column } from '#web/ui/table-columns.tsx'
import { MaskedNumber, Share } from '#web/ui/Values.tsx'
import { applyRun, listCandidates, planRun } from '../contract.ts'
import type { Candidate } from '../shapes.ts'
import { text } from '../text.ts'
import { refreshed } from './RunDrawer.tsx'
import { asOptions, useAgents } from './use-agents.ts'

const words = (attributes: Record<string, unknown>): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(' · ')

const columns: readonly Column<Candidate>[] = [
  { key: 'name', title: text.customer, show: ({ name }) => name || '–', width: 130 },
  { key: 'number', title: text.number, show: ({ number }) => <MaskedNumber number={number} />, width: 130 },
  { key: 'class', title: text.ofClass, show: ({ classCode }) => classCode ?? '–', width: 80 },
  { key: 'chance', title: text.chance, number: true, show: ({ expected }) => <Share value={expected} />, width: 110 },
  { key: 'holder', title: text.holder, show: ({ holderName }) => holderName ?? '–', width: 130 },
  {
    key: 'attributes',
    title: { zh: '客户属性', en: 'Attributes' },
    show: ({ attributes }) => words(attributes) || '–',
    cut: true,
  },
]

const GiveTo = ({ campaign, entryIds, onDone }: { campaign: Campaign; entryIds: string[]; onDone: () => void }) => {
  const say = useWords()
  const [agentId, setAgentId] = useState<string | undefined>()
  const agents = useAgents(campaign.teamIds)
  const params = { campaignId: campaign.id }
  const apply = useDo(applyRun, { refresh: refreshed, done: text.applied, onDone })
  const plan = useDo(planRun, { onDone: ({ id }) => apply.mutate({ params: { ...params, runId: id } }) })
  const give = (to: string) =>
    plan.mutate({ params, body: { chosen: {}, way: { by: 'hand', entryIds, to: { agentId: to, teamId: null } } } })
  return (
    <Space>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 200 }}
        size="small"
        placeholder={say(text.giveTo)}
        aria-label={say(text.giveTo)}
        value={agentId}
        onChange={setAgentId}
        options={asOptions(agents).map(({ value, text: label }) => ({ value, label: String(label) }))}
      />
      <Button
        type="primary"
        size="small"
        disabled={!agentId}
        loading={plan.isPending || apply.isPending}
        onClick={() => agentId && give(agentId)}
      >
        {say(text.apply)}
      </Button>
    </Space>
  )
}

/** Contacts to choose by hand, and who gets them. */
export const ChooseContacts = ({ campaign }: { campaign: Campaign }) => {
  const say = useWords()
  const filters = useLocalFilters(listCandidates.query)
  const asked = useAsk(listCandidates, { params: { campaignId: campaign.id }, query: filters.values })
  return (
    <DataTable
      name="allocation-contacts"
      asked={asked}
      columns={columns}
      rowKey={({ entryId }) => entryId}
      paging={filters.pages}
      batch={(rows, clear) => (
        <GiveTo campaign={campaign} entryIds={rows.map(({ entryId }) => entryId)} onDone={clear} />
      )}
      toolbar={
        <Switch
          checked={filters.values.inBooks === 'yes'}
          checkedChildren={say(text.inBooks)}
          unCheckedChildren={say(text.notInBooks)}
          onChange={(checked) => filters.set({ inBooks: checked ? 'yes' : 'no' })}
        />
      }
      empty={{ words: text.noCandidates }}
    />
  )
}
