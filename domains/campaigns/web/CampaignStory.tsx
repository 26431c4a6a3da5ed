import { useWords } from '#web/client/session.tsx'
import { Facts } from '#web/ui/Drawers.tsx'
import { formatMoney, formatNumber, formatShare } from '#web/ui/format.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { type CallingHours, weekdays } from '../calling-hours.ts'
import { callerIdsOf, typeMeanings } from '../campaign.ts'
import type { CampaignDetail } from '../contract.ts'
import { machineWords, modeWords, moveWords, purposeWords, stateWords, text, weekdayWords } from '../text.ts'
import style from './campaign.module.css'
import { stateTones } from './state-tones.ts'

/** How the campaign came to its state: newest first. */
export const CampaignStory = ({ campaign }: { campaign: CampaignDetail }) => (
  <Sheet title={text.story}>
    {campaign.moves.length === 0 ? (
      <Nothing words={text.noStory} />
    ) : (
      <ol className={style.story}>
        {[...campaign.moves].reverse().map(({ at, move, toState, actorName, note }) => (
          <li key={at}>
            <strong>
              <Words of={moveWords[move]} />
            </strong>{' '}
            <StateTag tone={stateTones[toState]} text={stateWords[toState]} />
            <div className={style.aside}>
              {actorName} <Moment at={at} />
            </div>
            {note && <div>{note}</div>}
          </li>
        ))}
      </ol>
    )}
  </Sheet>
)

/** Weekdays with the same hours stand together: "Monday–Friday 09:00–20:30". */
const HoursInWords = ({ hours }: { hours: CallingHours }) => {
  const say = useWords()
  const said = weekdays.map((day) => hours.windows[day].map(({ from, to }) => `${from}–${to}`).join(' '))
  const runs = weekdays.flatMap((day, index) => {
    if (index > 0 && said[index] === said[index - 1]) return []
    const end = said.findIndex((words, later) => later > index && words !== said[index])
    const last = weekdays[(end === -1 ? weekdays.length : end) - 1] ?? day
    return [{ day, last, windows: said[index] }]
  })
  return runs.map(({ day, last, windows }) => (
    <div key={day}>
      {say(weekdayWords[day])}
      {last !== day && ` – ${say(weekdayWords[last])}`} {windows || say(text.closedDay)}
    </div>
  ))
}

const predictiveFacts = (campaign: CampaignDetail, say: ReturnType<typeof useWords>) => [
  { name: text.jurisdiction, value: say(campaign.jurisdictionName) },
  {
    name: text.abandonTarget,
    value: say(campaign.abandonTargetOwn === null ? text.targetByDefault : text.targetOfItsOwn, {
      target: formatShare(campaign.abandonTarget),
      ceiling: formatShare(campaign.abandonCeiling),
    }),
  },
  { name: text.seller, value: campaign.seller ? `${campaign.seller.name} ${campaign.seller.phone}` : '–' },
  { name: text.lineLimit, value: campaign.lineLimit ? formatNumber(campaign.lineLimit) : say(text.noLimit) },
  { name: text.agentHourCost, value: formatMoney(campaign.agentHourCost) },
]

/** The plan as it stands. */
export const CampaignPlan = ({ campaign, teamNames }: { campaign: CampaignDetail; teamNames?: string }) => {
  const say = useWords()
  const { success, explained, name } = typeMeanings[campaign.type]
  const { maxAttempts, ringSeconds } = campaign.attemptPolicy
  return (
    <Sheet title={text.plan}>
      <Facts
        items={[
          { name: text.type, value: say(name) },
          { name: text.purpose, value: say(purposeWords[campaign.purpose]) },
          { name: text.product, value: campaign.product || '–' },
          { name: text.successMeans, value: `${say(success)} · ${say(explained)}`, wide: true },
          { name: text.site, value: `${campaign.siteName} · ${campaign.timeZone}` },
          { name: text.teams, value: teamNames || '–' },
          { name: text.dates, value: `${campaign.startsOn ?? '–'} ~ ${campaign.endsOn ?? '–'}` },
          { name: text.target, value: formatNumber(campaign.targetSuccesses) },
          { name: text.records, value: formatNumber(campaign.recordCount) },
          { name: text.mode, value: say(modeWords[campaign.mode]) },
          ...(campaign.mode === 'predictive' ? predictiveFacts(campaign, say) : []),
          {
            name: campaign.moreCallerIds.length > 0 ? text.callerIdPool : text.callerId,
            value: callerIdsOf(campaign).join(say(text.listComma)) || '–',
          },
          { name: text.wrapUpSeconds, value: `${campaign.wrapUpSeconds} ${say(text.seconds)}` },
          { name: text.rescueSeconds, value: `${campaign.rescueSeconds} ${say(text.seconds)}` },
          { name: text.machineDetection, value: say(machineWords[campaign.machineDetection]) },
          ...(campaign.machineDetection === 'off'
            ? []
            : [{ name: text.machineAudits, value: `${campaign.machineAudits} ${say(text.callsADay)}` }]),
          { name: text.maxAttempts, value: `${maxAttempts} ${say(text.times)}` },
          { name: text.ringSeconds, value: `${ringSeconds} ${say(text.seconds)}` },
          { name: text.hours, value: <HoursInWords hours={campaign.callingHours} />, wide: true },
          {
            name: text.openingWords,
            value: campaign.openingWords && <p className={style.words}>{campaign.openingWords}</p>,
            wide: true,
          },
        ]}
      />
    </Sheet>
  )
}
