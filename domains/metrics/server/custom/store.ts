import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { writeNext } from '#platform/version.ts'
import type { Definition, Part } from '../../custom-measure.ts'

/** A measure somebody defined, as it stands. */
export type OwnMeasure = Definition & {
  code: string
  version: number
  retiredAt: string | null
  changedAt: string
  changedByName: string
}
type Row = Omit<Definition, 'name' | 'meaning'> &
  Pick<OwnMeasure, 'code' | 'version' | 'retiredAt' | 'changedAt' | 'changedByName'> & {
    nameZh: string
    nameEn: string
    meaningZh: string
    meaningEn: string
  }
const shown =
  sql.raw(`code, version, name_zh, name_en, meaning_zh, meaning_en, top, per, unit, better, minimum_sample, is_share,
  retired_at, changed_at, changed_by_name`)
const asMeasure = ({ nameZh, nameEn, meaningZh, meaningEn, ...row }: Row): OwnMeasure => ({
  ...row,
  name: { zh: nameZh, en: nameEn },
  meaning: { zh: meaningZh, en: meaningEn },
})

export const findOwnMeasures = async (db: Db, codes?: readonly string[]): Promise<OwnMeasure[]> => {
  const { rows } = await sql<Row>`select ${shown} from metrics.custom_measure
    where ${codes ? sql`code = any (${[...codes]}::text[])` : sql`true`} order by code`.execute(db)
  return rows.map(asMeasure)
}

export type By = { at: Date; byId: string; byName: string }
const written = ({ name, meaning, top, per, unit, better, minimumSample, isShare }: Definition) => ({
  ...{
    nameZh: name.zh,
    nameEn: name.en,
    meaningZh: meaning.zh,
    meaningEn: meaning.en,
    unit,
    better,
    minimumSample,
    isShare,
  },
  top: JSON.stringify(top),
  per: per && JSON.stringify(per),
})

/** False where a measure goes by that code already. */
export const insertOwnMeasure = async (db: Db, code: string, definition: Definition, by: By): Promise<boolean> => {
  const made = await db
    .insertInto('metrics.customMeasure')
    .values({ code, ...written(definition), changedAt: by.at, changedById: by.byId, changedByName: by.byName })
    .onConflict((conflict) => conflict.doNothing())
    .returning('code')
    .executeTakeFirst()
  return made !== undefined
}

/** Writes the next version; the one before goes into history by itself. False where `version` is not the latest. */
export const updateOwnMeasure = async (
  db: Db,
  { code, version }: { code: string; version: number },
  change: { definition?: Definition; retiredAt: Date | null },
  by: By,
): Promise<boolean> =>
  writeNext(
    db,
    { table: 'metrics.customMeasure', key: { code }, version },
    {
      ...(change.definition ? written(change.definition) : {}),
      ...{ retiredAt: change.retiredAt, changedAt: by.at, changedById: by.byId, changedByName: by.byName },
    },
  )

export type OwnVersion = {
  version: number
  top: Part
  per: Part | null
  changedAt: string
  changedByName: string
  retiredAt: string | null
}
/** A version as its row was kept: by the names of the columns. */
type Kept = Pick<OwnVersion, 'version' | 'top' | 'per'> & {
  changed_at: string
  changed_by_name: string
  retired_at: string | null
}
/** How it was defined before, the latest first. */
export const findFormer = async (db: Db, code: string): Promise<OwnVersion[]> => {
  const rows = await db
    .selectFrom('metrics.customMeasureVersion')
    .select('content')
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ content }) => {
    const { version, top, per, changed_at, changed_by_name, retired_at } = content as Kept
    const iso = (at: string): string => new Date(at).toISOString()
    return {
      ...{ version, top, per, changedAt: iso(changed_at), changedByName: changed_by_name },
      retiredAt: retired_at && iso(retired_at),
    }
  })
}
