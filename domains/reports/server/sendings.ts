import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { Refusal, refuse } from '#contract/problem.ts'
import { fill, type Locale } from '#contract/words.ts'
import { type Actor, type Base, type Context, inTransaction, systemContext } from '#platform/context.ts'
import { defineJob, orderJob } from '#platform/jobs.ts'
import { nextDue } from '../clock.ts'
import { permissions } from '../contract.ts'
import { periodLine } from '../footnote.ts'
import { editionOf, type Period } from '../period.ts'
import { refusals } from '../refusals.ts'
import type { Sending } from '../shapes.ts'
import { text } from '../text.ts'
import { reportFile, wholeFile } from './files.ts'
import { placeOf } from './place.ts'
import type { Letter, MailPort, Posted } from './port.ts'
import { runReport } from './run.ts'
import { findSchedule, getSchedule, requestOf, type ScheduleRow, stopSchedule } from './schedules.ts'

/** What sending rests on: the whole product, a mail server if there is one, and who an account is. */
export type PostOffice = {
  base: Base
  mail: MailPort | undefined
  /** Somebody's rights as of now; undefined once the account is closed. */
  actorOf: (accountId: string) => Promise<Actor | undefined>
}

export const sendJob = defineJob('reports.send', z.object({ sendingId: z.uuid() }))
/** After so many minutes it is tried again. */
const pauses = [1, 5, 15, 60]

const columns = sql`g.id, g.from_day as from, g.to_day as to, g.by_hand, g.state, g.ordered_at, g.sent_at, g.tries, g.error, g.recipients, g.file_name`
type SendingRow = Sending & { scheduleId: string }
const findSending = async ({ db }: Context, id: string): Promise<SendingRow | undefined> =>
  (await sql<SendingRow>`select ${columns}, g.schedule_id from reports.sending g where g.id = ${id}`.execute(db))
    .rows[0]

export const listSendings = async (
  ctx: Context,
  scheduleId: string,
  { after, limit }: { after?: string | undefined; limit: number },
) => {
  await getSchedule(ctx, scheduleId)
  const [at, id] = after?.split('|') ?? []
  const { rows } = await sql<Sending & { place: string }>`
    select ${columns}, g.ordered_at::text as place from reports.sending g where g.schedule_id = ${scheduleId}
      and (${at ?? null}::timestamptz is null or (g.ordered_at, g.id) < (${at ?? null}::timestamptz, ${id ?? null}::uuid))
    order by g.ordered_at desc, g.id desc limit ${limit + 1}`.execute(ctx.db)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { rows: shown.map(({ place: _, ...row }) => row), next: last ? `${last.place}|${last.id}` : null, total: null }
}

/** Who a schedule is made for, with the sight of that person. */
const ownerOf = async ({ base, actorOf }: PostOffice, { ownerId, locale }: ScheduleRow): Promise<Context | string> => {
  const actor = await actorOf(ownerId)
  if (!actor) return text.accountClosed[locale]
  const needed = [permissions.read, permissions.schedule]
  if (!needed.every(({ code }) => actor.permissions.has(code))) return text.mayNoLonger[locale]
  const { scope, id: uid, teamIds, siteIds } = actor
  const db = base.database.seenBy({ scope, uid, teamIds, siteIds, requestId: 'reports.send' })
  return { db, actor: { ...actor, locale }, now: base.now, log: base.log, requestId: 'reports.send' }
}

/** The newest edition that has ended on the owner's clock. */
const lastEdition = async (owner: Context, schedule: ScheduleRow): Promise<Period> => {
  const { today } = await placeOf(owner, requestOf(schedule.request))
  return editionOf(schedule.cadence, today, 1)
}

/** Enters an edition; by the clock none twice. Answers its id, or nothing where it was entered before. */
const enter = async (tx: Context, scheduleId: string, period: Period, byHand: boolean): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string }>`
    insert into reports.sending (schedule_id, from_day, to_day, by_hand, ordered_at)
    values (${scheduleId}, ${period.from}, ${period.to}, ${byHand}, ${tx.now()})
    on conflict do nothing returning id`.execute(tx.db)
  const id = rows[0]?.id
  if (id) await orderJob(tx, sendJob, { sendingId: id }, { key: `reports.send:${id}` })
  return id
}

/** Enters what is due and says when each is due next. After an outage the newest edition goes out, not all that were missed. */
export const orderDue = async (office: PostOffice): Promise<void> => {
  const ctx = systemContext(office.base, 'reports.orderDue')
  const { rows } = await sql<{ id: string }>`
    select id from reports.schedule where is_on and next_at <= ${ctx.now()} order by next_at limit 500`.execute(ctx.db)
  for (const { id } of rows) await inTransaction(ctx, (tx) => orderOne(tx, office, id))
}
const orderOne = async (tx: Context, office: PostOffice, scheduleId: string): Promise<void> => {
  // Two processes may look at the same minute: the second finds it dealt with.
  const { rows } =
    await sql`select 1 from reports.schedule where id = ${scheduleId} and is_on and next_at <= ${tx.now()}
    for update skip locked`.execute(tx.db)
  const schedule = rows.length > 0 ? await findSchedule(tx, scheduleId) : undefined
  if (!schedule) return
  const owner = await ownerOf(office, schedule)
  if (typeof owner === 'string') return stopSchedule(tx, scheduleId, owner)
  await enter(tx, scheduleId, await lastEdition(owner, schedule), false)
  await sql`update reports.schedule set next_at = ${nextDue(schedule, tx.now())} where id = ${scheduleId}`.execute(
    tx.db,
  )
}

