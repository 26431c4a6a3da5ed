import {
  CalendarOutlined,
  CheckCircleFilled,
  ClockCircleOutlined,
  CloseOutlined,
  DisconnectOutlined,
  StopOutlined,
  UserDeleteOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Words } from '#contract/words.ts'
import type { OutcomeCode } from '#domains/calls/contract.ts'
import { useWords } from '#web/client/session.tsx'
import { type Chosen, choices, tileOf } from '../outcome-keys.ts'
import { formText } from '../text.ts'
import style from './outcome-form.module.css'
import { successWords } from './phone-words.ts'

const icons: Readonly<Record<string, ReactNode>> = {
  '1': <CheckCircleFilled />,
  '2': <CalendarOutlined />,
  '3': <CloseOutlined />,
  '4': <ClockCircleOutlined />,
  '5': <UserDeleteOutlined />,
  '6': <ClockCircleOutlined />,
  '7': <WarningOutlined />,
  '8': <StopOutlined />,
  '9': <DisconnectOutlined />,
}
const tones: Readonly<Record<string, string | undefined>> = { '1': style.good, '7': style.bad, '8': style.bad }

const Tile = (props: {
  digit: string
  name: string
  icon?: ReactNode
  tone?: string | undefined
  chosen: boolean
  onPick: () => void
}) => (
  <button
    type="button"
    aria-pressed={props.chosen}
    className={`${style.tile} ${props.tone ?? ''} ${props.chosen ? style.chosen : ''}`}
    onClick={props.onPick}
  >
    <kbd>{props.digit}</kbd>
    <span className={style.tileName}>{props.name}</span>
    {props.icon}
  </button>
)

/** The outcomes under their digits, and below them the reasons for refusing. */
export const OutcomeTiles = (props: {
  chosen: Chosen
  type: string | undefined
  locked: boolean
  onDigit: (digit: string) => void
  onReason: (code: OutcomeCode) => void
}) => {
  const say = useWords()
  const { chosen } = props
  const open = chosen.openGroup ?? tileOf(chosen.outcome)
  const reasons = choices.find(({ key }) => key === open)?.reasons
  const nameOf = ({ key, zh, en }: { key: string } & Words): string =>
    say(key === '1' ? successWords(props.type) : { zh, en })
  return (
    <fieldset disabled={props.locked} className={style.fieldset}>
      <legend className={style.hidden}>{say(formText.outcome)}</legend>
      <div className={style.tiles}>
        {choices.map((choice) => (
          <Tile
            key={choice.key}
            digit={choice.key}
            name={nameOf(choice)}
            icon={icons[choice.key]}
            tone={tones[choice.key]}
            chosen={choice.key === open}
            onPick={() => props.onDigit(choice.key)}
          />
        ))}
      </div>
      {reasons && (
        <fieldset className={style.reasons} aria-label={say(formText.reason)}>
          {reasons.map((reason) => (
            <Tile
              key={reason.key}
              digit={`${open}${reason.key}`}
              name={say(reason)}
              chosen={reason.code === chosen.outcome}
              onPick={() => props.onReason(reason.code)}
            />
          ))}
        </fieldset>
      )}
    </fieldset>
  )
}
