import type { Db } from '#platform/db.ts'
import { writeFirstOrNext } from '#platform/version.ts'
import { type HandlingForm, usualHandling } from '../contract.ts'

const columns = ['outside', 'messagePrompt', 'showsListening'] as const

export type StoredHandling = HandlingForm & { changedByName: string; changedAt: string | null; version: number }
export const findHandling = async (db: Db, campaignId: string): Promise<StoredHandling | undefined> =>
  (await db
    .selectFrom('desk.handling')
    .select([...columns, 'changedByName', 'changedAt', 'version'])
    .where('campaignId', '=', campaignId)
    .executeTakeFirst()) as StoredHandling | undefined

/** What holds for a call; the usual where nobody decided, or where it belongs to no campaign. */
export const handlingOf = async (db: Db, campaignId: string): Promise<HandlingForm> =>
  (campaignId === '' ? undefined : await findHandling(db, campaignId)) ?? usualHandling

/** What a campaign leaves on a machine's tape; empty: nothing. */
export const messageOf = async (db: Db, campaignId: string): Promise<string> =>
  (await handlingOf(db, campaignId)).messagePrompt

/** The messages campaigns leave on tapes. */
export const messagesOfCampaigns = (db: Db): Promise<{ campaignId: string; name: string; prompt: string }[]> =>
  db
    .selectFrom('desk.handling as h')
    .innerJoin('campaigns.campaignFact as c', 'c.id', 'h.campaignId')
    .select((e) => ['h.campaignId', e.ref('c.name').$notNull().as('name'), 'h.messagePrompt as prompt'])
    .where('h.messagePrompt', '<>', '')
    .execute()

/** False where somebody saved another version meanwhile. */
export const saveHandling = async (
  db: Db,
  campaignId: string,
  { version, ...form }: HandlingForm & { version: number },
  by: { changedByName: string; changedAt: Date },
): Promise<boolean> =>
  writeFirstOrNext(
    db,
    { table: 'desk.handling', key: { campaignId }, version },
    { ...form, outside: JSON.stringify(form.outside), ...by },
  )
