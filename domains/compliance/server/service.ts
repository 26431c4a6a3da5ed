import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { type Jurisdiction, type JurisdictionForm, refusals, type Seller, type SellerForm } from '../contract.ts'
import { lackOfMessage } from '../safe-harbour.ts'
import { percent } from '../share.ts'
import { jurisdictionChanged, sellerChanged } from './events.ts'
import {
  deleteSeller,
  findJurisdiction,
  findSeller,
  insertSeller,
  listSellers,
  saveJurisdiction,
  saveSeller,
} from './store.ts'

/** The highest share any law we know lets pass; nobody raises it. */
const hardCeiling = 0.03
export const changeJurisdiction = (
  ctx: Context,
  code: string,
  form: JurisdictionForm & { version: number },
): Promise<Jurisdiction> =>
  inTransaction(ctx, async (tx) => {
    if (!(await findJurisdiction(tx.db, code))) refuse(refusals.noSuchJurisdiction)
    const { abandonCeiling: ceiling, defaultAbandonTarget: target } = form
    if (ceiling > hardCeiling)
      refuse(refusals.ceilingTooHigh, { ceiling: percent(ceiling), hard: percent(hardCeiling) })
    if (target > ceiling) refuse(refusals.targetAboveCeiling, { target: percent(target), ceiling: percent(ceiling) })
    const by = { updatedAt: tx.now(), updatedBy: tx.actor.id, updatedByName: tx.actor.name }
    const saved = await saveJurisdiction(tx.db, code, { ...form, ...by })
    await announce(tx, jurisdictionChanged, code)
    return saved ?? refuse(refusals.changedMeanwhile)
  })

/** A message that does not say who called and where to call back is refused. */
const refuseMessage = (form: SellerForm): void => {
  const lack = lackOfMessage(form)
  if (lack) refuse(refusals[lack], { name: form.name, phone: form.phone })
}
/** Two people may choose the same name at once: the constraint decides, its refusal is told in words. */
const orRefused = async <T>(name: string, work: Promise<T>): Promise<T> =>
  work.catch((error: { constraint?: string }) => {
    if (error.constraint === 'a_seller_name_is_unique') refuse(refusals.sellerNameTaken, { name })
    if (error.constraint === 'a_campaign_keeps_its_seller') refuse(refusals.sellerInUse, { name })
    throw error
  })

export const addSeller = (ctx: Context, form: SellerForm): Promise<Seller> =>
  inTransaction(ctx, async (tx) => {
    refuseMessage(form)
    return orRefused(form.name, insertSeller(tx.db, form))
  })

export const changeSeller = (ctx: Context, id: string, form: SellerForm & { version: number }): Promise<Seller> =>
  inTransaction(ctx, async (tx) => {
    if (!(await findSeller(tx.db, id))) refuse(refusals.noSuchSeller)
    refuseMessage(form)
    const saved = await orRefused(form.name, saveSeller(tx.db, id, form))
    await announce(tx, sellerChanged, id)
    return saved ?? refuse(refusals.changedMeanwhile)
  })

/** Which prompts sellers' messages are heard by. */
export const sellersPlay = async (all: Context) =>
  (await listSellers(all.db)).flatMap(({ name, chosenPrompt }) =>
    chosenPrompt ? [{ prompt: chosenPrompt, kind: 'seller' as const, label: name, path: '/sellers' }] : [],
  )

/** Only a seller no campaign ever called for: the others stand in the records of calls. */
export const removeSeller = (ctx: Context, id: string) =>
  inTransaction(ctx, async (tx) => {
    const { name } = (await findSeller(tx.db, id)) ?? refuse(refusals.noSuchSeller)
    await orRefused(name, deleteSeller(tx.db, id))
    return done
  })
