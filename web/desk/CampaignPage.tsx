import { useParams } from '@tanstack/react-router'
import { DatePicker, Tabs } from 'antd'
import dayjs from 'dayjs'
import { z } from 'zod'
import { Day } from '#contract/when.ts'
import { getCampaignBoard } from '#domains/boards/contract.ts'
import { text as boardText } from '#domains/boards/text.ts'
import { CampaignBoard } from '#domains/boards/web/public.tsx'
import { type CampaignDetail, getCampaign } from '#domains/campaigns/contract.ts'
import { stateWords, text } from '#domains/campaigns/text.ts'
import {
  AbandonTarget,
  CampaignActions,
  CampaignGates,
  CampaignPlan,
  CampaignStory,
  campaignTones,
} from '#domains/campaigns/web/public.tsx'
import { handlingContract } from '#domains/desk/contract.ts'
import { CampaignHandling, handlingTitle } from '#domains/desk/web/public.tsx'
import { CampaignDetection, DetectionAlarm } from '#domains/detection/web/public.tsx'
import { CampaignAbandoned, CampaignDialling } from '#domains/dialer/web/public.tsx'
import { getCampaignSurvey } from '#domains/ivr/contract.ts'
import { CampaignSurvey } from '#domains/ivr/web/public.tsx'
import { text as measureText } from '#domains/metrics/text.ts'
import { CampaignFunnel, CampaignHours, CampaignIndicators } from '#domains/metrics/web/public.tsx'
import { listTeams } from '#domains/people/contract.ts'
import { getPolicy } from '#domains/recordings/contract.ts'
import { text as recordingText } from '#domains/recordings/text.ts'
import { CampaignRecording } from '#domains/recordings/web/public.tsx'
import { getScoring } from '#domains/scoring/contract.ts'
import { text as scoringText } from '#domains/scoring/text.ts'
import { CampaignScoring } from '#domains/scoring/web/public.tsx'
import { getScreening } from '#domains/screening/contract.ts'
import { text as screeningText } from '#domains/screening/text.ts'
import { CampaignScreening } from '#domains/screening/web/public.tsx'
import { getForecastView } from '#domains/simulation/contract.ts'
import { text as forecastText } from '#domains/simulation/text.ts'
import { CampaignForecast } from '#domains/simulation/web/public.tsx'
import { useMay, useWords } from '../client/session.tsx'
import { useAsk } from '../client/use-ask.ts'
import { type Filters, useFilters } from '../ui/filters.ts'
import { dayAt, daysOf, quickRanges } from '../ui/moments.ts'
import { Grid, PageFrame } from '../ui/PageFrame.tsx'
import { Shown } from '../ui/Shown.tsx'
import { StateTag } from '../ui/StateTag.tsx'
import { text as kit } from '../ui/text.ts'

const tabs = [
  'overview',
  'board',
  'forecast',
  'scoring',
  'screening',
  'gates',
  'plan',
  'recording',
  'handling',
  'story',
] as const
const search = z.object({ tab: z.enum(tabs).optional(), from: Day.optional(), to: Day.optional() })
type Search = z.output<typeof search>

/** While it is planned the steps come first, afterwards the numbers. */
const firstTab = ({ state }: CampaignDetail): (typeof tabs)[number] =>
  state === 'draft' || state === 'inReview' || state === 'ready' ? 'gates' : 'overview'

const Period = ({
  campaign,
  from,
  to,
  filters,
}: {
  campaign: CampaignDetail
  from: string
  to: string
  filters: Filters<Search>
}) => {
  const say = useWords()
  const today = dayAt(Date.now(), campaign.timeZone)
  const whole = dayjs(dayAt(Date.parse(campaign.startedAt ?? campaign.createdAt), campaign.timeZone))
  return (
    <DatePicker.RangePicker
      allowClear={false}
      aria-label={say(measureText.period)}
      value={[dayjs(from), dayjs(to)]}
      presets={[
        ...quickRanges.map((range) => {
          const [first, last] = daysOf(range, today)
          return { label: say(kit[range]), value: [dayjs(first), dayjs(last)] as [dayjs.Dayjs, dayjs.Dayjs] }
        }),
        { label: say(text.whole), value: [whole, dayjs(today)] as [dayjs.Dayjs, dayjs.Dayjs] },
      ]}
      onChange={(days) => {
        const [first, last] = days?.map((day) => day?.format('YYYY-MM-DD')) ?? []
        if (first && last) filters.set({ from: first, to: last })
      }}
    />
  )
}

