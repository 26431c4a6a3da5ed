const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))
const days = new Map<number, string>()

/** A moment as COPY reads it; the day's text is made once. */
export const stamp = (ms: number): string => {
  const day = Math.floor(ms / 86_400_000)
  let date = days.get(day)
  if (date === undefined) {
    date = new Date(day * 86_400_000).toISOString().slice(0, 10)
    days.set(day, date)
  }
  const rest = ms - day * 86_400_000
  const [seconds, thousandths] = [Math.floor(rest / 1000), String(rest % 1000).padStart(3, '0')]
  const minutes = Math.floor(seconds / 60)
  return `${date} ${two[Math.floor(minutes / 60)]}:${two[minutes % 60]}:${two[seconds % 60]}.${thousandths}+00`
}

type Cell = string | number | boolean | null
/** One line of COPY's text form. Nothing made here holds a tab, a line's end or a backslash. */
export const line = (cells: readonly Cell[]): string => {
  let text = ''
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at]
    text += at === 0 ? '' : '\t'
    text += cell === null ? '\\N' : cell === true ? 't' : cell === false ? 'f' : cell
  }
  return `${text}\n`
}

/** The tables a year is written to, and in which order their columns come. */
export const tables = {
  entries: {
    name: 'lists.entry',
    columns: 'id, list_id, batch_id, customer_id, number, line_number',
  },
  contacts: {
    name: 'dialer.contact',
    columns:
      'campaign_id, entry_id, customer_id, list_id, batch_id, number, state, due_at, attempts, last_outcome, close_reason, closed_at',
  },
  calls: {
    name: 'calls.call',
    columns:
      'id, placed_at, campaign_id, entry_id, customer_id, list_id, batch_id, number, caller_id, mode, attempt_number, script_version, agent_id, team_id, site_id, state, ringing_at, answered_at, answered_by, bridged_at, ended_at, cause, ended_by, talk_ms, hold_ms, wrap_up_ms, abandoned, outcome, outcome_kind, outcome_at, fencing, region',
  },
  sessions: {
    name: 'presence.session',
    columns: 'id, employee_id, team_id, site_id, signed_in_at, signed_out_at, sign_out_reason',
  },
  spells: {
    name: 'presence.spell',
    columns:
      'session_id, started_at, ended_at, follows, employee_id, team_id, site_id, state, reason_id, campaign_id, call_id',
  },
} as const
export type Table = keyof typeof tables
/** In the order they may be written: spells after their sessions. */
export const tableOrder = Object.keys(tables) as Table[]
/** Rows of one day. */
export type Day = Record<Table, string[]>
export const emptyDay = (): Day => ({ entries: [], contacts: [], calls: [], sessions: [], spells: [] })
