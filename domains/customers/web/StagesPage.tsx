import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { NumberField, SelectField, SwitchField, TextField } from '#web/ui/fields.tsx'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, Words } from '#web/ui/Values.tsx'
import { addStage, changeStage, listStages, type Stage, type StageForm } from '../contract.ts'
import { kindWords, stageTypeWords, text } from '../record-text.ts'
import { kindOptions, stageWords } from './words.tsx'

type Form = StageForm & { retired?: boolean }

const columns: Column<Stage>[] = [
  { key: 'kind', title: text.kind, width: 140, show: ({ kind }) => <Words of={kindWords[kind]} /> },
  { key: 'name', title: text.stageName, width: 220, show: (stage) => <Words of={stageWords(stage)} /> },
  { key: 'type', title: text.stageType, width: 160, show: ({ type }) => <Words of={stageTypeWords[type]} /> },
  {
    key: 'position',
    title: text.position,
    number: true,
    width: 80,
    show: ({ position }) => <Count value={position} />,
  },
  {
    key: 'state',
    title: text.inUse,
    width: 120,
    show: ({ retiredAt }) => (
      <StateTag tone={retiredAt ? 'quiet' : 'ok'} text={retiredAt ? text.retired : text.inUse} />
    ),
  },
]
const typeOptions = Object.entries(stageTypeWords).map(([value, words]) => ({ value, text: words }))

/** What managers call the stations of leads and customers. */
export const StagesPage = () => {
  const say = useWords()
  const may = useMay()
  const stages = useAsk(listStages, {})
  const editor = useDrawer<Stage>()
  const settled = { refresh: [listStages], done: text.saved, onDone: editor.close }
  const add = useDo(addStage, settled)
  const change = useDo(changeStage, settled)
  const save = ({ kind, retired = false, ...form }: Form): Promise<unknown> =>
    editor.shown
      ? change.mutateAsync({
          params: { stageId: editor.shown.id },
          body: { ...form, retired, version: editor.shown.version },
        })
      : add.mutateAsync({ body: { ...form, kind } })
  return (
    <PageFrame
      title={text.stages}
      help={text.stagesHelp}
      actions={
        may(addStage) && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => editor.show()}>
            {say(text.addStage)}
          </Button>
        )
      }
    >
      <DataTable
        name="customer-stages"
        asked={stages}
        columns={columns}
        rowKey={({ id }) => id}
        {...(may(changeStage) ? { onOpen: editor.show } : {})}
      />
      <FormDrawer<Form>
        open={editor.open}
        title={editor.shown ? text.changeStage : text.addStage}
        values={
          editor.shown ? { ...editor.shown, retired: editor.shown.retiredAt !== null } : { kind: 'lead', position: 10 }
        }
        onClose={editor.close}
        onSave={save}
      >
        {!editor.shown && <SelectField name="kind" label={text.kind} required options={kindOptions} />}
        <SelectField name="type" label={text.stageType} required options={typeOptions} />
        <TextField name="nameZh" label={text.nameZh} required max={20} />
        <TextField name="nameEn" label={text.nameEn} required max={40} />
        <NumberField name="position" label={text.position} required least={0} most={1000} />
        {editor.shown && <SwitchField name="retired" label={text.retired} />}
      </FormDrawer>
    </PageFrame>
  )
}
