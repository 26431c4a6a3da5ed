/** The newest state heard on a channel. */
export type News = { version: number; value: unknown }
export type Told =
  | { kind: 'news'; channel: string; news: News }
  | { kind: 'refused'; channel: string; code: string }
  | { kind: 'noise' }

/** Reads one message of the server. */
export const readTold = (text: string): Told => {
  try {
    const told = JSON.parse(text) as Record<string, unknown>
    if (typeof told.channel === 'string' && typeof told.version === 'number')
      return { kind: 'news', channel: told.channel, news: { version: told.version, value: told.value } }
    if (typeof told.refused === 'string' && typeof told.code === 'string')
      return { kind: 'refused', channel: told.refused, code: told.code }
  } catch {
    // Whatever it was, it is no news.
  }
  return { kind: 'noise' }
}

/** What we hold after hearing more: messages may overtake each other, so an older version changes nothing. */
export const newest = (held: News | undefined, heard: News): News =>
  held && held.version >= heard.version ? held : heard

/**
 * How long to wait before the next attempt: doubling from half a second to 15 s. Half of it is by chance, so that a
 * whole floor does not come back at the same moment.
 */
export const waitBeforeAttempt = (failures: number, chance: number): number => {
  const longest = Math.min(15_000, 500 * 2 ** Math.min(failures, 10))
  return Math.round(longest / 2 + (longest / 2) * chance)
}
