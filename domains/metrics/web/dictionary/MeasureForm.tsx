import { ExperimentOutlined } from '@ant-design/icons'
import { Alert, Button, Form } from 'antd'
import { useMemo } from 'react'
import { problemWords } from '#web/client/problem.ts'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, NumberField, SelectField, SwitchField, TextField } from '#web/ui/fields.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { listMeasures, type Measured } from '../../contract.ts'
import {
  changeMeasure,
  defineMeasure,
  type FactEntry,
  getMeasure,
  listFacts,
  type MeasureEntry,
  previewMeasure,
} from '../../dictionary-contract.ts'
import { sourceWords, told, words } from '../../dictionary-text.ts'
import { directions, type Unit, units } from '../../measure.ts'
import { directionWords, text, unitWords } from '../../text.ts'
import { formatMeasure } from '../measured-value.ts'
import { definitionOf, type Filled, filledOf } from './definition-form.ts'
import style from './dictionary.module.css'

const useFactKinds = (facts: readonly FactEntry[] | undefined) =>
  useMemo(() => new Map((facts ?? []).map((fact) => [fact.code, fact])), [facts])

const Tried = ({ unit, measured }: { unit: Unit; measured: Measured }) => {
  const say = useWords()
  const { value, low, high, sample, isSmall } = measured
  return (
    <>
      <strong>{formatMeasure(unit, value)}</strong>{' '}
      {low !== null && high !== null && (
        <span className={style.faint}>
          {say(told.interval, {
            low: formatMeasure(unit, low),
            high: formatMeasure(unit, high),
            sample: formatNumber(sample),
          })}
        </span>
      )}
      {isSmall && <em className={style.faint}> {say(text.lowSample)}</em>}
    </>
  )
}

/** What the definition being written comes to, on last week's figures. */
const Trial = ({ code, facts }: { code: string | undefined; facts: ReadonlyMap<string, FactEntry> }) => {
  const say = useWords()
  const form = Form.useFormInstance<Filled>()
  const trial = useDo(previewMeasure, { onProblem: () => true })
  const tryIt = async () => {
    const filled = await form.validateFields().catch(() => undefined)
    if (filled) trial.mutate({ body: { definition: definitionOf(filled, facts), ...(code ? { code } : {}) } })
  }
  const unit = form.getFieldValue('unit') ?? 'ratio'
  return (
    <>
      <p>
        <Button icon={<ExperimentOutlined />} loading={trial.isPending} onClick={() => void tryIt()}>
          {say(words.tryIt)}
        </Button>
      </p>
      {trial.error && (
        <Alert type="error" showIcon title={say(problemWords(trial.error))} className={style.retired ?? ''} />
      )}
      {trial.data && (
        <section className={style.tried} aria-live="polite">
          <div className={style.faint}>
            {trial.data.from} – {trial.data.to} · {say(trial.data.formula)}
          </div>
          <Tried unit={unit} measured={trial.data.whole} />
          {trial.data.teams.length === 0 && <p className={style.faint}>{say(words.nothingYet)}</p>}
          <ul>
            {trial.data.teams.map(({ keys, labels, values: [value] }) => (
              <li key={String(keys[0])}>
                <span>{labels[0] ?? '–'}</span>
                <span>{value && formatMeasure(unit, value.value)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const start: Partial<Filled> = { unit: 'ratio', better: 'higher', minimumSample: 30, isShare: true }

/** Defines a ratio of facts, or changes one defined here: tried before it is saved. */
export const MeasureForm = ({
  open,
  edited,
  onClose,
  onSaved,
}: {
  open: boolean
  edited: MeasureEntry | undefined
  onClose: () => void
  onSaved: (entry: MeasureEntry) => void
}) => {
  const say = useWords()
  const locale = useLocale()
  const facts = useAsk(listFacts, undefined, { freshMs: 600_000 })
  const kinds = useFactKinds(facts.data)
  const how = { refresh: [listMeasures, getMeasure], done: words.saved, onDone: onSaved }
  const define = useDo(defineMeasure, how)
  const change = useDo(changeMeasure, how)
  const values = useMemo(() => (edited?.definition ? filledOf(edited.definition) : start), [edited])
  const options = (facts.data ?? []).map(({ code, name, source }) => ({
    value: code,
    text: `${name[locale]} · ${sourceWords[source]?.[locale] ?? source}`,
  }))
  const save = (filled: Filled) => {
    const body = definitionOf(filled, kinds)
    return edited
      ? change.mutateAsync({ params: { code: edited.code }, body: { ...body, version: edited.version } })
      : define.mutateAsync({ body })
  }
  return (
    <FormDrawer<Filled>
      open={open}
      title={edited ? say(edited.name) : words.define}
      values={values}
      width={640}
      onClose={onClose}
      onSave={save}
    >
      <TextField name="nameZh" label={words.nameZh} max={60} required />
      <TextField name="nameEn" label={words.nameEn} max={80} required />
      <SelectField name="topPlus" label={words.topPlus} options={options} loading={facts.isPending} many required />
      <SelectField name="topMinus" label={words.topMinus} options={options} many />
      <SelectField name="perPlus" label={words.perPlus} help={words.perHelp} options={options} many />
      <SelectField name="perMinus" label={words.perMinus} options={options} many />
      <SelectField
        name="unit"
        label={text.unit}
        options={units.map((value) => ({ value, text: unitWords[value] }))}
        required
      />
      <SelectField
        name="better"
        label={text.better}
        options={directions.map((value) => ({ value, text: directionWords[value] }))}
        required
      />
      <NumberField name="minimumSample" label={text.sample} least={0} most={1_000_000} />
      <SwitchField name="isShare" label={words.isShare} help={words.isShareHelp} />
      <NoteField name="meaningZh" label={words.meaningZh} help={words.meaningHelp} max={400} rows={2} required />
      <NoteField name="meaningEn" label={words.meaningEn} help={words.meaningHelp} max={400} rows={2} required />
      <Trial code={edited?.code} facts={kinds} />
    </FormDrawer>
  )
}
