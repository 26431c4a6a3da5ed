import { DisconnectOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { useContext, useState } from 'react'
import { agentStates } from '#domains/presence/contract.ts'
import { HeadsetBanner, headset, useHeadset, useHeadsetAtWork } from '#domains/telephony/web/public.tsx'
import { liveSocket } from '#web/client/live-socket.ts'
import { useWords } from '#web/client/session.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import type { DeskState } from '../contract.ts'
import { text } from '../text.ts'
import { Callbacks } from './Callbacks.tsx'
import { CallView } from './CallView.tsx'
import { CustomerCard } from './CustomerCard.tsx'
import { AheadContext, useNow } from './clock.tsx'
import { DayBar } from './DayBar.tsx'
import { DeskKeys } from './DeskKeys.tsx'
import style from './desk.module.css'
import { useDeskKeys } from './keys.ts'
import { MachineBanner } from './MachineBanner.tsx'
import { OfferPane } from './OfferPane.tsx'
import { PhoneBar } from './PhoneBar.tsx'
import { callWords } from './phone-words.ts'
import { RescueBanner } from './RescueBanner.tsx'
import { OpeningWords } from './ScriptPane.tsx'
import { Stage } from './Stage.tsx'
import { ThirdBanner } from './ThirdBanner.tsx'
import { useAttention } from './use-attention.ts'
import { type Deeds, useCard, useDesk } from './use-desk.ts'
import { useHeartbeat } from './use-heartbeat.ts'

type Props = { state: DeskState; deeds: Deeds }

/** Tells a screen reader what changed, without interrupting. */
const Announcer = ({ state: { agent, call } }: { state: DeskState }) => {
  const say = useWords()
  const words = [
    say(agent ? agentStates[agent.state] : text.signedOut),
    call && say(callWords(call)),
    call?.maskedNumber,
  ]
  return (
    <p className={style.hidden} aria-live="polite">
      {words.filter(Boolean).join(' · ')}
    </p>
  )
}

/** Neither news nor heartbeats get through: says so, for how long, and that nothing is lost. */
const LineBanner = ({ brokenMs, lostAt }: { brokenMs: number; lostAt: number | undefined }) => {
  const say = useWords()
  const now = useNow() - useContext(AheadContext)
  const lostMs = Math.max(brokenMs, lostAt === undefined ? 0 : now - lostAt)
  if (lostMs < 2000) return null
  return (
    <div className={style.banner} role="alert">
      <DisconnectOutlined />
      <b>{say(text.lineLost, Math.round(lostMs / 1000))}</b>
      <span className={style.grow}>{say(text.lineLostHelp)}</span>
      <Button size="small" onClick={liveSocket.retry}>
        {say(text.reconnect)}
      </Button>
    </div>
  )
}

const BetweenCalls = ({ state, deeds }: Props) => {
  const say = useWords()
  return (
    <div className={`${style.columns} ${style.two}`}>
      <Stage state={state} deeds={deeds} />
      <section className={style.pane} aria-label={say(text.callbacks)}>
        <h2>{say(text.callbacks)}</h2>
        <Callbacks state={state} deeds={deeds} />
      </section>
    </div>
  )
}

/** What stands between the two bars: a call, a contact to dial, or the time between. */
const Work = ({ state, deeds }: Props) => {
  const say = useWords()
  const card = useCard(state)
  const { call, offer, campaign } = state
  if (call) return <CallView key={call.id} state={state} call={call} card={card} deeds={deeds} />
  if (!offer) return <BetweenCalls state={state} deeds={deeds} />
  return (
    <div className={style.columns}>
      <CustomerCard
        card={card}
        maskedNumber={offer.maskedNumber}
        attempt={offer.attempts + 1}
        promised={offer.promised}
        type={campaign?.type}
      />
      <OfferPane state={state} offer={offer} card={card} deeds={deeds} />
      <section className={style.pane} aria-label={say(text.rehearse)}>
        <h2>{say(text.rehearse)}</h2>
        {campaign && <OpeningWords campaign={campaign} card={card} />}
      </section>
    </div>
  )
}

const Desk = ({ state, deeds, brokenMs }: Props & { brokenMs: number }) => {
  const say = useWords()
  const [open, setOpen] = useState<'keys' | 'callbacks' | undefined>()
  const { tookMs, lostAt } = useHeartbeat(state.agent !== null)
  const close = () => setOpen(undefined)
  const worn = useHeadset()
  useHeadsetAtWork(worn, state.agent !== null)
  useDeskKeys({
    '?': () => setOpen('keys'),
    'Alt+H': worn.standing?.isNeeded ? () => void headset.wear({ takeOver: true }) : undefined,
  })
  useAttention(state, worn, say(state.agent ? agentStates[state.agent.state] : text.desk))
  return (
    <div className={style.desk}>
      <PhoneBar state={state} deeds={deeds} worn={worn} onKeys={() => setOpen('keys')} />
      <LineBanner brokenMs={brokenMs} lostAt={lostAt} />
      <RescueBanner call={state.call} />
      <MachineBanner call={state.call} deeds={deeds} />
      <ThirdBanner state={state} deeds={deeds} />
      {state.agent && <HeadsetBanner worn={worn} />}
      <Work state={state} deeds={deeds} />
      <DayBar
        state={state}
        isBroken={brokenMs > 0 || lostAt !== undefined}
        tookMs={tookMs}
        onCallbacks={() => setOpen('callbacks')}
      />
      <Announcer state={state} />
      <DeskKeys open={open === 'keys'} onClose={close} />
      <Drawer open={open === 'callbacks'} onClose={close} title={say(text.callbacks)} size={480} destroyOnHidden>
        <Callbacks state={state} deeds={deeds} />
      </Drawer>
    </div>
  )
}

/** The screen an agent works at all day. The server owns its state; this shows it and says what the agent does. */
export const DeskPage = () => {
  const { state, aheadMs, asked, brokenMs, deeds } = useDesk()
  return (
    <AheadContext value={aheadMs}>
      {state ? <Desk state={state} deeds={deeds} brokenMs={brokenMs} /> : <Shown asked={asked}>{() => null}</Shown>}
    </AheadContext>
  )
}
