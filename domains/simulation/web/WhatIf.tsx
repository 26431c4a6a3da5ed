import { Button, Form } from 'antd'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { NumberField, ShareField } from '#web/ui/fields.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import type { Changes, Forecast } from '../contract.ts'
import { text } from '../text.ts'
import style from './forecast.module.css'

type Fields = { agents?: number | null; hoursPerDay?: number | null; abandonTarget?: number | null }

/** A field left empty means as it is, which stands in it in grey. */
const asItIs = (value: number | null): Words => {
  const shown = formatNumber(value, 1)
  return { zh: shown, en: shown }
}

/** Other agents, hours or target than it is, tried without saving. */
export const WhatIf = ({ base, busy, onTry }: { base: Forecast; busy: boolean; onTry: (changes: Changes) => void }) => {
  const say = useWords()
  const [form] = Form.useForm<Fields>()
  const values = Form.useWatch([], form)
  const { inputs } = base
  if (!inputs) return null
  const changes = Object.fromEntries(
    Object.entries(values ?? {}).filter(([, value]) => typeof value === 'number'),
  ) as Changes
  return (
    <Sheet title={text.suppose} help={text.supposeHelp}>
      <Form form={form} layout="vertical" className={style.suppose} onFinish={() => onTry(changes)}>
        <NumberField name="agents" label={text.agents} least={0} most={10_000} placeholder={asItIs(inputs.agents)} />
        <NumberField
          name="hoursPerDay"
          label={text.hoursPerDay}
          least={0.5}
          most={24}
          digits={1}
          placeholder={asItIs(inputs.hoursPerDay)}
        />
        {inputs.mode === 'predictive' && (
          <ShareField
            name="abandonTarget"
            label={text.abandonTarget}
            least={0.001}
            most={0.03}
            placeholder={(inputs.abandonTarget * 100).toFixed(1)}
          />
        )}
        <Form.Item label=" " colon={false}>
          <Button htmlType="submit" disabled={busy || Object.keys(changes).length === 0}>
            {say(text.tryOut)}
          </Button>
        </Form.Item>
      </Form>
    </Sheet>
  )
}
