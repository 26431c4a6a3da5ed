import { z } from 'zod'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { defineContract, ExportReason } from '#contract/route.ts'
import { Instant } from '#contract/when.ts'
import { mergeRoutes, recordPermissions, recordRefusals, recordRoutes } from './record-routes.ts'
import { segmentRoutes } from './segments.ts'

export const permissions = {
  ...recordPermissions,
  ...definePermissions('customers', {
    readFullNumbers: {
      zh: '查看完整号码',
      en: 'Read numbers in full',
      roles: ['complianceOfficer', 'supervisor'],
    },
  }),
}

export const refusals = {
  ...recordRefusals,
  ...defineRefusals('customers', {
    tooManyReadings: {
      status: 429,
      text: {
        zh: '一小时内最多查看 {limit} 个完整号码，请 {minutes} 分钟后再试',
        en: 'At most {limit} numbers may be read in full within an hour; try again in {minutes} minutes',
      },
    },
    noNumber: { status: 409, text: { zh: '该客户没有号码', en: 'This customer has no number' } },
  }),
}

/** What the platform knows about one person; the number is masked before it leaves the server. */
export const Customer = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  siteId: z.uuid().nullable(),
  teamId: z.uuid().nullable(),
  ownerId: z.uuid().nullable(),
  createdAt: Instant,
  version: z.int(),
})
export type Customer = z.infer<typeof Customer>

export type {
  CustomerChange,
  CustomerQuery,
  CustomerRecord,
  CustomerRow,
  Duplicate,
  Holding,
  HoldingForm,
  Phone,
  Relation,
  RelationForm,
  Stage,
  StageForm,
} from './record-shapes.ts'
export { type TalkPattern, talkPatternCodes } from './talk-pattern.ts'

/** Why somebody reads a number in full; it stands in the audit trail. */
export const ReadingReason = z.object({ reason: ExportReason })
export const FullNumber = z.object({ number: z.string() })

export const customersContract = defineContract({
  ...segmentRoutes,
  ...recordRoutes,
  ...mergeRoutes,
  readFullNumber: {
    method: 'POST',
    path: '/customers/{customerId}/full-number',
    title: { zh: '查看客户完整号码', en: "Read a customer's number in full" },
    permission: permissions.readFullNumbers,
    params: z.object({ customerId: z.uuid() }),
    /** `masked` names one of several numbers; without it the first. */
    body: ReadingReason.extend({ masked: z.string().max(30).optional() }),
    reply: FullNumber,
    refusals: [refusals.noSuchCustomer, refusals.noSuchNumber, refusals.noNumber, refusals.tooManyReadings],
  },
  getCustomer: {
    method: 'GET',
    path: '/customers/{customerId}',
    title: { zh: '客户资料', en: 'One customer' },
    permission: permissions.read,
    params: z.object({ customerId: z.uuid() }),
    reply: Customer,
    refusals: [refusals.noSuchCustomer],
  },
})
export const {
  listSegments,
  placeOfNumber,
  saveSegment,
  removeSegment,
  importSegments,
  exportSegments,
  readFullNumber,
  getCustomer,
  listCustomers,
  exportCustomers,
  listTags,
  getRecord,
  changeCustomer,
  addNumber,
  callFirst,
  removeNumber,
  setTags,
  addHolding,
  changeHolding,
  addRelation,
  removeRelation,
  listStages,
  addStage,
  changeStage,
  previewMerge,
  mergeCustomers,
  undoMerge,
  listDuplicates,
  lookForDuplicates,
  keepApart,
} = customersContract
