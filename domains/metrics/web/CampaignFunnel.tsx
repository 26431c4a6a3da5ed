import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { type Funnel, getCampaignFunnel } from '../contract.ts'
import { text } from '../text.ts'
import style from './metrics.module.css'

const stages = ['records', 'valid', 'dialled', 'answered', 'connected', 'effective', 'succeeded'] as const

const Bars = ({ funnel }: { funnel: Funnel }) => {
  const say = useWords()
  return (
    <table className={style.funnel}>
      <caption>{say(text.funnelHelp)}</caption>
      <thead>
        <tr>
          <th scope="col">{say(text.stage)}</th>
          <th scope="col" aria-label={say(text.ofRecords)} />
          <th scope="col">{say(text.ofRecords)}</th>
          <th scope="col">{say(text.ofBefore)}</th>
        </tr>
      </thead>
      <tbody>
        {stages.map((stage, place) => {
          const count = funnel[stage]
          const before = place === 0 ? 0 : funnel[stages[place - 1] ?? 'records']
          const share = funnel.records === 0 ? 0 : count / funnel.records
          return (
            <tr key={stage}>
              <th scope="row">{say(text.stages[stage])}</th>
              <td className={style.barCell}>
                <span
                  className={style.bar}
                  style={{ width: `calc(${share} * (100% - 12px))` }}
                  data-last={stage === 'succeeded'}
                />
                <span className={style.barCount}>{formatNumber(count)}</span>
              </td>
              <td>{formatShare(funnel.records === 0 ? null : share)}</td>
              <td>{formatShare(before === 0 ? null : count / before)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** How many records came how far: counts and both rates at every step. */
export const CampaignFunnel = ({ campaignId }: { campaignId: string }) => {
  const asked = useAsk(getCampaignFunnel, { params: { campaignId } }, { everyMs: 20_000 })
  return (
    <Sheet title={text.funnel}>
      <Shown asked={asked} rows={7}>
        {(funnel) => <Bars funnel={funnel} />}
      </Shown>
    </Sheet>
  )
}
