import { Link } from '@tanstack/react-router'
import { Button, Select, Space } from 'antd'
import type { z } from 'zod'
import { fill } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { Pareto } from '#web/ui/charts/Pareto.tsx'
import type { Filters } from '#web/ui/filters.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { type Cause, causes, nextCause, notKnown } from '../cause.ts'
import { countCauses } from '../contract.ts'
import { causeWords, text } from '../text.ts'
import { CauseTrail, causeName, type Narrowed } from './CauseTrail.tsx'

type Search = Filters<z.output<typeof countCauses.query>>

const Controls = ({ filters }: { filters: Search }) => {
  const say = useWords()
  const { by, ...narrowed } = filters.values
  return (
    <Space>
      <label htmlFor="complaint-by">{say(text.tellApartBy)}</label>
      <Select<Cause>
        id="complaint-by"
        style={{ width: 190 }}
        value={by}
        onChange={(chosen) => filters.set({ by: chosen })}
        options={causes.map((value) => ({ value, label: say(causeWords[value]) }))}
      />
      <Link to={'/complaints' as string} search={narrowed as never}>
        {say(text.openList)}
      </Link>
    </Space>
  )
}

/** Complaints by one cause, the most frequent first; a bar narrows to it and tells the rest apart by the next. */
export const ComplaintCauses = ({ filters }: { filters: Search }) => {
  const say = useWords()
  const { by, ...narrowed } = filters.values
  const asked = useAsk(countCauses, { query: filters.values }, { everyMs: 60_000 })
  const layers: Narrowed = Object.fromEntries(causes.map((cause) => [cause, narrowed[cause]]))
  const narrowTo = (key: string) =>
    filters.set({ [by]: key, by: nextCause({ ...layers, [by]: key }, by) } as Partial<Search['values']>)
  const all = Object.fromEntries(causes.map((cause) => [cause, undefined]))
  const isNarrowed = causes.some((cause) => layers[cause] !== undefined)
  const { zh, en } = causeWords[by]
  return (
    <Sheet extra={<Controls filters={filters} />}>
      {isNarrowed && (
        <Space wrap aria-label={say(text.layers)} role="group" style={{ marginBottom: 8 }}>
          <Button type="link" size="small" onClick={() => filters.set({ ...all, by: 'topic' })}>
            {say(text.allComplaints)}
          </Button>
          <CauseTrail narrowed={layers} onTake={(cause) => filters.set({ [cause]: undefined, by: cause })} />
        </Space>
      )}
      <Shown asked={asked} rows={8}>
        {(rows) => (
          <Pareto
            title={{ zh: fill(text.byCause.zh, { cause: zh }), en: fill(text.byCause.en, { cause: en }) }}
            counted={text.complaints}
            height={340}
            items={rows.map((row) => ({ key: row.key ?? notKnown, name: causeName(say, by, row), count: row.count }))}
            onPick={narrowTo}
          />
        )}
      </Shown>
    </Sheet>
  )
}
