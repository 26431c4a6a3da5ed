import { Button, Checkbox, Space } from 'antd'
import { useMay, useMe, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { MaskedNumber, Moment } from '#web/ui/Values.tsx'
import { closeFollowup, type Followup, listFollowups } from '../contract.ts'
import { text } from '../text.ts'

const fields: readonly SearchField[] = [
  {
    kind: 'select',
    name: 'state',
    label: text.state,
    options: (['open', 'done', 'cancelled'] as const).map((value) => ({ value, text: text[value] })),
  },
]
const soonMs = 15 * 60_000

const lateness = ({ state, dueAt }: Followup): 'overdue' | 'dueSoon' | undefined => {
  const left = Date.parse(dueAt) - Date.now()
  if (state !== 'open' || left > soonMs) return undefined
  return left < 0 ? 'overdue' : 'dueSoon'
}

const tones = { overdue: 'alarm', dueSoon: 'warn', no: undefined } as const

const FollowupState = ({ followup }: { followup: Followup }) => {
  const late = lateness(followup)
  if (late === 'overdue') return <StateTag tone="alarm" text={text.overdue} />
  if (late === 'dueSoon') return <StateTag tone="warn" text={text.dueSoon} />
  if (followup.state === 'open') return <StateTag tone="info" text={text.open} />
  return followup.state === 'done' ? (
    <StateTag tone="ok" text={text.done} />
  ) : (
    <StateTag tone="quiet" text={text.cancelled} />
  )
}

const columns: readonly Column<Followup>[] = [
  { key: 'dueAt', title: text.dueAt, show: ({ dueAt }) => <Moment at={dueAt} />, width: 170 },
  { key: 'state', title: text.state, show: (followup) => <FollowupState followup={followup} />, width: 120 },
  { key: 'customer', title: text.customer, show: ({ customerName }) => customerName || '–', width: 130 },
  { key: 'number', title: text.number, show: ({ number }) => <MaskedNumber number={number} />, width: 130 },
  { key: 'note', title: text.note, show: ({ note }) => note || '–' },
  { key: 'campaign', title: text.campaign, show: ({ campaignName }) => campaignName ?? '–', width: 180 },
  { key: 'agent', title: text.agent, show: ({ agentName }) => agentName ?? '–', width: 110 },
  {
    key: 'createdAt',
    title: text.createdAt,
    show: ({ createdAt }) => <Moment at={createdAt} />,
    width: 170,
    hidden: true,
  },
]

const RowActions = ({ followup }: { followup: Followup }) => {
  const say = useWords()
  const confirm = useConfirm()
  const refresh = [listFollowups]
  const complete = useDo(closeFollowup, { refresh, done: text.completed })
  const cancel = useDo(closeFollowup, { refresh, done: text.wasCancelled })
  const params = { followupId: followup.id }
  const cancelIfSure = async () => {
    const title = `${say(text.cancel)} · ${followup.customerName ?? followup.number ?? ''}`
    if (await confirm({ title, body: text.cancelBody, action: text.cancel, danger: true }))
      cancel.mutate({ params, body: { state: 'cancelled' } })
  }
  if (followup.state !== 'open') return null
  return (
    <Space size={0}>
      <Button type="link" size="small" onClick={() => complete.mutate({ params, body: { state: 'done' } })}>
        {say(text.complete)}
      </Button>
      <Button type="link" size="small" danger onClick={() => void cancelIfSure()}>
        {say(text.cancel)}
      </Button>
    </Space>
  )
}
const actions: Column<Followup> = {
  key: 'actions',
  title: text.actions,
  fixed: 'end',
  width: 150,
  show: (followup) => <RowActions followup={followup} />,
}

/** What we promised customers: when, by whom, and whether it is late. */
export const CallbackListPage = () => {
  const say = useWords()
  const me = useMe()
  const may = useMay()
  const filters = useFilters(listFollowups.query)
  const asked = useAsk(listFollowups, { query: filters.values }, { everyMs: 30_000 })
  const { agentId } = filters.values
  return (
    <PageFrame title={text.callbacks} help={text.help}>
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name="callbacks"
        asked={asked}
        columns={may(closeFollowup) ? [...columns, actions] : columns}
        rowKey={({ id }) => id}
        filters={filters}
        toolbar={
          me.scope !== 'own' && (
            <Checkbox
              checked={agentId === me.id}
              onChange={({ target }) => filters.set({ agentId: target.checked ? me.id : undefined })}
            >
              {say(text.onlyMine)}
            </Checkbox>
          )
        }
        empty={{ words: text.noneYet }}
        rowTone={(followup) => tones[lateness(followup) ?? 'no']}
      />
    </PageFrame>
  )
}
