import type { Words } from '#contract/words.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { listCallsBehind, listMeasures, type Measure, measureCampaign } from '../contract.ts'
import { text } from '../text.ts'
import { CallsBehind, type Drilled } from './CallsBehind.tsx'
import { MeasureCard } from './MeasureCard.tsx'
import style from './metrics.module.css'

const { list, dialling, talking, success, time, quality } = text.groups
const groups: readonly { name: Words; codes: readonly string[] }[] = [
  {
    name: success,
    codes: [
      'online_successes',
      'online_success_rate',
      'close_rate',
      'sales_successes',
      'sales_rate',
      'survey_progress',
      'survey_completion_rate',
      'deals_per_head',
    ],
  },
  {
    name: talking,
    codes: [
      'agent_calls',
      'agent_calls_per_head',
      'effective_calls',
      'effective_rate',
      'average_talk_time',
      'talk_per_success',
      'talk_per_refusal',
    ],
  },
  {
    name: dialling,
    codes: [
      'dials',
      'connects',
      'connect_rate',
      'abandon_rate',
      'calls_per_login_hour',
      'calls_per_call_hour',
      'ring_seconds',
      'customer_wait',
    ],
  },
  {
    name: list,
    codes: [
      'customer_records',
      'dialable_numbers',
      'dialable_rate',
      'invalid_records',
      'invalid_rate',
      'contact_rate',
      'customer_contact_rate',
      'attempts_per_contact',
    ],
  },
  { name: time, codes: ['talk_utilisation', 'idle_rate', 'not_ready_rate', 'average_wrap_up'] },
  { name: quality, codes: ['complaint_rate', 'sms_satisfaction_rate', 'excellent_rate'] },
]
const codes = groups.flatMap((group) => group.codes)
const ofSurveys = ['survey_progress', 'survey_completion_rate']
const ofSales = ['sales_successes', 'sales_rate']
/** Measures of other kinds of campaign would only read "–". */
const fits = (type: string, code: string): boolean =>
  (!ofSurveys.includes(code) || ['survey', 'satisfaction'].includes(type)) &&
  (!ofSales.includes(code) || type === 'sales')

/** Every measure of the campaign in the period, each with its formula and the calls it is made of. */
export const CampaignIndicators = ({
  campaign,
  from,
  to,
}: {
  campaign: { id: string; type: string }
  from: string
  to: string
}) => {
  const say = useWords()
  const may = useMay()
  const drawer = useDrawer<Drilled>()
  const measures = useAsk(listMeasures, undefined, { freshMs: 600_000 })
  const measured = useAsk(
    measureCampaign,
    { params: { campaignId: campaign.id }, query: { from, to, codes: codes.join(',') } },
    { everyMs: 20_000 },
  )
  const cardOf = (code: string) => {
    const measure = measures.data?.find((one) => one.code === code)
    if (!measure) return null
    const opens = may(listCallsBehind) && (measure.drill.numerator || measure.drill.denominator)
    return (
      <MeasureCard
        key={code}
        measure={measure}
        measured={measured.data?.[0]?.values.find((one) => one.code === code)}
        onOpen={opens ? () => drawer.show({ measure, campaignId: campaign.id, from, to }) : undefined}
      />
    )
  }
  return (
    <Sheet title={text.indicators}>
      <Shown asked={measured} rows={8}>
        {() => (
          <Shown asked={measures as typeof measures & { data: Measure[] | undefined }}>
            {() =>
              groups.map(({ name, codes: some }) => (
                <section key={name.en} className={style.group}>
                  <h3>{say(name)}</h3>
                  <div className={style.cards}>{some.filter((code) => fits(campaign.type, code)).map(cardOf)}</div>
                </section>
              ))
            }
          </Shown>
        )}
      </Shown>
      <CallsBehind open={drawer.open} drilled={drawer.shown} onClose={drawer.close} />
    </Sheet>
  )
}
