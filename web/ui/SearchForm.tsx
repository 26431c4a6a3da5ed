import { DownOutlined, UpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type SubmitEvent, useEffect, useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import type { Filters } from './filters.ts'
import { type SearchField, SearchInput, type SearchValues } from './search-fields.tsx'
import style from './search-form.module.css'
import { text } from './text.ts'

const shownFirst = 3

/**
 * What a list is searched by, up to eight fields. Values live in the address (`useFilters`); those beyond the first
 * three are folded away, but never while one of them narrows the list.
 */
export const SearchForm = <V,>({ fields, filters }: { fields: readonly SearchField[]; filters: Filters<V> }) => {
  const say = useWords()
  const [typed, setTyped] = useState<SearchValues>(filters.values as SearchValues)
  const [unfolded, setUnfolded] = useState(false)
  useEffect(() => setTyped(filters.values as SearchValues), [filters.values])

  const values = filters.values as SearchValues
  const foldedInUse = fields.slice(shownFirst).some(({ name }) => values[name] !== undefined && values[name] !== '')
  const open = unfolded || foldedInUse
  const shown = open ? fields : fields.slice(0, shownFirst)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const names = fields.flatMap((field) => (field.kind === 'days' ? [field.name, field.until] : [field.name]))
    filters.set(Object.fromEntries(names.map((name) => [name, typed[name]])) as Partial<V>)
  }
  return (
    <search>
      <form className={style.form} onSubmit={submit}>
        {shown.map((field) => (
          <div key={field.name} className={style.field}>
            <label htmlFor={field.name}>{say(field.label)}</label>
            <SearchInput
              field={field}
              values={typed}
              onChange={(change) => setTyped((before) => ({ ...before, ...change }))}
            />
          </div>
        ))}
        <div className={style.buttons}>
          <Button type="primary" htmlType="submit">
            {say(text.search)}
          </Button>
          <Button onClick={filters.reset}>{say(text.reset)}</Button>
          {fields.length > shownFirst && !foldedInUse && (
            <Button type="link" aria-expanded={open} onClick={() => setUnfolded(!open)}>
              {say(open ? text.less : text.more)} {open ? <UpOutlined /> : <DownOutlined />}
            </Button>
          )}
        </div>
      </form>
    </search>
  )
}
