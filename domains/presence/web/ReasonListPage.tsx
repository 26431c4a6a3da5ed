import { PlusOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { NumberField, SelectField, TextField } from '#web/ui/fields.tsx'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { agentStates, pauses } from '../agent-state.ts'
import { changeReason, closeReason, createReason, listReasons, type Reason } from '../contract.ts'
import { text } from '../text.ts'
import { AgentStateTag } from './state-look.tsx'

type Filled = Omit<Reason, 'id'>
const stateOptions = pauses.map((value) => ({ value, text: agentStates[value] }))
const refresh = [listReasons]

const columns: readonly Column<Reason>[] = [
  { key: 'position', title: text.position, show: ({ position }) => position, number: true, width: 90 },
  { key: 'nameZh', title: text.nameZh, show: ({ nameZh }) => nameZh, width: 180 },
  { key: 'nameEn', title: text.nameEn, show: ({ nameEn }) => nameEn, width: 200 },
  { key: 'state', title: text.state, show: ({ state }) => <AgentStateTag state={state} /> },
]

const ReasonForm = ({
  open,
  reason,
  next,
  onClose,
}: {
  open: boolean
  reason: Reason | undefined
  next: number
  onClose: () => void
}) => {
  const how = { refresh, done: text.saved, onDone: onClose }
  const create = useDo(createReason, how)
  const change = useDo(changeReason, how)
  const save = ({ state, ...filled }: Filled) =>
    reason
      ? change.mutateAsync({ params: { reasonId: reason.id }, body: filled })
      : create.mutateAsync({ body: { state, ...filled } })
  return (
    <FormDrawer<Filled>
      open={open}
      title={reason ? text.change : text.create}
      values={reason ?? { state: 'break', position: next }}
      onClose={onClose}
      onSave={save}
    >
      <TextField name="nameZh" label={text.nameZh} max={40} required />
      <TextField name="nameEn" label={text.nameEn} max={40} required />
      {!reason && <SelectField name="state" label={text.state} help={text.stateHelp} options={stateOptions} required />}
      <NumberField name="position" label={text.position} help={text.positionHelp} least={0} most={9999} required />
    </FormDrawer>
  )
}

const RowActions = ({ reason, onEdit }: { reason: Reason; onEdit: () => void }) => {
  const say = useWords()
  const locale = useLocale()
  const confirm = useConfirm()
  const retire = useDo(closeReason, { refresh, done: text.retired })
  const sure = async () => {
    const title = say(text.retireTitle, { name: locale === 'zh' ? reason.nameZh : reason.nameEn })
    if (await confirm({ title, body: text.retireBody, action: text.retire, danger: true }))
      retire.mutate({ params: { reasonId: reason.id } })
  }
  return (
    <Space size={0}>
      <Button type="link" size="small" onClick={onEdit}>
        {say(text.edit)}
      </Button>
      <Button type="link" size="small" danger onClick={() => void sure()}>
        {say(text.retire)}
      </Button>
    </Space>
  )
}

/** What agents may say when they pause. */
export const ReasonListPage = () => {
  const say = useWords()
  const reasons = useAsk(listReasons)
  const editor = useDrawer<Reason>()
  const actions: Column<Reason> = {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 130,
    show: (reason) => <RowActions reason={reason} onEdit={() => editor.show(reason)} />,
  }
  const next = Math.max(0, ...(reasons.data ?? []).map(({ position }) => position)) + 10
  return (
    <PageFrame
      title={text.reasons}
      help={text.help}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => editor.show()}>
          {say(text.create)}
        </Button>
      }
    >
      <DataTable
        name="pause-reasons"
        asked={reasons}
        columns={[...columns, actions]}
        rowKey={({ id }) => id}
        onOpen={editor.show}
        empty={{ words: text.noneYet }}
      />
      <ReasonForm open={editor.open} reason={editor.shown} next={next} onClose={editor.close} />
    </PageFrame>
  )
}
