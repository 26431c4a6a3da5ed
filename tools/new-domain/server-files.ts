import type { Naming } from './naming.ts'

export const storeFile = ({ name }: Naming): string => `import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Entry, NewEntry } from '../contract.ts'

export const listEntries = async (db: Db): Promise<Entry[]> => {
  const { rows } = await sql<Entry>\`select id, name from ${name}.entry order by name\`.execute(db)
  return rows
}

/** Undefined when there is one of this name already. */
export const insertEntry = async (db: Db, { name }: NewEntry): Promise<Entry | undefined> => {
  const { rows } = await sql<Entry>\`
    insert into ${name}.entry (name) values (\${name}) on conflict (name) do nothing returning id, name
  \`.execute(db)
  return rows[0]
}
`

export const serviceFile = (): string => `import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { type Entry, type NewEntry, refusals } from '../contract.ts'
import { entryAdded } from './public.ts'
import { insertEntry } from './store.ts'

/** Adds an entry. Refuses a name that is there already. */
export const addEntry = (ctx: Context, entry: NewEntry): Promise<Entry> =>
  inTransaction(ctx, async (tx) => {
    const added = (await insertEntry(tx.db, entry)) ?? refuse(refusals.nameTaken, { name: entry.name })
    await announce(tx, entryAdded, added.id)
    return added
  })
`

export const publicFile = ({ name }: Naming): string => `import { defineEvent, NoPayload } from '#platform/outbox.ts'

/** Somebody added an entry. */
export const entryAdded = defineEvent('${name}.entryAdded', NoPayload)
`

export const routesFile = ({ name }: Naming): string => `import { implement } from '#platform/http/implement.ts'
import { ${name}Contract } from '../contract.ts'
import { addEntry } from './service.ts'
import { listEntries } from './store.ts'

export const ${name}Routes = implement(${name}Contract, {
  listEntries: (ctx) => listEntries(ctx.db),
  addEntry: (ctx, { body }) => addEntry(ctx, body),
})
`

export const migrationFile = ({ name, en }: Naming): string => `-- ${en}: what this is about.
create schema ${name};
call platform.open_schema('${name}');

create table ${name}.entry (
  id         uuid primary key default platform.new_id(),
  name       text not null constraint an_entry_name_is_unique unique check (length(name) between 1 and 80),
  created_at timestamptz not null default now()
);
call platform.share_rows('${name}.entry');
call platform.audit_rows('${name}.entry');
`
