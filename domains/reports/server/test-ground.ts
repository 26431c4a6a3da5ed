import { inflateRawSync } from 'node:zlib'
import { sql } from 'kysely'
import Papa from 'papaparse'
import { newId } from '#platform/id.ts'
import type { TestCentre } from '#server/testing.ts'

const nine = new Date('2026-03-05T01:00:00.000Z')
type Call = {
  campaignId: string
  placedAt: string
  agentId?: string | undefined
  teamId?: string | undefined
  talkSeconds?: number
  outcome?: string | null
  note?: string
  region?: string
  customerId?: string
}

/** Two sites with clocks of their own, two teams, four agents, a campaign each, and a way to place calls. */
export const reportGround = async ({ base }: TestCentre) => {
  const db = base.database.engine
  const id = () => newId(nine)
  const [shanghai, london] = [id(), id()]
  await sql`insert into people.site (id, name, time_zone, day_starts_at) values (${shanghai}, '上海职场', 'Asia/Shanghai', '00:00'),
    (${london}, '伦敦职场', 'Europe/London', '04:00')`.execute(db)
  const [lions, tigers] = [id(), id()]
  await sql`insert into people.team (id, site_id, name) values (${lions}, ${shanghai}, '雄狮队'), (${tigers}, ${shanghai}, '猛虎队')`.execute(
    db,
  )
  const agents = [id(), id(), id(), id()]
  for (const [n, agentId] of agents.entries())
    await sql`insert into people.employee (id, staff_number, name, site_id, team_id, post, endpoint, joined_on, pinyin)
      values (${agentId}, ${`A00${n + 1}`}, ${['王磊', '李娜', '张喆', '赵敏'][n]}, ${shanghai}, ${n < 2 ? lions : tigers}, 'agent', '', '2026-01-05', '')`.execute(
      db,
    )
  const campaign = async (name: string, siteId: string) => {
    const campaignId = id()
    await sql`insert into campaigns.campaign (id, name, type, purpose, site_id, calling_hours, attempt_policy, target_successes, starts_on, ends_on, product)
      values (${campaignId}, ${name}, 'sales', 'grow', ${siteId}, '{}', '{}', 100, '2026-03-01', '2026-03-10', '信用卡')`.execute(
      db,
    )
    return campaignId
  }
  const [cards, loans] = [await campaign('信用卡外呼', shanghai), await campaign('London loans', london)]
  await sql`call platform.ensure_months('calls.call', '2026-01-15', '2026-11-15')`.execute(db)
  const usual = { talkSeconds: 0, outcome: null, note: '', region: null, agentId: null, teamId: null }
  const call = async (given: Call): Promise<string> => {
    const row = { ...usual, customerId: id(), siteId: given.agentId ? shanghai : null, ...given }
    const { talkSeconds, outcome } = row
    const placedAt = new Date(row.placedAt)
    const callId = newId(placedAt)
    const later = (seconds: number) => new Date(placedAt.getTime() + seconds * 1000)
    const answeredAt = talkSeconds > 0 ? later(10) : null
    await sql`insert into calls.call (id, placed_at, campaign_id, entry_id, customer_id, number, caller_id, mode, attempt_number, script_version, fencing,
        state, cause, answered_at, bridged_at, ended_at, talk_ms, wrap_up_ms, outcome, outcome_kind, note, agent_id, team_id, site_id, region)
      values (${callId}, ${placedAt}, ${row.campaignId}, ${id()}, ${row.customerId}, '+8613812345678', '02160001000', 'progressive', 1, 1, 1,
        'ended', 'normal', ${answeredAt}, ${answeredAt}, ${later(10 + talkSeconds)}, ${talkSeconds * 1000}, ${answeredAt ? 5000 : 0},
        ${outcome}, ${outcome?.split('.')[0] ?? null}, ${row.note}, ${row.agentId}, ${row.teamId}, ${row.siteId}, ${row.region})`.execute(
      db,
    )
    return callId
  }
  return { db, shanghai, london, lions, tigers, agents, cards, loans, call }
}
export type ReportGround = Awaited<ReturnType<typeof reportGround>>

