import type { z } from 'zod'

/** What an address holds after `?`: texts, and lists of texts where a name stands more than once. */
export type RawSearch = Record<string, unknown>

export const parseAddress = (search: string): RawSearch => {
  const found: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(search)) {
    const before = found[name]
    found[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  return found
}

const meant = (text: unknown): unknown => {
  if (typeof text !== 'string') return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/**
 * Reads filters out of an address. Addresses are typed and pasted by people, so a value the shape refuses is tried as
 * number, truth or list, and then left out rather than breaking the page.
 */
export const readSearch = <S extends z.ZodObject>(shape: S, raw: RawSearch): z.output<S> => {
  const known = Object.fromEntries(Object.entries(raw).filter(([name, value]) => name in shape.shape && value !== ''))
  const attempts = [meant, (value: unknown) => [meant(value)]]
  let values: RawSearch = known
  for (const attempt of attempts) {
    const parsed = shape.safeParse(values)
    if (parsed.success) return parsed.data
    const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])))
    values = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, wrong.has(name) ? attempt(known[name]) : value]),
    )
  }
  const last = shape.safeParse(values)
  if (last.success) return last.data
  const wrong = new Set(last.error.issues.map(({ path }) => String(path[0])))
  return shape.parse(Object.fromEntries(Object.entries(values).filter(([name]) => !wrong.has(name))))
}

/** What to write into the address: nothing empty, nothing that is the default anyway. */
export const writeSearch = <S extends z.ZodObject>(shape: S, values: RawSearch): RawSearch => {
  const usual = readSearch(shape, {}) as RawSearch
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) =>
        value !== undefined &&
        value !== null &&
        value !== '' &&
        !(Array.isArray(value) && value.length === 0) &&
        JSON.stringify(value) !== JSON.stringify(usual[name]),
    ),
  )
}
