import { Button, Space } from 'antd'
import { useContext } from 'react'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, Facts, useDrawer } from '#web/ui/Drawers.tsx'
import { type Filters, useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { nameOfRow, tellingChanges } from '../audit-changes.ts'
import { type AuditEntry, type AuditQuery, auditOperations, listAudit } from '../contract.ts'
import { tableNames, text } from '../text.ts'
import style from './audit.module.css'
import { ChangeTable, FieldName, FieldValue, NamesContext, noNames } from './ChangeTable.tsx'

const tones: Record<AuditEntry['operation'], Tone> = { insert: 'ok', update: 'info', delete: 'alarm' }

const Who = ({ entry }: { entry: AuditEntry }) => {
  const say = useWords()
  if (entry.actorId === null) return <span className={style.faint}>{say(text.system)}</span>
  return <>{entry.actorName ?? entry.actorId.slice(0, 8)}</>
}
const What = ({ tableName }: Pick<AuditEntry, 'tableName'>) => {
  const say = useWords()
  return <span title={tableName}>{tableNames[tableName] ? say(tableNames[tableName]) : tableName}</span>
}
/** The row by its name; where it has none of its own, by the name of what it belongs to. */
const Which = ({ entry }: { entry: AuditEntry }) => {
  const names = useContext(NamesContext)
  const name = nameOfRow(entry)
  return <>{names[name] ?? name}</>
}
const shownAtOnce = 2
const Summary = ({ entry }: { entry: AuditEntry }) => {
  const say = useWords()
  const changes = tellingChanges(entry)
  const more = changes.length - shownAtOnce
  return (
    <span className={style.summary}>
      {changes.slice(0, shownAtOnce).map((change) => (
        <span key={change.field}>
          <FieldName field={change.field} />
          {say({ zh: '：', en: ': ' })}
          {entry.operation === 'update' && (
            <>
              <FieldValue value={change.before} /> →{' '}
            </>
          )}
          <FieldValue value={entry.operation === 'delete' ? change.before : change.after} />
        </span>
      ))}
      {more > 0 && <span className={style.faint}>{say(text.andMore, { total: changes.length, more })}</span>}
    </span>
  )
}

const columns: readonly Column<AuditEntry>[] = [
  { key: 'when', title: text.when, width: 190, show: ({ at }) => <Moment at={at} grain="second" /> },
  { key: 'who', title: text.who, width: 130, cut: true, show: (entry) => <Who entry={entry} /> },
  {
    key: 'deed',
    title: text.deed,
    width: 90,
    show: ({ operation }) => <StateTag tone={tones[operation]} text={text.operations[operation]} />,
  },
  { key: 'what', title: text.what, width: 130, cut: true, show: (entry) => <What {...entry} /> },
  { key: 'which', title: text.which, width: 180, cut: true, show: (entry) => <Which entry={entry} /> },
  { key: 'changes', title: text.changes, show: (entry) => <Summary entry={entry} /> },
]

/** One entry in full, and from there everything about the record or by the person. */
const EntryDrawer = ({
  open,
  entry,
  onClose,
  onNarrow,
}: {
  open: boolean
  entry: AuditEntry | undefined
  onClose: () => void
  onNarrow: (change: Partial<AuditQuery>) => void
}) => {
  const say = useWords()
  const names = useContext(NamesContext)
  return (
    <DetailDrawer
      open={open}
      title={entry ? (names[nameOfRow(entry)] ?? nameOfRow(entry)) : ''}
      onClose={onClose}
      width={720}
      extra={
        entry && (
          <Space>
            <Button onClick={() => onNarrow({ tableName: entry.tableName, rowId: entry.rowId })}>
              {say(text.thisRecord)}
            </Button>
            {entry.actorId && (
              <Button onClick={() => onNarrow({ actorId: entry.actorId ?? undefined })}>{say(text.thisPerson)}</Button>
            )}
          </Space>
        )
      }
    >
      {entry && (
        <>
          <Facts
            items={[
              { name: text.when, value: <Moment at={entry.at} grain="second" /> },
              { name: text.who, value: <Who entry={entry} /> },
              {
                name: text.deed,
                value: <StateTag tone={tones[entry.operation]} text={text.operations[entry.operation]} />,
              },
              { name: text.what, value: <What {...entry} /> },
              { name: text.recordId, value: <code>{entry.rowId}</code>, wide: true },
            ]}
          />
          <ChangeTable entry={entry} />
        </>
      )}
    </DetailDrawer>
  )
}

const useSearchFields = (filters: Filters<AuditQuery>) => {
  const { tableName } = filters.values
  const tables = [...new Set([...Object.keys(tableNames), ...(tableName ? [tableName] : [])])]
  return [
    { kind: 'days', name: 'from', until: 'until', label: text.days },
    {
      kind: 'select',
      name: 'tableName',
      label: text.what,
      options: tables.map((value) => ({ value, text: tableNames[value] ?? value })),
    },
    {
      kind: 'select',
      name: 'operation',
      label: text.deed,
      options: auditOperations.map((value) => ({ value, text: text.operations[value] })),
    },
    { kind: 'text', name: 'rowId', label: text.recordId },
    { kind: 'text', name: 'actorId', label: { zh: '操作人编号', en: 'Id of the person' } },
  ] as const
}

/** Who changed what, and when. */
export const AuditPage = () => {
  const filters = useFilters(listAudit.query)
  const entries = useAsk(listAudit, { query: filters.values })
  const fields = useSearchFields(filters)
  const detail = useDrawer<AuditEntry>()
  const narrow = (change: Partial<AuditQuery>) => {
    detail.close()
    filters.set({ tableName: undefined, rowId: undefined, actorId: undefined, ...change })
  }
  return (
    <PageFrame title={text.audit} help={text.auditHelp}>
      <SearchForm fields={fields} filters={filters} />
      <NamesContext value={entries.data?.names ?? noNames}>
        <DataTable
          name="audit"
          asked={entries}
          columns={columns}
          rowKey={({ id }) => String(id)}
          paging={filters.cursor}
          filters={filters}
          onOpen={detail.show}
          empty={{ words: text.noAudit }}
        />
        <EntryDrawer open={detail.open} entry={detail.shown} onClose={detail.close} onNarrow={narrow} />
      </NamesContext>
    </PageFrame>
  )
}