const hourOf = (index: number): string =>
  `${String(9 + (index % 9)).padStart(2, '0')}:${String((index * 7) % 60).padStart(2, '0')}:00+08:00`
const talkOf = (agent: number, index: number) => {
  if (index % 3 !== 0) return { outcome: 'unreached.noAnswer' }
  const refusal = index % 2 === 0 ? 'refusal.tooExpensive' : 'refusal.noTime'
  return {
    talkSeconds: 40 + index * (agent + 1),
    outcome: index % (4 + agent) === 0 ? 'success' : refusal,
    note: index % 2 === 0 ? '嫌年费贵' : '',
  }
}
/** Calls of a day in Shanghai: each agent as many as said, every third one talked, some of these a success. */
export const placeCalls = async (ground: ReportGround, day: string, perAgent: readonly number[]): Promise<void> => {
  const { agents, cards, lions, tigers, call } = ground
  for (const [n, agentId] of agents.entries())
    for (let index = 0; index < (perAgent[n] ?? 0); index++)
      await call({
        ...talkOf(n, index),
        campaignId: cards,
        placedAt: `${day}T${hourOf(index)}`,
        agentId,
        teamId: n < 2 ? lions : tigers,
        region: index % 2 === 0 ? '上海' : '浙江',
      })
}

/** The parts of a zip, read by its directory: independent of what wrote it. */
export const unzip = (zip: Buffer): Map<string, string> => {
  let at = zip.readUInt32LE(zip.lastIndexOf('PK\x05\x06') + 16)
  const parts = new Map<string, string>()
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [packed, length, offset] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)]
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
    parts.set(
      zip.toString('utf8', at + 46, at + 46 + length),
      inflateRawSync(zip.subarray(start, start + packed)).toString(),
    )
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return parts
}

const two = (value: number): string => String(value).padStart(2, '0')
const grouped = (value: number, digits: number): string => {
  const [whole = '', part] = Math.abs(value).toFixed(digits).split('.')
  const shown = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${value < 0 ? '-' : ''}${shown}${part ? `.${part}` : ''}`
}
/** A number as a spreadsheet shows it under that format; written anew here, so that it can contradict the product. */
const displayed = (value: number, format: string): string => {
  const seconds = Math.round(value * 86_400)
  if (format === '[hh]:mm:ss')
    return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  if (format === 'mm:ss') return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
  if (format === '0.0%') return `${grouped(Math.round(value * 1000) / 10, 1)}%`
  if (format === '"¥"#,##0.00') return grouped(value, 2).replace(/^-?/, '$&¥')
  return grouped(value, format.split('.')[1]?.length ?? 0)
}
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** The first sheet as somebody who opens it sees it, row by row. */
export const readWorkbook = (bytes: Buffer): string[][] => {
  const parts = unzip(bytes)
  const styles = parts.get('xl/styles.xml') ?? ''
  const codes = new Map(
    [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [
      id,
      unescaped(code ?? ''),
    ]),
  )
  const xfs = (styles.split('<cellXfs')[1] ?? '').matchAll(/<xf numFmtId="(\d+)"/g)
  const formats = [...xfs].map(([, id]) => codes.get(id) ?? '')
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
  return [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c r="[A-Z]+\d+" s="(\d+)"(?: t="inlineStr")?>(.*?)<\/c>/gs)].map(([, style, inner = '']) => {
      const words = /<t[^>]*>(.*?)<\/t>/s.exec(inner)?.[1]
      return words === undefined
        ? displayed(Number(/<v>(.*?)<\/v>/.exec(inner)?.[1]), formats[Number(style)] ?? '')
        : unescaped(words)
    }),
  )
}
export const readCsv = (text: string): string[][] => Papa.parse<string[]>(text.replace(/^\uFEFF/, '').trimEnd()).data
