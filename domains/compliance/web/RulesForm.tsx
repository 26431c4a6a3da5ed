import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form } from 'antd'
import { useTimeZone, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { DayField, NoteField, NumberField, SelectField, SwitchField } from '#web/ui/fields.tsx'
import { dayAt, startOfDay } from '#web/ui/moments.ts'
import { deskText as text } from '../desk-text.ts'
import { changeRules, listRules, type RulesVersion, writeRules } from '../gate-contract.ts'
import { calendarWords, capSpanWords, capSubjectWords, consentRuleWords, holidayRuleWords } from '../rule-words.ts'
import { type Cap, capSpans, capSubjects, consentRules, holidayRules, registries } from '../rules.ts'
import style from './rules.module.css'
import { fillRules, type RulesFilled, rulesFrom } from './rules-form.ts'
import { HolidayWindowsField, WeekField } from './WeekField.tsx'

const calendars = Object.entries(calendarWords).map(([value, words]) => ({ value, text: words }))

const CapRow = ({ place, remove }: { place: number; remove: () => void }) => {
  const say = useWords()
  return (
    <div className={style.cap}>
      <SelectField
        name={[place, 'of']}
        label={text.capOf}
        required
        options={capSubjects.map((value) => ({ value, text: capSubjectWords[value] }))}
      />
      <SelectField
        name={[place, 'within']}
        label={text.capWithin}
        required
        options={capSpans.map((value) => ({ value, text: capSpanWords[value] }))}
      />
      <NumberField name={[place, 'most']} label={text.capMost} least={1} most={1000} required />
      <Button type="text" icon={<DeleteOutlined />} aria-label={say(text.removeCap)} onClick={remove} />
    </div>
  )
}

const CapFields = () => {
  const say = useWords()
  const unlike = async (_rule: unknown, caps: Cap[] = []): Promise<void> => {
    if (new Set(caps.map((cap) => `${cap?.of} ${cap?.within}`)).size < caps.length) throw new Error(say(text.capTwice))
  }
  return (
    <Form.Item label={say(text.caps)}>
      <Form.List name="caps" rules={[{ validator: unlike }]}>
        {(rows, { add, remove }, { errors }) => (
          <div className={style.caps}>
            {rows.map(({ key, name }) => (
              <CapRow key={key} place={name} remove={() => remove(name)} />
            ))}
            <Form.ErrorList errors={errors} />
            <Button
              type="dashed"
              size="small"
              icon={<PlusOutlined />}
              onClick={() => add({ of: 'number', within: 'day', most: 3 })}
            >
              {say(text.addCap)}
            </Button>
          </div>
        )}
      </Form.List>
    </Form.Item>
  )
}

const HolidayFields = () => {
  const form = Form.useFormInstance<RulesFilled>()
  const calendar = Form.useWatch('calendar', form)
  const onHolidays = Form.useWatch('onHolidays', form)
  return (
    <>
      <SelectField name="calendar" label={text.calendar} help={text.calendarHelp} options={calendars} />
      {calendar && (
        <SelectField
          name="onHolidays"
          label={text.onHolidays}
          required
          options={holidayRules.map((value) => ({ value, text: holidayRuleWords[value] }))}
        />
      )}
      {calendar && onHolidays === 'windows' && <HolidayWindowsField />}
    </>
  )
}

const RefusalFields = () => {
  const refusal = Form.useWatch('refusal', Form.useFormInstance<RulesFilled>())
  return (
    <>
      <SelectField
        name="refusal"
        label={text.afterRefusal}
        required
        options={[
          { value: 'own', text: text.refusalOwn },
          { value: 'days', text: text.refusalDays },
          { value: 'ever', text: text.refusalEver },
        ]}
      />
      {refusal === 'days' && (
        <NumberField name="lockOutDays" label={text.lockOutDays} least={1} most={3650} unit={text.days} required />
      )}
    </>
  )
}

const RegistryFields = () => {
  const registry = Form.useWatch('registry', Form.useFormInstance<RulesFilled>())
  return (
    <>
      <SelectField
        name="registry"
        label={text.registry}
        options={Object.entries(registries).map(([value, words]) => ({ value, text: words }))}
      />
      {registry && (
        <>
          <NumberField
            name="registryMaxAge"
            label={text.registryMaxAge}
            least={1}
            most={366}
            unit={text.days}
            required
          />
          <SwitchField name="registryRequired" label={text.registryRequired} />
        </>
      )}
    </>
  )
}

export type RulesBase = { jurisdiction: string; draft: RulesVersion | undefined; from: RulesVersion }

/** Writes a draft, or changes one: the whole of what the gate will ask. */
export const RulesForm = ({
  base,
  open,
  onClose,
}: {
  base: RulesBase | undefined
  open: boolean
  onClose: () => void
}) => {
  const zone = useTimeZone()
  const options = { refresh: [listRules], done: text.draftSaved, onDone: onClose }
  const write = useDo(writeRules, options)
  const change = useDo(changeRules, options)
  const save = async (filled: RulesFilled) => {
    if (!base) return
    const body = {
      effectiveFrom: startOfDay(filled.effectiveDay, zone),
      rules: rulesFrom(filled),
      note: filled.note ?? '',
    }
    const { draft, jurisdiction } = base
    return draft
      ? change.mutateAsync({ params: { rulesId: draft.id }, body: { ...body, version: draft.version } })
      : write.mutateAsync({ body: { ...body, jurisdiction } })
  }
  const values = base && {
    ...fillRules((base.draft ?? base.from).rules),
    effectiveDay: dayAt(base.draft?.effectiveFrom ?? Date.now(), zone),
    note: base.draft?.note ?? '',
  }
  return (
    <FormDrawer<RulesFilled>
      open={open}
      title={base?.draft ? text.changeDraft : text.newDraft}
      values={values}
      width={720}
      onClose={onClose}
      onSave={save}
    >
      <DayField name="effectiveDay" label={text.effectiveDay} help={text.effectiveDayHelp} required />
      <NoteField name="note" label={text.note} help={text.noteHelp} rows={2} />
      <WeekField />
      <HolidayFields />
      <SelectField
        name="consent"
        label={text.consentRule}
        required
        options={consentRules.map((value) => ({ value, text: consentRuleWords[value] }))}
      />
      <RefusalFields />
      <CapFields />
      <Limits />
      <RegistryFields />
    </FormDrawer>
  )
}

const Limits = () => {
  const say = useWords()
  return (
    <Form.Item label={say(text.callerIdLimits)} style={{ marginBottom: 0 }}>
      <div className={style.three}>
        <NumberField name="atOnce" label={text.atOnce} least={1} most={10_000} placeholder={text.noLimit} />
        <NumberField name="perHour" label={text.perHour} least={1} most={1_000_000} placeholder={text.noLimit} />
        <NumberField name="perDay" label={text.perDay} least={1} most={10_000_000} placeholder={text.noLimit} />
      </div>
    </Form.Item>
  )
}
