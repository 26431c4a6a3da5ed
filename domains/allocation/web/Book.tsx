import { Link } from '@tanstack/react-router'
import { Button, Progress, Segmented, Space } from 'antd'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { outcomeWords } from '#domains/calls/text.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { Figure } from '#web/ui/Figure.tsx'
import type { Filters } from '#web/ui/filters.ts'
import { Grid } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { text as kit } from '#web/ui/text.ts'
import { MaskedNumber, Moment, Words } from '#web/ui/Values.tsx'
import { type BookQuery, getBook, getBookSummary } from '../contract.ts'
import type { BookRow } from '../shapes.ts'
import { stepWords, text } from '../text.ts'

type Asked = z.output<typeof BookQuery>

const Goal = ({ value, goal }: { value: number; goal: number }) => (
  <Progress
    percent={goal === 0 ? 100 : Math.min(100, Math.round((value / goal) * 100))}
    showInfo={false}
    size="small"
    status={value >= goal ? 'success' : 'normal'}
    aria-label={`${value} / ${goal}`}
    style={{ width: 120 }}
  />
)

/** How a book stands: live prospects against the goal, what is due, the visits of the day. */
export const BookFigures = ({ agentId }: { agentId: string | undefined }) => {
  const asked = useAsk(getBookSummary, { query: { agentId } }, { everyMs: 30_000 })
  return (
    <Shown asked={asked} rows={2}>
      {(book) => (
        <Grid least={170}>
          <Figure
            name={text.live}
            explain={text.liveHelp}
            value={book.live}
            of={{ top: book.live, per: book.liveGoal }}
            footnote={<Goal value={book.live} goal={book.liveGoal} />}
          />
          <Figure
            name={text.dueToday}
            value={book.dueToday}
            footnote={book.overdue > 0 && <StateTag tone="alarm" text={text.overdue} />}
            tone={book.overdue > 0 ? 'alarm' : 'plain'}
          />
          <Figure
            name={text.newToday}
            explain={text.newHelp}
            value={book.newToday}
            of={{ top: book.newToday, per: book.newGoal }}
            footnote={<Goal value={book.newToday} goal={book.newGoal} />}
          />
          <Figure
            name={text.revisitsToday}
            explain={text.revisitsHelp}
            value={book.revisitsToday}
            of={{ top: book.revisitsToday, per: book.revisitsGoal }}
            footnote={<Goal value={book.revisitsToday} goal={book.revisitsGoal} />}
          />
        </Grid>
      )}
    </Shown>
  )
}

const stepTones: Record<BookRow['step'], Tone> = {
  callback: 'info',
  first: 'ok',
  again: 'quiet',
  followUp: 'ok',
  settled: 'quiet',
}
const isLate = ({ dueAt }: BookRow): boolean => dueAt !== null && Date.parse(dueAt) < Date.now()
const Step = ({ row }: { row: BookRow }) =>
  isLate(row) ? (
    <StateTag tone="alarm" text={text.overdue} />
  ) : (
    <StateTag tone={stepTones[row.step]} text={stepWords[row.step]} />
  )
const Outcome = ({ code }: { code: string | null }) => {
  const words = outcomeWords(code)
  return words ? <Words of={words} /> : <>–</>
}

const columns: readonly Column<BookRow>[] = [
  { key: 'step', title: text.nextStep, show: (row) => <Step row={row} />, width: 160 },
  { key: 'dueAt', title: text.dueAt, show: ({ dueAt }) => <Moment at={dueAt} />, width: 165 },
  { key: 'name', title: text.customer, show: ({ name }) => <strong>{name || '–'}</strong>, width: 120 },
  { key: 'number', title: text.number, show: ({ number }) => <MaskedNumber number={number} />, width: 125 },
  {
    key: 'kind',
    title: text.kindOf,
    show: ({ owned }) => <Words of={owned ? text.owned : text.assigned} />,
    width: 80,
  },
  { key: 'campaign', title: text.campaign, show: ({ campaignName }) => campaignName ?? '–', width: 130, cut: true },
  { key: 'lastAt', title: text.lastCall, show: ({ lastAt }) => <Moment at={lastAt} />, width: 165 },
  { key: 'outcome', title: text.lastOutcome, show: ({ lastOutcome }) => <Outcome code={lastOutcome} />, width: 140 },
  { key: 'note', title: text.note, show: ({ note }) => note || '–', cut: true, hidden: true },
]

/** The customers and contacts of an agent; `act` is what may be done with each. */
export const BookTable = ({ filters, act }: { filters: Filters<Asked>; act?: (row: BookRow) => ReactNode }) => {
  const say = useWords()
  const asked = useAsk(getBook, { query: filters.values }, { everyMs: 30_000 })
  const actions: Column<BookRow> = {
    key: 'actions',
    title: { zh: '操作', en: 'Actions' },
    fixed: 'end',
    width: 100,
    show: (row) => act?.(row),
  }
  return (
    <DataTable
      name="book"
      asked={asked}
      columns={act ? [...columns, actions] : columns}
      rowKey={({ key }) => key}
      paging={filters.pages}
      rowTone={(row) => (isLate(row) ? 'alarm' : undefined)}
      toolbar={
        <Segmented
          aria-label={say(kit.view)}
          value={filters.values.show}
          options={[
            { value: 'live', label: say(text.showLive) },
            { value: 'due', label: say(text.showDue) },
            { value: 'all', label: say(text.showAll) },
          ]}
          onChange={(show) => filters.set({ show: show as Asked['show'] })}
        />
      }
      empty={{
        words: text.bookEmpty,
        next: (
          <Space>
            <Link to="/pool">
              <Button size="small">{say(text.toPool)}</Button>
            </Link>
          </Space>
        ),
      }}
    />
  )
}
