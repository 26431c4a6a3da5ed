import { LockOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { DayField, NoteField } from '#web/ui/fields.tsx'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, Duration, Moment, Words } from '#web/ui/Values.tsx'
import {
  type FrozenPeriod,
  freezePeriod,
  getFrozenPeriod,
  type LateSource,
  listFrozenPeriods,
  openPeriod,
} from '../contract.ts'
import { lateSourceWords, text } from '../text.ts'

const columns: readonly Column<FrozenPeriod>[] = [
  {
    key: 'days',
    title: text.days,
    width: 180,
    show: ({ fromDay, toDay }) => (fromDay === toDay ? fromDay : `${fromDay} – ${toDay}`),
  },
  { key: 'version', title: text.version, width: 70, number: true, show: ({ version }) => version },
  {
    key: 'state',
    title: text.state,
    width: 104,
    show: ({ openedAt }) => (
      <StateTag tone={openedAt ? 'quiet' : 'ok'} text={openedAt ? text.opened : text.frozenNow} />
    ),
  },
  {
    key: 'frozenAt',
    title: text.frozenAt,
    width: 150,
    show: ({ frozenAt }) => <Moment at={frozenAt} grain="minute" />,
  },
  { key: 'frozenBy', title: text.frozenBy, width: 92, show: ({ frozenByName }) => frozenByName || '–' },
  {
    key: 'late',
    title: text.lateChanges,
    explain: text.lateChangesHelp,
    width: 120,
    number: true,
    show: ({ lateChanges, openedAt }) => (openedAt ? '–' : <Count value={lateChanges} />),
  },
  { key: 'openedBy', title: text.openedBy, width: 92, show: ({ openedByName }) => openedByName || '–' },
  { key: 'why', title: text.openedWhy, show: ({ openedWhy }) => openedWhy || '–' },
]

type Figure = {
  fact: string
  name: { zh: string; en: string }
  unit: 'count' | 'ms' | 'money'
  amount: number
  before: number | null
}
const Amount = ({ unit, value }: { unit: Figure['unit']; value: number | null }) =>
  unit === 'ms' ? <Duration seconds={value === null ? null : value / 1000} /> : <Count value={value} />
const figureColumns: readonly Column<Figure>[] = [
  { key: 'fact', title: text.fact, show: ({ name }) => <Words of={name} /> },
  {
    key: 'amount',
    title: text.amount,
    width: 140,
    number: true,
    show: ({ unit, amount }) => <Amount unit={unit} value={amount} />,
  },
  {
    key: 'before',
    title: text.before,
    width: 140,
    number: true,
    show: ({ unit, before }) => <Amount unit={unit} value={before} />,
  },
  {
    key: 'difference',
    title: text.difference,
    width: 120,
    number: true,
    show: ({ unit, amount, before }) => <Amount unit={unit} value={before === null ? null : amount - before} />,
  },
]
type Late = { source: LateSource; changes: number; notedAt: string }
const lateColumns: readonly Column<Late>[] = [
  { key: 'source', title: text.lateSource, show: ({ source }) => <Words of={lateSourceWords[source]} /> },
  {
    key: 'changes',
    title: text.latePlaces,
    width: 140,
    number: true,
    show: ({ changes }) => <Count value={changes} />,
  },
  {
    key: 'notedAt',
    title: text.lateNotedAt,
    width: 180,
    show: ({ notedAt }) => <Moment at={notedAt} grain="minute" />,
  },
]
const Figures = ({ period }: { period: FrozenPeriod }) => {
  const asked = useAsk(getFrozenPeriod, { params: { periodId: period.id } })
  const say = useWords()
  return (
    <>
      {!period.openedAt && (
        <section aria-label={say(text.lateBySource)}>
          <h3>{say(text.lateBySource)}</h3>
          <DataTable
            name="frozen-late"
            asked={{ ...asked, data: asked.data?.late }}
            columns={lateColumns}
            rowKey={({ source }) => source}
            empty={{ words: text.noLate }}
          />
        </section>
      )}
      <h3>{say(text.sums)}</h3>
      <DataTable
        name="frozen-figures"
        asked={{ ...asked, data: asked.data?.figures }}
        columns={figureColumns}
        rowKey={({ fact }) => fact}
      />
    </>
  )
}

/** Business days whose figures stand, by whom and in which version; freezing and opening them. */
export const PeriodListPage = () => {
  const say = useWords()
  const may = useMay()
  const periods = useAsk(listFrozenPeriods)
  const figures = useDrawer<FrozenPeriod>()
  const freezing = useDrawer()
  const opening = useDrawer<FrozenPeriod>()
  const freeze = useDo(freezePeriod, { refresh: [listFrozenPeriods], done: text.frozenDone, onDone: freezing.close })
  const open = useDo(openPeriod, { refresh: [listFrozenPeriods], done: text.openedDone, onDone: opening.close })
  const actions: Column<FrozenPeriod> = {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 120,
    show: (period) =>
      period.openedAt ? null : (
        <Button
          type="link"
          size="small"
          onClick={(event) => {
            event.stopPropagation()
            opening.show(period)
          }}
        >
          {say(text.open)}
        </Button>
      ),
  }
  return (
    <PageFrame
      title={text.periods}
      help={text.periodsHelp}
      actions={
        may(freezePeriod) && (
          <Button type="primary" icon={<LockOutlined />} onClick={() => freezing.show()}>
            {say(text.freeze)}
          </Button>
        )
      }
    >
      <DataTable
        name="frozen-periods"
        asked={periods}
        columns={may(openPeriod) ? [...columns, actions] : columns}
        rowKey={({ id }) => id}
        onOpen={figures.show}
        empty={{ words: text.noPeriods }}
      />
      <DetailDrawer open={figures.open} title={text.sums} onClose={figures.close} width={720}>
        {figures.shown && <Figures period={figures.shown} />}
      </DetailDrawer>
      <FormDrawer<{ from: string; to: string }>
        open={freezing.open}
        title={text.freezeTitle}
        values={undefined}
        onClose={freezing.close}
        onSave={async (body) => freeze.mutateAsync({ body })}
      >
        <p>{say(text.periodsHelp)}</p>
        <DayField name="from" label={text.from} required />
        <DayField name="to" label={text.to} required />
      </FormDrawer>
      <FormDrawer<{ why: string }>
        open={opening.open}
        title={
          opening.shown ? say(text.openTitle, { from: opening.shown.fromDay, to: opening.shown.toDay }) : say(text.open)
        }
        values={undefined}
        onClose={opening.close}
        onSave={async (body) => opening.shown && open.mutateAsync({ params: { periodId: opening.shown.id }, body })}
      >
        <p>{say(text.openHelp)}</p>
        <NoteField name="why" label={text.why} max={400} required />
      </FormDrawer>
    </PageFrame>
  )
}
