import { type CampaignDetail, getCampaign } from '#domains/campaigns/contract.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { PaceLine } from '#web/ui/charts/PaceLine.tsx'
import { dayAt } from '#web/ui/moments.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import type { Measure } from '../../contract.ts'
import style from '../metrics.module.css'
import { paceDays, weekdayOf } from './days.ts'
import type { Narrow } from './search.ts'
import { text } from './text.ts'
import { figureOf, useDrill, useFigures } from './use-figures.tsx'

const code = 'online_successes'
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

type PaceProps = { campaign: CampaignDetail; measure: Measure; from: string; endsOn: string }
const Pace = ({ campaign, measure, from, endsOn }: PaceProps) => {
  const say = useWords()
  const today = dayAt(Date.now(), campaign.timeZone)
  const narrow: Narrow = { from, to: today, campaignId: campaign.id }
  const asked = useFigures([code], ['day'], narrow)
  const drill = useDrill(narrow)
  const { windows } = campaign.callingHours
  return (
    <>
      <Shown asked={asked} rows={8}>
        {(groups) => (
          <PaceLine
            title={text.pace}
            height={360}
            counted={{ name: measure.name, unit: 'count' }}
            days={paceDays({
              from,
              to: endsOn,
              today,
              target: campaign.targetSuccesses,
              works: (day) => windows[weekdays[weekdayOf(day) - 1] ?? 'monday'].length > 0,
              came: new Map(
                groups.flatMap((group) => {
                  const [day] = group.keys
                  return day ? [[day, figureOf(group, code)?.value ?? 0] as const] : []
                }),
              ),
            })}
            onPick={(day) => drill.open(measure, { from: day, to: day })}
          />
        )}
      </Shown>
      <p className={style.foot}>{say(text.planNote)}</p>
      {drill.drawer}
    </>
  )
}

const OfCampaign = ({ campaign, measure }: { campaign: CampaignDetail; measure: Measure }) => {
  const { startsOn, startedAt, endsOn, targetSuccesses, timeZone } = campaign
  if (!endsOn || targetSuccesses === 0) return <Nothing words={text.noPlan} />
  const from = startedAt ? dayAt(startedAt, timeZone) : startsOn
  if (!from || from > dayAt(Date.now(), timeZone)) return <Nothing words={text.notStarted} />
  return <Pace campaign={campaign} measure={measure} from={from} endsOn={endsOn} />
}

/** One campaign's successes against its plan, from its first day to its last. */
export const PaceTab = ({ measures, narrow }: { measures: readonly Measure[]; narrow: Narrow }) => {
  const may = useMay()
  const { campaignId } = narrow
  const asked = useAsk(
    getCampaign,
    { params: { campaignId: campaignId ?? '' } },
    { when: Boolean(campaignId) && may(getCampaign) },
  )
  const measure = measures.find((one) => one.code === code)
  return (
    <Sheet>
      {campaignId && measure && may(getCampaign) ? (
        <Shown asked={asked} rows={8}>
          {(campaign) => <OfCampaign key={campaign.id} campaign={campaign} measure={measure} />}
        </Shown>
      ) : (
        <Nothing words={text.pickCampaign} />
      )}
    </Sheet>
  )
}
