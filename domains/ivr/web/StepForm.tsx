import { Input, InputNumber, Select } from 'antd'
import { listCampaigns } from '#domains/campaigns/contract.ts'
import { PromptChoice } from '#domains/telephony/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { editorText as text } from '../editor-text.ts'
import { type AskingStep, handOverTargets, isAsking, numberReadings, StepId, type StepOf } from '../flow.ts'
import { kindHelp, kindWords, readingWords, targetWords } from '../text.ts'
import style from './flows.module.css'
import { ChoiceOptions, SeveralOptions } from './Options.tsx'
import { ProblemLine } from './ProblemLine.tsx'
import { type Editing, Field, NextChoice } from './step-fields.tsx'

const Whole = ({
  value,
  least,
  most,
  isLocked,
  onChange,
}: {
  value: number
  least: number
  most: number
  isLocked: boolean
  onChange: (value: number) => void
}) => (
  <InputNumber
    controls={false}
    value={value}
    min={least}
    max={most}
    precision={0}
    disabled={isLocked}
    style={{ width: '100%' }}
    onChange={(next) => next !== null && onChange(next)}
  />
)

const AskingFields = ({ step, flow, isLocked, onChange }: Editing<AskingStep>) => (
  <>
    <div className={style.pair}>
      <Field label={text.tries}>
        <Whole
          value={step.tries}
          least={1}
          most={5}
          isLocked={isLocked}
          onChange={(tries) => onChange({ ...step, tries })}
        />
      </Field>
      <Field label={step.kind === 'speak' ? text.waitSpoken : text.wait}>
        <Whole
          value={step.waitSeconds}
          least={1}
          most={30}
          isLocked={isLocked}
          onChange={(waitSeconds) => onChange({ ...step, waitSeconds })}
        />
      </Field>
      <Field label={text.wrongPrompt}>
        <PromptChoice value={step.wrongPrompt} onChange={(wrongPrompt) => onChange({ ...step, wrongPrompt })} />
      </Field>
      <Field label={text.silencePrompt}>
        <PromptChoice value={step.silencePrompt} onChange={(silencePrompt) => onChange({ ...step, silencePrompt })} />
      </Field>
    </div>
    <Field label={text.onGiveUp}>
      <NextChoice
        value={step.onGiveUp}
        flow={flow}
        isLocked={isLocked}
        onChange={(onGiveUp) => onChange({ ...step, onGiveUp })}
      />
    </Field>
  </>
)

const NumberFields = ({ step, isLocked, onChange }: Editing<StepOf<'number'>>) => {
  const say = useWords()
  return (
    <div className={style.pair}>
      <Field label={text.readAs}>
        <Select
          value={step.readAs}
          disabled={isLocked}
          style={{ width: '100%' }}
          options={numberReadings.map((value) => ({ value, label: say(readingWords[value]) }))}
          onChange={(readAs) => onChange({ ...step, readAs })}
        />
      </Field>
      <span />
      <Field label={text.minDigits}>
        <Whole
          value={step.minDigits}
          least={1}
          most={20}
          isLocked={isLocked}
          onChange={(minDigits) => onChange({ ...step, minDigits })}
        />
      </Field>
      <Field label={text.maxDigits}>
        <Whole
          value={step.maxDigits}
          least={1}
          most={20}
          isLocked={isLocked}
          onChange={(maxDigits) => onChange({ ...step, maxDigits })}
        />
      </Field>
    </div>
  )
}

const HandOverFields = ({ step, flow, isLocked, onChange }: Editing<StepOf<'handOver'>>) => {
  const say = useWords()
  const may = useMay()
  const campaigns = useAsk(listCampaigns, { query: { pageSize: 100 } }, { when: may(listCampaigns) })
  return (
    <>
      <div className={style.pair}>
        <Field label={text.to}>
          <Select
            value={step.to}
            disabled={isLocked}
            style={{ width: '100%' }}
            options={handOverTargets.map((value) => ({ value, label: say(targetWords[value]) }))}
            onChange={(to) => onChange({ ...step, to })}
          />
        </Field>
        <Field label={text.campaign}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={step.campaignId}
            disabled={isLocked}
            style={{ width: '100%' }}
            options={(campaigns.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(campaignId) => onChange({ ...step, campaignId: campaignId ?? null })}
          />
        </Field>
      </div>
      <Field label={text.onNobody}>
        <NextChoice
          value={step.onNobody}
          flow={flow}
          isLocked={isLocked}
          onChange={(onNobody) => onChange({ ...step, onNobody })}
        />
      </Field>
    </>
  )
}

const OwnFields = ({ step, ...editing }: Editing) => {
  switch (step.kind) {
    case 'choose':
      return <ChoiceOptions step={step} {...editing} />
    case 'chooseSeveral':
      return (
        <>
          <SeveralOptions step={step} {...editing} />
          <Field label={text.atLeast}>
            <Whole
              value={step.atLeast}
              least={0}
              most={11}
              isLocked={editing.isLocked}
              onChange={(atLeast) => editing.onChange({ ...step, atLeast })}
            />
          </Field>
        </>
      )
    case 'number':
      return <NumberFields step={step} {...editing} />
    case 'speak':
      return (
        <Field label={text.maxSeconds}>
          <Whole
            value={step.maxSeconds}
            least={2}
            most={180}
            isLocked={editing.isLocked}
            onChange={(maxSeconds) => editing.onChange({ ...step, maxSeconds })}
          />
        </Field>
      )
    case 'handOver':
      return <HandOverFields step={step} {...editing} />
    default:
      return null
  }
}

/** One step, by its kind; what is wrong stands at its head. */
export const StepForm = (editing: Editing) => {
  const say = useWords()
  const { step, flow, problems, isLocked, onChange } = editing
  const rename = (id: string) => {
    if (StepId.safeParse(id).success && !flow.steps.some((other) => other.id === id)) onChange({ ...step, id })
  }
  return (
    <div>
      <p className={style.small}>
        {say(kindWords[step.kind])} · {say(kindHelp[step.kind])}
      </p>
      {problems.map((problem) => (
        <ProblemLine key={JSON.stringify(problem)} problem={problem} />
      ))}
      <div className={style.pair}>
        <Field label={text.stepName}>
          <Input
            value={step.name}
            maxLength={40}
            disabled={isLocked}
            onChange={({ target }) => target.value !== '' && onChange({ ...step, name: target.value })}
          />
        </Field>
        <Field label={text.stepId}>
          <Input
            key={step.id}
            defaultValue={step.id}
            maxLength={40}
            disabled={isLocked}
            title={say(text.stepIdHelp)}
            onBlur={({ target }) => {
              rename(target.value)
              target.value = step.id
            }}
          />
        </Field>
      </div>
      <Field label={text.prompt}>
        <PromptChoice value={step.prompt} onChange={(prompt) => onChange({ ...step, prompt })} />
      </Field>
      <OwnFields {...editing} />
      {'next' in step && (
        <Field label={text.next}>
          <NextChoice
            value={step.next}
            flow={flow}
            isLocked={isLocked}
            onChange={(next) => onChange({ ...step, next })}
          />
        </Field>
      )}
      {isAsking(step) && <AskingFields {...editing} step={step} />}
    </div>
  )
}
