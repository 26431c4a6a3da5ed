import { CheckOutlined, EditOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useMe, useWords } from '#web/client/session.tsx'
import type { CallCard, DeskState } from '../contract.ts'
import { fillScript, lampSeconds } from '../script-words.ts'
import { stepsOf } from '../steps.ts'
import { text } from '../text.ts'
import { secondsSince, useNow } from './clock.tsx'
import { goalWords, successWords } from './phone-words.ts'
import style from './script-pane.module.css'

type Campaign = NonNullable<DeskState['campaign']>

const lampNames = [
  { zh: '吸引', en: 'Interest' },
  { zh: '来意与好处', en: 'Who and why' },
  { zh: '信任与需求', en: 'Trust and needs' },
] as const

/** The golden opening: what should be reached after 15, 45 and 90 seconds. */
const Lamps = ({ since, until }: { since: string | null; until: string | null }) => {
  const say = useWords()
  const ticking = useNow()
  const now = until ? Date.parse(until) : ticking
  const seconds = since ? secondsSince(since, now) : -1
  return (
    <ol className={style.lamps} aria-label={say(text.opening)}>
      {lampSeconds.map((limit, index) => {
        const begins = lampSeconds[index - 1] ?? 0
        const isOver = seconds >= limit
        const isOn = !isOver && seconds >= begins
        const share = isOver ? 1 : isOn ? (seconds - begins) / (limit - begins) : 0
        const name = lampNames[index]
        return (
          <li key={limit} className={isOver ? style.over : isOn ? style.on : undefined}>
            <i className={style.fill} style={{ transform: `scaleX(${share})` }} />
            <span>
              {isOver && <CheckOutlined />} <b className="ca-number">{limit}s</b> {name && say(name)}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

/** The opening words with the customer's name in them. */
export const OpeningWords = ({ campaign, card }: { campaign: Campaign; card: CallCard | undefined }) => {
  const say = useWords()
  const me = useMe()
  const words = fillScript(campaign.openingWords, {
    name: card?.entry?.name || card?.customer?.name || '',
    agent: me.name,
    campaign: campaign.name,
    facts: { ...card?.customer?.attributes, ...card?.entry?.attributes },
  })
  if (words.length === 0) return <p className={style.none}>{say(text.noScript)}</p>
  let place = 0
  return (
    <p className={style.words}>
      {words.map((part) =>
        part.filled ? <mark key={place++}>{part.text}</mark> : <span key={place++}>{part.text}</span>,
      )}
    </p>
  )
}

const Steps = ({ type, onNote }: { type: string; onNote: (heading: string) => void }) => {
  const say = useWords()
  const [at, setAt] = useState(0)
  const steps = stepsOf(type)
  const step = steps[at]
  return (
    <div className={style.steps}>
      <ol>
        {steps.map(({ name }, index) => (
          <li key={name.en} className={index < at ? style.done : index === at ? style.current : undefined}>
            <button type="button" aria-current={index === at ? 'step' : undefined} onClick={() => setAt(index)}>
              <i className={style.dot}>{index < at ? <CheckOutlined /> : index + 1}</i>
              <span>{say(name)}</span>
            </button>
          </li>
        ))}
      </ol>
      {step && (
        <div className={style.aim}>
          <p>{say(step.aim)}</p>
          {step.record && (
            <Button size="small" icon={<EditOutlined />} onClick={() => onNote(say(step.name))}>
              {say(text.noteHere)}
            </Button>
          )}
          {at < steps.length - 1 && (
            <Button size="small" type="text" iconPlacement="end" icon={<RightOutlined />} onClick={() => setAt(at + 1)}>
              {say(text.next)}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

/** What to say: the opening with its lamps, and the steps of the conversation. */
export const ScriptPane = (props: {
  campaign: Campaign
  card: CallCard | undefined
  call: NonNullable<DeskState['call']>
  onNote: (heading: string) => void
}) => {
  const say = useWords()
  const { campaign } = props
  return (
    <section className={style.pane} aria-label={say(text.script)}>
      <header>
        <h2>{say(text.script)}</h2>
        <small>{say(text.version, campaign.scriptVersion)}</small>
      </header>
      {props.call.direction === 'in' ? (
        <p className={style.words}>{say(text.incomingHelp)}</p>
      ) : (
        <>
          <Lamps since={props.call.bridgedAt} until={props.call.endedAt} />
          <OpeningWords campaign={campaign} card={props.card} />
        </>
      )}
      <p className={style.goal}>
        {say(text.goalOfCall)}{' '}
        <b>
          {say(successWords(campaign.type))} · {say(goalWords(campaign.type))}
        </b>
      </p>
      <Steps type={campaign.type} onNote={props.onNote} />
    </section>
  )
}
