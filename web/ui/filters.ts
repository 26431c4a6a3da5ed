import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { z } from 'zod'
import { type RawSearch, readSearch, writeSearch } from './search-values.ts'

/** Which page of a numbered list is shown. */
export type Pages = {
  kind: 'pages'
  page: number
  pageSize: number
  onChange: (page: number, pageSize: number) => void
}
/** From which row on a long list is shown. */
export type Cursor = { kind: 'cursor'; after: string | undefined; onChange: (after: string | undefined) => void }
/** Which column a list is sorted by: in the address `sort=name`, or `sort=-name` downwards. */
export type Sort = {
  by: string | undefined
  descending: boolean
  onChange: (by: string | undefined, descending: boolean) => void
}

export type Filters<V> = {
  values: V
  /** Changes some; the list goes back to its first page. */
  set: (change: Partial<V>) => void
  reset: () => void
  /** Whether anything but the paging differs from the start. */
  narrowed: boolean
  pages: Pages
  cursor: Cursor
  sort: Sort
}

const placeNames = ['page', 'pageSize', 'after', 'limit', 'sort']

const filtersOver = <S extends z.ZodObject>(
  shape: S,
  raw: RawSearch,
  write: (values: RawSearch) => void,
): Filters<z.output<S>> => {
  const values = readSearch(shape, raw)
  const all = values as RawSearch
  const change = (next: RawSearch) => write(writeSearch(shape, { ...all, page: undefined, after: undefined, ...next }))
  const sorting = String(all.sort ?? '')
  return {
    values,
    set: change,
    reset: () => write({}),
    narrowed: Object.keys(writeSearch(shape, all)).some((name) => !placeNames.includes(name)),
    pages: {
      kind: 'pages',
      page: Number(all.page ?? 1),
      pageSize: Number(all.pageSize ?? 20),
      onChange: (page, pageSize) => change({ page, pageSize }),
    },
    cursor: {
      kind: 'cursor',
      after: all.after as string | undefined,
      onChange: (after) => change({ after }),
    },
    sort: {
      by: sorting.replace(/^-/, '') || undefined,
      descending: sorting.startsWith('-'),
      onChange: (by, descending) => change({ sort: by && `${descending ? '-' : ''}${by}` }),
    },
  }
}

/** Filters, page and sorting of a list, kept in the address: every view is a link. */
export const useFilters = <S extends z.ZodObject>(shape: S): Filters<z.output<S>> => {
  const raw = useSearch({ strict: false }) as RawSearch
  const navigate = useNavigate()
  return useMemo(
    () => filtersOver(shape, raw, (search) => void navigate({ to: '.', search, replace: true } as never)),
    [shape, raw, navigate],
  )
}

/** The same for a list inside a drawer, which has no address of its own. */
export const useLocalFilters = <S extends z.ZodObject>(shape: S): Filters<z.output<S>> => {
  const [raw, setRaw] = useState<RawSearch>({})
  return useMemo(() => filtersOver(shape, raw, setRaw), [shape, raw])
}
