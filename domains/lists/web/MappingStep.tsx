import { Button, Checkbox, Select, Space } from 'antd'
import { useState } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { Shown } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { type Batch, getBatch, listBatches, type Preview, previewBatch, refusals, startImport } from '../contract.ts'
import { type Encoding, encodings, faultOfMapping, type Separator, separators } from '../mapping.ts'
import { countryWords, encodingWords, separatorWords, text } from '../text.ts'
import style from './lists.module.css'
import { PreviewTable } from './PreviewTable.tsx'
import { useCancel } from './use-batch-actions.tsx'

type Wanted = {
  encoding?: Encoding
  separator?: Separator
  hasHeader?: 'yes' | 'no'
  country?: string
  uses?: string
}

const Choice = <V extends string>({
  label,
  value,
  words,
  onChange,
}: {
  label: Words
  value: V
  words: Readonly<Record<string, Words>>
  onChange: (value: V) => void
}) => {
  const say = useWords()
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the select stands inside.
    <label className={style.choice}>
      {say(label)}
      <Select<V>
        value={value}
        onChange={onChange}
        aria-label={say(label)}
        options={Object.entries(words).map(([key, said]) => ({ value: key as V, label: say(said) }))}
      />
    </label>
  )
}

const only = <K extends string>(words: Record<K, Words>, keys: readonly K[]): Record<string, Words> =>
  Object.fromEntries(keys.map((key) => [key, words[key]]))

/** How the file is read: encoding, separator, header, country. A change reads the first rows afresh. */
const Settings = ({ preview, onWant }: { preview: Preview; onWant: (wanted: Wanted) => void }) => {
  const say = useWords()
  const { mapping } = preview
  return (
    <div className={style.settings}>
      <Choice
        label={text.encoding}
        value={mapping.encoding}
        words={only(encodingWords, encodings)}
        onChange={(encoding) => onWant({ encoding })}
      />
      <Choice
        label={text.separator}
        value={mapping.separator}
        words={only(separatorWords, separators)}
        onChange={(separator) => onWant({ separator })}
      />
      <Choice
        label={text.country}
        value={mapping.country}
        words={countryWords}
        onChange={(country) => onWant({ country })}
      />
      <Checkbox
        className={style.check ?? ''}
        checked={mapping.hasHeader}
        onChange={({ target }) => onWant({ hasHeader: target.checked ? 'yes' : 'no' })}
      >
        {say(text.header)}
      </Checkbox>
    </div>
  )
}

const Verdict = ({ preview }: { preview: Preview }) => {
  const fault = faultOfMapping(preview.mapping)
  const refused = preview.rows.filter(({ fault: reason }) => reason !== null).length
  if (fault) return <StateTag tone="alarm" text={refusals[fault].text} />
  if (preview.rows.length === 0) return <StateTag tone="warn" text={text.noRows} />
  if (refused === 0) return <StateTag tone="ok" text={text.previewFine} />
  const { zh, en } = text.previewFaults
  return <StateTag tone="warn" text={{ zh: zh(refused), en: en(refused) }} />
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
  return (
    <Shown asked={asked} rows={8}>
      {(found) => {
        const columns = found.mapping.columns.map((column, at) => ({ ...column, name: names[at] ?? column.name }))
        const preview = { ...found, mapping: { ...found.mapping, columns } }
        return (
          <Space orientation="vertical" size={12} style={{ width: '100%' }}>
            <Settings preview={preview} onWant={readAfresh} />
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
