import { implement } from '#platform/http/implement.ts'
import type { Journal } from '#platform/journal.ts'
import { gateContract } from '../../gate-contract.ts'
import type { LiveGate } from '../live.ts'
import { listHolidays, removeHoliday, setHoliday } from './holidays.ts'
import { type Normalise, noteConsent } from './officer.ts'
import { countBlocks, listBlocks, listConsent, readListedNumber } from './reads.ts'
import { discardEdition, listEditions, putInForce, uploadEdition } from './registry.ts'
import { changeRules, discardRules, listRules, moveRules, writeRules } from './rules-service.ts'

/** A number somebody looks for; one that is none finds nothing. */
const sought = (text: string | undefined, normalise: Normalise): string | undefined =>
  text === undefined ? undefined : (normalise(text) ?? '')

/** `engine` is there only in the process that dials; the others pass the request on. `normalise` gives E.164. */
export const gateRoutes = (engine: () => { gate: LiveGate; journal: Journal }, normalise: Normalise) => {
  /** The event that tells of it may wait behind a long transaction; the gate need not. */
  const atOnce = async <T>(deed: () => Promise<T>): Promise<T> => {
    const { gate } = engine()
    const done = await deed()
    await gate.loadRules()
    await gate.loadHolidays()
    return done
  }
  return implement(gateContract, {
    listRules: ({ db, now }, { query }) => listRules(db, query.jurisdiction, now()),
    writeRules: (ctx, { body }) => writeRules(ctx, body),
    changeRules: (ctx, { params, body }) => changeRules(ctx, params.rulesId, body),
    discardRules: (ctx, { params }) => discardRules(ctx, params.rulesId),
    submitRules: (ctx, { params, body }) => moveRules(ctx, params.rulesId, 'submit', body.version),
    sendBackRules: (ctx, { params, body }) => moveRules(ctx, params.rulesId, 'sendBack', body.version),
    approveRules: (ctx, { params, body }) => atOnce(() => moveRules(ctx, params.rulesId, 'approve', body.version)),
    listHolidays: ({ db, now }, { query }) => listHolidays(db, query.calendar, query.year, now()),
    setHoliday: (ctx, { params, body }) => atOnce(() => setHoliday(ctx, params, body)),
    removeHoliday: (ctx, { params }) => atOnce(() => removeHoliday(ctx, params)),
    listRegistries: ({ db, now }) => listEditions(db, now()),
    uploadRegistry: (ctx, { params, query, body }) =>
      uploadEdition(ctx, { ...params, ...query, file: body }, normalise),
    useRegistry: (ctx, { params, body }) =>
      putInForce(ctx, engine().gate, { editionId: params.editionId, confirmed: body.numbers }),
    discardRegistry: (ctx, { params }) => discardEdition(ctx, params.editionId),
    listConsent: (ctx, { query }) => listConsent(ctx, { ...query, number: sought(query.number, normalise) }),
    noteConsent: (ctx, { body }) => noteConsent(engine(), ctx, body, normalise),
    readListedNumber: (ctx, { params, body }) => readListedNumber(ctx, params, body.reason),
    listBlocks: (ctx, { query }) => listBlocks(ctx, { ...query, number: sought(query.number, normalise) }),
    countBlocks: (ctx, { query }) => countBlocks(ctx, query),
  })
}
