import { runReport as run } from './run.ts'
import { addSchedule as order } from './schedules.ts'
import { saveView as keep } from './views.ts'

export type { MailPort } from './port.ts'
/** A named report as screens, files and mails show it, under the caller's scope. */
export const runReport = run
/** Keeps a report with its filters and period under a name, for oneself, one's team or everybody. */
export const saveView = keep
/** Has a report sent by mail by the clock. */
export const addSchedule = order
