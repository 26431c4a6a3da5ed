import { Table } from 'antd'
import { addDays } from '#contract/days.ts'
import { listCampaigns } from '#domains/campaigns/contract.ts'
import { useCampaignField } from '#domains/campaigns/web/public.tsx'
import { type MeasuredGroup, measure, measureCampaign } from '#domains/metrics/contract.ts'
import { useTeamField } from '#domains/people/web/public.tsx'
import { useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { IsoScatter } from '#web/ui/charts/IsoScatter.tsx'
import { StackedBars } from '#web/ui/charts/StackedBars.tsx'
import { ZoneScatter } from '#web/ui/charts/ZoneScatter.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { formatDuration, formatNumber, formatShare } from '#web/ui/format.ts'
import { dayAt } from '#web/ui/moments.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import { paceZoneWords, stateFindingWords, text } from '../text.ts'
import { type PicturePerson, pictureCodes, picturePeople, readStates, successValuesOf } from './picture-people.ts'
import { pictureSearch } from './picture-search.ts'

const shownDays = 7

const useFields = (campaignId: string | undefined): SearchField[] => {
  const campaign = useCampaignField(campaignId)
  const team = useTeamField()
  return [campaign, team, { kind: 'days', name: 'from', until: 'to', label: text.days }]
}

const StateTime = ({ people }: { people: readonly PicturePerson[] }) => {
  const say = useWords()
  const known = people.filter(({ states }) => states !== null)
  const read = readStates(known)
  return (
    <Sheet>
      <StackedBars
        title={text.picture1}
        unit="share"
        sortBy="talking"
        parts={[
          { key: 'talking', name: text.talking },
          { key: 'idle', name: text.idle },
          { key: 'notReady', name: text.notReady },
          { key: 'other', name: text.otherTime },
        ]}
        rows={known.map(({ agentId, name, states }) => ({
          key: agentId,
          name,
          values: states ? [states.utilisation, states.idle, states.notReady, states.other] : [],
        }))}
      />
      {read.length > 0 && (
        <Table
          size="small"
          pagination={false}
          rowKey="finding"
          dataSource={read}
          columns={[
            {
              key: 'finding',
              width: 220,
              title: say(text.reads),
              render: (_, { finding }) => say(stateFindingWords[finding]),
            },
            { key: 'names', title: say(text.agent), render: (_, { names }) => names.join(say({ zh: '、', en: ', ' })) },
          ]}
        />
      )}
    </Sheet>
  )
}

const Pace = ({ people }: { people: readonly PicturePerson[] }) => (
  <Sheet>
    <ZoneScatter
      title={text.picture2}
      height={380}
      x={{ name: text.refusalLength, unit: 'duration' }}
      y={{ name: text.callsPerHour, unit: 'decimal' }}
      zones={{
        lowLow: { name: paceZoneWords.shortFew, tone: 'info' },
        lowHigh: { name: paceZoneWords.shortMany, tone: 'ok' },
        highLow: { name: paceZoneWords.longFew, tone: 'warn' },
        highHigh: { name: paceZoneWords.longMany, tone: 'quiet' },
      }}
      points={people.flatMap(({ agentId, name, pace, calls, isSmall }) =>
        pace ? [{ key: agentId, name, x: pace.length, y: pace.callsPerHour, sample: calls, isSmall }] : [],
      )}
    />
  </Sheet>
)

const Value = ({ people }: { people: readonly PicturePerson[] }) => {
  const say = useWords()
  return (
    <Sheet title={text.successValue} help={text.successValueHelp}>
      <IsoScatter
        title={text.picture3}
        height={380}
        x={{ name: text.successes, unit: 'count' }}
        y={{ name: text.successRate, unit: 'share' }}
        product={{ name: text.successValue }}
        points={people.flatMap(({ agentId, name, successes, calls, isSmall }) =>
          calls > 0 ? [{ key: agentId, name, x: successes, y: successes / calls, sample: calls, isSmall }] : [],
        )}
      />
      <Table
        size="small"
        rowKey="agentId"
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        dataSource={successValuesOf(people)}
        columns={[
          { key: 'name', title: say(text.agent), dataIndex: 'name' },
          {
            key: 'successes',
            align: 'right',
            title: say(text.successes),
            render: (_, row) => formatNumber(row.successes),
          },
          { key: 'rate', align: 'right', title: say(text.successRate), render: (_, row) => formatShare(row.rate) },
          {
            key: 'value',
            align: 'right',
            title: say(text.successValue),
            render: (_, row) => formatNumber(row.value, 2),
          },
          {
            key: 'perHour',
            align: 'right',
            title: say(text.perHour),
            render: (_, row) => formatNumber(row.perHour, 3),
          },
          {
            key: 'success',
            align: 'right',
            title: say(text.successLength),
            render: (_, row) => formatDuration(row.successLength),
          },
        ]}
      />
    </Sheet>
  )
}

const Pictures = ({ groups }: { groups: readonly MeasuredGroup[] }) => {
  const people = picturePeople(groups)
  if (people.length === 0) return <Nothing />
  return (
    <>
      <StateTime people={people} />
      <Pace people={people} />
      <Value people={people} />
    </>
  )
}

/** The three combinations of one campaign or team as pictures, person by person. */
export const PicturePage = () => {
  const filters = useFilters(pictureSearch)
  const today = dayAt(Date.now(), useTimeZone())
  const fields = useFields(filters.values.campaignId)
  const [pressing] = useAsk(listCampaigns, { query: { pageSize: 1 } }, { freshMs: 60_000 }).data?.rows ?? []
  const { teamId, from = addDays(today, 1 - shownDays), to = today } = filters.values
  // People on different campaigns cannot be compared: one campaign, or one team, at a time.
  const campaignId = filters.values.campaignId ?? (teamId ? undefined : pressing?.id)
  const query = { codes: pictureCodes.join(','), by: 'agent', from, to, ...(teamId ? { teamId } : {}) }
  const ofTeam = useAsk(measure, { query }, { when: campaignId === undefined && teamId !== undefined, keep: false })
  const ofCampaign = useAsk(
    measureCampaign,
    { params: { campaignId: campaignId ?? '' }, query },
    { when: campaignId !== undefined, keep: false },
  )
  const asked = campaignId === undefined ? ofTeam : ofCampaign
  return (
    <PageFrame title={text.pictures} help={text.picturesHelp}>
      <SearchForm fields={fields} filters={{ ...filters, values: { ...filters.values, campaignId, from, to } }} />
      <Shown asked={asked} rows={10}>
        {(groups) => <Pictures groups={groups} />}
      </Shown>
    </PageFrame>
  )
}