/** So often an hour a schedule may be sent by hand: enough to mend an address, too little to flood a mailbox. */
export const mostByHand = 5
/** Two who ask at the same moment wait for each other, so that neither overlooks the other's. */
const checkPace = async (tx: Context, scheduleId: string): Promise<void> => {
  await sql`select 1 from reports.schedule where id = ${scheduleId} for update`.execute(tx.db)
  const { rows } = await sql<{ sent: number }>`select count(*)::int as sent from reports.sending
    where schedule_id = ${scheduleId} and by_hand and ordered_at > ${tx.now()}::timestamptz - interval '1 hour'`.execute(
    tx.db,
  )
  if ((rows[0]?.sent ?? 0) >= mostByHand) refuse(refusals.sentTooOften, { most: mostByHand })
}

/** Sends the newest edition at once, whether it went out before or not. Refuses where mail is not set up, and too many an hour. */
export const sendNow = async (ctx: Context, { mail }: PostOffice, scheduleId: string): Promise<Sending> => {
  if (!mail) refuse(refusals.mailNotSet)
  const schedule = await getSchedule(ctx, scheduleId)
  const period = await lastEdition(ctx, schedule)
  return inTransaction(ctx, async (tx) => {
    await checkPace(tx, scheduleId)
    const id = await enter(tx, scheduleId, period, true)
    const { scheduleId: _, ...sending } = (await findSending(tx, id ?? '')) ?? refuse(refusals.noSuchSchedule)
    return sending
  })
}

/** The letter of one edition: the report as its owner would see it. */
const letterOf = async (owner: Context, schedule: ScheduleRow, { id, from, to }: Sending): Promise<Letter> => {
  const { locale } = schedule
  const query = {
    ...requestOf(schedule.request),
    edition: 'custom' as const,
    back: 0,
    day: undefined,
    from,
    to,
    viewId: schedule.id,
  }
  const table = await runReport(owner, { report: schedule.report, query })
  const file = reportFile(table, schedule.format, { locale, who: schedule.ownerName })
  return {
    key: id,
    to: schedule.addresses,
    subject: text.mailSubject[locale]({ name: schedule.name, period: periodLine(table, locale) }),
    text: text.mailBody[locale]({ title: table.title[locale], who: schedule.ownerName }),
    file: { name: file.name, type: file.type, bytes: await wholeFile(file) },
  }
}

const wordsOf = (error: unknown, locale: Locale): string =>
  error instanceof Refusal ? fill(error.kind.text[locale], error.params) : String(error)

/** Takes it on; false where another try has taken it, or it has come to an end. */
const claim = async ({ db }: Context, id: string): Promise<boolean> => {
  const { rows } = await sql`update reports.sending set state = 'sending', tries = tries + 1, error = ''
    where id = ${id} and state = 'waiting' returning id`.execute(db)
  return rows.length > 0
}
const noteEnd = async (ctx: Context, id: string, state: Sending['state'], error: string): Promise<void> => {
  await sql`update reports.sending set state = ${state}, error = ${error.slice(0, 400)},
    sent_at = ${state === 'sent' ? ctx.now() : null}::timestamptz where id = ${id}`.execute(ctx.db)
}
const noteLetter = async ({ db }: Context, id: string, { to, file }: Letter): Promise<void> => {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  await sql`update reports.sending set recipients = ${[...to]}::text[], file_name = ${file.name}, file_sha256 = ${sha256}
    where id = ${id}`.execute(db)
}

const settle = async (ctx: Context, { id, tries }: Sending, posted: Posted, locale: Locale): Promise<void> => {
  if (posted.kind === 'sent') {
    const left = posted.refusedAddresses.join(', ')
    return noteEnd(ctx, id, 'sent', left && `${locale === 'zh' ? '未接受的地址：' : 'Not accepted: '}${left}`)
  }
  if (posted.kind === 'unsure') return noteEnd(ctx, id, 'unsure', posted.why)
  const pause = pauses[tries]
  if (!posted.again || pause === undefined) return noteEnd(ctx, id, 'failed', posted.why)
  await inTransaction(ctx, async (tx) => {
    await noteEnd(tx, id, 'waiting', posted.why)
    const runAt = new Date(Date.now() + pause * 60_000)
    await orderJob(tx, sendJob, { sendingId: id }, { key: `reports.send:${id}`, runAt })
  })
}

/**
 * Sends one edition. The file is made first; then it is taken on, sent, and what became of it written down. A process
 * that dies between the last two leaves it taken on: nobody knows whether it was sent, so it is not sent again unasked.
 */
export const sendEdition = async (office: PostOffice, sendingId: string): Promise<void> => {
  const ctx = systemContext(office.base, 'reports.send')
  const sending = await findSending(ctx, sendingId)
  if (sending?.state === 'sending') return noteEnd(ctx, sendingId, 'unsure', '')
  if (sending?.state !== 'waiting') return
  const schedule = await findSchedule(ctx, sending.scheduleId)
  if (!schedule) return
  const { locale } = schedule
  if (!office.mail) return noteEnd(ctx, sendingId, 'failed', refusals.mailNotSet.text[locale])
  const owner = await ownerOf(office, schedule)
  if (typeof owner === 'string') {
    await stopSchedule(ctx, schedule.id, owner)
    return noteEnd(ctx, sendingId, 'failed', owner)
  }
  const letter = await letterOf(owner, schedule, sending).catch((error: unknown) => {
    if (error instanceof Refusal) return wordsOf(error, locale)
    throw error
  })
  if (typeof letter === 'string') return noteEnd(ctx, sendingId, 'failed', letter)
  if (!(await claim(ctx, sendingId))) return
  await noteLetter(ctx, sendingId, letter)
  await settle(ctx, sending, await office.mail.send(letter), locale)
}
