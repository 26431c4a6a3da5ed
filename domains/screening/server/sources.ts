import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { type FieldCode, fieldCodes, fields } from '../fields.ts'

/** What others may know of a person; a centre without that knowledge screens without it. */
const relations = {
  numberState: 'customers.phone_fact',
  products: 'customers.holding_fact',
  tags: 'customers.tag_fact',
  consent: 'compliance.consent_fact',
  score: 'scoring.score_fact',
  doNotCall: 'compliance.do_not_call_fact',
} as const
export type Need = keyof typeof relations
export type Sources = ReadonlySet<Need>

/** Which of them this database has. */
export const findSources = async (db: Db): Promise<Sources> => {
  const needs = Object.keys(relations) as Need[]
  const { rows } = await sql<{ isThere: boolean }>`
    select to_regclass(name) is not null as is_there
    from unnest(${needs.map((need) => relations[need])}::text[]) with ordinality as wanted(name, place) order by place`.execute(
    db,
  )
  return new Set(needs.filter((_, place) => rows[place]?.isThere))
}

export const isKnown = (code: FieldCode, sources: Sources): boolean => {
  const { needs } = fields[code]
  return needs === undefined || sources.has(needs)
}
export const unknownFields = (sources: Sources): FieldCode[] => fieldCodes.filter((code) => !isKnown(code, sources))
