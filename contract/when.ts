import { z } from 'zod'

/** A moment, as ISO 8601 text with zone ("2026-03-05T01:00:00.000Z"); rows, replies and screens all carry it so. */
export const Instant = z.iso.datetime({ offset: true })
export type Instant = string
/** A moment somebody gives: within years every clock and calendar here can write down. */
export const GivenInstant = Instant.refine(
  (at) => Date.parse(at) >= Date.UTC(1900, 0, 1) && Date.parse(at) < Date.UTC(9999, 0, 1),
  { message: 'no moment we could keep' },
)

/** A calendar day "2026-03-05", meaningful only together with a time zone; within years clocks and databases agree on. */
export const Day = z.iso.date().refine((day) => day >= '1900-01-01' && day < '9999-01-01', {
  message: 'no day we could keep',
})
/** A time of day "09:00". */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
/** An IANA time zone the runtime knows. */
export const TimeZone = z.string().refine(
  (zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
    } catch {
      return false
    }
  },
  { message: 'unknown time zone' },
)
