import { useState } from 'react'

export type Density = 'compact' | 'roomy'
/** What a reader chose for one table; `hidden` is undefined until they chose. */
export type TableChoice = { density: Density; hidden?: readonly string[] | undefined }

const usual: TableChoice = { density: 'compact' }

/** Reads a remembered choice; what another version wrote is forgotten rather than obeyed. */
export const readChoice = (kept: string | null): TableChoice => {
  try {
    const { density, hidden } = JSON.parse(kept ?? '{}') as Record<string, unknown>
    const named = Array.isArray(hidden) && hidden.every((name) => typeof name === 'string')
    return { density: density === 'roomy' ? 'roomy' : 'compact', hidden: named ? (hidden as string[]) : undefined }
  } catch {
    return usual
  }
}

/** Density and columns of a table, remembered in this browser under its name. */
export const useTableChoice = (name: string): [TableChoice, (choice: TableChoice) => void] => {
  const place = `carillon.table.${name}`
  const [choice, setChoice] = useState(() => readChoice(localStorage.getItem(place)))
  const keep = (next: TableChoice): void => {
    localStorage.setItem(place, JSON.stringify(next))
    setChoice(next)
  }
  return [choice, keep]
}
