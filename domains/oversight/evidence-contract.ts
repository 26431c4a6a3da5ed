import { z } from 'zod'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { defineContract, file } from '#contract/route.ts'
import { Instant } from '#contract/when.ts'

export const permissions = definePermissions('oversight', {
  gatherEvidence: {
    zh: '取证',
    en: 'Gather evidence',
    roles: ['complianceOfficer', 'supervisor', 'director'],
  },
})
export const refusals = defineRefusals('oversight', {
  evidenceOfNobody: {
    status: 400,
    text: { zh: '请从投诉、客户或号码开始取证', en: 'Begin with a complaint, a customer or a number' },
  },
  nothingKnown: {
    status: 404,
    text: { zh: '没有与之相关的客户或通话', en: 'No customer and no call goes with it' },
  },
})

export const EvidenceCall = z.object({
  id: z.uuid(),
  placedAt: Instant,
  number: z.string(),
  callerId: z.string(),
  campaignName: z.string(),
  jurisdiction: z.string(),
  sellerName: z.string(),
  mode: z.string(),
  attemptNumber: z.int(),
  agentName: z.string(),
  answeredAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  cause: z.string(),
  talkMs: z.int(),
  outcome: z.string(),
  /** Where the recording lies; null where none is on file. */
  recording: z.string().nullable(),
  scriptVersion: z.int(),
  /** What the agent read first in that version; empty where it is no longer on record. */
  openingWords: z.string(),
  listName: z.string(),
  supplier: z.string(),
  fileName: z.string(),
  importedAt: Instant.nullable(),
})
export type EvidenceCall = z.output<typeof EvidenceCall>

export const Evidence = z.object({
  madeAt: Instant,
  customerId: z.uuid().nullable(),
  name: z.string(),
  numbers: z.array(z.string()),
  calls: z.array(EvidenceCall),
  consent: z.array(
    z.object({
      at: Instant,
      purpose: z.string(),
      channel: z.string(),
      act: z.string(),
      source: z.string(),
      evidence: z.string(),
      callId: z.uuid().nullable(),
      notedAt: Instant,
      byName: z.string(),
    }),
  ),
  doNotCall: z.array(
    z.object({
      since: Instant,
      number: z.string(),
      kind: z.string(),
      reason: z.string(),
      proof: z.string(),
      callId: z.uuid().nullable(),
      saidToName: z.string(),
      until: Instant.nullable(),
      endedAt: Instant.nullable(),
      endedReason: z.string(),
    }),
  ),
  blocks: z.array(
    z.object({
      at: Instant,
      lastAt: Instant,
      count: z.int(),
      campaignName: z.string(),
      rule: z.string(),
      params: z.record(z.string(), z.unknown()),
      until: Instant.nullable(),
    }),
  ),
  complaints: z.array(
    z.object({
      number: z.int(),
      receivedAt: Instant,
      source: z.string(),
      topic: z.string(),
      state: z.string(),
      dueAt: Instant,
      answeredAt: Instant.nullable(),
      responsibleName: z.string(),
    }),
  ),
})
export type Evidence = z.output<typeof Evidence>

const About = z.object({
  complaintId: z.uuid().optional(),
  customerId: z.uuid().optional(),
})
export const evidenceContract = defineContract({
  findForEvidence: {
    method: 'POST',
    path: '/evidence/find',
    title: { zh: '按号码查找取证对象', en: 'Find by a number whom evidence is about' },
    permission: permissions.gatherEvidence,
    body: z.object({ number: z.string().trim().min(3).max(30) }),
    reply: z.object({ customerId: z.uuid() }),
    refusals: [refusals.nothingKnown],
  },
  readEvidence: {
    method: 'GET',
    path: '/evidence',
    title: { zh: '取证', en: 'The evidence of a complaint or customer' },
    permission: permissions.gatherEvidence,
    query: About,
    reply: Evidence,
    refusals: [refusals.evidenceOfNobody, refusals.nothingKnown],
  },
  exportEvidence: {
    method: 'GET',
    path: '/evidence.zip',
    title: { zh: '导出取证文件', en: 'Export a file of evidence' },
    permission: permissions.gatherEvidence,
    query: About,
    tellsOfPeople: true,
    reply: file,
    refusals: [refusals.evidenceOfNobody, refusals.nothingKnown],
  },
})
export const { findForEvidence, readEvidence, exportEvidence } = evidenceContract
