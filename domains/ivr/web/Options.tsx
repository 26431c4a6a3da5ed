import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { editorText as text } from '../editor-text.ts'
import type { ChoiceOption, StepOf } from '../flow.ts'
import style from './flows.module.css'
import { type Editing, NextChoice } from './step-fields.tsx'

const keys = [...'1234567890*#']
const freeKey = (options: readonly { key: string }[], among: readonly string[]): string | undefined =>
  among.find((key) => !options.some((option) => option.key === key))

const KeyChoice = ({
  value,
  onChange,
  isLocked,
}: {
  value: string
  onChange: (key: string) => void
  isLocked: boolean
}) => {
  const say = useWords()
  return (
    <Select
      value={value}
      disabled={isLocked}
      aria-label={say(text.key)}
      options={keys.map((key) => ({ value: key, label: key }))}
      onChange={onChange}
    />
  )
}
const ValueInput = ({
  value,
  onChange,
  isLocked,
}: {
  value: string
  onChange: (value: string) => void
  isLocked: boolean
}) => {
  const say = useWords()
  return (
    <Input
      value={value}
      maxLength={40}
      disabled={isLocked}
      aria-label={say(text.value)}
      onChange={({ target }) => target.value !== '' && onChange(target.value)}
    />
  )
}
const Buttons = ({ onAdd, mayAdd }: { onAdd: () => void; mayAdd: boolean }) => {
  const say = useWords()
  return (
    <Button size="small" icon={<PlusOutlined />} disabled={!mayAdd} onClick={onAdd}>
      {say(text.addOption)}
    </Button>
  )
}
const Remove = ({ onRemove, disabled }: { onRemove: () => void; disabled: boolean }) => (
  <Button type="text" size="small" disabled={disabled} aria-label="×" onClick={onRemove}>
    ×
  </Button>
)

type Rating = { option: ChoiceOption; isLocked: boolean; onChange: (change: Partial<ChoiceOption>) => void }
/** What a choice of a survey says of the conversation. */
const RatingInputs = ({ option, isLocked, onChange }: Rating) => {
  const say = useWords()
  return (
    <>
      <Select
        value={option.satisfied === null ? '' : String(option.satisfied)}
        disabled={isLocked}
        aria-label={say(text.satisfied)}
        options={[
          { value: '', label: say(text.notRated) },
          { value: 'true', label: say(text.yes) },
          { value: 'false', label: say(text.no) },
        ]}
        onChange={(said) => onChange({ satisfied: said === '' ? null : said === 'true' })}
      />
      <InputNumber
        controls={false}
        value={option.score}
        min={0}
        max={100}
        disabled={isLocked}
        placeholder={say(text.score)}
        aria-label={say(text.score)}
        style={{ width: '100%' }}
        onChange={(score) => onChange({ score })}
      />
    </>
  )
}

/** The keys of a single choice: what each stands for and where it leads; in a survey also what it says. */
export const ChoiceOptions = ({ step, flow, isLocked, onChange }: Editing<StepOf<'choose'>>) => {
  const say = useWords()
  const isSurvey = flow.purpose === 'survey'
  const set = (place: number, change: Partial<ChoiceOption>) =>
    onChange({ ...step, options: step.options.map((one, at) => (at === place ? { ...one, ...change } : one)) })
  const free = freeKey(step.options, keys)
  const added = (key: string): ChoiceOption => ({ key, value: key, next: null, satisfied: null, score: null })
  return (
    <fieldset style={{ border: 0, padding: 0, margin: '0 0 10px' }}>
      <legend className={style.small}>{say(text.options)}</legend>
      {step.options.map((option, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two options may have the same key until that is mended.
        <div key={place} className={`${style.option} ${isSurvey ? style.rated : ''}`}>
          <KeyChoice value={option.key} isLocked={isLocked} onChange={(key) => set(place, { key })} />
          <ValueInput value={option.value} isLocked={isLocked} onChange={(value) => set(place, { value })} />
          <NextChoice value={option.next} flow={flow} isLocked={isLocked} onChange={(next) => set(place, { next })} />
          {isSurvey && <RatingInputs option={option} isLocked={isLocked} onChange={(change) => set(place, change)} />}
          <Remove
            disabled={isLocked || step.options.length === 1}
            onRemove={() => onChange({ ...step, options: step.options.filter((_, at) => at !== place) })}
          />
        </div>
      ))}
      <Buttons
        mayAdd={!isLocked && free !== undefined}
        onAdd={() => free && onChange({ ...step, options: [...step.options, added(free)] })}
      />
    </fieldset>
  )
}

/** The keys of a choice of several. */
export const SeveralOptions = ({ step, isLocked, onChange }: Editing<StepOf<'chooseSeveral'>>) => {
  const say = useWords()
  const set = (place: number, change: Partial<(typeof step.options)[number]>) =>
    onChange({ ...step, options: step.options.map((one, at) => (at === place ? { ...one, ...change } : one)) })
  const free = freeKey(step.options, keys.slice(0, 10))
  return (
    <fieldset style={{ border: 0, padding: 0, margin: '0 0 10px' }}>
      <legend className={style.small}>{say(text.options)}</legend>
      {step.options.map((option, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two options may have the same key until that is mended.
        <div key={place} className={style.option}>
          <KeyChoice value={option.key} isLocked={isLocked} onChange={(key) => set(place, { key })} />
          <ValueInput value={option.value} isLocked={isLocked} onChange={(value) => set(place, { value })} />
          <Remove
            disabled={isLocked || step.options.length === 1}
            onRemove={() => onChange({ ...step, options: step.options.filter((_, at) => at !== place) })}
          />
        </div>
      ))}
      <Buttons
        mayAdd={!isLocked && free !== undefined}
        onAdd={() => free && onChange({ ...step, options: [...step.options, { key: free, value: free }] })}
      />
    </fieldset>
  )
}
