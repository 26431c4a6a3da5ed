import type { BenchGround, Figures } from '../ground.ts'

export type PartOptions = {
  quick: boolean
  /** Only this many rows, where a part has rows. */
  rows?: number | undefined
  /** Says how far the part is; figures are printed by the bench. */
  log: (line: string) => void
  /** A migrated, empty database on the Postgres of this bench. */
  freshDatabase: BenchGround['freshDatabase']
}

/** One subject of the bench. Names of figures carry the part and the unit: `import_rows_per_second_1m`. */
export type Part = (options: PartOptions) => Promise<Figures>
