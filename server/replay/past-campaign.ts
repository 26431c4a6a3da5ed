import { createReadStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import Papa from 'papaparse'
import { agrees, type Heard, refusesFor } from '#adapters/simulator/call-script.ts'
import { chanceOf, oneOf } from '#adapters/simulator/chance.ts'
import type { PastContact } from '#adapters/simulator/scripted-behaviour.ts'
import type { RawRow } from '#domains/lists/server/public.ts'

/** What a replay needs of the file: whom to call, and how each of them behaved. */
export type PastCampaign = { rows: RawRow[]; behaviour: Map<string, PastContact> }

const needed = ['campaign', 'duration', 'y'] as const
/** Known only after the call: no part of a list. */
const afterwards: readonly string[] = [...needed]

/** Eleven digits beginning with 142, a segment no operator was ever given: nobody can be rung by mistake. */
const inventedNumber = (index: number): string => `142${String(index).padStart(8, '0')}`

const refusalWeights = {
  noNeed: 45,
  tooExpensive: 15,
  alreadyHasOne: 15,
  noTime: 12,
  distrust: 8,
  mustAskFamily: 5,
} as const

const heardFrom = (success: boolean, seed: number, number: string): Heard =>
  success ? agrees : refusesFor(oneOf(chanceOf(seed, number, 'reason'), refusalWeights))

type Line = Record<string, string>
const pastContact = (line: Line, where: string, seed: number, number: string): PastContact => {
  const [attempts, seconds] = [Number(line.campaign), Number(line.duration)]
  if (!Number.isInteger(attempts) || attempts < 1)
    throw new Error(`${where}: campaign must be a whole number from 1, not “${line.campaign}”`)
  if (!Number.isFinite(seconds) || seconds < 0)
    throw new Error(`${where}: duration must be seconds, not “${line.duration}”`)
  if (line.y !== 'yes' && line.y !== 'no') throw new Error(`${where}: y must be yes or no, not “${line.y}”`)
  if (seconds === 0) return { unansweredAttempts: attempts, conversation: null }
  return {
    unansweredAttempts: attempts - 1,
    conversation: { talkMs: Math.round(seconds * 1000), heard: heardFrom(line.y === 'yes', seed, number) },
  }
}

/**
 * Reads a finished campaign in the columns of the UCI Bank Marketing file: `campaign` is how many attempts a contact
 * took, `duration` the seconds talked on the last (0: never answered), `y` whether it succeeded. Numbers are invented.
 * @throws Error that names the line when the file is not of that kind.
 */
export const readPastCampaign = async (
  file: string,
  { rows: most, seed }: { rows: number; seed: number },
): Promise<PastCampaign> => {
  const past: PastCampaign = { rows: [], behaviour: new Map() }
  const parsing = Papa.parse(Papa.NODE_STREAM_INPUT, { header: true, skipEmptyLines: true })
  createReadStream(file)
    .on('error', (error) => parsing.destroy(error))
    .pipe(parsing)
  parsing.on('data', (line: Line) => {
    const index = past.rows.length
    if (index >= most) return
    if (index === 0) {
      const missing = needed.filter((column) => !(column in line))
      if (missing.length > 0) throw new Error(`${file}: columns missing: ${missing.join(', ')}`)
    }
    const number = inventedNumber(index)
    const contact = pastContact(line, `${file}, record ${index + 1}`, seed, `+86${number}`)
    past.behaviour.set(`+86${number}`, contact)
    past.rows.push({
      number,
      // Nobody answered this contact: the supplier's limit ends the trying where it ended then.
      attemptLimit: contact.conversation ? null : contact.unansweredAttempts,
      attributes: Object.fromEntries(Object.entries(line).filter(([column]) => !afterwards.includes(column))),
    })
  })
  await finished(parsing)
  if (past.rows.length === 0) throw new Error(`${file}: no records in it`)
  return past
}
