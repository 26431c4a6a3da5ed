import type { ColumnType } from 'kysely'

/** A timestamptz column: read as ISO text, written as Date or ISO text. */
export type Moment = ColumnType<string, Date | string, Date | string>
