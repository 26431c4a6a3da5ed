import { BarChartOutlined, TableOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useMay, useWords } from '#web/client/session.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { useSkin } from '#web/ui/Dress.tsx'
import { formatDuration, formatShare } from '#web/ui/format.ts'
import { text as kit } from '#web/ui/text.ts'
import { seriesColours } from '#web/ui/theme.ts'
import { type Dialling, listIdleTime } from '../contract.ts'
import { idleCauseWords, panelText, waitingNow } from '../explanation-text.ts'
import { type IdleCause, type IdleMs, idleCauses, sumOf } from '../idle-causes.ts'
import { IdleDrawer } from './IdleDrawer.tsx'
import style from './panel.module.css'
import { Term } from './Term.tsx'
import { useIdleNow } from './use-idle-now.ts'

/** Less would be shown as no time at all. */
const leastMs = 500

type Part = { cause: IdleCause; ms: number; share: number; colour: string }

const usePartsOf = () => {
  const { skin } = useSkin()
  const series = seriesColours[skin === 'dark' ? 'dark' : 'light']
  return (ms: IdleMs): Part[] => {
    const total = sumOf(ms)
    return idleCauses
      .map((cause, place) => ({
        cause,
        ms: ms[cause],
        share: ms[cause] / total,
        colour: cause === 'other' ? 'var(--ca-faint)' : (series[place] ?? 'var(--ca-faint)'),
      }))
      .filter((part) => part.ms >= leastMs)
  }
}

const Bar = ({ parts }: { parts: readonly Part[] }) => (
  <>
    <div className={style.bar} aria-hidden="true">
      {parts.map(({ cause, ms, colour }) => (
        <i key={cause} style={{ flexGrow: ms, background: colour }} />
      ))}
    </div>
    <ul className={style.parts}>
      {parts.map(({ cause, ms, share, colour }) => (
        <li key={cause}>
          <i style={{ background: colour }} aria-hidden="true" />
          <Term {...idleCauseWords[cause]} /> <b>{formatDuration(ms / 1000)}</b> <small>{formatShare(share, 0)}</small>
        </li>
      ))}
    </ul>
  </>
)

const AsTable = ({ parts, total }: { parts: readonly Part[]; total: number }) => {
  const say = useWords()
  return (
    <table className={style.table}>
      <caption>{say(panelText.idle)}</caption>
      <thead>
        <tr>
          <th scope="col">{say(panelText.cause)}</th>
          <th scope="col">{say(panelText.time)}</th>
          <th scope="col">{say(panelText.share)}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ cause, ms, share }) => (
          <tr key={cause}>
            <th scope="row">
              <Term {...idleCauseWords[cause]} />
            </th>
            <td>{formatDuration(ms / 1000)}</td>
            <td>{formatShare(share)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{say(panelText.total)}</th>
          <td>{formatDuration(total / 1000)}</td>
          <td>{formatShare(1)}</td>
        </tr>
      </tbody>
    </table>
  )
}

/** Today's idle time of agents by what kept them waiting; the same as a table, and the days before at a click. */
export const IdleBar = ({ now }: { now: Dialling }) => {
  const say = useWords()
  const may = useMay()
  const idle = useIdleNow(now)
  const [asTable, setAsTable] = useState(false)
  const days = useDrawer()
  const partsOf = usePartsOf()
  const total = idle ? sumOf(idle.ms) : 0
  const turn = say(asTable ? kit.asChart : kit.asTable)
  return (
    <section className={style.part} aria-label={say(panelText.idle)}>
      <h3>
        <Term name={panelText.idle} help={panelText.idleHelp} />
        <span>{idle && say(waitingNow, idle.agents)}</span>
        {total >= leastMs && (
          <>
            <b className={style.total}>{formatDuration(total / 1000)}</b>
            <Tooltip title={turn}>
              <Button
                type="text"
                size="small"
                aria-label={turn}
                icon={asTable ? <BarChartOutlined /> : <TableOutlined />}
                onClick={() => setAsTable(!asTable)}
              />
            </Tooltip>
          </>
        )}
      </h3>
      {!idle || total < leastMs ? (
        <p className={style.none}>{say(panelText.noIdle)}</p>
      ) : asTable ? (
        <AsTable parts={partsOf(idle.ms)} total={total} />
      ) : (
        <Bar parts={partsOf(idle.ms)} />
      )}
      {may(listIdleTime) && (
        <Button type="link" size="small" className={style.more ?? ''} onClick={() => days.show()}>
          {say(panelText.idleOfDays)}
        </Button>
      )}
      <IdleDrawer open={days.open} campaignId={now.campaignId} onClose={days.close} />
    </section>
  )
}
