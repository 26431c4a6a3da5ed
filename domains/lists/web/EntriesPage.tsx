import { Link } from '@tanstack/react-router'
import { Tag, Tooltip } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, MaskedNumber, Moment, Share } from '#web/ui/Values.tsx'
import { type Entry, listBatches, listEntries } from '../contract.ts'
import { text } from '../text.ts'
import style from './lists.module.css'
import { importAddress, listAddress } from './places.ts'
import { useList } from './use-list.ts'

const shownFirst = 4

/** A few attributes as tags, the rest on hover. */
const Attributes = ({ attributes }: Pick<Entry, 'attributes'>) => {
  const all = Object.entries(attributes)
  const more = all.slice(shownFirst)
  return (
    <span className={style.tags}>
      {all.slice(0, shownFirst).map(([name, value]) => (
        <Tag key={name}>
          <span className={style.faint}>{name}</span> {value.length > 24 ? `${value.slice(0, 24)}…` : value}
        </Tag>
      ))}
      {more.length > 0 && (
        <Tooltip title={more.map(([name, value]) => `${name}: ${value.slice(0, 80)}`).join('\n')}>
          <Tag tabIndex={0}>+{more.length}</Tag>
        </Tooltip>
      )}
    </span>
  )
}

/** The number that is dialled; others of the same person on hover. */
const Numbers = ({ number, furtherNumbers }: Pick<Entry, 'number' | 'furtherNumbers'>) => {
  const say = useWords()
  return (
    <>
      <MaskedNumber number={number} />{' '}
      {furtherNumbers.length > 0 && (
        <Tooltip title={`${say(text.furtherNumbers)}: ${furtherNumbers.join(', ')}`}>
          <Tag tabIndex={0}>+{furtherNumbers.length}</Tag>
        </Tooltip>
      )}
    </>
  )
}

const useColumns = (reverted: boolean, files: ReadonlyMap<string, string>): Column<Entry>[] => {
  const say = useWords()
  return [
    { key: 'number', title: text.number, width: 150, show: (entry) => <Numbers {...entry} /> },
    { key: 'name', title: text.person, width: 120, cut: true, show: ({ name }) => name || '–' },
    { key: 'attributes', title: text.attributes, width: 390, show: (entry) => <Attributes {...entry} /> },
    {
      key: 'priority',
      title: text.priority,
      explain: text.priorityHelp,
      width: 100,
      number: true,
      show: ({ priority }) => <Count value={priority} />,
    },
    {
      key: 'attemptLimit',
      title: text.attemptLimit,
      width: 105,
      number: true,
      show: ({ attemptLimit }) =>
        attemptLimit === null ? (
          <span className={style.faint}>{say(text.byCampaign)}</span>
        ) : (
          <Count value={attemptLimit} />
        ),
    },
    {
      key: 'answerChance',
      title: text.answerChance,
      explain: text.answerChanceHelp,
      width: 100,
      number: true,
      show: ({ answerChance }) => <Share value={answerChance} digits={0} />,
    },
    { key: 'batch', title: text.batch, width: 150, cut: true, show: ({ batchId }) => files.get(batchId) ?? '–' },
    { key: 'line', title: text.line, width: 80, number: true, show: ({ lineNumber }) => <Count value={lineNumber} /> },
    ...(reverted
      ? [
          {
            key: 'revertedAt',
            title: text.takenBack,
            width: 180,
            show: ({ revertedAt }: Entry) => <Moment at={revertedAt} />,
          },
        ]
      : []),
  ]
}

/** Everybody in a list, page by page however long it is. */
export const EntriesPage = () => {
  const say = useWords()
  const { listId, list } = useList()
  const filters = useFilters(listEntries.query)
  const entries = useAsk(listEntries, { params: { listId }, query: filters.values })
  const batches = useAsk(listBatches, { params: { listId } })
  const files = new Map((batches.data ?? []).map(({ id, fileName }) => [id, fileName]))
  const columns = useColumns(filters.values.reverted === 'yes', files)
  const used = (batches.data ?? []).filter(({ accepted, merged }) => accepted + merged > 0)
  return (
    <PageFrame
      title={text.entries}
      crumbs={[
        { title: text.lists, to: '/lists' },
        ...(list.data ? [{ title: list.data.name, to: listAddress(listId) }] : []),
      ]}
    >
      <SearchForm
        filters={filters}
        fields={[
          { kind: 'text', name: 'search', label: text.findEntry, placeholder: text.findEntryHint },
          {
            kind: 'select',
            name: 'batchId',
            label: text.batch,
            options: used.map(({ id, fileName }) => ({ value: id, text: fileName })),
          },
          {
            kind: 'select',
            name: 'reverted',
            label: text.showReverted,
            options: [
              { value: 'no', text: text.inForce },
              { value: 'yes', text: text.takenBack },
            ],
          },
        ]}
      />
      <DataTable
        name="list-entries"
        asked={entries}
        columns={columns}
        rowKey={({ id }) => id}
        paging={filters.cursor}
        filters={filters}
        empty={{ words: text.noEntries, next: <Link to={importAddress(listId)}>{say(text.import)}</Link> }}
      />
    </PageFrame>
  )
}
