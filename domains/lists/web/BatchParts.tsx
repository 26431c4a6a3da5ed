import { DownloadOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { Count } from '#web/ui/Values.tsx'
import type { BatchState } from '../batch.ts'
import { type Batch, downloadRefused } from '../contract.ts'
import { batchErrors, batchStateWords, text } from '../text.ts'
import style from './lists.module.css'

const tones: Record<BatchState, Tone> = {
  uploading: 'busy',
  uploaded: 'warn',
  importing: 'busy',
  imported: 'ok',
  reverted: 'quiet',
  cancelled: 'quiet',
  failed: 'alarm',
}

/** How far a batch is: its state, the share dealt with, why it failed. */
export const BatchProgress = ({ batch }: { batch: Batch }) => {
  const say = useWords()
  const error = batch.error && batchErrors[batch.error]
  return (
    <div className={style.progress}>
      <StateTag tone={tones[batch.state]} text={batchStateWords[batch.state]} />
      {batch.state === 'importing' && <Progress percent={batch.progress} size="small" />}
      {error && <span className={style.faint}>{say(error)}</span>}
    </div>
  )
}

/** The rows of a batch as the sum they are: read = new + joined + refused. */
export const BatchSum = ({ batch }: { batch: Batch }) => {
  const say = useWords()
  const part = (name: keyof typeof text & ('readRows' | 'accepted' | 'merged' | 'refused'), value: number) => (
    <span className={style.part}>
      <span className={style.faint}>{say(text[name])}</span>
      <Count value={value} />
    </span>
  )
  if (batch.read === 0 && batch.state !== 'imported') return <span className={style.faint}>–</span>
  return (
    <span className={style.sum}>
      {part('readRows', batch.read)}={part('accepted', batch.accepted)}+{part('merged', batch.merged)}+
      {part('refused', batch.refused)}
    </span>
  )
}

/** Hands over the rows that were refused, where there are any. */
export const RefusedButton = ({ batch, kind = 'link' }: { batch: Batch; kind?: 'link' | 'default' }) => {
  const say = useWords()
  const takeOut = useExport()
  if (batch.refused === 0) return null
  return (
    <Button
      type={kind}
      size={kind === 'link' ? 'small' : 'middle'}
      icon={<DownloadOutlined />}
      onClick={() => void takeOut(downloadRefused, { params: { batchId: batch.id } })}
    >
      {say(kind === 'link' ? text.refusedFile : text.downloadRefused)}
    </Button>
  )
}
