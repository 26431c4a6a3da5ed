import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { PromptChange, PromptVersion, PromptView, UploadedSound } from '../../prompt-contract.ts'
import type { Prompt } from '../port.ts'

export type StoredPrompt = Omit<PromptView, 'uses'>

const shown = sql`p.name, p.title, p.words_zh, p.words_en, p.sound, p.changed_by_name, p.changed_at, p.version,
  s.milliseconds, s.peak_db, s.speech_db, s.grade`

export const listStored = async (db: Db): Promise<StoredPrompt[]> =>
  (
    await sql<StoredPrompt>`
      select ${shown} from telephony.prompt p join telephony.prompt_sound s using (sound)
      order by p.changed_at desc, p.name`.execute(db)
  ).rows

export const findStored = async (db: Db, name: string): Promise<StoredPrompt | undefined> =>
  (
    await sql<StoredPrompt>`
      select ${shown} from telephony.prompt p join telephony.prompt_sound s using (sound)
      where p.name = ${name}`.execute(db)
  ).rows[0]

/** Held until the transaction ends: nobody replaces or removes it meanwhile. */
export const lockStored = async (db: Db, name: string): Promise<{ title: string; version: number } | undefined> =>
  db.selectFrom('telephony.prompt').select(['title', 'version']).where('name', '=', name).forUpdate().executeTakeFirst()

/** As the telephone system is told of them; `place` says where a node fetches a sound. */
export const asTold = (prompts: readonly StoredPrompt[], place: (sound: string) => string): Prompt[] =>
  prompts.flatMap(({ name, sound, milliseconds }) =>
    sound === null ? [] : [{ name, sound, url: place(sound), milliseconds }],
  )

export type Kept = Omit<UploadedSound, 'from'> & { alaw: Uint8Array }
/** The same sound is kept once, however often it is uploaded; its day of grace begins anew. */
export const saveSound = async (db: Db, { alaw, ...facts }: Kept, at: Date): Promise<void> => {
  await db
    .insertInto('telephony.promptSound')
    .values({ ...facts, alaw: Buffer.from(alaw), uploadedAt: at })
    .onConflict((known) => known.column('sound').doUpdateSet({ uploadedAt: at }))
    .execute()
}

export const readSound = async (db: Db, sound: string): Promise<Uint8Array | undefined> =>
  (await db.selectFrom('telephony.promptSound').select('alaw').where('sound', '=', sound).executeTakeFirst())?.alaw

export const hasSound = async (db: Db, sound: string): Promise<boolean> =>
  (await db
    .selectFrom('telephony.promptSound')
    .select('sound')
    .where('sound', '=', sound)
    .forKeyShare()
    .executeTakeFirst()) !== undefined

type By = { changedByName: string; changedAt: Date }
type Values = Pick<PromptChange, 'title' | 'wordsZh' | 'wordsEn' | 'sound'>

/** Undefined where its name or its title is taken. */
export const insertPrompt = async (
  db: Db,
  prompt: Values & By & { name: string },
): Promise<{ version: number } | undefined> =>
  db
    .insertInto('telephony.prompt')
    .values(prompt)
    .onConflict((known) => known.doNothing())
    .returning('version')
    .executeTakeFirst()

export const isTitleTaken = async (db: Db, title: string, but: string): Promise<boolean> =>
  (await db
    .selectFrom('telephony.prompt')
    .select('name')
    .where(sql<boolean>`lower(title) = lower(${title})`)
    .where('name', '<>', but)
    .executeTakeFirst()) !== undefined

export const updatePrompt = async (db: Db, name: string, values: Values & By): Promise<void> => {
  await db
    .updateTable('telephony.prompt')
    .set((e) => ({ ...values, version: e('version', '+', 1) }))
    .where('name', '=', name)
    .execute()
}

/** Writes down what it is now as one of its versions. */
export const keepVersion = async (db: Db, name: string): Promise<void> => {
  await sql`
    insert into telephony.prompt_version (name, version, sound, words_zh, words_en, saved_by_name, saved_at)
    select name, version, sound, words_zh, words_en, changed_by_name, changed_at from telephony.prompt
     where name = ${name}`.execute(db)
}

export const listVersions = async (db: Db, name: string): Promise<PromptVersion[]> =>
  (
    await sql<PromptVersion>`
      select v.version, v.sound, v.words_zh, v.words_en, v.saved_at, v.saved_by_name,
             s.milliseconds, s.peak_db, s.speech_db, s.grade
        from telephony.prompt_version v join telephony.prompt_sound s using (sound)
       where v.name = ${name} order by v.version desc`.execute(db)
  ).rows

export const deletePrompt = async (db: Db, name: string): Promise<void> => {
  await db.deleteFrom('telephony.prompt').where('name', '=', name).execute()
}

/** Sounds no prompt is or was made of, uploaded before that moment. */
export const deleteUnusedSounds = async (db: Db, before: Date): Promise<number> => {
  const { numAffectedRows } = await sql`
    delete from telephony.prompt_sound s
     where s.uploaded_at < ${before}
       and not exists (select from telephony.prompt p where p.sound = s.sound)
       and not exists (select from telephony.prompt_version v where v.sound = s.sound)`.execute(db)
  return Number(numAffectedRows ?? 0n)
}
