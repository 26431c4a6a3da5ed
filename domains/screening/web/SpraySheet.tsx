import { InputNumber, Segmented, Switch } from 'antd'
import { useState } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { text as kit } from '#web/ui/text.ts'
import { Count, Share } from '#web/ui/Values.tsx'
import { getSpraying, type SprayFigures } from '../contract.ts'
import type { SprayPolicy } from '../spraying.ts'
import { text } from '../text.ts'
import style from './screening.module.css'

type Row = SprayFigures['agents'][number]
const columns: readonly Column<Row>[] = [
  { key: 'name', title: text.agent, width: 130, show: ({ name, id }) => name || id.slice(0, 8) },
  { key: 'team', title: text.team, width: 110, show: ({ teamName }) => teamName || '–' },
  { key: 'calls', title: text.calls, width: 80, number: true, show: ({ calls }) => <Count value={calls} /> },
  { key: 'talks', title: text.talks, width: 80, number: true, show: ({ talks }) => <Count value={talks} /> },
  {
    key: 'successes',
    title: text.successes,
    width: 80,
    number: true,
    show: ({ successes }) => <Count value={successes} />,
  },
  { key: 'rate', title: text.rate, width: 90, number: true, show: ({ rate }) => <Share value={rate} /> },
  {
    key: 'premium',
    title: text.premiumCalls,
    width: 100,
    number: true,
    show: ({ premium }) => <Count value={premium} />,
  },
  {
    key: 'premiumToday',
    title: text.premiumToday,
    width: 100,
    number: true,
    show: ({ premiumToday }) => <Count value={premiumToday} />,
  },
  {
    key: 'state',
    title: { zh: '判断', en: 'Verdict' },
    width: 130,
    show: ({ spraying }) => <StateTag tone={spraying ? 'warn' : 'ok'} text={spraying ? text.sprayingNow : text.fine} />,
  },
  {
    key: 'left',
    title: text.premiumLeft,
    width: 100,
    number: true,
    show: ({ premiumLeft }) => <Count value={premiumLeft} />,
  },
]

type Dial = {
  key: Exclude<keyof SprayPolicy, 'enabled'>
  words: Words
  least: number
  most: number
  percent?: true
  digits?: number
}
const dials: readonly Dial[] = [
  { key: 'windowDays', words: text.windowDays, least: 1, most: 90 },
  { key: 'leastTalks', words: text.leastTalks, least: 5, most: 10_000 },
  { key: 'volumeFactor', words: text.volumeFactor, least: 1, most: 10, digits: 2 },
  { key: 'rateFactor', words: text.rateFactor, least: 0.05, most: 1, percent: true },
  { key: 'premiumShare', words: text.premiumShare, least: 0, most: 1, percent: true },
]

const Policy = ({
  policy,
  onChange,
}: {
  policy: SprayPolicy
  onChange: ((policy: SprayPolicy) => void) | undefined
}) => {
  const say = useWords()
  return (
    <div className={style.policy}>
      {dials.map(({ key, words, least, most, percent, digits = 0 }) => {
        const scale = percent ? 100 : 1
        return (
          // biome-ignore lint/a11y/noLabelWithoutControl: the number field is the control.
          <label key={key}>
            {say(words)}
            <InputNumber<number>
              controls={false}
              style={{ width: '100%' }}
              aria-label={say(words)}
              disabled={!onChange}
              min={least * scale}
              max={most * scale}
              precision={percent ? 1 : digits}
              {...(percent ? { suffix: '%' } : {})}
              value={Number((policy[key] * scale).toFixed(4))}
              onChange={(value) => value !== null && onChange?.({ ...policy, [key]: value / scale })}
            />
          </label>
        )
      })}
    </div>
  )
}

/** Who dials much and achieves little, and the rule that keeps the best contacts from them. */
export const SpraySheet = ({
  campaignId,
  policy,
  onChange,
}: {
  campaignId: string
  policy: SprayPolicy
  onChange: ((policy: SprayPolicy) => void) | undefined
}) => {
  const say = useWords()
  const [by, setBy] = useState<'agents' | 'teams'>('agents')
  const asked = useAsk(getSpraying, { params: { campaignId } })
  const shown = by === 'agents' ? columns : columns.filter(({ key }) => key !== 'name')
  return (
    <Sheet
      title={text.spraying}
      help={text.sprayingHelp}
      extra={
        <span className={style.head}>
          <Switch
            size="small"
            checked={policy.enabled}
            disabled={!onChange}
            aria-label={say(text.sprayOn)}
            onChange={(enabled) => onChange?.({ ...policy, enabled })}
          />
          {say(text.sprayOn)}
        </span>
      }
    >
      <Policy policy={policy} onChange={onChange} />
      <DataTable
        name="screening-spraying"
        asked={{ ...asked, data: asked.data?.[by] }}
        columns={shown}
        rowKey={({ id }) => id}
        rowTone={({ spraying }) => (spraying ? 'warn' : undefined)}
        empty={{ words: text.noWork }}
        toolbar={
          <Segmented
            aria-label={say(kit.view)}
            size="small"
            value={by}
            options={[
              { value: 'agents', label: say(text.byAgent) },
              { value: 'teams', label: say(text.byTeam) },
            ]}
            onChange={(next) => setBy(next as 'agents' | 'teams')}
          />
        }
      />
    </Sheet>
  )
}
