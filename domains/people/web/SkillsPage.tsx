import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Space } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { TextField } from '#web/ui/fields.tsx'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Count } from '#web/ui/Values.tsx'
import { addSkill, listSkills, removeSkill, renameSkill, type Skill } from '../contract.ts'
import { text } from '../text.ts'

const columns: readonly Column<Skill>[] = [
  { key: 'name', title: text.skillName, show: ({ name }) => <strong>{name}</strong> },
  {
    key: 'holders',
    title: text.holders,
    width: 160,
    number: true,
    show: ({ id, holders }) => (
      <Link to="/employees" search={{ skillId: id } as never}>
        <Count value={holders} />
      </Link>
    ),
  },
]

const useSkillActions = (onRename: (skill: Skill) => void): Column<Skill> => {
  const say = useWords()
  const confirm = useConfirm()
  const remove = useDo(removeSkill, { refresh: [listSkills], done: text.removed })
  const ask = async ({ id, name }: Skill) => {
    if (await confirm({ title: say(text.removeSkillTitle, name), action: text.removeSkill, danger: true }))
      remove.mutate({ params: { skillId: id } })
  }
  return {
    key: 'actions',
    title: { zh: '操作', en: 'Actions' },
    width: 180,
    fixed: 'end',
    show: (skill) => (
      <Space size={0}>
        <Button type="link" size="small" icon={<EditOutlined />} onClick={() => onRename(skill)}>
          {say(text.change)}
        </Button>
        <Button
          type="link"
          size="small"
          danger
          icon={<DeleteOutlined />}
          disabled={skill.holders > 0}
          onClick={() => void ask(skill)}
        >
          {say(text.removeSkill)}
        </Button>
      </Space>
    ),
  }
}

/** What people can be good at. */
export const SkillsPage = () => {
  const say = useWords()
  const mayManage = useMay()(addSkill)
  const skills = useAsk(listSkills)
  const editor = useDrawer<Skill>()
  const { shown, close } = editor
  const actions = useSkillActions(editor.show)
  const add = useDo(addSkill, { refresh: [listSkills], done: text.added, onDone: close })
  const rename = useDo(renameSkill, { refresh: [listSkills], done: text.saved, onDone: close })
  const button = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => editor.show()}>
      {say(text.addSkill)}
    </Button>
  )
  return (
    <PageFrame title={text.skills} help={text.levelHelp} actions={mayManage && button}>
      <DataTable
        name="skills"
        asked={skills}
        columns={mayManage ? [...columns, actions] : columns}
        rowKey={({ id }) => id}
        empty={{ words: text.noSkills, next: mayManage && button }}
      />
      <FormDrawer<{ name: string }>
        open={editor.open}
        title={shown ? text.renameSkill : text.addSkill}
        values={{ name: shown?.name ?? '' }}
        onClose={close}
        onSave={({ name }) =>
          shown
            ? rename.mutateAsync({
                params: { skillId: shown.id },
                body: { name: name.trim(), version: shown.version },
              })
            : add.mutateAsync({ body: { name: name.trim() } })
        }
      >
        <TextField name="name" label={text.skillName} max={60} required />
      </FormDrawer>
    </PageFrame>
  )
}
