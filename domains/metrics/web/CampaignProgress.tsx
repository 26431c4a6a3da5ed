import { useAsk } from '#web/client/use-ask.ts'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import type { Column } from '#web/ui/table-columns.tsx'
import { listCampaignProgress, type Progress } from '../contract.ts'
import { text } from '../text.ts'
import style from './metrics.module.css'

const Bar = ({ done, of }: { done: number; of: number }) => {
  if (of === 0) return <span className={style.none}>–</span>
  const share = done / of
  return (
    <div className={style.progress}>
      <div
        className={style.track}
        role="progressbar"
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span style={{ width: `${Math.min(1, share) * 100}%` }} data-full={share >= 1} />
      </div>
      <span className={style.progressWords}>
        {formatShare(share, 0)} <small>{`${formatNumber(done)} / ${formatNumber(of)}`}</small>
      </span>
    </div>
  )
}

/** How far each of these campaigns has come with its list and its target, as columns of a table of campaigns. */
export const useProgressColumns = (campaigns: readonly { id: string; targetSuccesses: number }[]) => {
  const campaignIds = campaigns.map(({ id }) => id).join(',')
  const asked = useAsk(listCampaignProgress, { query: { campaignIds } }, { when: campaignIds !== '', everyMs: 15_000 })
  const of = (id: string): Progress | undefined => asked.data?.find(({ campaignId }) => campaignId === id)
  const columns: readonly Column<{ id: string; targetSuccesses: number }>[] = [
    {
      key: 'progress',
      title: text.listProgress,
      show: ({ id }) => <Bar done={of(id)?.closed ?? 0} of={of(id)?.records ?? 0} />,
      width: 180,
    },
    {
      key: 'target',
      title: text.targetProgress,
      show: ({ id, targetSuccesses }) => <Bar done={of(id)?.successes ?? 0} of={targetSuccesses} />,
      width: 170,
    },
  ]
  return columns
}
