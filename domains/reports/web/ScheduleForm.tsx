import { Form, Select } from 'antd'
import { z } from 'zod'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { NumberField, SelectField, SwitchField, TextField, TimeField } from '#web/ui/fields.tsx'
import { addSchedule, changeSchedule, listSchedules } from '../contract.ts'
import type { ReportCode } from '../report.ts'
import { type Cadence, cadences, formats, type KeptRequest, type NewSchedule, type Schedule } from '../shapes.ts'
import { text } from '../text.ts'
import { weekdayWords } from '../words.ts'

export type ScheduleStart = {
  name: string
  report: ReportCode
  request: KeptRequest
  cadence: Cadence
  schedule?: Schedule
}
type Values = Omit<NewSchedule, 'report' | 'request'>

const isAddress = (words: string): boolean => z.email().safeParse(words.trim()).success

const Addresses = () => {
  const say = useWords()
  return (
    <Form.Item
      name="addresses"
      label={say(text.addresses)}
      rules={[
        { required: true, message: say(text.badAddress) },
        {
          validator: async (_, value: readonly string[] | undefined) => {
            if (!(value ?? []).every(isAddress)) throw new Error(say(text.badAddress))
          },
        },
      ]}
    >
      <Select
        mode="tags"
        tokenSeparators={[',', ';', ' ', '，', '；']}
        placeholder={say(text.addressesHint)}
        open={false}
        suffixIcon={null}
      />
    </Form.Item>
  )
}

const When = () => {
  const cadence = Form.useWatch<Cadence | undefined>('cadence')
  return (
    <>
      <SelectField
        name="cadence"
        label={text.cadence}
        required
        options={cadences.map((value) => ({ value, text: text.cadences[value] }))}
      />
      {cadence === 'week' && (
        <SelectField
          name="weekday"
          label={text.weekday}
          required
          options={weekdayWords.map((words, at) => ({ value: at + 1, text: words }))}
        />
      )}
      {cadence === 'month' && <NumberField name="monthDay" label={text.monthDay} required least={1} most={28} />}
      <TimeField name="at" label={text.at} required />
    </>
  )
}

/** Sends a report as it is shown by the clock, to whom it may concern. */
export const ScheduleForm = ({
  open,
  start,
  onClose,
}: {
  open: boolean
  start: ScheduleStart | undefined
  onClose: () => void
}) => {
  const locale = useLocale()
  const add = useDo(addSchedule, { refresh: [listSchedules] })
  const change = useDo(changeSchedule, { refresh: [listSchedules] })
  if (!start) return null
  const { report, request, schedule } = start
  const save = async (values: Values) => {
    const { weekday, monthDay } = values as Partial<Values>
    // Fields of another rhythm are not in the form.
    const body = { ...values, weekday: weekday ?? 1, monthDay: monthDay ?? 1, report, request }
    if (schedule)
      await change.mutateAsync({ params: { scheduleId: schedule.id }, body: { ...body, version: schedule.version } })
    else await add.mutateAsync({ body })
    onClose()
  }
  const usual = {
    cadence: start.cadence,
    at: '08:30',
    weekday: 1,
    monthDay: 1,
    format: 'xlsx' as const,
    locale,
    isOn: true,
  }
  return (
    <FormDrawer<Values>
      open={open}
      title={schedule ? text.changeSchedule : text.newSchedule}
      values={{ ...usual, name: start.name, ...(schedule ?? {}) }}
      onClose={onClose}
      onSave={save}
    >
      <TextField name="name" label={text.scheduleName} required max={60} />
      <When />
      <Addresses />
      <SelectField
        name="format"
        label={text.format}
        required
        options={formats.map((value) => ({ value, text: value.toUpperCase() }))}
      />
      <SelectField
        name="locale"
        label={text.language}
        required
        options={(['zh', 'en'] as const).map((value) => ({ value, text: text.languages[value] }))}
      />
      <SwitchField name="isOn" label={text.isOn} />
    </FormDrawer>
  )
}
