import { Checkbox, InputNumber, Select, Tooltip } from 'antd'
import { useState } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import type { Preview } from '../contract.ts'
import { type Encoding, encodings, mostRowsAbove, type Separator, separators } from '../mapping.ts'
import { countryWords, encodingWords, separatorWords, text } from '../text.ts'
import style from './lists.module.css'

/** What the reader wants otherwise than it was guessed. */
export type Wanted = {
  encoding?: Encoding
  separator?: Separator
  hasHeader?: 'yes' | 'no'
  skipRows?: number
  sheet?: string
  remembered?: 'no'
  dates?: 'yes' | 'no'
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

const ofText = (preview: Preview, onWant: (wanted: Wanted) => void) => (
  <>
    <Choice
      label={text.encoding}
      value={preview.mapping.encoding}
      words={only(encodingWords, encodings)}
      onChange={(encoding) => onWant({ encoding })}
    />
    <Choice
      label={text.separator}
      value={preview.mapping.separator}
      words={only(separatorWords, separators)}
      onChange={(separator) => onWant({ separator })}
    />
  </>
)
const ofWorkbook = (preview: Preview, onWant: (wanted: Wanted) => void) => (
  <Choice
    label={text.sheet}
    value={preview.mapping.sheet}
    words={Object.fromEntries(preview.sheets.map((sheet) => [sheet, { zh: sheet, en: sheet }]))}
    onChange={(sheet) => onWant({ sheet })}
  />
)

/** How the file is read: its form, where its rows begin, country, dates. A change reads the first rows afresh. */
export const ReadingSettings = ({ preview, onWant }: { preview: Preview; onWant: (wanted: Wanted) => void }) => {
  const say = useWords()
  const { mapping } = preview
  const [dates, setDates] = useState(true)
  return (
    <div className={style.settings}>
      <div className={style.choice}>
        {say(text.format)}
        <strong className={style.format}>{mapping.format === 'xlsx' ? 'Excel (.xlsx)' : 'CSV / TSV'}</strong>
      </div>
      {mapping.format === 'xlsx' ? ofWorkbook(preview, onWant) : ofText(preview, onWant)}
      <Choice
        label={text.country}
        value={mapping.country}
        words={countryWords}
        onChange={(country) => onWant({ country })}
      />
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the field stands inside. */}
      <label className={style.choice}>
        <Tooltip title={say(text.rowsAboveHelp)}>{say(text.rowsAbove)}</Tooltip>
        <InputNumber
          controls={false}
          min={0}
          max={mostRowsAbove}
          precision={0}
          value={mapping.skipRows}
          aria-label={say(text.rowsAbove)}
          onChange={(skipRows) => skipRows !== null && onWant({ skipRows })}
        />
      </label>
      <div className={style.checks}>
        <Checkbox
          checked={mapping.hasHeader}
          onChange={({ target }) => onWant({ hasHeader: target.checked ? 'yes' : 'no' })}
        >
          {say(text.header)}
        </Checkbox>
        <Tooltip title={say(text.datesHelp)}>
          <Checkbox
            checked={dates}
            onChange={({ target }) => {
              setDates(target.checked)
              onWant({ dates: target.checked ? 'yes' : 'no' })
            }}
          >
            {say(text.dates)}
          </Checkbox>
        </Tooltip>
      </div>
    </div>
  )
}
