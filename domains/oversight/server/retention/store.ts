import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { writeNext } from '#platform/version.ts'
import type { RetentionKind } from '../../retention.ts'

/** A rule as it stands, without what is due. */
export type KeptRule = {
  id: string
  kind: RetentionKind
  jurisdiction: string
  jurisdictionName: { zh: string; en: string } | null
  leastDays: number
  mostDays: number
  deletes: boolean
  lawZh: string
  lawEn: string
  changedAt: string | null
  changedByName: string
  switchedAt: string | null
  switchedByName: string
  version: number
}
type Row = Omit<KeptRule, 'jurisdictionName'> & { nameZh: string | null; nameEn: string | null }

const named = <R extends { nameZh: string | null; nameEn: string | null }>({ nameZh, nameEn, ...row }: R) => ({
  ...row,
  jurisdictionName: nameZh === null || nameEn === null ? null : { zh: nameZh, en: nameEn },
})

export const readRules = async (db: Db): Promise<KeptRule[]> => {
  const { rows } = await sql<Row>`
    select r.id, r.kind, r.jurisdiction, j.name_zh, j.name_en, r.least_days, r.most_days, r.deletes, r.law_zh, r.law_en,
      r.changed_at, r.changed_by_name, r.switched_at, r.switched_by_name, r.version
    from oversight.retention_rule r left join compliance.jurisdiction_fact j on j.code = r.jurisdiction
    order by r.jurisdiction = 'all', r.jurisdiction,
      array_position(array['recording', 'call', 'block', 'consent'], r.kind)`.execute(db)
  return rows.map(named)
}

type Days = { leastDays: number; mostDays: number; lawZh: string; lawEn: string }
type By = { at: Date; name: string }

/** False where somebody saved another version meanwhile. */
export const saveRule = async (
  db: Db,
  id: string,
  { version, ...days }: Days & { version: number },
  by: By,
): Promise<boolean> =>
  (await db
    .updateTable('oversight.retentionRule')
    .set((e) => ({ ...days, changedAt: by.at, changedByName: by.name, version: e('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()) !== undefined

export const saveSwitch = async (
  db: Db,
  id: string,
  { deletes, version }: { deletes: boolean; version: number },
  by: By,
): Promise<boolean> =>
  writeNext(
    db,
    { table: 'oversight.retentionRule', key: { id }, version },
    { deletes, switchedAt: by.at, switchedByName: by.name },
  )

export type NewRun = {
  ruleId: string
  at: Date
  cutoff: Date
  due: number
  kept: number
  deleted: number
  deletes: boolean
  failed: string
}
export const insertRun = async (db: Db, run: NewRun): Promise<void> => {
  await db.insertInto('oversight.retentionRun').values(run).execute()
}

type RunRow = {
  id: string
  ruleId: string
  kind: RetentionKind
  nameZh: string | null
  nameEn: string | null
  at: string
  cutoff: string
  due: number
  kept: number
  deleted: number
  deletes: boolean
  failed: string
}
/** Newest first, after the one last seen. */
export const readRuns = async (
  db: Db,
  { ruleId, after, limit }: { ruleId?: string | undefined; after?: string | undefined; limit: number },
) => {
  const { rows } = await sql<RunRow>`
    select u.id, u.rule_id, r.kind, j.name_zh, j.name_en, u.at, u.cutoff, u.due, u.kept, u.deleted, u.deletes, u.failed
    from oversight.retention_run u join oversight.retention_rule r on r.id = u.rule_id
      left join compliance.jurisdiction_fact j on j.code = r.jurisdiction
    where (${ruleId ?? null}::text is null or u.rule_id = ${ruleId ?? null})
      and (${after ?? null}::uuid is null
        or (u.at, u.id) < (select p.at, p.id from oversight.retention_run p where p.id = ${after ?? null}::uuid))
    order by u.at desc, u.id desc limit ${limit}`.execute(db)
  return rows.map(named)
}
