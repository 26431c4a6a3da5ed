import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons'
import { Input, Select, Tooltip } from 'antd'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import type { Preview } from '../contract.ts'
import { type Column, type ColumnUse, columnUses } from '../mapping.ts'
import { columnUseWords, refusedReasons, text } from '../text.ts'
import style from './lists.module.css'

type Row = Preview['rows'][number]

/** Whether a row will be taken in, and if not why, before its line number. */
const Mark = ({ row }: { row: Row }) => {
  const say = useWords()
  const words = row.fault ? (refusedReasons as Record<string, Words>)[row.fault] : undefined
  const line = String(row.line)
  if (!row.fault)
    return (
      <span className={style.mark}>
        <CheckCircleFilled className={style.fine ?? ''} /> {line}
      </span>
    )
  const reason = words ? say(words) : row.fault
  return (
    <Tooltip title={row.detail ? `${reason} · ${row.detail}` : reason}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason shows on focus, too. */}
      <span className={style.mark} tabIndex={0}>
        <CloseCircleFilled className={style.wrong ?? ''} /> {line} <span className={style.wrong}>{reason}</span>
      </span>
    </Tooltip>
  )
}

type HeadProps = { column: Column; onUse: (use: ColumnUse) => void; onName: (name: string) => void }
const Head = ({ column, onUse, onName }: HeadProps) => {
  const say = useWords()
  return (
    <div className={style.head}>
      <Select<ColumnUse>
        size="small"
        value={column.as}
        onChange={onUse}
        aria-label={`${say(text.meaning)}: ${column.name}`}
        options={columnUses.map((use) => ({ value: use, label: say(columnUseWords[use]) }))}
      />
      {column.as === 'attribute' ? (
        <Input
          size="small"
          value={column.name}
          maxLength={60}
          aria-label={say(text.attributeName)}
          onChange={({ target }) => onName(target.value)}
        />
      ) : (
        <span className={style.faint} title={column.name}>
          {column.name}
        </span>
      )}
    </div>
  )
}

/** The first rows of the file; the head of each column says what it means. */
export const PreviewTable = ({
  preview,
  busy,
  onUse,
  onName,
}: {
  preview: Preview
  busy: boolean
  onUse: (column: number, use: ColumnUse) => void
  onName: (column: number, name: string) => void
}) => {
  const say = useWords()
  const { columns } = preview.mapping
  if (columns.length === 0) return null
  return (
    <div className={style.preview} aria-busy={busy}>
      <table aria-label={say(text.previewRows, preview.rows.length)}>
        <thead>
          <tr>
            <th scope="col">{say(text.line)}</th>
            {columns.map((column, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file.
              <th key={at} scope="col">
                <Head column={column} onUse={(use) => onUse(at, use)} onName={(name) => onName(at, name)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <tr key={row.line} className={row.fault ? style.refusedRow : undefined}>
              <td>
                <Mark row={row} />
              </td>
              {columns.map((column, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file.
                <td key={at} className={column.as === 'skip' ? style.left : undefined} title={row.cells[at]}>
                  {row.cells[at] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
