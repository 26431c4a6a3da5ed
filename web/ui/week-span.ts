import type { Dayjs } from 'dayjs'

/** A week as the days it holds, for a picker: "2026-03-09 – 03-15". Numbers of weeks are counted differently in places. */
export const weekSpan = (day: Dayjs): string =>
  `${day.startOf('week').format('YYYY-MM-DD')} – ${day.endOf('week').format('MM-DD')}`
