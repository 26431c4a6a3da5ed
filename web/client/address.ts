import type { Route } from '#contract/route.ts'

const asText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** `?a=1&b=x&b=y`; what is undefined, null or empty is left out. */
export const queryText = (query: Record<string, unknown> = {}): string => {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') pairs.append(name, asText(one))
  const text = pairs.toString()
  return text && `?${text}`
}

/** The address of an operation with its parameters filled in. */
export const addressOf = (
  route: Pick<Route, 'path'>,
  params: Record<string, unknown> = {},
  query?: Record<string, unknown>,
): string =>
  `/api${route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))}${queryText(query)}`
