import { Alert, Button, Space } from 'antd'
import { useState } from 'react'
import type { Words } from '#contract/words.ts'
import { problemWords } from '#web/client/problem.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { Shown } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { type Batch, getBatch, listBatches, type Preview, previewBatch, refusals, startImport } from '../contract.ts'
import { faultOfMapping } from '../mapping.ts'
import { text } from '../text.ts'
import style from './lists.module.css'
import { PreviewTable } from './PreviewTable.tsx'
import { ReadingSettings, type Wanted } from './ReadingSettings.tsx'
import { useCancel } from './use-batch-actions.tsx'

const Verdict = ({ preview }: { preview: Preview }) => {
  const fault = faultOfMapping(preview.mapping)
  const refused = preview.rows.filter(({ fault: reason }) => reason !== null).length
  if (fault) return <StateTag tone="alarm" text={refusals[fault].text} />
  if (preview.rows.length === 0) return <StateTag tone="warn" text={text.noRows} />
  if (refused === 0) return <StateTag tone="ok" text={text.previewFine} />
  const { zh, en } = text.previewFaults
  return <StateTag tone="warn" text={{ zh: zh(refused), en: en(refused) }} />
}

/** Where the meaning of the columns comes from when it is an earlier file, and what will stay as it is written. */
const Notes = ({ preview, onWant }: { preview: Preview; onWant: (wanted: Wanted) => void }) => {
  const say = useWords()
  const { remembered, unclearDates } = preview
  return (
    <>
      {remembered && (
        <Alert
          type="info"
          showIcon
          title={say(text.rememberedFrom, { file: remembered.fileName, day: remembered.usedAt.slice(0, 10) })}
          action={
            <Button size="small" type="link" onClick={() => onWant({ remembered: 'no' })}>
              {say(text.forgetRemembered)}
            </Button>
          }
        />
      )}
      {unclearDates.map((unclear) => (
        <StateTag key={unclear.column} tone="warn" text={unclearWords(unclear)} />
      ))}
    </>
  )
}
const unclearWords = (unclear: Preview['unclearDates'][number]): Words => {
  const { zh, en } = text.unclearDates
  return { zh: zh(unclear), en: en(unclear) }
}

/** The first rows as they will be read, with a choice of meaning above each column. */
export const MappingStep = ({ batch, onRestart }: { batch: Batch; onRestart: () => void }) => {
  const say = useWords()
  const cancel = useCancel()
  const [wanted, setWanted] = useState<Wanted>({})
  const [names, setNames] = useState<Readonly<Record<number, string>>>({})
  const params = { batchId: batch.id }
  const asked = useAsk(previewBatch, { params, query: wanted as never }, { freshMs: 60_000 })
  const start = useDo(startImport, { refresh: [getBatch, listBatches] })
  /** Other cells than before: what was said of the columns no longer holds. */
  const readAfresh = (change: Wanted) => {
    const keepsColumns = 'country' in change || 'uses' in change
    setWanted(({ uses, ...rest }) => ({ ...rest, ...(keepsColumns && uses ? { uses } : {}), ...change }))
    if (!keepsColumns) setNames({})
  }
  const leave = async () => {
    if (await cancel(batch)) onRestart()
  }
  if (asked.isError && !asked.data)
    return (
      <Space orientation="vertical" size={12} style={{ width: '100%' }}>
        <Alert type="error" showIcon title={say(problemWords(asked.error))} />
        <div className={style.foot}>
          <Button onClick={() => void leave()}>{say(text.otherFile)}</Button>
        </div>
      </Space>
    )
  return (
    <Shown asked={asked} rows={8}>
      {(found) => {
        const columns = found.mapping.columns.map((column, at) => ({ ...column, name: names[at] ?? column.name }))
        const preview = { ...found, mapping: { ...found.mapping, columns } }
        return (
          <Space orientation="vertical" size={12} style={{ width: '100%' }}>
            <ReadingSettings preview={preview} onWant={readAfresh} />
            <Notes preview={preview} onWant={readAfresh} />
            <Verdict preview={preview} />
            <PreviewTable
              preview={preview}
              busy={asked.isFetching}
              onUse={(at, use) =>
                readAfresh({ uses: columns.map(({ as }, column) => (column === at ? use : as)).join(',') })
              }
              onName={(at, name) => setNames((before) => ({ ...before, [at]: name }))}
            />
            <div className={style.foot}>
              <Button onClick={() => void leave()}>{say(text.otherFile)}</Button>
              <Button
                type="primary"
                loading={start.isPending}
                disabled={faultOfMapping(preview.mapping) !== undefined || asked.isFetching}
                onClick={() => start.mutate({ params, body: preview.mapping })}
              >
                {say(text.start)}
              </Button>
            </div>
          </Space>
        )
      }}
    </Shown>
  )
}
