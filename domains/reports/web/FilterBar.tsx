import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, DatePicker, Input, Segmented, Select, Space } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { addDays } from '#contract/days.ts'
import type { Words } from '#contract/words.ts'
import { listCampaigns } from '#domains/campaigns/contract.ts'
import { listSites, listTeams } from '#domains/people/contract.ts'
import { usePeopleChoices } from '#domains/people/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { weekSpan } from '#web/ui/week-span.ts'
import { comparisons, type Edition, editions, type Period } from '../period.ts'
import type { Level } from '../report.ts'
import { text } from '../text.ts'
import { levelWords } from '../words.ts'
import { isFixed } from './address.ts'
import type { ReportFilters, ReportProps } from './report-props.ts'
import style from './reports.module.css'

const PeriodChoice = ({ filters, period }: { filters: ReportFilters; period: Period | undefined }) => {
  const say = useWords()
  const { edition, day, back } = filters.values
  const set = (change: Record<string, unknown>) =>
    filters.set({
      day: undefined,
      from: undefined,
      to: undefined,
      back: 0,
      viewId: undefined,
      pack: undefined,
      ...change,
    } as never)
  const choose = (next: Edition) => set(next === 'custom' && period ? { edition: next, ...period } : { edition: next })
  const isNow = !day && back === 0
  return (
    <Space.Compact>
      <Segmented<Edition>
        aria-label={say(text.edition)}
        value={edition}
        onChange={choose}
        options={editions.map((value) => ({ value, label: say(text.editions[value]) }))}
      />
      {isFixed(edition) && period && (
        <>
          <Button
            icon={<LeftOutlined />}
            aria-label={say(text.earlier)}
            onClick={() => set({ edition, day: addDays(period.from, -1) })}
          />
          <DatePicker
            allowClear={false}
            picker={edition === 'day' ? 'date' : edition}
            {...(edition === 'week' ? { format: weekSpan, inputReadOnly: true } : {})}
            value={dayjs(period.from)}
            onChange={(picked) => picked && set({ edition, day: picked.format('YYYY-MM-DD') })}
          />
          <Button
            icon={<RightOutlined />}
            aria-label={say(text.later)}
            disabled={isNow}
            onClick={() => set({ edition, day: addDays(period.to, 1) })}
          />
          {!isNow && <Button onClick={() => set({ edition })}>{say(text.current)}</Button>}
        </>
      )}
      {edition === 'custom' && (
        <DatePicker.RangePicker
          allowClear={false}
          value={period ? [dayjs(period.from), dayjs(period.to)] : null}
          onChange={(days) =>
            set({ edition, from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })
          }
        />
      )}
    </Space.Compact>
  )
}

type Option = { value: string; label: string }
type OneProps = {
  name: string
  label: Words
  options: readonly Option[]
  filters: ReportFilters
  width?: number
  /** Told what is typed where the choices are found by it. */
  onType?: (typed: string) => void
}
const One = ({ name, label, options, filters, width = 132, onType }: OneProps) => {
  const say = useWords()
  const value = (filters.values as Record<string, unknown>)[name] as string | undefined
  return (
    <Select<string>
      allowClear
      showSearch={onType ? { filterOption: false, onSearch: onType } : { optionFilterProp: 'label' }}
      aria-label={say(label)}
      placeholder={say(label)}
      style={{ width }}
      value={value ?? null}
      options={[...options]}
      onChange={(chosen) => filters.set({ [name]: chosen } as never)}
    />
  )
}

const Typed = ({ name, label, filters }: Omit<OneProps, 'options'>) => {
  const say = useWords()
  const value = String((filters.values as Record<string, unknown>)[name] ?? '')
  const [typed, setTyped] = useState<string>()
  const done = () => {
    if (typed !== undefined && typed !== value) filters.set({ [name]: typed || undefined } as never)
    setTyped(undefined)
  }
  return (
    <Input
      allowClear
      aria-label={say(label)}
      placeholder={say(label)}
      style={{ width: 96 }}
      value={typed ?? value}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={done}
      onPressEnter={done}
    />
  )
}

const Narrow = ({ filters }: { filters: ReportFilters }) => {
  const may = useMay()
  const { siteId, teamId } = filters.values
  const sites = useAsk(listSites, undefined, { freshMs: 600_000 })
  const teams = useAsk(listTeams, { query: siteId ? { siteId } : {} }, { freshMs: 600_000 })
  const campaigns = useAsk(listCampaigns, { query: { pageSize: 200 } }, { freshMs: 300_000, when: may(listCampaigns) })
  const agents = usePeopleChoices(filters.values.agentId, { teamId })
  const named = (rows: readonly { id: string; name: string }[] | undefined): Option[] =>
    (rows ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      {(sites.data?.length ?? 0) > 1 && (
        <One name="siteId" label={levelWords.site} options={named(sites.data)} filters={filters} />
      )}
      <One
        name="campaignId"
        label={levelWords.campaign}
        options={named(campaigns.data?.rows)}
        filters={filters}
        width={168}
      />
      <One name="teamId" label={levelWords.team} options={named(teams.data)} filters={filters} />
      <One
        name="agentId"
        label={levelWords.agent}
        options={agents.options.map(({ value, text: name }) => ({ value, label: name }))}
        filters={filters}
        onType={agents.onType}
      />
      <Typed name="product" label={levelWords.product} filters={filters} />
      <Typed name="region" label={levelWords.region} filters={filters} />
    </>
  )
}

/** What is wanted: period, comparison, level and filters; all of it stands in the address. */
export const FilterBar = ({ description, filters, period }: ReportProps & { period: Period | undefined }) => {
  const say = useWords()
  const { compare, by } = filters.values
  const shown = (by?.split(',') ?? description.by) as Level[]
  return (
    <search className={style.filters} aria-label={say(text.filters)}>
      <PeriodChoice filters={filters} period={period} />
      {description.code !== 'feedback' && description.code !== 'updates' && (
        <Select
          aria-label={say(text.compare)}
          style={{ width: 156 }}
          value={compare}
          options={comparisons.map((value) => ({ value, label: say(text.comparisons[value]) }))}
          onChange={(chosen) => filters.set({ compare: chosen })}
        />
      )}
      <Select<Level[]>
        aria-label={say(text.by)}
        mode="multiple"
        maxCount={description.code === 'updates' ? 1 : 2}
        prefix={say(text.by)}
        style={{ minWidth: 148 }}
        value={shown}
        options={description.levels.map((value) => ({ value, label: say(levelWords[value]) }))}
        onChange={(chosen) => filters.set({ by: chosen.length > 0 ? chosen.join(',') : undefined, sort: undefined })}
      />
      <Narrow filters={filters} />
    </search>
  )
}
