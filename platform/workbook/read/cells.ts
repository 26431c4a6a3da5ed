import { dateOfSerial } from '#contract/serial-day.ts'
import { attributeOf, readXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** Which of a workbook's styles show a number as a date or a time. */
export type DateStyles = ReadonlySet<number>

const builtInDate = (format: number): boolean =>
  (format >= 14 && format <= 22) ||
  (format >= 27 && format <= 36) ||
  (format >= 45 && format <= 47) ||
  (format >= 50 && format <= 58)
/** A format of one's own shows a date where it names days, months or years outside of quotes and brackets. */
const showsDate = (code: string): boolean =>
  /[ymdhs年月日]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').replace(/general/gi, ''))

export const readDateStyles = async (zip: Zip, part: string): Promise<DateStyles> => {
  const styles = new Set<number>()
  if (!zip.has(part)) return styles
  const own = new Map<number, boolean>()
  let inCells = false
  let index = 0
  await readXml(zip.bytes(part), {
    open: (name, attributes) => {
      if (name === 'numFmt')
        own.set(Number(attributeOf(attributes, 'numFmtId')), showsDate(attributeOf(attributes, 'formatCode') ?? ''))
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const format = Number(attributeOf(attributes, 'numFmtId') ?? 0)
        if (own.get(format) ?? builtInDate(format)) styles.add(index)
        index++
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}

/**
 * A number as people see it: all digits of a telephone number, no rounding noise. Beyond fifteen digits a workbook has
 * lost the last ones for good; such a number keeps its exponent, and whoever reads it as a telephone number refuses it.
 */
export const numberText = (stored: string): string => {
  const value = Number(stored)
  if (stored.trim() === '' || !Number.isFinite(value)) return stored
  if (Math.abs(value) >= 1e15) return value.toExponential().toUpperCase()
  return String(Math.abs(value) >= 1e-6 || value === 0 ? Number(value.toPrecision(15)) : value)
}

export type NumberShown = { isDate: boolean; from1904: boolean }
/** A stored number as text: a day where its style shows one. */
export const storedNumber = (stored: string, { isDate, from1904 }: NumberShown): string =>
  (isDate ? dateOfSerial(Number(stored), from1904) : undefined) ?? numberText(stored)
