import type { Palette } from '../theme.ts'

const channels = (colour: string): number[] =>
  [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16))

/** A colour between two, `share` of the way. */
export const between = (from: string, to: string, share: number): string => {
  const [start, end] = [channels(from), channels(to)]
  const mixed = start.map((value, place) => Math.round(value + ((end[place] ?? value) - value) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** Relative luminance as WCAG 2.1 defines it. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
/** Contrast of two colours, between 1 and 21 (WCAG 2.1). */
export const contrastOf = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}
/** Ink or ground of the skin, whichever reads better on this colour. */
export const inkOn = (colour: string, { ink, surface }: Pick<Palette, 'ink' | 'surface'>): string =>
  contrastOf(colour, ink) >= contrastOf(colour, surface) ? ink : surface
