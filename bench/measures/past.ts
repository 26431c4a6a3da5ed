import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Papa from 'papaparse'
import type { Draw } from '#server/past/draw.ts'
import type { PastContact } from '#server/past/workday.ts'
import { dataSet } from '#tools/test/data-sets.ts'

export type Past = {
  /** Where these figures come from, for the output. */
  told: string
  meanAttempts: (month: number, weekday: number) => number
  /** `month` 0–11, `weekday` 1 (Monday) – 7. */
  contact: (draw: Draw, month: number, weekday: number) => PastContact
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri']
/** Below this many records a month and weekday borrow from the whole month. */
const fewest = 20

type Line = { month: string; day_of_week: string; duration: string; campaign: string; y: string }
type Pool = { contacts: PastContact[]; meanAttempts: number }

const poolOf = (contacts: PastContact[]): Pool => ({
  contacts,
  meanAttempts: contacts.reduce((sum, { attempts }) => sum + attempts, 0) / contacts.length,
})

/** Months and weekdays nobody called in (January, February, Saturday) take from all records of what is left. */
const poolsOf = (lines: readonly Line[]): ((month: number, weekday: number) => Pool) => {
  const cells = new Map<string, PastContact[]>()
  const put = (cell: string, contact: PastContact): void => {
    const there = cells.get(cell)
    if (there) there.push(contact)
    else cells.set(cell, [contact])
  }
  for (const { month, day_of_week, duration, campaign, y } of lines) {
    const contact = { attempts: Number(campaign), talkSeconds: Number(duration), succeeded: y === 'yes' }
    if (contact.talkSeconds === 0) continue
    for (const cell of [`${month} ${day_of_week}`, month, day_of_week, 'all']) put(cell, contact)
  }
  const poolAt = (m = '', w = ''): Pool => {
    const of = [`${m} ${w}`, m, w, 'all'].map((cell) => cells.get(cell) ?? [])
    return poolOf(of.find(({ length }) => length >= fewest) ?? [])
  }
  const pools = months.map((month) => Array.from({ length: 7 }, (_, day) => poolAt(month, weekdays[day])))
  return (month, weekday) => pools[month]?.[weekday - 1] as Pool
}

/** Used where the data set is not here: what the file has on average, its seasons left out. */
const stated: Past = {
  told: 'skipped: data set not here (bank-marketing); stated parameters instead: 2.57 attempts (geometric), 258 s of talk (exponential), 11 % success',
  meanAttempts: () => 2.57,
  contact: (draw) => {
    const succeeded = draw.share() < 0.1127
    return {
      attempts: Math.min(40, 1 + Math.floor(Math.log(1 - draw.share()) / Math.log(1 - 1 / 2.57))),
      talkSeconds: 1 + Math.floor(-Math.log(1 - draw.share()) * (succeeded ? 553 : 221)),
      succeeded,
    }
  },
}

/** Attempts, talk and success as in the bank-marketing file, month by month and weekday by weekday, each contact as a whole. */
export const readPast = async (): Promise<Past> => {
  const folder = dataSet('bank-marketing')
  if (!folder) return stated
  const text = await readFile(join(folder, 'bank-additional-full.csv'), 'utf8')
  const lines = Papa.parse<Line>(text, { header: true, skipEmptyLines: true }).data
  const poolAt = poolsOf(lines)
  return {
    told: `attempts, talk and success of ${lines.length} contacts of the data set bank-marketing, by month and weekday`,
    meanAttempts: (month, weekday) => poolAt(month, weekday).meanAttempts,
    contact: (draw, month, weekday) => {
      const { contacts } = poolAt(month, weekday)
      return contacts[draw.below(contacts.length)] as PastContact
    },
  }
}
