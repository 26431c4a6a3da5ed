import { runReport as run } from './run.ts'

export type { MailPort } from './port.ts'
/** A named report as screens, files and mails show it, under the caller's scope. */
export const runReport = run
