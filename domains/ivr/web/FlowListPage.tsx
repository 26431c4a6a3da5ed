import { PlusOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { listSites } from '#domains/people/contract.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { SelectField, TextField } from '#web/ui/fields.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { createFlow, type FlowRow, listFlows } from '../contract.ts'
import { emptyFlow } from '../draft.ts'
import { editorText as text } from '../editor-text.ts'
import { type FlowPurpose, flowPurposes } from '../flow.ts'
import { purposeWords } from '../text.ts'
import { FlowNumbers } from './FlowNumbers.tsx'
import { FlowState } from './FlowState.tsx'
import style from './flows.module.css'

export const flowAddress = (id: string): string => `/voice-flows/${id}`

const columns: readonly Column<FlowRow>[] = [
  {
    key: 'name',
    title: text.name,
    width: 190,
    show: ({ id, name }) => (
      <Link to={flowAddress(id)}>
        <strong>{name}</strong>
      </Link>
    ),
  },
  { key: 'state', title: text.state, width: 170, show: (flow) => <FlowState flow={flow} /> },
  { key: 'purpose', title: text.purpose, width: 110, show: ({ purpose }) => <Words of={purposeWords[purpose]} /> },
  {
    key: 'users',
    title: text.usedBy,
    width: 200,
    show: ({ numbers, campaigns }) =>
      [...numbers, ...campaigns.map(({ name }) => name)].map((user) => <div key={user}>{user}</div>),
  },
  { key: 'calls', title: text.calls7, width: 104, number: true, show: ({ calls7Days }) => formatNumber(calls7Days) },
  { key: 'site', title: text.site, width: 100, show: ({ siteName }) => siteName },
  {
    key: 'changed',
    title: text.changed,
    width: 150,
    show: ({ changedByName, changedAt }) => (
      <>
        {changedByName} <Moment at={changedAt} grain="dayTime" />
      </>
    ),
  },
]

type Filled = { name: string; siteId: string; purpose: FlowPurpose }

const NewFlow = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const say = useWords()
  const navigate = useNavigate()
  const sites = useAsk(listSites, {}, { when: open })
  const create = useDo(createFlow, {
    refresh: [listFlows],
    done: text.added,
    onDone: ({ id }) => {
      onClose()
      void navigate({ to: flowAddress(id) })
    },
  })
  const save = ({ name, siteId, purpose }: Filled) =>
    create.mutateAsync({ body: { name, siteId, body: emptyFlow(purpose, say(text.firstStep)) } })
  return (
    <FormDrawer<Filled> open={open} title={text.add} values={{ purpose: 'incoming' }} onClose={onClose} onSave={save}>
      <TextField name="name" label={text.name} max={60} required />
      <SelectField
        name="purpose"
        label={text.purpose}
        required
        options={flowPurposes.map((value) => ({ value, text: purposeWords[value] }))}
      />
      <SelectField
        name="siteId"
        label={text.site}
        required
        options={(sites.data ?? []).map(({ id, name }) => ({ value: id, text: name }))}
      />
    </FormDrawer>
  )
}

/** The voice flows of the centre, and which number each answers. */
export const FlowListPage = () => {
  const say = useWords()
  const mayEdit = useMay()(createFlow)
  const flows = useAsk(listFlows, {}, { everyMs: 60_000 })
  const adding = useDrawer()
  const navigate = useNavigate()
  const button = mayEdit && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => adding.show()}>
      {say(text.add)}
    </Button>
  )
  return (
    <PageFrame title={text.flows} help={text.flowsHelp} actions={button}>
      <DataTable
        name="voice-flows"
        asked={flows}
        columns={columns}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: flowAddress(id) })}
        empty={{ words: text.noFlows, next: button }}
      />
      <div className={style.space} />
      <FlowNumbers flows={flows.data ?? []} />
      <NewFlow open={adding.open} onClose={adding.close} />
    </PageFrame>
  )
}
