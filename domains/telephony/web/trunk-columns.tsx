import { Tooltip } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { formatMoney, formatNumber } from '#web/ui/format.ts'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import type { BreakerState, TelephoneHealth, TrunkView } from '../trunk-contract.ts'
import { breakerHelp, breakerWords, trunkText as text } from '../trunk-text.ts'
import style from './trunks.module.css'

type Now = TelephoneHealth['trunks'][number] | undefined

const tones: Record<BreakerState, Tone> = { closed: 'ok', open: 'alarm', trying: 'warn' }
const limit = (value: number | null): string => (value === null ? '∞' : formatNumber(value))

const State = ({ isOn, now }: { isOn: boolean; now: Now }) => {
  const say = useWords()
  if (isOn && now?.isSpent)
    return (
      <Tooltip title={say(text.spentHelp)}>
        <span>
          <StateTag tone="alarm" text={text.spent} />
        </span>
      </Tooltip>
    )
  if (!isOn) return <StateTag tone="quiet" text={text.isOff} />
  if (!now) return <StateTag tone="quiet" text={text.unknownYet} />
  return (
    <Tooltip title={say(breakerHelp[now.breaker])}>
      <span>
        <StateTag tone={tones[now.breaker]} text={breakerWords[now.breaker]} />
      </span>
    </Tooltip>
  )
}

const Login = ({ loginUser, registers, passwordSetAt }: TrunkView) => {
  if (loginUser === '') return <Words of={text.byAddress} />
  return (
    <>
      {loginUser} {registers && <Words of={text.registering} />}
      <p className={style.small}>
        <Words of={text.passwordSet} /> <Moment at={passwordSetAt} grain="dayTime" />
      </p>
    </>
  )
}

const Cost = ({
  pricePerMinute,
  dailyCostLimit,
  now,
}: Pick<TrunkView, 'pricePerMinute' | 'dailyCostLimit'> & { now: Now }) => {
  const say = useWords()
  if (pricePerMinute === null) return <>–</>
  const most = dailyCostLimit === null ? '∞' : formatMoney(dailyCostLimit, Number.isInteger(dailyCostLimit) ? 0 : 2)
  return (
    <>
      {`${formatMoney(now?.costToday)} / ${most}`}
      {now && now.unheardToday > 0 && <p className={style.small}>{say(text.unheard, now.unheardToday)}</p>}
    </>
  )
}

/** The trunks with how each does now; without news of it, `–`. */
export const trunkColumns = (health: TelephoneHealth | undefined): readonly Column<TrunkView>[] => {
  const nowOf = (name: string): Now => health?.trunks.find((trunk) => trunk.name === name)
  return [
    { key: 'name', title: text.name, width: 128, show: ({ name }) => <strong>{name}</strong> },
    { key: 'state', title: text.state, width: 116, show: ({ name, isOn }) => <State isOn={isOn} now={nowOf(name)} /> },
    {
      key: 'calls',
      title: text.callsNow,
      explain: text.callsNowHelp,
      width: 132,
      number: true,
      show: ({ name, channels }) => {
        const calls = nowOf(name)?.calls
        return `${calls === undefined ? '–' : formatNumber(calls)} / ${limit(channels)}`
      },
    },
    {
      key: 'minute',
      title: text.lastMinute,
      explain: text.lastMinuteHelp,
      width: 120,
      number: true,
      show: ({ name }) => {
        const now = nowOf(name)
        return now ? `${formatNumber(now.placed)} / ${formatNumber(now.refused)}` : '–'
      },
    },
    {
      key: 'cost',
      title: text.cost,
      explain: text.costHelp,
      width: 140,
      number: true,
      show: ({ name, ...price }) => <Cost {...price} now={nowOf(name)} />,
    },
    {
      key: 'address',
      title: text.address,
      width: 160,
      show: ({ address, transport }) => (
        <>
          {address}
          <p className={style.small}>{transport.toUpperCase()}</p>
        </>
      ),
    },
    { key: 'login', title: text.login, width: 148, hidden: true, show: (trunk) => <Login {...trunk} /> },
    {
      key: 'allowed',
      title: text.allowed,
      explain: text.allowedHelp,
      width: 104,
      show: ({ allowedPrefixes }) =>
        allowedPrefixes.length === 0 ? <Words of={text.allAllowed} /> : allowedPrefixes.join(' '),
    },
    {
      key: 'perSecond',
      title: text.perSecond,
      width: 110,
      number: true,
      hidden: true,
      show: ({ callsPerSecond }) => limit(callsPerSecond),
    },
    {
      key: 'numbers',
      title: text.numbers,
      width: 120,
      hidden: true,
      show: ({ strip, prefix }) => `${strip && `−${strip} `}${prefix && `+ ${prefix}`}` || '–',
    },
  ]
}
