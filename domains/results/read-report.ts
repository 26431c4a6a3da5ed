import { type Field, type FieldName, fieldsOf, type Kind, type Shape } from './report.ts'

export type FaultName =
  | 'missing'
  | 'tooLong'
  | 'unreadable'
  | 'notAnId'
  | 'notAMoment'
  | 'inFuture'
  | 'notYesNo'
  | 'notACount'
  | 'notAnAmount'
  | 'notOneOf'
  | 'doneTooOften'
  | 'unknownField'
export type Fault = { field: string; fault: FaultName; params?: Record<string, string | number> }

/** One report as it came, each value in the form we keep; what was not said is null. */
export type Report = { externalId: string; at: string; withdrawn: boolean } & Record<
  Exclude<FieldName, 'externalId' | 'at' | 'withdrawn'>,
  string | number | boolean | null
>
export type Reading = { report: Report } | { faults: readonly Fault[] }

/** A clock elsewhere may run ahead of ours by so much. */
export const clockSkewMs = 10 * 60_000

/** Turns wall-clock time at the reader's place into a moment; undefined where there is no such day or hour. */
export type WallClock = (local: string) => string | undefined

type Read = { value: string | number | boolean } | { fault: FaultName; params?: Record<string, string | number> }
const yes = new Set(['true', 'yes', 'y', '1', '是', '√'])
const no = new Set(['false', 'no', 'n', '0', '否', '×'])
const withZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/
const wallTime = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T](\d{1,2}):(\d\d)(?::(\d\d))?$/
const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const firstYear = Date.UTC(2000, 0, 1)

const readMoment = (text: string, clock: WallClock): Read => {
  const [, year, month = '', day = '', hour = '', minute, second = '00'] = wallTime.exec(text) ?? []
  const two = (part: string) => part.padStart(2, '0')
  const moment = withZone.test(text)
    ? text
    : year && clock(`${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}`)
  const at = moment ? Date.parse(moment) : Number.NaN
  return at >= firstYear ? { value: new Date(at).toISOString() } : { fault: 'notAMoment' }
}
const readNumber = (text: string, most: number, decimals: number): number | undefined => {
  const plain = text.replaceAll(/(?<=\d),(?=\d{3}(\D|$))/g, '').replace(/^[¥￥$]\s*/, '')
  if (!new RegExp(`^\\d{1,16}(\\.\\d{1,${Math.max(1, decimals)}})?$`).test(plain)) return undefined
  const value = Number(plain)
  return value <= most && (decimals > 0 || Number.isInteger(value)) ? value : undefined
}

const readers: { [S in Shape['as']]: (text: string, shape: Extract<Shape, { as: S }>, clock: WallClock) => Read } = {
  text: (text, { max }) => {
    if (text.length > max) return { fault: 'tooLong', params: { max } }
    return text.includes('\0') || !text.isWellFormed() ? { fault: 'unreadable' } : { value: text }
  },
  id: (text) => (id.test(text) ? { value: text.toLowerCase() } : { fault: 'notAnId' }),
  moment: (text, _, clock) => readMoment(text, clock),
  yesNo: (text) => {
    const word = text.toLowerCase()
    return yes.has(word) || no.has(word) ? { value: yes.has(word) } : { fault: 'notYesNo' }
  },
  count: (text, { most }) => {
    const value = readNumber(text, most, 0)
    return value === undefined ? { fault: 'notACount', params: { most } } : { value }
  },
  amount: (text, { most, decimals }) => {
    const value = readNumber(text, most, decimals)
    return value === undefined ? { fault: 'notAnAmount', params: { most, decimals } } : { value }
  },
  choice: (text, { of }) => {
    const found = Object.entries(of).find(([code, words]) =>
      [code, words.zh, words.en].some((name) => name.toLowerCase() === text.toLowerCase()),
    )
    return found ? { value: found[0] } : { fault: 'notOneOf', params: { choices: Object.keys(of).join(' | ') } }
  },
}

/** A value as text; anything that is no single value is unreadable. */
const asText = (raw: unknown): string | undefined => {
  if (raw === null || raw === undefined) return ''
  if (typeof raw === 'string') return raw.trim()
  return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : undefined
}
const readField = ({ shape, needed, usual }: Field, raw: unknown, clock: WallClock): Read | { value: null } => {
  const text = asText(raw)
  if (text === undefined) return { fault: 'unreadable' }
  if (text !== '')
    return (readers[shape.as] as (text: string, shape: Shape, clock: WallClock) => Read)(text, shape, clock)
  return needed ? { fault: 'missing' } : { value: usual ?? null }
}

/** What came, as far as a database can keep it: for telling people of it. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '')

/** What only shows when fields are read together. */
const togetherWrong = ({ at, done, opportunities }: Report, now: number): Fault[] => [
  ...(Date.parse(at) > now + clockSkewMs ? [{ field: 'at', fault: 'inFuture' as const }] : []),
  ...(Number(done) > Number(opportunities) ? [{ field: 'done', fault: 'doneTooOften' as const }] : []),
]

/**
 * Reads one report, whether its values came as JSON or as cells of a table. Tells everything wrong with it, in the order
 * of its fields; a field the kind does not have is wrong, too, since what it says would be lost.
 */
export const readReport = (
  kind: Kind,
  raw: Readonly<Record<string, unknown>>,
  { clock, now }: { clock: WallClock; now: number },
): Reading => {
  const fields = fieldsOf(kind)
  const known = new Set<string>(fields.map(({ name }) => name))
  const faults: Fault[] = Object.keys(raw)
    .filter((name) => !known.has(name))
    .map((name) => ({ field: storable(name).slice(0, 60), fault: 'unknownField' }))
  const report: Record<string, unknown> = {}
  for (const field of fields) {
    const read = readField(field, raw[field.name], clock)
    if ('fault' in read) faults.push({ field: field.name, ...read })
    else report[field.name] = read.value
  }
  if (faults.length === 0) faults.push(...togetherWrong(report as Report, now))
  return faults.length > 0 ? { faults } : { report: report as Report }
}
