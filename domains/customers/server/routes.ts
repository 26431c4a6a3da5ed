import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { implement } from '#platform/http/implement.ts'
import { customersContract, refusals } from '../contract.ts'
import { maskNumber } from '../mask.ts'
import { readNumber } from '../number.ts'
import { text } from '../segments-text.ts'
import { placeOf } from './number-place.ts'
import { phoneByKey } from './record/read.ts'
import { recordHandlers } from './record/routes.ts'
import { recordReading } from './reveal.ts'
import { exportSegments, importSegments, listSegments, removeSegment, saveSegment } from './segments.ts'
import { findById } from './store.ts'

export const customersRoutes = implement(customersContract, {
  ...recordHandlers,
  getCustomer: async ({ db }, { params }) => {
    const customer = (await findById(db, params.customerId)) ?? refuse(refusals.noSuchCustomer)
    return { ...customer, number: maskNumber(customer.number ?? '') }
  },
  listSegments: (ctx, { query }) => listSegments(ctx, query),
  placeOfNumber: async (_ctx, { query }) => {
    const { zones, ...place } = placeOf(likelyNumber(query.number))
    return { ...place, zones: [...zones] }
  },
  saveSegment: (ctx, { params, body }) => saveSegment(ctx, { ...params, ...body }),
  removeSegment: async (ctx, { params }) => {
    await removeSegment(ctx, params.prefix)
    return done
  },
  importSegments: (ctx, { body }) => importSegments(ctx, body),
  exportSegments: async (ctx) => {
    const { locale } = ctx.actor
    const headings = [text.prefix, text.province, text.city, text.segmentCarrier].map((words) => words[locale])
    return exportSegments(ctx, { name: text.segments[locale], headings })
  },
  readFullNumber: async (ctx, { params: { customerId }, body: { reason, masked } }) => {
    const customer = (await findById(ctx.db, customerId)) ?? refuse(refusals.noSuchCustomer)
    const named = masked === undefined ? undefined : await phoneByKey(ctx.db, customerId, masked)
    if (masked !== undefined && !named) return refuse(refusals.noSuchNumber)
    const number = named?.number ?? customer.number ?? refuse(refusals.noNumber)
    await recordReading(ctx, { customerId, number, reason })
    return { number }
  },
})

/** A number as it was typed, or its first digits filled up to one. */
const likelyNumber = (typed: string): string => {
  const reading = readNumber(typed)
  if (reading.ok) return reading.number
  const digits = typed.replace(/\D/g, '').replace(/^0/, '')
  return `+86${/^1[3-9]/.test(digits) ? digits.padEnd(11, '0').slice(0, 11) : digits.slice(0, 12)}`
}
