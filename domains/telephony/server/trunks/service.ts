import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce, defineEvent, NoPayload } from '#platform/outbox.ts'
import { canAllBeDialled } from '../../trunk.ts'
import { trunkRefusals as refusals, type TrunkForm, type TrunkSettings, type TrunkView } from '../../trunk-contract.ts'
import * as store from './store.ts'

/** A trunk is there, is another, or is gone from now on. The subject is its id. */
export const trunkChanged = defineEvent('telephony.trunkChanged', NoPayload)

export const getTrunk = async ({ db }: Context, id: string): Promise<TrunkView> =>
  (await store.findTrunk(db, id)) ?? refuse(refusals.noSuchTrunk)

type Before = Pick<TrunkView, 'address' | 'transport' | 'loginUser' | 'passwordSetAt'>

const refuseContradiction = (settings: TrunkSettings): void => {
  const { loginUser, password, registers } = settings
  if (loginUser === '' && password !== '') refuse(refusals.trunkPasswordAlone)
  if (loginUser === '' && registers) refuse(refusals.trunkRegistersWithoutLogin)
  if (!canAllBeDialled(settings)) refuse(refusals.trunkCannotDial)
  if (settings.dailyCostLimit !== null && settings.pricePerMinute === null) refuse(refusals.trunkLimitWithoutPrice)
}
/** A password nobody here can read must not be had by pointing the trunk at a place of one's own. */
const refuseElsewhere = (before: Before, { address, transport, loginUser }: TrunkSettings): void => {
  if (before.address !== address || before.transport !== transport || before.loginUser !== loginUser)
    refuse(refusals.trunkPasswordAnew)
}
/** Since when the password is the one it is: typed now, kept, or none. */
const passwordMoment = (settings: TrunkSettings, now: Date, before?: Before): Date | string | null => {
  const { loginUser, password } = settings
  if (loginUser === '') return null
  if (password !== '') return now
  if (!before?.passwordSetAt) return refuse(refusals.trunkNeedsPassword)
  refuseElsewhere(before, settings)
  return before.passwordSetAt
}

const savePassword = async ({ db }: Context, id: string, { loginUser, password }: TrunkSettings): Promise<void> => {
  if (loginUser === '') await store.savePassword(db, id, null)
  else if (password !== '') await store.savePassword(db, id, password)
}

export const addTrunk = (ctx: Context, form: TrunkForm): Promise<TrunkView> =>
  inTransaction(ctx, async (tx) => {
    refuseContradiction(form)
    const { password: _, ...kept } = form
    const passwordSetAt = passwordMoment(form, tx.now())
    const id = await store.insertTrunk(tx.db, { ...kept, passwordSetAt }, tx.now())
    if (id === undefined) return refuse(refusals.trunkNameTaken, { name: form.name })
    await savePassword(tx, id, form)
    await announce(tx, trunkChanged, id)
    return getTrunk(tx, id)
  })

export const changeTrunk = (ctx: Context, id: string, form: TrunkSettings & { version: number }): Promise<TrunkView> =>
  inTransaction(ctx, async (tx) => {
    const before = await getTrunk(tx, id)
    refuseContradiction(form)
    const { password: _, ...kept } = form
    const passwordSetAt = passwordMoment(form, tx.now(), before)
    if (!(await store.saveTrunk(tx.db, id, { ...kept, passwordSetAt }))) refuse(refusals.trunkChanged)
    await savePassword(tx, id, form)
    await announce(tx, trunkChanged, id)
    return getTrunk(tx, id)
  })

export const switchTrunk = (ctx: Context, id: string, change: { isOn: boolean; version: number }): Promise<TrunkView> =>
  inTransaction(ctx, async (tx) => {
    await getTrunk(tx, id)
    if (!(await store.saveTrunk(tx.db, id, change))) refuse(refusals.trunkChanged)
    await announce(tx, trunkChanged, id)
    return getTrunk(tx, id)
  })

/** Removes a trunk that is off and carries nothing; `callsOn` says how many calls are up on one. */
export const removeTrunk = (ctx: Context, id: string, callsOn: (name: string) => Promise<number>): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const { name, isOn } = await getTrunk(tx, id)
    if (isOn) refuse(refusals.trunkIsOn, { name })
    const calls = await callsOn(name)
    if (calls > 0) refuse(refusals.trunkInUse, { name, calls })
    await store.deleteTrunk(tx.db, id)
    await announce(tx, trunkChanged, id)
  })
