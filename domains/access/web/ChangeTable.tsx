import { createContext, useContext } from 'react'
import { type RoleCode, roles } from '#contract/role.ts'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { Nothing } from '#web/ui/Shown.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { changesOf } from '../audit-changes.ts'
import type { AuditEntry } from '../contract.ts'
import { fieldNames, text } from '../text.ts'
import style from './audit.module.css'

/** What ids are called, as far as the trail knows. */
export const noNames: Record<string, string> = {}
export const NamesContext = createContext(noNames)

/** A column as people call it. */
export const FieldName = ({ field }: { field: string }) => {
  const say = useWords()
  return <span title={field}>{fieldNames[field] ? say(fieldNames[field]) : field}</span>
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/
const knownWords = (value: string): Words | undefined =>
  value in roles ? roles[value as RoleCode] : text.scopes[value as keyof typeof text.scopes]

const isWords = (value: object): value is Words =>
  Object.keys(value).sort().join() === 'en,zh' && Object.values(value).every((words) => typeof words === 'string')

/** What has parts of its own: words in the reader's language, anything else part by part. */
const PartsOf = ({ value }: { value: object }) => {
  const say = useWords()
  if (isWords(value)) return say(value)
  return (
    <>
      (
      {Object.entries(value).map(([field, part], place) => (
        <span key={field}>
          {place > 0 && '; '}
          <FieldName field={field} />
          {': '}
          <FieldValue value={part} />
        </span>
      ))}
      )
    </>
  )
}

/** A value as it stood in the database, told so that people can read it. */
export const FieldValue = ({ value }: { value: unknown }) => {
  const say = useWords()
  const names = useContext(NamesContext)
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return <span className={style.faint}>{say(text.empty)}</span>
  if (typeof value === 'boolean') return <>{say(value ? text.yes : text.no)}</>
  if (Array.isArray(value))
    return (
      <>
        {value.map((one, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a value of the past, never reordered
          <span key={place}>
            {place > 0 && ', '}
            <FieldValue value={one} />
          </span>
        ))}
      </>
    )
  if (typeof value === 'object') return <PartsOf value={value} />
  const said = String(value)
  if (moment.test(said)) return <Moment at={said} grain="second" />
  const words = knownWords(said)
  if (words) return <>{say(words)}</>
  return names[said] ? <span title={said}>{names[said]}</span> : said
}

/** Field by field what stood there before and after. */
export const ChangeTable = ({ entry }: { entry: AuditEntry }) => {
  const say = useWords()
  const changes = changesOf(entry)
  if (changes.length === 0) return <Nothing words={text.nothingVisible} />
  return (
    <table className={style.changes}>
      <thead>
        <tr>
          <th scope="col">{say(text.field)}</th>
          {entry.operation !== 'insert' && <th scope="col">{say(text.before)}</th>}
          {entry.operation !== 'delete' && <th scope="col">{say(text.after)}</th>}
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row">
              <FieldName field={field} />
            </th>
            {entry.operation !== 'insert' && (
              <td className={style.before}>
                <FieldValue value={before} />
              </td>
            )}
            {entry.operation !== 'delete' && (
              <td className={style.after}>
                <FieldValue value={after} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
