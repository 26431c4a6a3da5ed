import { Form } from 'antd'
import { useMemo } from 'react'
import { useWords } from '#web/client/session.tsx'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { SelectField, TextField } from '#web/ui/fields.tsx'
import { text as kit } from '#web/ui/text.ts'
import { Condition } from '../condition.ts'
import { deeds, levelCodes, levels, type Rule } from '../rules.ts'
import { text } from '../text.ts'
import { ConditionEditor, newCondition } from './ConditionEditor.tsx'

type Filled = Omit<Rule, 'id' | 'enabled'>

/** A field that holds a condition; complains until it is one. */
export const ConditionField = ({ name }: { name: string }) => {
  const say = useWords()
  return (
    <Form.Item
      name={name}
      label={say(text.condition)}
      rules={[
        {
          validator: (_, value: unknown) =>
            value === null || Condition.safeParse(value).success
              ? Promise.resolve()
              : Promise.reject(say(kit.checkThis)),
        },
      ]}
    >
      <ConditionEditor />
    </Form.Item>
  )
}

/** Writes a rule; what it takes is counted as soon as it is done, and nothing happens before it is applied. */
export const RuleForm = ({
  open,
  rule,
  onClose,
  onDone,
}: {
  open: boolean
  rule: Rule | undefined
  onClose: () => void
  onDone: (rule: Rule) => void
}) => {
  const values = useMemo<Partial<Filled>>(
    () => rule ?? { level: 'middle', deed: 'takeOut', condition: newCondition() },
    [rule],
  )
  return (
    <FormDrawer<Filled>
      open={open}
      title={rule ? text.editRule : text.addRule}
      values={values}
      width={760}
      action={text.done}
      onClose={onClose}
      onSave={async (filled) =>
        onDone({ id: rule?.id ?? crypto.randomUUID(), enabled: rule?.enabled ?? true, ...filled })
      }
    >
      <TextField name="nameZh" label={text.nameZh} max={60} required />
      <TextField name="nameEn" label={text.nameEn} max={60} required />
      <SelectField
        name="level"
        label={text.level}
        required
        options={levelCodes.map((value) => ({ value, text: levels[value] }))}
      />
      <SelectField
        name="deed"
        label={text.deed}
        required
        options={(['takeOut', 'keepOnly'] as const).map((value) => ({ value, text: deeds[value] }))}
      />
      <ConditionField name="condition" />
    </FormDrawer>
  )
}
