import type { Download } from '#contract/route.ts'
import type { Locale, Words } from '#contract/words.ts'
import { csvLine } from '#platform/csv.ts'
import type { Evidence } from '../../evidence-contract.ts'
import { type Cell, sections } from '../../evidence-table.ts'
import { evidenceText as text } from '../../evidence-text.ts'
import { type Part, sealed, zipOf } from '../evidence-zip.ts'

export type Reader = { locale: Locale; timeZone: string; name: string }
type Mark = { heading: string; number: string }

/** `2026-03-05 09:00:00` on the wall of the reader's site. */
const momentIn = (timeZone: string, at: string): string => new Date(at).toLocaleString('sv-SE', { timeZone })
const said = (cell: Cell, { locale, timeZone }: Reader): string | number => {
  if (typeof cell !== 'object') return cell
  if ('words' in cell) return cell.words[locale]
  return cell.at === null ? '' : momentIn(timeZone, cell.at)
}

const csvOf = (section: (typeof sections)[number], evidence: Evidence, reader: Reader, mark: Mark | undefined) => {
  const head = section.columns.map((words) => words[reader.locale])
  const rows = section.rows(evidence).map((row) => row.map((cell) => said(cell, reader)))
  const line = (cells: readonly (string | number)[], last: string | undefined) =>
    csvLine(last === undefined ? cells : [...cells, last])
  return `\uFEFF${line(head, mark?.heading)}${rows.map((row) => line(row, mark?.number)).join('')}`
}

const escaped = (value: string | number): string =>
  String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
const table = (section: (typeof sections)[number], evidence: Evidence, reader: Reader): string => {
  const rows = section.rows(evidence)
  const title = `<h2>${escaped(section.title[reader.locale])}</h2>`
  if (rows.length === 0) return `${title}<p>${escaped(section.none[reader.locale])}</p>`
  const head = section.columns.map((words) => `<th>${escaped(words[reader.locale])}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(said(cell, reader))}</td>`).join('')}</tr>`)
  return `${title}<table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`
}

const look = `body{font:13px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;margin:24px;color:#1c2330}
h1{font-size:20px}h2{font-size:15px;margin-top:28px}table{border-collapse:collapse;width:100%;font-size:12px}
th,td{border:1px solid #c9d0dc;padding:4px 6px;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f2f4f8}
@media print{@page{size:A4 landscape;margin:12mm}}`

/** One page that needs nothing else: opened by any browser, printed to paper or PDF. */
const htmlOf = (evidence: Evidence, reader: Reader, mark: Mark | undefined): string => {
  const say = (words: Words): string => escaped(words[reader.locale])
  const facts: (readonly [Words, string])[] = [
    [text.person, evidence.name || '–'],
    [text.numbers, evidence.numbers.join(', ') || '–'],
    [text.madeAt, `${momentIn(reader.timeZone, evidence.madeAt)} (${reader.timeZone})`],
    [text.madeBy, reader.name],
    ...(mark ? ([[text.exportNumber, mark.number]] as const) : []),
  ]
  const head = facts.map(([name, value]) => `<tr><th>${say(name)}</th><td>${escaped(value)}</td></tr>`).join('')
  const body = sections.map((section) => table(section, evidence, reader)).join('\n')
  return `<!doctype html><html lang="${reader.locale}"><head><meta charset="utf-8"><title>${say(text.evidence)}</title>
<style>${look}</style></head><body><h1>${say(text.evidence)}</h1><table>${head}</table>${body}
<p>${say(text.recordingNote)}</p></body></html>`
}

/** The evidence as one ZIP: a page to read, a CSV for each part, the whole as JSON, and a signed manifest. */
export const evidenceFile = (evidence: Evidence, reader: Reader, seed: Buffer): Download => {
  const fileOf = (mark: Mark | undefined): Download => {
    const parts: Part[] = [
      { name: 'evidence.html', text: htmlOf(evidence, reader, mark) },
      ...sections.map((section) => ({
        name: `${section.file}.csv`,
        text: csvOf(section, evidence, reader, mark),
      })),
      { name: 'evidence.json', text: JSON.stringify(evidence, null, 2) },
    ]
    const about = {
      what: 'evidence about calls to one person',
      madeAt: evidence.madeAt,
      madeBy: reader.name,
      recordings: Object.fromEntries(evidence.calls.map(({ id, recording }) => [id, recording ?? 'none on file'])),
      ...(mark ? { exportNumber: mark.number } : {}),
    }
    return {
      name: `${text.evidence[reader.locale]}-${evidence.madeAt.slice(0, 10)}${mark ? `-${mark.number}` : ''}.zip`,
      type: 'application/zip',
      bytes: zipOf(sealed(parts, about, seed), new Date(evidence.madeAt)),
      marked: (heading, number) => fileOf({ heading, number }),
    }
  }
  return fileOf(undefined)
}
