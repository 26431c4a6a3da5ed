import type { ReactNode } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { formatDuration, noValue } from '#web/ui/format.ts'
import { idleCauseWords, panelText } from '../explanation-text.ts'
import { type IdleMs, idleCauses, sumOf } from '../idle-causes.ts'
import style from './panel.module.css'
import { Term } from './Term.tsx'

export type IdleRow = { key: string; name: ReactNode; ms: IdleMs }

/** Idle time in rows: days or quarters of an hour down, causes across. */
export const IdleTable = ({ caption, first, rows }: { caption: string; first: Words; rows: readonly IdleRow[] }) => {
  const say = useWords()
  return (
    <table className={style.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say(first)}</th>
          {idleCauses.map((cause) => (
            <th key={cause} scope="col">
              <Term {...idleCauseWords[cause]} />
            </th>
          ))}
          <th scope="col">{say(panelText.total)}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, ms }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {idleCauses.map((cause) => (
              <td key={cause}>{ms[cause] >= 500 ? formatDuration(ms[cause] / 1000) : noValue}</td>
            ))}
            <td>
              <b>{formatDuration(sumOf(ms) / 1000)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
