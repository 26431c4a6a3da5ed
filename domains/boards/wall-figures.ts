import type { Words } from '#contract/words.ts'
import type { WallCode } from './wall.ts'

type Shown = { name: Words; format: (value: number | null) => string }
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const count = (value: number | null): string => (value === null ? '–' : whole.format(value))
const share = (value: number | null): string => (value === null ? '–' : `${tenths.format(value * 100)}%`)
const decimal = (value: number | null): string => (value === null ? '–' : tenths.format(value))
/** Seconds as hours: nobody reads minutes across a hall. */
const hours = (value: number | null): string => (value === null ? '–' : `${tenths.format(value / 3600)} h`)

/** Short names and few digits: what is read from ten metres away, also by a screen nobody signed in at. */
export const wallFigures: Record<WallCode, Shown> = {
  online_successes: { name: { zh: '今日成功', en: 'Successes today' }, format: count },
  close_rate: { name: { zh: '成交率', en: 'Close rate' }, format: share },
  connects: { name: { zh: '今日接通', en: 'Connects today' }, format: count },
  connect_rate: { name: { zh: '接通率', en: 'Connect rate' }, format: share },
  agent_calls: { name: { zh: '今日通话', en: 'Calls today' }, format: count },
  effective_calls: { name: { zh: '有效通话', en: 'Effective calls' }, format: count },
  calls_per_login_hour: { name: { zh: '每小时通话', en: 'Calls an hour' }, format: decimal },
  talk_time: { name: { zh: '通话总时长', en: 'Talk time' }, format: hours },
}
