import type { ReactNode } from 'react'
import { useLocale, useMay, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { asking, useLine, useTopic } from '#web/client/use-topic.ts'
import { DataAge } from '#web/ui/DataAge.tsx'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { dayAt, formatMoment } from '#web/ui/moments.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { type BindingKind, bindings, type Dialling, dialling, getDialling, getStock, type Stock } from '../contract.ts'
import { type Prediction, stripOf } from '../explanation.ts'
import { limitSentences, modeSentences, panelText } from '../explanation-text.ts'
import { sentences, text } from '../text.ts'
import { Arithmetic } from './Arithmetic.tsx'
import style from './dialling.module.css'
import { IdleBar } from './IdleBar.tsx'
import { LedgerBars } from './LedgerBars.tsx'
import panel from './panel.module.css'
import { StockBar } from './StockBar.tsx'

const tones: Record<BindingKind, Tone> = {
  dialling: 'ok',
  allAgentsBusy: 'ok',
  customerWaiting: 'info',
  ledgerSpent: 'warn',
  heldBack: 'alarm',
  networkFault: 'alarm',
  lineLimit: 'warn',
  callsPerSecond: 'info',
  nodesAway: 'alarm',
  trunksShut: 'alarm',
  agentsDialThemselves: 'info',
  inBooks: 'warn',
  loading: 'info',
  noAgents: 'warn',
  resting: 'warn',
  outsideHours: 'quiet',
  listDone: 'alarm',
  databaseAway: 'alarm',
  stopping: 'quiet',
}

/** Today a time suffices; another day is named. */
const useWhen = () => {
  const place = { timeZone: useTimeZone(), locale: useLocale() }
  return (moment: string, now: string): string =>
    dayAt(moment, place.timeZone) === dayAt(now, place.timeZone)
      ? formatMoment(moment, place, 'time').slice(0, 5)
      : formatMoment(moment, place, 'dayTime')
}

/** While it predicts, the terms of the last decision say more than the binding. */
const predicted: readonly BindingKind[] = [
  'dialling',
  'allAgentsBusy',
  'customerWaiting',
  'ledgerSpent',
  'networkFault',
]

const usePredictionSentence = () => {
  const say = useWords()
  return (prediction: Prediction, waiting: number): string => {
    const { inFlight, answers, free, margin } = stripOf(prediction, waiting)
    return say(limitSentences[prediction.limit], {
      inFlight: formatNumber(inFlight),
      seconds: formatNumber(prediction.withinSeconds),
      answers: formatNumber(answers, 1),
      free: formatNumber(free, 1),
      margin: formatNumber(margin, 1),
      risk: formatShare(prediction.risk),
      allowed: formatShare(prediction.riskAllowed),
    })
  }
}

/** What the machine is doing and why, in one sentence. */
const Sentence = ({ now, stock }: { now: Dialling; stock: Stock | undefined }) => {
  const say = useWords()
  const when = useWhen()
  const sayPrediction = usePredictionSentence()
  const until = now.until ? when(now.until, now.at) : undefined
  const said =
    now.prediction && predicted.includes(now.binding)
      ? sayPrediction(now.prediction, now.callsWaitingForAgent)
      : say(sentences[now.binding], { dialling: now, stock, until, count: (n: number) => formatNumber(n) })
  return (
    <p className={style.sentence} aria-live="polite">
      <StateTag tone={tones[now.binding]} text={bindings[now.binding]} />
      <span>{said}</span>
    </p>
  )
}

const states = ['ready', 'dialing', 'talking', 'wrapUp', 'paused'] as const
/** Who of the campaign does what, and the calls under way. */
const Counts = ({ now }: { now: Dialling }) => {
  const say = useWords()
  const numbers = [
    { name: text.signedIn, value: now.agents.signedIn },
    ...states.map((state) => ({ name: text[state], value: now.agents[state] })),
    { name: text.inFlight, value: now.callsInFlight },
    { name: text.waiting, value: now.callsWaitingForAgent, alarm: now.callsWaitingForAgent > 0 },
  ]
  return (
    <dl className={style.counts}>
      {numbers.map(({ name, value, ...look }) => (
        <div key={name.en}>
          <dt>{say(name)}</dt>
          <dd className={'alarm' in look && look.alarm ? style.alarm : undefined}>{formatNumber(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The sum behind a prediction, or what stands in its place. */
const Reasoning = ({ now }: { now: Dialling }) => {
  const say = useWords()
  if (now.prediction) return <Arithmetic now={now} prediction={now.prediction} />
  return now.mode && <p className={panel.mode}>{say(modeSentences[now.mode])}</p>
}

/**
 * Why a campaign dials, or does not, this instant: in a sentence, as a sum, and by what it costs in abandoned calls and
 * idle agents; and what is left of its list. `target` is where its target abandon rate is set.
 */
export const CampaignDialling = ({ campaignId, target }: { campaignId: string; target?: ReactNode }) => {
  const may = useMay()
  const call = { params: { campaignId } }
  const allowed = may(getDialling)
  const now = useAsk(getDialling, call, { when: allowed })
  const stock = useAsk(getStock, call, { when: allowed, everyMs: 10_000 })
  useTopic(dialling, { campaignId }, { into: asking(getDialling, call), when: allowed })
  const { connected, age } = useLine()
  if (!allowed) return null
  return (
    <Sheet title={panelText.panel} extra={<DataAge />}>
      <Shown asked={now} rows={5}>
        {(told) => (
          <div className={connected || age === 0 ? undefined : panel.stale}>
            <Sentence now={told} stock={stock.data} />
            <Counts now={told} />
            <Reasoning now={told} />
            <div className={panel.parts3}>
              {told.ledger && <LedgerBars ledger={told.ledger}>{target}</LedgerBars>}
              <IdleBar now={told} />
              <Shown asked={stock} rows={2}>
                {(left) => <StockBar stock={left} />}
              </Shown>
            </div>
          </div>
        )}
      </Shown>
    </Sheet>
  )
}
