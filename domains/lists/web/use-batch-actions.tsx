import { RightCircleOutlined, StopOutlined, UndoOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Space } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { batchMoves } from '../batch.ts'
import { type Batch, cancelBatch, getBatch, getList, listBatches, listEntries, revertBatch } from '../contract.ts'
import { text } from '../text.ts'
import { RefusedButton } from './BatchParts.tsx'
import { importAddress } from './places.ts'

const changed = [listBatches, getBatch, getList, listEntries]

/** Cancels an import after asking; tells whether it was. */
export const useCancel = () => {
  const confirm = useConfirm()
  const cancel = useDo(cancelBatch, { refresh: changed, done: text.cancelled })
  return async (batch: Batch): Promise<boolean> => {
    const sure =
      batch.read === 0 ||
      (await confirm({ title: text.cancelTitle, body: text.cancelBody, action: text.cancel, danger: true }))
    if (sure) await cancel.mutateAsync({ params: { batchId: batch.id } })
    return sure
  }
}

/** What may be done with a batch in its present state. */
export const useBatchActions = (listId: string): Column<Batch> => {
  const say = useWords()
  const may = useMay()
  const confirm = useConfirm()
  const cancel = useCancel()
  const revert = useDo(revertBatch, { refresh: changed, done: text.reverted })
  const ask = async ({ id, fileName }: Batch) => {
    const question = {
      title: say(text.revertTitle, fileName),
      body: text.revertBody,
      action: text.revert,
      danger: true,
    }
    if (await confirm(question)) revert.mutate({ params: { batchId: id } })
  }
  const show = (batch: Batch) => (
    <Space size={0}>
      {batch.state === 'uploaded' && may(cancelBatch) && (
        <Link to={importAddress(listId)} search={{ batch: batch.id } as never}>
          <Button type="link" size="small" icon={<RightCircleOutlined />} tabIndex={-1}>
            {say(text.continueImport)}
          </Button>
        </Link>
      )}
      {may(cancelBatch) && <RefusedButton batch={batch} />}
      {batchMoves[batch.state].cancel && may(cancelBatch) && (
        <Button type="link" size="small" danger icon={<StopOutlined />} onClick={() => void cancel(batch)}>
          {say(text.cancel)}
        </Button>
      )}
      {batchMoves[batch.state].revert && may(revertBatch) && (
        <Button
          type="link"
          size="small"
          danger
          icon={<UndoOutlined />}
          loading={revert.isPending && revert.variables?.params.batchId === batch.id}
          onClick={() => void ask(batch)}
        >
          {say(text.revert)}
        </Button>
      )}
    </Space>
  )
  return { key: 'actions', title: { zh: '操作', en: 'Actions' }, width: 225, fixed: 'end', show }
}
