import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useCampaignField } from '#domains/campaigns/web/public.tsx'
import { useTeamField } from '#domains/people/web/public.tsx'
import { useWords } from '#web/client/session.tsx'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Measure } from '../../contract.ts'
import { CompareTab } from './CompareTab.tsx'
import { ControlTab } from './ControlTab.tsx'
import { FunnelTab } from './FunnelTab.tsx'
import { HoursTab } from './HoursTab.tsx'
import { PaceTab } from './PaceTab.tsx'
import { ReasonsTab } from './ReasonsTab.tsx'
import { ValueTab, ZonesTab } from './ScatterTabs.tsx'
import { type Tab, tabs, useSearch } from './search.ts'
import { TimeTab } from './TimeTab.tsx'
import { text } from './text.ts'
import { useMeasures } from './use-figures.tsx'

const useFields = (campaignId: string | undefined): readonly SearchField[] => {
  const campaign = useCampaignField(campaignId)
  const team = useTeamField()
  return [{ kind: 'days', name: 'from', until: 'to', label: text.period }, campaign, team]
}

/** Measures seen in many ways; the address says which, and every mark opens down to the calls. */
export const AnalysisPage = () => {
  const say = useWords()
  const { filters, narrow } = useSearch()
  const fields = useFields(filters.values.campaignId)
  const measures = useMeasures()
  const { tab, code, by, ending } = filters.values
  const onCode = (chosen: string) => filters.set({ code: chosen })
  const show = (all: readonly Measure[]): Record<Tab, () => ReactNode> => {
    const given = { measures: all, narrow }
    return {
      hours: () => <HoursTab {...given} code={code} onCode={onCode} />,
      funnel: () => <FunnelTab {...given} />,
      reasons: () => (
        <ReasonsTab narrow={narrow} ending={ending} onEnding={(chosen) => filters.set({ ending: chosen })} />
      ),
      agents: () => (
        <CompareTab
          {...given}
          code={code}
          by={by}
          onCode={onCode}
          onBy={(chosen) => filters.set({ by: chosen })}
          onTeam={(teamId) => filters.set({ teamId, by: 'agent' })}
        />
      ),
      zones: () => <ZonesTab {...given} />,
      value: () => <ValueTab {...given} />,
      time: () => <TimeTab {...given} />,
      control: () => <ControlTab {...given} code={code} onCode={onCode} />,
      pace: () => <PaceTab {...given} />,
    }
  }
  return (
    <PageFrame title={text.analysis} help={text.help}>
      <SearchForm fields={fields} filters={filters} />
      <Tabs
        activeKey={tab}
        onChange={(chosen) => filters.set({ tab: chosen as Tab, code: undefined })}
        items={tabs.map((key) => ({ key, label: say(text.tabs[key]) }))}
      />
      <Shown asked={measures} rows={8}>
        {(all) => show(all)[tab]()}
      </Shown>
    </PageFrame>
  )
}
