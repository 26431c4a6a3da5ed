import { Form } from 'antd'
import { useMemo } from 'react'
import { useWords } from '#web/client/session.tsx'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { NumberField, SelectField, ShareField, TextField } from '#web/ui/fields.tsx'
import type { GradeClass } from '../grading.ts'
import { text } from '../text.ts'
import { newCondition } from './ConditionEditor.tsx'
import { ConditionField } from './RuleForm.tsx'
import style from './screening.module.css'

type Filled = Pick<GradeClass, 'code' | 'nameZh' | 'nameEn' | 'condition'> & GradeClass['treatment'] extends infer T
  ? T & {
      by: 'none' | 'share' | 'score'
      from: number
      to: number
      asks: 'no' | 'yes'
    }
  : never

const filledOf = (grade: GradeClass | undefined): Partial<Filled> => {
  if (!grade)
    return {
      by: 'share',
      from: 0,
      to: 1,
      asks: 'no',
      condition: newCondition(),
      priority: 50,
      attemptLimit: null,
      ringSeconds: null,
    }
  const { treatment, band, condition, ...names } = grade
  return {
    ...names,
    ...treatment,
    by: band?.by ?? 'none',
    from: band?.from ?? 0,
    to: band?.to ?? 1,
    asks: condition ? 'yes' : 'no',
    condition: condition ?? newCondition(),
  }
}
const gradeOf = (filled: Filled): GradeClass => {
  const { code, nameZh, nameEn, by, from, to, asks, condition } = filled
  return {
    code,
    nameZh,
    nameEn,
    band: by === 'none' ? null : { by, from, to },
    condition: asks === 'yes' ? condition : null,
    treatment: {
      priority: filled.priority,
      attemptLimit: filled.attemptLimit ?? null,
      ringSeconds: filled.ringSeconds ?? null,
    },
  }
}

const Whom = () => {
  const [by, asks] = [Form.useWatch<string>('by'), Form.useWatch<string>('asks')]
  const bands = [
    { value: 'none', text: text.bandNone },
    { value: 'share', text: text.bandShare },
    { value: 'score', text: text.bandScore },
  ]
  const isBand = by === 'share' || by === 'score'
  return (
    <>
      <SelectField name="by" label={text.band} required options={bands} />
      {isBand && (
        <div className={style.two}>
          <ShareField name="from" label={text.from} least={0} most={1} digits={2} required />
          <ShareField name="to" label={text.to} least={0} most={1} digits={2} required />
        </div>
      )}
      <SelectField
        name="asks"
        label={text.moreCondition}
        required
        options={[
          { value: 'no', text: text.bandNone },
          { value: 'yes', text: text.condition },
        ]}
      />
      {asks === 'yes' && <ConditionField name="condition" />}
    </>
  )
}

const Treated = () => (
  <div className={style.two}>
    <NumberField name="priority" label={text.priority} help={text.priorityHelp} least={1} most={10_000} required />
    <NumberField name="attemptLimit" label={text.attemptLimit} least={1} most={100} />
    <NumberField
      name="ringSeconds"
      label={text.ringSeconds}
      help={text.ringSecondsHelp}
      least={15}
      most={90}
      unit={text.seconds}
    />
  </div>
)

/** Writes a class: who belongs to it, and how it is worked. */
export const ClassForm = ({
  open,
  grade,
  onClose,
  onDone,
}: {
  open: boolean
  grade: GradeClass | undefined
  onClose: () => void
  onDone: (grade: GradeClass) => void
}) => {
  const say = useWords()
  const values = useMemo(() => filledOf(grade), [grade])
  return (
    <FormDrawer<Filled>
      open={open}
      title={grade ? text.editClass : text.addClass}
      values={values}
      width={760}
      action={text.done}
      onClose={onClose}
      onSave={async (filled) => onDone(gradeOf(filled))}
    >
      <div className={style.two}>
        <TextField
          name="code"
          label={text.code}
          max={8}
          required
          rules={[{ pattern: /^[A-Za-z0-9]{1,8}$/, message: say(text.codeHint) }]}
        />
        <span />
        <TextField name="nameZh" label={text.nameZh} max={40} required />
        <TextField name="nameEn" label={text.nameEn} max={40} required />
      </div>
      <Whom />
      <Treated />
    </FormDrawer>
  )
}
