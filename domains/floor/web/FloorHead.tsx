import { Input, Segmented, Select } from 'antd'
import { type AgentState, agentStateCodes, agentStates, pauses } from '#domains/presence/contract.ts'
import { stateIcons, stateTones } from '#domains/presence/web/public.tsx'
import { HeadsetButton, useHeadset } from '#domains/telephony/web/public.tsx'
import { useWords } from '#web/client/session.tsx'
import { Figure } from '#web/ui/Figure.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { Grid } from '#web/ui/PageFrame.tsx'
import type { Floor, FloorAgent } from '../contract.ts'
import { text } from '../text.ts'
import style from './floor.module.css'
import { type FloorFilters, matches } from './floor-filters.ts'

const sum = (numbers: readonly (number | null)[]): number => numbers.reduce<number>((all, one) => all + (one ?? 0), 0)

/** The numbers of the whole floor in sight. */
export const FloorFigures = ({ floor }: { floor: Floor }) => {
  const say = useWords()
  const { agents, calls, campaigns } = floor
  const count = (...states: string[]): number => calls.filter(({ state }) => states.includes(state)).length
  const answered = sum(campaigns.map((campaign) => campaign.answered))
  const abandoned = sum(campaigns.map((campaign) => campaign.abandoned))
  const target = sum(campaigns.map(({ targetToday }) => targetToday))
  const rate = answered > 0 ? abandoned / answered : null
  const paused = agents.filter(({ state }) => (pauses as readonly string[]).includes(state)).length
  return (
    <Grid least={150}>
      <Figure name={text.signedIn} value={agents.length} footnote={say(text.paused, { n: paused })} />
      <Figure
        name={text.lines}
        value={calls.length}
        footnote={say(text.linesOf, {
          ringing: count('placed', 'ringing'),
          talking: count('talking'),
          waiting: count('answered'),
        })}
      />
      <Figure
        name={text.abandonRate}
        value={rate}
        unit="share"
        of={{ top: abandoned, per: answered }}
        explain={text.abandonRateHelp}
        tone={rate === null || rate < 0.03 ? 'plain' : rate < 0.05 ? 'warn' : 'alarm'}
      />
      <Figure
        name={text.campaignConnects}
        value={sum(campaigns.map(({ connects }) => connects))}
        footnote={say(text.attemptsToday, { n: formatNumber(sum(campaigns.map(({ attempts }) => attempts))) })}
      />
      <Figure
        name={text.campaignSuccesses}
        value={sum(campaigns.map(({ successes }) => successes))}
        footnote={target > 0 ? say(text.ofTarget, { n: formatNumber(target) }) : say(text.noTarget)}
      />
    </Grid>
  )
}

/** How many are in each state; a click shows only these. */
const StateCounts = ({ agents, filters }: { agents: readonly FloorAgent[]; filters: FloorFilters }) => {
  const say = useWords()
  const counts = new Map<AgentState, number>()
  for (const agent of agents)
    if (matches(filters.values, agent, { but: 'state' })) counts.set(agent.state, (counts.get(agent.state) ?? 0) + 1)
  const { state: chosen } = filters.values
  const shown = agentStateCodes.filter((state) => counts.has(state) || state === chosen)
  return (
    <fieldset className={style.states}>
      <legend>{say(text.state)}</legend>
      <button type="button" aria-pressed={!chosen} onClick={() => filters.set({ state: undefined })}>
        {say(text.allStates)} <b>{sum([...counts.values()])}</b>
      </button>
      {shown.map((state) => (
        <button
          key={state}
          type="button"
          className={style[stateTones[state]]}
          aria-pressed={state === chosen}
          onClick={() => filters.set({ state: state === chosen ? undefined : state })}
        >
          <span aria-hidden="true">{stateIcons[state]}</span> {say(agentStates[state])} <b>{counts.get(state) ?? 0}</b>
        </button>
      ))}
    </fieldset>
  )
}

/** What a leader listens and whispers through. */
const OwnHeadset = () => {
  const worn = useHeadset()
  return <HeadsetButton worn={worn} isOptional />
}

/** Which part of the floor is shown, and how; and the reader's own headset, to step in with. */
export const FloorToolbar = ({ floor, filters }: { floor: Floor; filters: FloorFilters }) => {
  const say = useWords()
  const { view, teamId, campaignId, search } = filters.values
  const pick = (
    name: 'teamId' | 'campaignId',
    value: string | undefined,
    options: readonly { id: string; name: string }[],
  ) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      className={style.pick ?? ''}
      aria-label={say(name === 'teamId' ? text.team : text.campaign)}
      placeholder={say(name === 'teamId' ? text.team : text.campaign)}
      value={value ?? null}
      options={options.map(({ id, name: label }) => ({ value: id, label }))}
      onChange={(chosen: string | null) => filters.set({ [name]: chosen ?? undefined })}
    />
  )
  return (
    <div className={style.toolbar}>
      <StateCounts agents={floor.agents} filters={filters} />
      <div className={style.picks}>
        <OwnHeadset />
        {pick('teamId', teamId, floor.teams)}
        {pick('campaignId', campaignId, floor.campaigns)}
        <Input.Search
          key={search ?? ''}
          allowClear
          className={style.search ?? ''}
          aria-label={say(text.search)}
          placeholder={say(text.search)}
          defaultValue={search ?? ''}
          onSearch={(typed) => filters.set({ search: typed.trim() || undefined })}
        />
        <Segmented
          aria-label={say(text.view)}
          value={view}
          options={(['seats', 'table'] as const).map((value) => ({ value, label: say(text[value]) }))}
          onChange={(chosen) => filters.set({ view: chosen })}
        />
      </div>
    </div>
  )
}
