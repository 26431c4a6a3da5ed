import { Select } from 'antd'
import type { ReactNode } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { editorText as text } from '../editor-text.ts'
import type { FlowBody, Step } from '../flow.ts'
import type { FlowProblem } from '../problems.ts'
import style from './flows.module.css'

export type Editing<S extends Step = Step> = {
  step: S
  flow: FlowBody
  problems: readonly FlowProblem[]
  isLocked: boolean
  onChange: (step: Step) => void
}

export const Field = ({ label, help, children }: { label: Words; help?: Words; children: ReactNode }) => {
  const say = useWords()
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child.
    <label style={{ display: 'block', marginBottom: 10 }}>
      <span className={style.small}>{say(label)}</span>
      {children}
      {help && <span className={style.small}>{say(help)}</span>}
    </label>
  )
}

/** Where it goes on: a step of this flow, or the end of the call. */
export const NextChoice = ({
  value,
  flow,
  isLocked,
  onChange,
}: {
  value: string | null
  flow: FlowBody
  isLocked: boolean
  onChange: (to: string | null) => void
}) => {
  const say = useWords()
  return (
    <Select
      value={value ?? ''}
      disabled={isLocked}
      style={{ width: '100%' }}
      aria-label={say(text.next)}
      onChange={(to) => onChange(to === '' ? null : to)}
      options={[
        { value: '', label: say(text.endsHere) },
        ...flow.steps.map(({ id, name }, place) => ({ value: id, label: `${place + 1} ${name}` })),
      ]}
    />
  )
}
