import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { SelectField, SwitchField, TextField } from '#web/ui/fields.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Words } from '#web/ui/Values.tsx'
import { type Behaviour, listBehaviours, saveBehaviour } from '../contract.ts'
import { type Skill, skills } from '../report.ts'
import { skillWords, stateWords, text } from '../text.ts'

const columns: readonly Column<Behaviour>[] = [
  { key: 'name', title: text.behaviours, show: ({ name }) => <Words of={name} />, width: 200 },
  { key: 'skill', title: text.skill, show: ({ skill }) => <Words of={skillWords[skill]} />, width: 130 },
  {
    key: 'state',
    title: text.state,
    show: ({ retired }) => (
      <StateTag tone={retired ? 'quiet' : 'ok'} text={retired ? text.retired : stateWords.valid} />
    ),
    width: 110,
  },
  { key: 'code', title: text.code, show: ({ code }) => code, width: 150 },
]

type Filled = { code: string; zh: string; en: string; skill: Skill; retired?: boolean }
const BehaviourForm = ({
  open,
  edited,
  onClose,
}: {
  open: boolean
  edited: Behaviour | undefined
  onClose: () => void
}) => {
  const save = useDo(saveBehaviour, { refresh: [listBehaviours], done: text.saved, onDone: onClose })
  const values = edited && { ...edited, zh: edited.name.zh, en: edited.name.en }
  return (
    <FormDrawer<Filled>
      open={open}
      title={text.addBehaviour}
      values={values}
      onClose={onClose}
      onSave={({ code, zh, en, skill, retired = false }) =>
        save.mutateAsync({ params: { code: edited?.code ?? code }, body: { name: { zh, en }, skill, retired } })
      }
    >
      {!edited && (
        <TextField
          name="code"
          label={text.code}
          help={text.codeHelp}
          max={40}
          required
          rules={[{ pattern: /^[a-z][a-z0-9_]{1,39}$/ }]}
        />
      )}
      <TextField name="zh" label={text.nameZh} max={60} required />
      <TextField name="en" label={text.nameEn} max={80} required />
      <SelectField
        name="skill"
        label={text.skill}
        required
        options={skills.map((value) => ({ value, text: skillWords[value] }))}
      />
      {edited && <SwitchField name="retired" label={text.retired} />}
    </FormDrawer>
  )
}

/** The list of behaviours that can be reported. */
export const BehaviourDrawer = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const say = useWords()
  const may = useMay()
  const form = useDrawer<Behaviour>()
  const asked = useAsk(listBehaviours, undefined, { when: open })
  return (
    <DetailDrawer
      open={open}
      title={text.behaviours}
      onClose={onClose}
      extra={
        may(saveBehaviour) && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => form.show()}>
            {say(text.addBehaviour)}
          </Button>
        )
      }
    >
      <p>{say(text.behavioursHelp)}</p>
      <DataTable
        name="key-behaviours"
        asked={asked}
        columns={columns}
        rowKey={({ code }) => code}
        {...(may(saveBehaviour) ? { onOpen: form.show } : {})}
      />
      <BehaviourForm open={form.open} edited={form.shown} onClose={form.close} />
    </DetailDrawer>
  )
}
