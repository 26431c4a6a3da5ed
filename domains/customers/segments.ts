import { z } from 'zod'
import { CursorQuery } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { Done, file, type Route } from '#contract/route.ts'
import { remark } from '#contract/text.ts'
import { numberKinds } from './number-kind.ts'

/** The table of segments (号段表): where numbers were issued, corrected and grown by people. */
export const segmentPermissions = definePermissions('customers', {
  keepSegments: { zh: '维护号段表', en: 'Keep the table of segments', roles: ['complianceOfficer', 'administrator'] },
})

export const segmentRefusals = defineRefusals('customers', {
  badSegmentRow: {
    status: 400,
    text: {
      zh: '第 {line} 行：号段“{prefix}”须为 2–11 位数字（不含 0 和 +86），省、市、运营商各不超过 40 字；整个文件未导入',
      en: 'Line {line}: “{prefix}” must be 2–11 digits without a leading 0 or +86, and places at most 40 characters; nothing of the file was taken in',
    },
  },
  noSegments: { status: 400, text: { zh: '文件里没有号段', en: 'There are no segments in the file' } },
  tooManySegments: {
    status: 413,
    text: { zh: '一次最多导入 {limit} 个号段', en: 'At most {limit} segments fit into one file' },
  },
})

const word = remark(40).trim().default('')
export const Segment = z.object({
  /** First digits of a Chinese number after the country code: `1991234`, `755`. */
  prefix: z.string().regex(/^[1-9][0-9]{1,10}$/),
  province: word,
  city: word,
  /** To whom the segment was given; numbers are portable, so it is not who serves them. */
  carrier: word,
})
export type Segment = z.output<typeof Segment>

const kinds = Object.keys(numberKinds) as [keyof typeof numberKinds, ...(keyof typeof numberKinds)[]]
export const PlaceOfNumber = z.object({
  kind: z.enum(kinds),
  province: z.string(),
  city: z.string(),
  english: z.string(),
  carrier: z.string(),
  zones: z.array(z.string()),
})

const Prefix = z.object({ prefix: Segment.shape.prefix })
export const segmentRoutes = {
  listSegments: {
    method: 'GET',
    path: '/segments',
    title: { zh: '号段表', en: 'Table of segments' },
    permission: segmentPermissions.keepSegments,
    query: CursorQuery.extend({ after: remark(11).optional(), prefix: remark(11).optional() }),
    reply: z.object({ rows: z.array(Segment), next: z.string().nullable() }),
  },
  placeOfNumber: {
    method: 'GET',
    path: '/number-place',
    title: { zh: '查询号码归属', en: 'Where a number was issued' },
    permission: segmentPermissions.keepSegments,
    query: z.object({ number: z.string().trim().min(2).max(30) }),
    reply: PlaceOfNumber,
  },
  saveSegment: {
    method: 'PUT',
    path: '/segments/{prefix}',
    title: { zh: '保存号段', en: 'Save a segment' },
    permission: segmentPermissions.keepSegments,
    params: Prefix,
    body: Segment.omit({ prefix: true }),
    reply: Segment,
  },
  removeSegment: {
    method: 'DELETE',
    path: '/segments/{prefix}',
    title: { zh: '删除号段', en: 'Remove a segment' },
    permission: segmentPermissions.keepSegments,
    params: Prefix,
    reply: Done,
  },
  importSegments: {
    method: 'POST',
    path: '/segments/import',
    title: { zh: '导入号段', en: 'Import segments' },
    permission: segmentPermissions.keepSegments,
    body: file,
    reply: z.object({ taken: z.int() }),
    refusals: [segmentRefusals.badSegmentRow, segmentRefusals.noSegments, segmentRefusals.tooManySegments],
  },
  exportSegments: {
    method: 'GET',
    path: '/segments.csv',
    title: { zh: '下载号段表', en: 'Download the table of segments' },
    permission: segmentPermissions.keepSegments,
    reply: file,
  },
} as const satisfies Record<string, Route>