const Overview = ({ campaign, from, to }: { campaign: CampaignDetail; from: string; to: string }) => (
  <>
    <DetectionAlarm campaignId={campaign.id} />
    <CampaignDialling campaignId={campaign.id} target={<AbandonTarget campaign={campaign} />} />
    <Grid least={420}>
      <CampaignFunnel campaignId={campaign.id} />
      <CampaignHours campaignId={campaign.id} from={from} to={to} />
    </Grid>
    {campaign.mode === 'predictive' && <CampaignAbandoned campaignId={campaign.id} />}
    <CampaignDetection campaignId={campaign.id} />
    <CampaignIndicators campaign={campaign} from={from} to={to} />
  </>
)

const tabNames = {
  ...text,
  board: boardText.board,
  forecast: forecastText.forecast,
  scoring: scoringText.scoring,
  screening: screeningText.screening,
  recording: recordingText.policy,
  handling: handlingTitle,
}
/** Tabs that not every reader of a campaign may open. */
const guarded = {
  board: getCampaignBoard,
  scoring: getScoring,
  forecast: getForecastView,
  screening: getScreening,
  recording: getPolicy,
  handling: handlingContract.getHandling,
} as const

const Content = ({ campaign }: { campaign: CampaignDetail }) => {
  const say = useWords()
  const may = useMay()
  const filters = useFilters(search)
  const teams = useAsk(listTeams, { query: { siteId: campaign.siteId } }, { freshMs: 60_000 })
  const today = dayAt(Date.now(), campaign.timeZone)
  const { tab = firstTab(campaign), from = today, to = today } = filters.values
  const teamNames = (teams.data ?? [])
    .filter(({ id }) => campaign.teamIds.includes(id))
    .map(({ name }) => name)
    .join(say({ zh: '、', en: ', ' }))
  const panels = {
    overview: <Overview campaign={campaign} from={from} to={to} />,
    board: <CampaignBoard campaignId={campaign.id} from={from} to={to} />,
    forecast: (
      <CampaignForecast
        campaignId={campaign.id}
        ended={campaign.state === 'finished' || campaign.state === 'reviewed'}
      />
    ),
    screening: <CampaignScreening campaignId={campaign.id} hasList={campaign.listId !== null} />,
    scoring: (
      <CampaignScoring
        campaignId={campaign.id}
        ended={campaign.state === 'finished' || campaign.state === 'reviewed'}
      />
    ),
    gates: <CampaignGates campaign={campaign} />,
    plan: <CampaignPlan campaign={campaign} teamNames={teamNames} />,
    recording: <CampaignRecording campaignId={campaign.id} />,
    handling: (
      <>
        <CampaignHandling campaignId={campaign.id} />
        {may(getCampaignSurvey) && <CampaignSurvey campaignId={campaign.id} />}
      </>
    ),
    story: <CampaignStory campaign={campaign} />,
  }
  return (
    <PageFrame
      title={campaign.name}
      crumbs={[{ title: text.campaigns, to: '/campaigns' }]}
      aside={<StateTag tone={campaignTones[campaign.state]} text={stateWords[campaign.state]} />}
      actions={<CampaignActions campaign={campaign} />}
    >
      <Tabs
        activeKey={tab}
        onChange={(next) => filters.set({ tab: next as Search['tab'] })}
        items={tabs
          .filter((key) => !(key in guarded) || may(guarded[key as keyof typeof guarded]))
          .map((key) => ({ key, label: say(tabNames[key]) }))}
        tabBarStyle={{ marginBottom: 0 }}
        {...(tab === 'overview' || tab === 'board'
          ? { tabBarExtraContent: <Period campaign={campaign} from={from} to={to} filters={filters} /> }
          : {})}
      />
      {panels[tab]}
    </PageFrame>
  )
}

/** One campaign: its state and what may be done, the funnel, the day, the numbers; its steps, plan and story. */
export const CampaignPage = () => {
  const { campaignId } = useParams({ strict: false }) as { campaignId: string }
  const asked = useAsk(getCampaign, { params: { campaignId } }, { everyMs: 15_000 })
  return <Shown asked={asked}>{(campaign) => <Content key={campaign.id} campaign={campaign} />}</Shown>
}
