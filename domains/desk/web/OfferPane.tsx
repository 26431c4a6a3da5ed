import { PhoneFilled, StepForwardOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useWords } from '#web/client/session.tsx'
import { formatNumber } from '#web/ui/format.ts'
import type { CallCard, DeskState } from '../contract.ts'
import { text } from '../text.ts'
import { useDeskKeys } from './keys.ts'
import { goalWords, outcomeWords, successWords } from './phone-words.ts'
import style from './stage.module.css'
import type { Deeds } from './use-desk.ts'

type Offer = NonNullable<DeskState['offer']>
type Props = { state: DeskState; offer: Offer; card: CallCard | undefined; deeds: Deeds }

const usePreparation = ({ state, offer, card }: Props) => {
  const say = useWords()
  const { campaign, today } = state
  const last = card?.earlier.find(({ note, talkMs }) => note || talkMs > 0)
  return [
    { name: text.goalOfCall, value: say(goalWords(campaign?.type)) },
    {
      name: text.goalOfDay,
      value: `${say(text.connects)} ${formatNumber(today.connects)} · ${say(successWords(campaign?.type))} ${formatNumber(today.successes)}`,
    },
    {
      name: text.lastCall,
      value: last
        ? [say(outcomeWords(last.outcome, campaign?.type)), last.note].filter(Boolean).join(say({ zh: '：', en: ': ' }))
        : offer.attempts > 0
          ? say(text.tried, offer.attempts)
          : say(text.neverCalled),
    },
    { name: text.mood, value: say(text.moodWords) },
  ]
}

/** Before an agent dials: what to aim at, what was said last, and the two things to do. */
export const OfferPane = (props: Props) => {
  const say = useWords()
  const { offer, deeds, card } = props
  const dialButton = useRef<HTMLButtonElement>(null)
  const facts = usePreparation(props)
  const dial = () => deeds.dialOffer.mutate()
  const busy = deeds.dialOffer.isPending || deeds.skipOffer.isPending
  useDeskKeys({ space: busy ? undefined : dial })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new offer takes the focus once
  useEffect(() => {
    if (!/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName ?? '')) dialButton.current?.focus()
  }, [offer.entryId])
  return (
    <section className={style.offer} aria-label={say(text.before)}>
      <header>
        <h2>{say(text.before)}</h2>
        {offer.promised && <b>{say(text.promised)}</b>}
      </header>
      <p className={style.whom}>
        {card?.entry?.name || card?.customer?.name || ''} <span className="ca-number">{offer.maskedNumber}</span>
      </p>
      <dl>
        {facts.map(({ name, value }) => (
          <div key={name.en}>
            <dt>{say(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <footer>
        <Button ref={dialButton} type="primary" size="large" icon={<PhoneFilled />} disabled={busy} onClick={dial}>
          {say(text.dial)}
          <kbd>Space</kbd>
        </Button>
        <Button
          size="large"
          icon={<StepForwardOutlined />}
          disabled={busy}
          title={say(text.skipHelp)}
          onClick={() => deeds.skipOffer.mutate()}
        >
          {say(text.skip)}
        </Button>
        <small>{say(text.skipHelp)}</small>
      </footer>
    </section>
  )
}
