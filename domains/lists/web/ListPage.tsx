import { EditOutlined, UnorderedListOutlined, UploadOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Space } from 'antd'
import { useState } from 'react'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { Facts } from '#web/ui/Drawers.tsx'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, Moment } from '#web/ui/Values.tsx'
import { type Batch, createList, type List, listBatches, uploadBatch } from '../contract.ts'
import { encodingWords, text } from '../text.ts'
import { BatchProgress, BatchSum } from './BatchParts.tsx'
import { ListForm } from './ListForm.tsx'
import { entriesAddress, importAddress } from './places.ts'
import { useBatchActions } from './use-batch-actions.tsx'
import { useList } from './use-list.ts'

const useColumns = (listId: string): Column<Batch>[] => {
  const say = useWords()
  const actions = useBatchActions(listId)
  return [
    {
      key: 'fileName',
      title: text.fileName,
      width: 190,
      show: ({ id, fileName, accepted, state }) =>
        accepted > 0 && state === 'imported' ? (
          <Link to={entriesAddress(listId)} search={{ batchId: id } as never}>
            {fileName}
          </Link>
        ) : (
          fileName
        ),
    },
    { key: 'state', title: text.state, width: 170, show: (batch) => <BatchProgress batch={batch} /> },
    {
      key: 'sum',
      title: text.account,
      explain: text.accountHelp,
      width: 330,
      show: (batch) => <BatchSum batch={batch} />,
    },
    {
      key: 'encoding',
      title: text.encoding,
      width: 160,
      hidden: true,
      show: ({ encoding }) => (encoding ? say(encodingWords[encoding]) : '–'),
    },
    { key: 'createdAt', title: text.uploadedAt, width: 165, show: ({ createdAt }) => <Moment at={createdAt} /> },
    actions,
  ]
}

const ListFacts = ({ list }: { list: List }) => (
  <Sheet>
    <Facts
      items={[
        {
          name: text.activeEntries,
          value: (
            <Link to={entriesAddress(list.id)}>
              <Count value={list.activeEntries} />
            </Link>
          ),
        },
        { name: text.supplier, value: list.supplier || '–' },
        { name: text.createdAt, value: <Moment at={list.createdAt} /> },
        ...(list.note ? [{ name: text.note, value: list.note, wide: true }] : []),
      ]}
    />
  </Sheet>
)

/** One list and the files it came in. */
export const ListPage = () => {
  const say = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const { listId, list } = useList()
  const [edited, setEdited] = useState<List>()
  const [moving, setMoving] = useState(true)
  const batches = useAsk(listBatches, { params: { listId } }, moving ? { everyMs: 1500 } : {})
  const isMoving = (batches.data ?? []).some(({ state }) => state === 'importing' || state === 'uploading')
  if (batches.data && moving !== isMoving) {
    setMoving(isMoving)
    if (moving) void list.refetch()
  }
  const columns = useColumns(listId)
  const shown = list.data
  const importButton = may(uploadBatch) && shown && !shown.closedAt && (
    <Button type="primary" icon={<UploadOutlined />} onClick={() => void navigate({ to: importAddress(listId) })}>
      {say(text.import)}
    </Button>
  )
  return (
    <PageFrame
      title={shown?.name ?? text.lists}
      crumbs={[{ title: text.lists, to: '/lists' }]}
      aside={
        shown && <StateTag tone={shown.closedAt ? 'quiet' : 'ok'} text={shown.closedAt ? text.closed : text.open} />
      }
      actions={
        <Space>
          <Button icon={<UnorderedListOutlined />} onClick={() => void navigate({ to: entriesAddress(listId) })}>
            {say(text.entries)}
          </Button>
          {may(createList) && (
            <Button icon={<EditOutlined />} disabled={!shown} onClick={() => setEdited(shown)}>
              {say(text.change)}
            </Button>
          )}
          {importButton}
        </Space>
      }
    >
      <Shown asked={list} rows={2}>
        {(found) => <ListFacts list={found} />}
      </Shown>
      <DataTable
        name="list-batches"
        asked={batches}
        columns={columns}
        rowKey={({ id }) => id}
        empty={{ words: text.noBatches, next: importButton }}
      />
      <ListForm edited={edited} onClose={() => setEdited(undefined)} />
    </PageFrame>
  )
}
