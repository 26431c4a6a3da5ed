import { SearchOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Space } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { type Duplicate, keepApart, listDuplicates, lookForDuplicates } from '../contract.ts'
import { reasonWords, text } from '../record-text.ts'
import { MergeDrawer } from './MergeDrawer.tsx'
import style from './record.module.css'

const Side = ({ of: { id, name, number, company, source } }: { of: Duplicate['one'] }) => {
  const say = useWords()
  return (
    <>
      <Link to={'/customers/$customerId' as string} params={{ customerId: id } as never}>
        {name || say(text.nobody)}
      </Link>{' '}
      <span className="ca-number">{number}</span> {company}
      <div className={style.faint}>{source}</div>
    </>
  )
}

const useColumns = (merge: (pair: Duplicate) => void): Column<Duplicate>[] => {
  const say = useWords()
  const may = useMay()
  const apart = useDo(keepApart, { refresh: [listDuplicates], done: text.markedDifferent })
  return [
    { key: 'one', title: text.keepThis, width: 270, show: ({ one }) => <Side of={one} /> },
    { key: 'other', title: text.otherRecord, width: 270, show: ({ other }) => <Side of={other} /> },
    {
      key: 'why',
      title: text.whyAlike,
      width: 190,
      show: ({ reasons, evidence }) => (
        <>
          {reasons.map((reason) => say(reasonWords[reason])).join(say({ zh: '、', en: ', ' }))}
          <div className={style.faint}>{evidence}</div>
        </>
      ),
    },
    { key: 'foundAt', title: text.foundAt, width: 170, show: ({ foundAt }) => <Moment at={foundAt} /> },
    {
      key: 'decide',
      title: text.decide,
      width: 190,
      fixed: 'end',
      show: (pair) => (
        <Space>
          <Button size="small" type="primary" onClick={() => merge(pair)}>
            {say(text.merge)}
          </Button>
          {may(keepApart) && (
            <Button size="small" onClick={() => apart.mutate({ params: { duplicateId: pair.id } })}>
              {say(text.different)}
            </Button>
          )}
        </Space>
      ),
    },
  ]
}

/** Pairs of records that may be one person; people decide. */
export const DuplicatesPage = () => {
  const say = useWords()
  const filters = useFilters(listDuplicates.query)
  const pairs = useAsk(listDuplicates, { query: filters.values })
  const drawer = useDrawer<Duplicate>()
  const look = useDo(lookForDuplicates, { refresh: [listDuplicates], done: text.looking })
  return (
    <PageFrame
      title={text.duplicates}
      help={text.duplicatesHelp}
      actions={
        <Button icon={<SearchOutlined />} loading={look.isPending} onClick={() => look.mutate({})}>
          {say(text.lookNow)}
        </Button>
      }
    >
      <DataTable
        name="customer-duplicates"
        asked={pairs}
        columns={useColumns(drawer.show)}
        rowKey={({ id }) => id}
        paging={filters.cursor}
        empty={{ words: text.noDuplicates }}
      />
      {drawer.shown && (
        <MergeDrawer
          key={drawer.shown.id}
          open={drawer.open}
          pair={{ keptId: drawer.shown.one.id, otherId: drawer.shown.other.id }}
          onClose={drawer.close}
        />
      )}
    </PageFrame>
  )
}
