import { encode, learnEncoding } from './encoding.ts'
import { aucOf } from './measures.ts'
import { rowsBetween, someRows, type Table, wordsOf } from './table.ts'

/** Why a column may not be learned from. */
export type LeakReason = 'declared' | 'writtenAtTheDesk' | 'tellsTheOutcome' | 'keptOut'
export type Leak = {
  name: string
  reason: LeakReason
  /** How well it alone tells success, and how often it is filled for those called and those not yet called. */
  auc: number | null
  filledCalled: number
  filledUncalled: number | null
}

/** Names suppliers give to what is known only once a call is over; compared without case, blanks and signs. */
const stampedAfterwards = [
  'duration',
  'callduration',
  'talktime',
  'talkms',
  'billsec',
  '通话时长',
  '通话时间',
  '通话秒数',
  '通话用时',
  'outcome',
  'result',
  'callresult',
  'calloutcome',
  'disposition',
  'y',
  'target',
  'label',
  'success',
  'converted',
  '结果',
  '通话结果',
  '外呼结果',
  '成交',
  '是否成交',
  '是否成功',
  '成交金额',
  '成交时间',
  '办理结果',
  '拨打结果',
  '接通状态',
  '是否接通',
]
/** What agents write into their form: as attributes they can only have come back from there. */
const writtenAtTheDesk = [
  'outcomekind',
  'wrapup',
  'wrapupms',
  'note',
  'agentnote',
  'callnote',
  'recording',
  'callid',
  'agent',
  'agentid',
  '备注',
  '通话备注',
  '坐席备注',
  '小结',
  '通话小结',
  '坐席',
  '坐席工号',
  '录音',
  '挂机原因',
  '跟进结果',
  '拒绝原因',
  '意向',
  '客户意向',
  '回访时间',
]
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-.:：()（）/]/g, '')
const declared = new Set(stampedAfterwards)
const desk = new Set(writtenAtTheDesk)

const filledShare = (table: Table, column: number): number => {
  const cells = table.cells[column] ?? []
  return cells.length === 0
    ? 0
    : cells.reduce<number>((sum, cell) => sum + (wordsOf(cell) === null ? 0 : 1), 0) / cells.length
}

/**
 * How well one column alone tells success, the better of both directions: learned on the even rows, tried on the odd, so
 * that a column of names does not shine by heart. Missing counts as a value.
 */
const aucAlone = (table: Table, column: number, target: Uint8Array): number | null => {
  const one: Table = { names: ['alone'], cells: [table.cells[column] ?? []], rows: table.rows }
  const [even, odd] = [0, 1].map((start) =>
    rowsBetween(0, Math.floor((table.rows - start + 1) / 2)).map((n) => 2 * n + start),
  ) as [Int32Array, Int32Array]
  const hits = (rows: Int32Array): Uint8Array => Uint8Array.from(rows, (row) => target[row] as number)
  const encoding = learnEncoding(someRows(one, even), hits(even))
  const [taught, tried] = [encode(encoding, someRows(one, even)), encode(encoding, someRows(one, odd))]
  const bins = encoding.columns[0]?.bins ?? 1
  const [seen, found] = [new Float64Array(bins), new Float64Array(bins)]
  for (const [n, row] of even.entries()) {
    const bin = taught.bins[n] as number
    seen[bin] = (seen[bin] as number) + 1
    found[bin] = (found[bin] as number) + (target[row] as number)
  }
  const scores = Float64Array.from(tried.bins, (bin) => ((found[bin] as number) + 0.1) / ((seen[bin] as number) + 1))
  return aucOf(scores, hits(odd))
}

const suspicious = 0.9
const mostlyFilled = 0.2
const hardlyFilled = 0.02

export type LeakQuestion = {
  /** Rows whose outcome is known. */
  called: Table
  target: Uint8Array
  /** Rows nobody has called. */
  uncalled: Table
  /** Attributes a manager keeps out. */
  keptOut: readonly string[]
}

/**
 * Which columns would tell the outcome because they were written after it: by their name; because the desk writes them;
 * or because one alone tells success better than AUC 0.9 and is missing for those nobody has called (at most 2 % filled,
 * against at least 20 % of those called). And those a manager keeps out, which need no proof.
 */
export const findLeaks = ({ called, target, uncalled, keptOut }: LeakQuestion): Leak[] => {
  const barred = new Set(keptOut)
  return called.names.flatMap((name, column): Leak[] => {
    const elsewhere = uncalled.names.indexOf(name)
    const filledCalled = filledShare(called, column)
    const filledUncalled = uncalled.rows === 0 ? null : elsewhere < 0 ? 0 : filledShare(uncalled, elsewhere)
    const auc = aucAlone(called, column, target)
    const found = { name, auc, filledCalled, filledUncalled }
    if (declared.has(plain(name))) return [{ ...found, reason: 'declared' }]
    if (desk.has(plain(name))) return [{ ...found, reason: 'writtenAtTheDesk' }]
    const missing = filledUncalled !== null && filledUncalled <= hardlyFilled && filledCalled >= mostlyFilled
    if (auc !== null && auc > suspicious && missing) return [{ ...found, reason: 'tellsTheOutcome' }]
    return barred.has(name) ? [{ ...found, reason: 'keptOut' }] : []
  })
}
