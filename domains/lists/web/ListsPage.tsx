import { EditOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Space } from 'antd'
import { useEffect, useState } from 'react'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, Moment } from '#web/ui/Values.tsx'
import { createList, type List, listLists, uploadBatch } from '../contract.ts'
import { text } from '../text.ts'
import { ListForm } from './ListForm.tsx'
import { entriesAddress, importAddress, listAddress } from './places.ts'

const columns: readonly Column<List>[] = [
  {
    key: 'name',
    title: text.name,
    width: 230,
    show: ({ id, name }) => <Link to={listAddress(id)}>{name}</Link>,
  },
  { key: 'supplier', title: text.supplier, width: 120, show: ({ supplier }) => supplier || '–' },
  {
    key: 'activeEntries',
    title: text.activeEntries,
    explain: text.activeEntriesHelp,
    width: 115,
    number: true,
    show: ({ id, activeEntries }) => (
      <Link to={entriesAddress(id)}>
        <Count value={activeEntries} />
      </Link>
    ),
  },
  {
    key: 'state',
    title: text.state,
    width: 95,
    show: ({ closedAt }) => <StateTag tone={closedAt ? 'quiet' : 'ok'} text={closedAt ? text.closed : text.open} />,
  },
  { key: 'note', title: text.note, width: 180, cut: true, show: ({ note }) => note || '–' },
  { key: 'createdAt', title: text.createdAt, width: 165, show: ({ createdAt }) => <Moment at={createdAt} /> },
]

const useActions = (onEdit: (list: List) => void): Column<List>[] => {
  const say = useWords()
  const may = useMay()
  if (!may(createList) && !may(uploadBatch)) return []
  const show = (list: List) => (
    <Space size={0}>
      {may(uploadBatch) && (
        <Link to={importAddress(list.id)} disabled={list.closedAt !== null}>
          <Button type="link" size="small" icon={<UploadOutlined />} disabled={list.closedAt !== null} tabIndex={-1}>
            {say(text.import)}
          </Button>
        </Link>
      )}
      {may(createList) && (
        <Button type="link" size="small" icon={<EditOutlined />} onClick={() => onEdit(list)}>
          {say(text.change)}
        </Button>
      )}
    </Space>
  )
  return [{ key: 'actions', title: { zh: '操作', en: 'Actions' }, width: 150, fixed: 'end', show }]
}

/** Every list, by supplier and name. */
export const ListsPage = () => {
  const say = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const filters = useFilters(listLists.query)
  const lists = useAsk(listLists, { query: filters.values })
  const [edited, setEdited] = useState<List | 'new'>()
  const [created, setCreated] = useState<List>()
  const actions = useActions(setEdited)
  // On once the form is closed: while it is open, leaving asks about unsaved words.
  useEffect(() => {
    if (created && !edited)
      void navigate({ to: may(uploadBatch) ? importAddress(created.id) : listAddress(created.id) })
  }, [created, edited, navigate, may])
  const button = may(createList) && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
      {say(text.create)}
    </Button>
  )
  return (
    <PageFrame title={text.lists} help={text.listsHelp} actions={button}>
      <SearchForm
        filters={filters}
        fields={[
          { kind: 'text', name: 'search', label: text.search },
          {
            kind: 'select',
            name: 'state',
            label: text.state,
            options: [
              { value: 'open', text: text.open },
              { value: 'closed', text: text.closed },
            ],
          },
        ]}
      />
      <DataTable
        name="lists"
        asked={lists}
        columns={[...columns, ...actions]}
        rowKey={({ id }) => id}
        paging={filters.pages}
        filters={filters}
        onOpen={({ id }) => void navigate({ to: listAddress(id) })}
        empty={{ words: text.noLists, next: button }}
      />
      <ListForm edited={edited} onClose={() => setEdited(undefined)} onCreated={setCreated} />
    </PageFrame>
  )
}
