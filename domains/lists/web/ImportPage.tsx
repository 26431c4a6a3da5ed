import { useNavigate, useSearch } from '@tanstack/react-router'
import { Steps } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import type { BatchState } from '../batch.ts'
import { getBatch } from '../contract.ts'
import { text } from '../text.ts'
import { ImportResult, ImportRunning } from './ImportEnd.tsx'
import style from './lists.module.css'
import { MappingStep } from './MappingStep.tsx'
import { importAddress, listAddress } from './places.ts'
import { UploadStep } from './UploadStep.tsx'
import { useList } from './use-list.ts'

const stepOf: Record<BatchState, number> = {
  uploading: 0,
  uploaded: 1,
  importing: 2,
  imported: 3,
  reverted: 3,
  cancelled: 3,
  failed: 3,
}

/** From a file to entries: upload, check the columns, import, see what became of every row. The address keeps the batch. */
export const ImportPage = () => {
  const navigate = useNavigate()
  const { listId, list } = useList()
  const { batch: batchId } = useSearch({ strict: false }) as { batch?: string }
  const go = (batch?: string) =>
    void navigate({ to: importAddress(listId), search: (batch ? { batch } : {}) as never, replace: true })
  return (
    <PageFrame
      title={text.importTitle}
      crumbs={[
        { title: text.lists, to: '/lists' },
        ...(list.data ? [{ title: list.data.name, to: listAddress(listId) }] : []),
      ]}
    >
      {batchId ? (
        <AtBatch key={batchId} batchId={batchId} onRestart={() => go()} />
      ) : (
        <Sheet>
          <StepLine at={0} />
          <UploadStep listId={listId} closed={list.data?.closedAt != null} onUploaded={({ id }) => go(id)} />
        </Sheet>
      )}
    </PageFrame>
  )
}

const StepLine = ({ at }: { at: number }) => {
  const say = useWords()
  const titles = [text.stepUpload, text.stepMapping, text.stepRunning, text.stepResult]
  return (
    <Steps
      className={style.steps ?? ''}
      size="small"
      current={at}
      items={titles.map((title) => ({ title: say(title) }))}
    />
  )
}

const AtBatch = ({ batchId, onRestart }: { batchId: string; onRestart: () => void }) => {
  const asked = useAsk(getBatch, { params: { batchId } }, { everyMs: 1000 })
  return (
    <Shown asked={asked}>
      {(batch) => (
        <Sheet>
          <StepLine at={stepOf[batch.state]} />
          {batch.state === 'uploaded' && <MappingStep batch={batch} onRestart={onRestart} />}
          {(batch.state === 'importing' || batch.state === 'uploading') && <ImportRunning batch={batch} />}
          {stepOf[batch.state] === 3 && <ImportResult batch={batch} onRestart={onRestart} />}
        </Sheet>
      )}
    </Shown>
  )
}
