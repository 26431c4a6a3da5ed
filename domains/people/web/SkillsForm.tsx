import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Rate, Select } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { type EmployeeDetail, getEmployee, gradeSkills, listEmployees, listSkills } from '../contract.ts'
import { text } from '../text.ts'
import style from './people.module.css'

type Graded = { skills?: { skillId: string; level: number }[] }

/** One skill and its level; a skill chosen in another line is not offered again. */
const SkillLine = ({ at, onRemove }: { at: number; onRemove: () => void }) => {
  const say = useWords()
  const skills = useAsk(listSkills)
  const chosen = Form.useWatch<Graded['skills']>('skills', Form.useFormInstance<Graded>()) ?? []
  const taken = chosen.filter((_, index) => index !== at).map((line) => line?.skillId)
  const options = (skills.data ?? [])
    .filter(({ id }) => !taken.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }))
  return (
    <div className={style.skillLine}>
      <Form.Item name={[at, 'skillId']} rules={[{ required: true, message: say(text.skill) }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={options}
          aria-label={say(text.skill)}
          placeholder={say(text.skill)}
        />
      </Form.Item>
      <Form.Item name={[at, 'level']} rules={[{ required: true, type: 'number', min: 1, message: say(text.level) }]}>
        <Rate count={5} allowClear={false} aria-label={say(text.level)} />
      </Form.Item>
      <Button type="text" icon={<DeleteOutlined />} aria-label={say(text.removeSkill)} onClick={onRemove} />
    </div>
  )
}

/** All skills of somebody, graded at once. */
export const SkillsForm = ({
  employee,
  open,
  onClose,
}: {
  employee: EmployeeDetail
  open: boolean
  onClose: () => void
}) => {
  const say = useWords()
  const grade = useDo(gradeSkills, {
    refresh: [getEmployee, listEmployees, listSkills],
    done: text.saved,
    onDone: onClose,
  })
  const values = { skills: employee.skills.map(({ skillId, level }) => ({ skillId, level })) }
  return (
    <FormDrawer<Graded>
      open={open}
      title={{ zh: `${text.gradeSkills.zh}：${employee.name}`, en: `${text.gradeSkills.en}: ${employee.name}` }}
      values={values}
      onClose={onClose}
      onSave={({ skills = [] }) => grade.mutateAsync({ params: { employeeId: employee.id }, body: { skills } })}
    >
      <p>{say(text.levelHelp)}</p>
      <Form.List name="skills">
        {(lines, { add, remove }) => (
          <>
            {lines.map(({ key, name }) => (
              <SkillLine key={key} at={name} onRemove={() => remove(name)} />
            ))}
            <Button type="dashed" block icon={<PlusOutlined />} onClick={() => add({ level: 1 })}>
              {say(text.addLine)}
            </Button>
          </>
        )}
      </Form.List>
    </FormDrawer>
  )
}
