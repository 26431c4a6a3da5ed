import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { type CustomerRecord, refusals } from '../../contract.ts'
import { maskNumber } from '../../mask.ts'
import { readNumber } from '../../number.ts'
import { kindOf } from '../../number-kind.ts'
import { numberFaults } from '../../text.ts'
import { numberMoved } from '../events.ts'
import { indexCustomers } from '../search/keep-index.ts'
import { findPhone, lockCustomers } from '../store.ts'
import { live, note, sourceOfActor, takeLive, touch } from './locked.ts'
import { mendFirstNumber } from './merge-store.ts'
import { phoneByKey, readRecord } from './read.ts'

const readOr = (tx: Context, text: string): { number: string; extension: string } => {
  const reading = readNumber(text)
  if (!reading.ok) return refuse(refusals.badNumber, { fault: numberFaults[reading.fault][tx.actor.locale] })
  return { number: reading.number, extension: (reading.extension ?? '').slice(0, 10) }
}

/**
 * Adds a number. One that is another customer's is refused, unless `move` says that it changed hands: then it is this
 * customer's from now on, and its state is open again. Calls on record stay with whom they were made to.
 */
export const addNumber = (
  ctx: Context,
  customerId: string,
  given: { number: string; move: boolean },
): Promise<CustomerRecord> =>
  inTransaction(ctx, async (tx) => {
    const { number, extension } = readOr(tx, given.number)
    const holder = (await findPhone(tx.db, number))?.customerId
    const rows = await lockCustomers(tx.db, holder ? [customerId, holder] : [customerId])
    live(rows.find(({ id }) => id === customerId))
    const made = await tx.db
      .insertInto('customers.phone')
      .values({ number, customerId, kind: kindOf(number), extension, source: sourceOfActor(tx), firstSeen: tx.now() })
      .onConflict((conflict) => conflict.column('number').doNothing())
      .returning('number')
      .execute()
    if (made.length === 0) await takeOver(tx, customerId, { number, move: given.move })
    else await note(tx, customerId, [{ field: 'number', before: undefined, after: maskNumber(number) }])
    await mendFirstNumber(tx.db, [customerId])
    await touch(tx, customerId)
    return readRecord(tx, customerId)
  })

const takeOver = async (
  tx: Context,
  customerId: string,
  { number, move }: { number: string; move: boolean },
): Promise<void> => {
  const masked = maskNumber(number)
  const phone = (await findPhone(tx.db, number)) ?? refuse(refusals.numberOutOfReach, { number: masked })
  if (phone.customerId === customerId) return
  if (!move) refuse(refusals.numberTaken, { number: masked })
  await tx.db
    .updateTable('customers.phone')
    .set({ customerId, source: sourceOfActor(tx), state: 'unknown', stateSince: null, stateSource: null })
    .where('number', '=', number)
    .execute()
  await mendFirstNumber(tx.db, [phone.customerId])
  await touch(tx, phone.customerId)
  await note(tx, phone.customerId, [{ field: 'number', before: masked, after: undefined }])
  await note(tx, customerId, [{ field: 'number', before: undefined, after: masked }])
  await announce(tx, numberMoved, phone.customerId, { toId: customerId })
}

export const callFirst = (ctx: Context, customerId: string, key: string): Promise<CustomerRecord> =>
  inTransaction(ctx, async (tx) => {
    const row = await takeLive(tx, customerId)
    const phone = (await phoneByKey(tx.db, customerId, key)) ?? refuse(refusals.noSuchNumber)
    if (row.number !== phone.number) {
      await tx.db.updateTable('customers.customer').set({ number: phone.number }).where('id', '=', customerId).execute()
      const before = row.number === null ? undefined : maskNumber(row.number)
      await note(tx, customerId, [{ field: 'firstNumber', before, after: phone.masked }])
      await touch(tx, customerId)
    }
    return readRecord(tx, customerId)
  })

/** The number is nobody's from now on; whoever brings it next makes a customer of it. */
export const removeNumber = (ctx: Context, customerId: string, key: string): Promise<CustomerRecord> =>
  inTransaction(ctx, async (tx) => {
    await takeLive(tx, customerId)
    const phone = (await phoneByKey(tx.db, customerId, key)) ?? refuse(refusals.noSuchNumber)
    await tx.db.deleteFrom('customers.phone').where('number', '=', phone.number).execute()
    await mendFirstNumber(tx.db, [customerId])
    await note(tx, customerId, [{ field: 'number', before: phone.masked, after: undefined }])
    await indexCustomers(tx.db, [customerId])
    await touch(tx, customerId)
    await announce(tx, numberMoved, customerId, { toId: null })
    return readRecord(tx, customerId)
  })
