import { z } from 'zod'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { Done, defineContract, file } from '#contract/route.ts'
import { plainText } from '#contract/text.ts'
import { Instant } from '#contract/when.ts'
import { Advice } from './yield.ts'

export const permissions = definePermissions('supply', {
  read: {
    zh: '查看名单质量',
    en: 'See list quality',
    roles: ['campaignManager', 'supervisor', 'director', 'finance', 'planner'],
  },
  price: {
    zh: '维护名单价格与成交价值',
    en: 'Keep prices of lists and worth of successes',
    roles: ['campaignManager', 'director', 'finance'],
  },
})

export const refusals = defineRefusals('supply', {
  noSuchCampaign: { status: 404, text: { zh: '没有这个外呼项目', en: 'No such campaign' } },
  noSuchBatch: { status: 404, text: { zh: '没有这个批次', en: 'No such batch' } },
  noColumn: { status: 400, text: { zh: '按字段分组须选择字段', en: 'Choose the column to group by' } },
})

export const groupings = ['batch', 'list', 'supplier', 'column'] as const
export type Grouping = (typeof groupings)[number]

const Share = z.number().nullable()
const Range = z.object({ low: z.number(), high: z.number() }).nullable()
export const Yield = z.object({
  key: z.string(),
  /** What the group is called; empty where a record carries no such word. */
  name: z.string(),
  supplier: z.string().nullable(),
  listName: z.string().nullable(),
  importedAt: Instant.nullable(),
  /** Only of a batch; the others sum what their batches cost. */
  pricePerRecord: z.number().nullable(),
  records: z.int(),
  called: z.int(),
  reached: z.int(),
  successes: z.int(),
  attempts: z.int(),
  closed: z.int(),
  agentMs: z.number(),
  rate: Share,
  interval: Range,
  expected: Share,
  expectedInterval: Range,
  advice: Advice,
  callMore: z.int().nullable(),
  breakEvenToCall: Share,
  breakEvenToBuy: Share,
  worthPerRecord: z.number().nullable(),
  result: z.number().nullable(),
  penetration: Share,
  coverage: Share,
  attemptsPerRecord: z.number().nullable(),
  attemptsLeft: z.number().nullable(),
  daysLeft: z.number().nullable(),
})
export type Yield = z.output<typeof Yield>

export const YieldQuery = z.object({
  campaignId: z.uuid().optional(),
  groupBy: z.enum(groupings).default('batch'),
  /** The column of the list to group by, where `groupBy` is `column`. */
  column: plainText(200).optional(),
})
export const Yields = z.object({
  rows: z.array(Yield),
  /** Groups beyond the largest hundred are left out. */
  left: z.int(),
  worthPerSuccess: z.number().nullable(),
  at: Instant,
})
export type Yields = z.output<typeof Yields>

/** Calls of one hour of the week on the clock of the reader's site; weekday 1 is Monday. */
export const HourOfWeek = z.object({
  weekday: z.int().min(1).max(7),
  hour: z.int().min(0).max(23),
  attempts: z.int(),
  connects: z.int(),
  successes: z.int(),
})
export type HourOfWeek = z.output<typeof HourOfWeek>

export const supplyContract = defineContract({
  listYields: {
    method: 'GET',
    path: '/list-quality',
    title: { zh: '名单质量', en: 'List quality' },
    permission: permissions.read,
    query: YieldQuery,
    reply: Yields,
    refusals: [refusals.noSuchCampaign, refusals.noColumn],
  },
  exportYields: {
    method: 'GET',
    path: '/list-quality.csv',
    title: { zh: '导出名单质量', en: 'Export list quality' },
    permission: permissions.read,
    query: YieldQuery,
    reply: file,
    refusals: [refusals.noSuchCampaign, refusals.noColumn],
  },
  listColumns: {
    method: 'GET',
    path: '/list-quality/columns',
    title: { zh: '可分组的字段', en: 'Columns to group by' },
    permission: permissions.read,
    query: z.object({ campaignId: z.uuid().optional() }),
    reply: z.array(z.string()),
  },
  listHours: {
    method: 'GET',
    path: '/list-quality/hours',
    title: { zh: '最佳拨打时段', en: 'Best hours to call' },
    permission: permissions.read,
    query: z.object({ campaignId: z.uuid().optional(), batchId: z.uuid().optional() }),
    reply: z.object({ timeZone: z.string(), days: z.int(), rows: z.array(HourOfWeek) }),
  },
  setPrice: {
    method: 'PUT',
    path: '/batches/{batchId}/price',
    title: { zh: '填写批次价格', en: 'Set the price of a batch' },
    permission: permissions.price,
    params: z.object({ batchId: z.uuid() }),
    /** Money for one record; null takes the price back. */
    body: z.object({ pricePerRecord: z.number().min(0).max(100_000).multipleOf(0.0001).nullable() }),
    reply: Done,
    refusals: [refusals.noSuchBatch],
  },
  setWorth: {
    method: 'PUT',
    path: '/campaigns/{campaignId}/worth',
    title: { zh: '填写成交价值', en: 'Set what a success is worth' },
    permission: permissions.price,
    params: z.object({ campaignId: z.uuid() }),
    body: z.object({ worthPerSuccess: z.number().min(0.01).max(100_000_000).multipleOf(0.01).nullable() }),
    reply: Done,
    refusals: [refusals.noSuchCampaign],
  },
})
export const { listYields, exportYields, listColumns, listHours, setPrice, setWorth } = supplyContract
