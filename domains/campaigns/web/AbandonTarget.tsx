import { Button, InputNumber } from 'antd'
import { useEffect, useId, useState } from 'react'
import { useMay, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { text as kit } from '#web/ui/text.ts'
import { mayTune } from '../campaign.ts'
import { type CampaignDetail, CampaignForm, changeCampaign, getCampaign } from '../contract.ts'
import { text } from '../text.ts'
import style from './campaign.module.css'

const percentOf = (share: number): number => Number((share * 100).toFixed(2))
const shareOf = (percent: number): number => Number((percent / 100).toFixed(4))

/** Sets the target abandon rate while customers are being called, and says what a customer pays for it. */
export const AbandonTarget = ({ campaign }: { campaign: CampaignDetail }) => {
  const say = useWords()
  const may = useMay()
  const field = useId()
  const [percent, setPercent] = useState<number | null>(percentOf(campaign.abandonTarget))
  // What somebody else set meanwhile is shown, unless it is being typed over.
  useEffect(() => setPercent(percentOf(campaign.abandonTarget)), [campaign.abandonTarget])
  const change = useDo(changeCampaign, { refresh: [getCampaign], done: text.abandonTargetSet })
  if (!may(changeCampaign) || !mayTune(campaign.state)) return null
  const share = percent === null ? null : shareOf(percent)
  const tooHigh = share !== null && share > campaign.abandonCeiling
  const save = (abandonTargetOwn: number | null) =>
    change.mutate({
      params: { campaignId: campaign.id },
      body: { ...CampaignForm.parse(campaign), abandonTargetOwn, version: campaign.version },
    })
  return (
    <form
      className={style.abandonTarget}
      onSubmit={(event) => {
        event.preventDefault()
        if (share !== null && !tooHigh) save(share)
      }}
    >
      <label htmlFor={field}>{say(text.abandonTarget)}</label>
      <InputNumber<number>
        controls={false}
        id={field}
        size="small"
        value={percent}
        min={0.1}
        step={0.1}
        precision={1}
        suffix="%"
        aria-describedby={`${field}-help`}
        {...(tooHigh ? { status: 'error', 'aria-invalid': true } : {})}
        onChange={setPercent}
      />
      <Button
        htmlType="submit"
        size="small"
        type="primary"
        loading={change.isPending}
        disabled={share === null || tooHigh || share === campaign.abandonTarget}
      >
        {say(kit.save)}
      </Button>
      {campaign.abandonTargetOwn !== null && (
        <Button size="small" type="link" disabled={change.isPending} onClick={() => save(null)}>
          {say(text.useDefault)}
        </Button>
      )}
      <p id={`${field}-help`} className={tooHigh ? style.abandonTargetWrong : undefined} aria-live="polite">
        {tooHigh
          ? say(text.aboveCeiling, formatShare(campaign.abandonCeiling))
          : say(text.abandonTargetCosts, share === null ? '–' : formatNumber(share * 1000))}
      </p>
    </form>
  )
}
