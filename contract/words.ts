/** Every language the product speaks. Add one word here and the compiler lists each missing phrase. */
export const locales = ['zh', 'en'] as const
export type Locale = (typeof locales)[number]

/** One phrase in every language. */
export type Words = Record<Locale, string>

/** A phrase with something to fill in: the same parameters in every language. */
export type WordsWith<P> = Record<Locale, (params: P) => string>

/** Fills `{name}` places of a phrase; a place without a value stays visible, so that a slip shows. */
export const fill = (phrase: string, params: Record<string, unknown> = {}): string =>
  phrase.replace(/\{(\w+)\}/g, (place, name: string) => (name in params ? String(params[name]) : place))
