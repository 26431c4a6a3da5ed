import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Mapping } from '../mapping.ts'

type Key = { siteId: string; supplier: string; fingerprint: string }
/** What of a mapping holds for the next file too; how that one is encoded and cut is seen from it. */
export type Meaning = Pick<Mapping, 'country' | 'columns'>
export type Remembered = { mapping: Meaning; fileName: string; usedAt: string; times: number }

export const findRemembered = async (db: Db, key: Key): Promise<Remembered | undefined> =>
  (await db
    .selectFrom('lists.rememberedMapping')
    .select(['mapping', 'fileName', 'usedAt', 'times'])
    .where('siteId', '=', key.siteId)
    .where('supplier', '=', key.supplier)
    .where('fingerprint', '=', key.fingerprint)
    .executeTakeFirst()) as Remembered | undefined

export const rememberMapping = async (
  db: Db,
  { siteId, supplier, fingerprint }: Key,
  { mapping, fileName, at, by }: { mapping: Meaning; fileName: string; at: Date; by: string | null },
): Promise<void> => {
  await sql`
    insert into lists.remembered_mapping as known (site_id, supplier, fingerprint, mapping, file_name, used_at, used_by)
    values (${siteId}, ${supplier}, ${fingerprint}, ${JSON.stringify(mapping)}::jsonb, ${fileName}, ${at}, ${by})
    on conflict (site_id, supplier, fingerprint) do update
      set mapping = excluded.mapping, file_name = excluded.file_name, used_at = excluded.used_at, used_by = excluded.used_by,
          times = known.times + 1`.execute(db)
}

/** Names of attributes that files of a list brought so far, the newest file's first. */
export const findAttributeNames = async (db: Db, listId: string): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select name from (
      select col ->> 'name' as name, max(b.created_at) as newest, min(place) as place
      from (select mapping, created_at from lists.batch where list_id = ${listId} and mapping is not null
            order by created_at desc limit 20) b, jsonb_array_elements(b.mapping -> 'columns') with ordinality c (col, place)
      where col ->> 'as' = 'attribute' and left(col ->> 'name', 1) <> '#'
      group by 1
    ) known order by newest desc, place limit 100`.execute(db)
  return rows.map(({ name }) => name)
}
