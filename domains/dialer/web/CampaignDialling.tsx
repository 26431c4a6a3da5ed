import { useLocale, useMay, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { asking, useTopic } from '#web/client/use-topic.ts'
import { DataAge } from '#web/ui/DataAge.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { dayAt, formatMoment } from '#web/ui/moments.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { type BindingKind, bindings, type Dialling, dialling, getDialling, getStock, type Stock } from '../contract.ts'
import { sentences, text } from '../text.ts'
import style from './dialling.module.css'
import { StockBar } from './StockBar.tsx'

const tones: Record<BindingKind, Tone> = {
  dialling: 'ok',
  allAgentsBusy: 'ok',
  customerWaiting: 'info',
  ledgerSpent: 'warn',
  lineLimit: 'warn',
  callsPerSecond: 'info',
  agentsDialThemselves: 'info',
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

const Sentence = ({ now, stock }: { now: Dialling; stock: Stock | undefined }) => {
  const say = useWords()
  const when = useWhen()
  const until = now.until ? when(now.until, now.at) : undefined
  return (
    <p className={style.sentence} aria-live="polite">
      <StateTag tone={tones[now.binding]} text={bindings[now.binding]} />
      <span>{say(sentences[now.binding], { dialling: now, stock, until, count: (n: number) => formatNumber(n) })}</span>
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

/** Why a campaign dials, or does not, this instant; and what is left of its list. */
export const CampaignDialling = ({ campaignId }: { campaignId: string }) => {
  const may = useMay()
  const call = { params: { campaignId } }
  const allowed = may(getDialling)
  const now = useAsk(getDialling, call, { when: allowed })
  const stock = useAsk(getStock, call, { when: allowed, everyMs: 10_000 })
  useTopic(dialling, { campaignId }, { into: asking(getDialling, call), when: allowed })
  if (!allowed) return null
  return (
    <Sheet title={text.why} extra={<DataAge />}>
      <Shown asked={now} rows={3}>
        {(told) => (
          <div className={style.panel}>
            <div>
              <Sentence now={told} stock={stock.data} />
              <Counts now={told} />
            </div>
            <Shown asked={stock} rows={2}>
              {(left) => <StockBar stock={left} />}
            </Shown>
          </div>
        )}
      </Shown>
    </Sheet>
  )
}
