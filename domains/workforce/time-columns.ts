import type { Words } from '#contract/words.ts'
import { adherenceOf, conformanceOf, type Figures, lossOf } from './timesheet.ts'

const two = (value: number): string => String(value).padStart(2, '0')
/** `08:02:14`: hours, minutes, seconds; a night's work may pass 24 hours, and nothing is rounded away but parts of a second. */
export const duration = (ms: number): string => {
  const seconds = Math.round(ms / 1000)
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
}
/** `93.5%`; a share of nothing is `–`. */
export const share = (value: number | null): string => (value === null ? '–' : `${(value * 100).toFixed(1)}%`)

export type TimeColumn = { key: string; title: Words; explain: Words; show: (figures: Figures) => string }

/** The figures of an agent's day, the same on the page, in its sums and in the file. */
export const timeColumns: readonly TimeColumn[] = [
  {
    key: 'signedIn',
    title: { zh: '签入时长', en: 'Signed-in time' },
    explain: {
      zh: '从签入到签出的全部时间，等于各状态时长之和',
      en: 'All time from sign-in to sign-out; the sum of the time in every state',
    },
    show: ({ signedInMs }) => duration(signedInMs),
  },
  {
    key: 'scheduled',
    title: { zh: '排班工时', en: 'Scheduled hours' },
    explain: {
      zh: '当日班次减去无薪时段（如就餐）；请假日为 0。跨零点的班次按时刻分到两天',
      en: 'Shifts of the day less unpaid time such as meals; 0 on leave. A shift over midnight gives each day its part',
    },
    show: ({ scheduledMs }) => duration(scheduledMs),
  },
  {
    key: 'conformance',
    title: { zh: '工时吻合率', en: 'Conformance' },
    explain: {
      zh: '实际签入时长 ÷ 到此刻应排的工时；只比总量，可以超过 100%',
      en: 'Signed-in time ÷ hours scheduled up to now; compares totals only and may exceed 100%',
    },
    show: (figures) => share(conformanceOf(figures)),
  },
  {
    key: 'adherence',
    title: { zh: '遵从率', en: 'Adherence' },
    explain: {
      zh: '在排定的时刻做排定的事的时间 ÷ 到此刻应排的工时',
      en: 'Time spent in what was planned for that very moment ÷ hours scheduled up to now',
    },
    show: (figures) => share(adherenceOf(figures)),
  },
  {
    key: 'productive',
    title: { zh: '工作有效时长', en: 'Productive time' },
    explain: {
      zh: '拨号振铃、通话、保持、话后处理、放音、内部呼叫的时长之和',
      en: 'Dialling, talking, hold, wrap-up, playback and internal calls together',
    },
    show: ({ productiveMs }) => duration(productiveMs),
  },
  {
    key: 'loss',
    title: { zh: '损耗时长', en: 'Shrinkage' },
    explain: {
      zh: '到此刻应排的工时 − 其中可生产（空闲或工作）的时间；包含排定的小休、会议和培训',
      en: 'Hours scheduled up to now − the part of them spent ready or at work; planned breaks, meetings and training are in it',
    },
    show: (figures) => duration(lossOf(figures)),
  },
]
