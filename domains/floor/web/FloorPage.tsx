import { Button } from 'antd'
import { useCallback, useMemo } from 'react'
import { listReasons } from '#domains/presence/contract.ts'
import { DiskAlarm, TrunkAlarm } from '#domains/telephony/web/public.tsx'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { asking, useTopic } from '#web/client/use-topic.ts'
import { DataAge } from '#web/ui/DataAge.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { type Floor, type FloorAgent, floorNow, getFloor } from '../contract.ts'
import { text } from '../text.ts'
import { AgentDrawer } from './AgentDrawer.tsx'
import { FloorFigures, FloorToolbar } from './FloorHead.tsx'
import style from './floor.module.css'
import { type FloorFilters, floorSearch, matches, noFilters } from './floor-filters.ts'
import { HelpPanel } from './HelpPanel.tsx'
import { JoinedBar } from './JoinedBar.tsx'
import { SeatGrid } from './SeatGrid.tsx'
import { SeatTable } from './SeatTable.tsx'
import { CallPanel, CampaignPanel } from './SidePanel.tsx'
import { AheadContext } from './server-now.tsx'

const all = { of: 'all' } as const
const wholeFloor = { query: all }

/** Names for the ids a seat carries. */
const useNames = (floor: Floor) => {
  const locale = useLocale()
  const reasons = useAsk(listReasons, undefined, { freshMs: 300_000 })
  const reasonNames = useMemo(
    () => new Map((reasons.data ?? []).map(({ id, nameZh, nameEn }) => [id, locale === 'zh' ? nameZh : nameEn])),
    [reasons.data, locale],
  )
  const campaigns = useMemo(() => new Map(floor.campaigns.map(({ id, name }) => [id, name])), [floor.campaigns])
  const teams = useMemo(() => new Map(floor.teams.map(({ id, name }) => [id, name])), [floor.teams])
  return {
    teams,
    reasonOf: ({ reasonId }: FloorAgent) => (reasonId ? reasonNames.get(reasonId) : undefined),
    campaignOf: ({ campaignId }: FloorAgent) => (campaignId ? campaigns.get(campaignId) : undefined),
  }
}

const Nobody = ({ floor, filters }: { floor: Floor; filters: FloorFilters }) => {
  const say = useWords()
  if (floor.agents.length === 0)
    return <Nothing words={text.nobodyHere} next={<span>{say(text.nobodyHereHelp)}</span>} />
  return (
    <Nothing
      words={text.nobodyMatches}
      next={
        <Button size="small" onClick={() => filters.set(noFilters)}>
          {say(text.clear)}
        </Button>
      }
    />
  )
}

const Watched = ({ floor }: { floor: Floor }) => {
  const filters = useFilters(floorSearch)
  const { view, agentId, campaignId } = filters.values
  const names = useNames(floor)
  const shown = floor.agents.filter((agent) => matches(filters.values, agent))
  const { set } = filters
  const open = useCallback((id: string) => set({ agentId: id }), [set])
  const choose = (id: string) => set({ campaignId: id === campaignId ? undefined : id })
  const chosen = floor.agents.find(({ id }) => id === agentId)
  const seats = { agents: shown, chosen: agentId, onOpen: open, ...names }
  const dayStartsAt = (floor.campaigns.find(({ id }) => id === chosen?.campaignId) ?? floor.campaigns[0])?.dayStartsAt
  return (
    <>
      <JoinedBar agents={floor.agents} onOpen={open} />
      <FloorFigures floor={floor} />
      <FloorToolbar floor={floor} filters={filters} />
      <div className={style.columns}>
        <div>
          {shown.length === 0 ? (
            <Nobody floor={floor} filters={filters} />
          ) : view === 'table' ? (
            <SeatTable {...seats} />
          ) : (
            <SeatGrid {...seats} />
          )}
        </div>
        <aside className={style.side}>
          <HelpPanel agents={floor.agents} onOpen={open} />
          <CampaignPanel campaigns={floor.campaigns} chosen={campaignId} onChoose={choose} />
          <CallPanel floor={floor} onOpen={open} />
        </aside>
      </div>
      <AgentDrawer
        agent={chosen}
        open={agentId !== undefined}
        team={names.teams.get(chosen?.teamId ?? '')}
        campaign={chosen && names.campaignOf(chosen)}
        dayStartsAt={
          dayStartsAt ?? new Date(Date.parse(floor.at) - 12 * 3_600_000).toISOString().slice(0, 14).concat('00:00.000Z')
        }
        onClose={() => set({ agentId: undefined })}
      />
    </>
  )
}

/** The floor: who does what right now, how today goes against the plan, and where to step in. */
export const FloorPage = () => {
  const asked = useAsk(getFloor, wholeFloor, { freshMs: Number.POSITIVE_INFINITY })
  useTopic(floorNow, all, { into: asking(getFloor, wholeFloor) })
  // To the half second, so that the way a message took does not shake every timer.
  const ahead = useMemo(
    () => (asked.data ? Math.round((Date.parse(asked.data.at) - Date.now()) / 500) * 500 : 0),
    [asked.data],
  )
  return (
    <PageFrame title={text.floor} help={text.help} aside={<DataAge />}>
      <TrunkAlarm />
      <DiskAlarm />
      <AheadContext value={ahead}>
        <Shown asked={asked} rows={10}>
          {(floor) => <Watched floor={floor} />}
        </Shown>
      </AheadContext>
    </PageFrame>
  )
}
