import { Link } from '@tanstack/react-router'
import { Button, Progress, Space } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { formatNumber } from '#web/ui/format.ts'
import type { Batch } from '../contract.ts'
import { batchErrors, batchStateWords, text } from '../text.ts'
import { BatchSum, RefusedButton } from './BatchParts.tsx'
import style from './lists.module.css'
import { listAddress } from './places.ts'
import { useCancel } from './use-batch-actions.tsx'

/** Rows a second since the import began, and the time that is left at this pace; nothing before there is a pace. */
const Pace = ({ batch }: { batch: Batch }) => {
  const say = useWords()
  if (batch.startedAt === null || batch.read === 0 || batch.progress === 0) return null
  const seconds = Math.max(1, (Date.now() - Date.parse(batch.startedAt)) / 1000)
  const left = (seconds * (100 - batch.progress)) / batch.progress
  return (
    <p className={style.faint}>
      {say(text.rowsPerSecond, formatNumber(Math.round(batch.read / seconds)))} ·{' '}
      {say(text.timeLeft, Math.round(left / 60))}
    </p>
  )
}

/** An import under way: how far it is, and a way to stop it. */
export const ImportRunning = ({ batch }: { batch: Batch }) => {
  const say = useWords()
  const cancel = useCancel()
  return (
    <div className={style.result} aria-live="polite">
      <h2>{batch.fileName}</h2>
      <Progress className={style.bar ?? ''} percent={batch.progress} status="active" />
      <BatchSum batch={batch} />
      <Pace batch={batch} />
      <p>{say(text.running)}</p>
      <Space>
        <Button danger onClick={() => void cancel(batch)}>
          {say(text.cancel)}
        </Button>
        <Link to={listAddress(batch.listId)}>
          <Button tabIndex={-1}>{say(text.toList)}</Button>
        </Link>
      </Space>
    </div>
  )
}

/** What became of every row. */
export const ImportResult = ({ batch, onRestart }: { batch: Batch; onRestart: () => void }) => {
  const say = useWords()
  const error = batch.error && batchErrors[batch.error]
  return (
    <div className={style.result}>
      <h2>{batch.state === 'imported' ? say(text.finished) : say(batchStateWords[batch.state])}</h2>
      <p>
        {batch.fileName} {batch.state === 'imported' && `· ${say(text.finishedAll)}`} {error && say(error)}
      </p>
      <BatchSum batch={batch} />
      {batch.refused > 0 && <p>{say(text.refusedHelp)}</p>}
      <Space wrap>
        <RefusedButton batch={batch} kind="default" />
        <Button onClick={onRestart}>{say(text.importAnother)}</Button>
        <Link to={listAddress(batch.listId)}>
          <Button type="primary" tabIndex={-1}>
            {say(text.toList)}
          </Button>
        </Link>
      </Space>
    </div>
  )
}
