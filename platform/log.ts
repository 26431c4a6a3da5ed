import { pino } from 'pino'

export type Log = {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
  debug(details: object, message: string): void
}

/** Structured lines on standard error, so that standard output stays free for what a command answers. */
export const logger = (level: string): Log =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }))

/** For commands and tests that want quiet. */
export const silentLog: Log = { info() {}, warn() {}, error() {}, debug() {} }
