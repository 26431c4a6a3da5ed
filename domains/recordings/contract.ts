import { z } from 'zod'
import { CursorQuery, cursorPageOf } from '#contract/paging.ts'
import { Done, defineContract, file } from '#contract/route.ts'
import { plainText, remark, SearchText } from '#contract/text.ts'
import { Instant } from '#contract/when.ts'
import { outcomeKinds } from '#domains/calls/contract.ts'
import { PolicyForm } from './policy.ts'
import { permissions, refusals } from './rights.ts'
import { speechMethods } from './speech.ts'

export { PolicyForm, recordingModes } from './policy.ts'
export { permissions, refusals } from './rights.ts'

export const recordingStates = ['ordered', 'awaited', 'kept', 'missing', 'gone'] as const
export const troubles = ['storeFull', 'providerAway', 'notThere', 'failed'] as const
const Milliseconds = z.int().min(0)
const Span = z.tuple([Milliseconds, Milliseconds])

export const Speech = z.object({
  method: z.enum(speechMethods),
  customerMs: Milliseconds,
  agentMs: Milliseconds,
  overlapMs: Milliseconds,
  silenceMs: Milliseconds,
  longestSilenceMs: Milliseconds,
  customer: z.array(Span),
  agent: z.array(Span),
})
export type Speech = z.output<typeof Speech>

export const Comment = z.object({
  id: z.uuid(),
  atMs: Milliseconds,
  words: z.string(),
  byId: z.uuid(),
  byName: z.string(),
  writtenAt: Instant,
})
export type Comment = z.output<typeof Comment>

/** A stretch of sound, and when it was spoken. */
export const Part = z.object({ startedAt: Instant, fromMs: Milliseconds, milliseconds: Milliseconds })
export type Part = z.output<typeof Part>

export const RecordingDetail = z.object({
  callId: z.uuid(),
  state: z.enum(recordingStates),
  /** Why it is not kept yet. */
  trouble: z.enum(troubles).nullable(),
  milliseconds: Milliseconds,
  goneAt: Instant.nullable(),
  goneWhy: z.enum(['retention', 'erased']).nullable(),
  /** The loudest of each stretch, 0–255, in base64; as many for each leg. */
  peaks: z.object({ customer: z.string(), agent: z.string() }).nullable(),
  parts: z.array(Part),
  pauses: z.array(z.object({ pausedAt: Instant, resumedAt: Instant.nullable(), byName: z.string() })),
  /** How much of the conversation nobody has: neither kept nor paused; 0 below five seconds, and while it is not kept. */
  missingMs: Milliseconds,
  /** Null until it has been worked out. */
  speech: Speech.nullable(),
  comments: z.array(Comment),
  excellent: z.object({ byName: z.string(), words: z.string(), taggedAt: Instant }).nullable(),
  listenings: z.int(),
  asksReason: z.boolean(),
})
export type RecordingDetail = z.output<typeof RecordingDetail>

export const RecordingRow = z.object({
  callId: z.uuid(),
  placedAt: Instant,
  campaignId: z.uuid().nullable(),
  campaignName: z.string().nullable(),
  customerName: z.string().nullable(),
  /** Masked. */
  number: z.string(),
  agentName: z.string().nullable(),
  teamName: z.string().nullable(),
  outcome: z.string().nullable(),
  outcomeKind: z.enum(outcomeKinds).nullable(),
  state: z.enum(recordingStates),
  milliseconds: Milliseconds,
  silenceMs: Milliseconds.nullable(),
  longestSilenceMs: Milliseconds.nullable(),
  agentMs: Milliseconds.nullable(),
  customerMs: Milliseconds.nullable(),
  overlapMs: Milliseconds.nullable(),
  excellent: z.boolean(),
  comments: z.int(),
})
export type RecordingRow = z.output<typeof RecordingRow>

const Percent = z.coerce.number().int().min(0).max(100)
const Seconds = z.coerce.number().int().min(0).max(86_400)
export const RecordingFilter = z.object({
  campaignId: z.uuid().optional(),
  teamId: z.uuid().optional(),
  agentId: z.uuid().optional(),
  outcomeKind: z.enum(outcomeKinds).optional(),
  outcome: SearchText.optional(),
  state: z.enum(recordingStates).optional(),
  leastSeconds: Seconds.optional(),
  mostSeconds: Seconds.optional(),
  /** Silence of the whole, in percent; recordings it is not known of are left out. */
  leastSilence: Percent.optional(),
  mostSilence: Percent.optional(),
  excellent: z.enum(['true', 'false']).optional(),
  commented: z.enum(['true', 'false']).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
})
export type RecordingFilter = z.output<typeof RecordingFilter>

export const Listening = z.object({
  id: z.uuid(),
  kind: z.enum(['listen', 'download']),
  byName: z.string(),
  beganAt: Instant,
  lastAt: Instant,
  reason: z.string(),
  /** Seconds from, to (the last not included). */
  heard: z.array(z.tuple([z.int(), z.int()])),
})
export type Listening = z.output<typeof Listening>

export const Policy = PolicyForm.extend({
  campaignId: z.uuid(),
  changedByName: z.string(),
  changedAt: Instant.nullable(),
  /** 0: nobody decided yet, and the usual holds. */
  version: z.int(),
})
export type Policy = z.output<typeof Policy>

/** How keeping goes on: for the people who must see to it. */
export const Keeping = z.object({
  /** Stretches still with the telephone system, and since when the oldest. */
  waiting: z.int(),
  oldest: Instant.nullable(),
  trouble: z.enum(troubles).nullable(),
  missing: z.int(),
  kept: z.int(),
  bytes: z.int(),
  /** Room in the store; null where nobody knows. */
  room: z.int().nullable(),
  speech: z.enum(speechMethods),
})
export type Keeping = z.output<typeof Keeping>

const callParams = z.object({ callId: z.uuid() })

export const recordingsContract = defineContract({
  listRecordings: {
    method: 'GET',
    path: '/recordings',
    title: { zh: '录音列表', en: 'Recordings' },
    permission: permissions.listen,
    query: RecordingFilter.extend(CursorQuery.shape),
    reply: cursorPageOf(RecordingRow),
  },
  exportRecordings: {
    method: 'GET',
    path: '/recordings.csv',
    tellsOfPeople: true,
    title: { zh: '导出录音清单', en: 'Export the list of recordings' },
    permission: permissions.export,
    query: RecordingFilter,
    reply: file,
  },
  getKeeping: {
    method: 'GET',
    path: '/recordings/keeping',
    title: { zh: '录音保存状况', en: 'How recordings are kept' },
    permission: permissions.readKeeping,
    reply: Keeping,
  },
  getRecording: {
    method: 'GET',
    path: '/recordings/{callId}',
    title: { zh: '一通电话的录音', en: 'The recording of a call' },
    permission: permissions.listen,
    params: callParams,
    query: z.object({ peaks: z.coerce.number().int().min(50).max(4000).default(1200) }),
    reply: RecordingDetail,
    refusals: [refusals.noRecording],
  },
  startListening: {
    method: 'POST',
    path: '/recordings/{callId}/listenings',
    title: { zh: '开始收听', en: 'Begin to listen' },
    permission: permissions.listen,
    params: callParams,
    body: z.object({ reason: remark(200).default('') }),
    reply: z.object({ listeningId: z.uuid() }),
    refusals: [refusals.noRecording, refusals.notHereYet, refusals.gone, refusals.reasonNeeded],
  },
  streamRecording: {
    method: 'GET',
    path: '/recordings/{callId}/sound',
    title: { zh: '录音的声音，可按段读取', en: 'The sound of a recording, in stretches' },
    permission: permissions.listen,
    params: callParams,
    query: z.object({ listening: z.uuid() }),
    reply: file,
    refusals: [
      refusals.noRecording,
      refusals.notHereYet,
      refusals.gone,
      refusals.listeningOver,
      refusals.cannotBeOpened,
    ],
  },
  tellHeard: {
    method: 'PUT',
    path: '/recordings/{callId}/listenings/{listeningId}',
    title: { zh: '上报已收听的秒数', en: 'Tell which seconds were heard' },
    permission: permissions.listen,
    params: callParams.extend({ listeningId: z.uuid() }),
    body: z.object({ seconds: z.array(z.tuple([z.int().min(0).max(86_400), z.int().min(0).max(86_400)])).max(500) }),
    reply: Done,
    refusals: [refusals.listeningOver],
  },
  listListenings: {
    method: 'GET',
    path: '/recordings/{callId}/listenings',
    title: { zh: '收听记录', en: 'Who listened' },
    permission: permissions.readListenings,
    params: callParams,
    reply: z.array(Listening),
  },
  downloadRecording: {
    method: 'GET',
    path: '/recordings/{callId}/sound.wav',
    tellsOfPeople: true,
    title: { zh: '下载录音', en: 'Take a recording out' },
    permission: permissions.download,
    params: callParams,
    reply: file,
    refusals: [refusals.noRecording, refusals.notHereYet, refusals.gone, refusals.cannotBeOpened],
  },
  writeComment: {
    method: 'POST',
    path: '/recordings/{callId}/comments',
    title: { zh: '在某一秒留言', en: 'Comment at a second' },
    permission: permissions.comment,
    params: callParams,
    body: z.object({ atMs: Milliseconds, words: plainText(1000) }),
    reply: z.array(Comment),
    refusals: [refusals.noRecording, refusals.afterTheEnd],
  },
  removeComment: {
    method: 'DELETE',
    path: '/recordings/{callId}/comments/{commentId}',
    title: { zh: '删除自己的留言', en: 'Take back a comment' },
    permission: permissions.comment,
    params: callParams.extend({ commentId: z.uuid() }),
    reply: z.array(Comment),
    refusals: [refusals.noSuchComment, refusals.notYourComment],
  },
  markExcellent: {
    method: 'PUT',
    path: '/recordings/{callId}/excellent',
    title: { zh: '标记或取消优秀录音', en: 'Mark as excellent, or no longer' },
    permission: permissions.tag,
    params: callParams,
    body: z.object({ on: z.boolean(), words: remark(400).default('') }),
    reply: Done,
    refusals: [refusals.noRecording],
  },
  getPolicy: {
    method: 'GET',
    path: '/campaigns/{campaignId}/recording',
    title: { zh: '项目的录音规则', en: 'What a campaign records' },
    permission: permissions.listen,
    params: z.object({ campaignId: z.uuid() }),
    reply: Policy,
    refusals: [refusals.noSuchCampaign],
  },
  changePolicy: {
    method: 'PUT',
    path: '/campaigns/{campaignId}/recording',
    title: { zh: '修改录音规则', en: 'Change what a campaign records' },
    permission: permissions.setPolicy,
    params: z.object({ campaignId: z.uuid() }),
    body: PolicyForm.extend({ version: z.int().min(0) }),
    reply: Policy,
    refusals: [refusals.noSuchCampaign, refusals.policyChanged],
  },
  getLiveRecording: {
    method: 'GET',
    path: '/desk/recording/{callId}',
    title: { zh: '当前通话是否在录音', en: 'Whether my call is being recorded' },
    permission: permissions.pause,
    runsOn: 'telephony',
    params: callParams,
    reply: z.object({ on: z.boolean(), paused: z.boolean(), mayPause: z.boolean() }),
  },
  pauseRecording: {
    method: 'PUT',
    path: '/desk/recording/{callId}',
    title: { zh: '暂停或继续录音', en: 'Pause the recording, or go on' },
    permission: permissions.pause,
    runsOn: 'telephony',
    params: callParams,
    body: z.object({ paused: z.boolean() }),
    reply: z.object({ on: z.boolean(), paused: z.boolean(), mayPause: z.boolean() }),
    refusals: [refusals.notYourCall, refusals.notRecorded, refusals.mayNotPause],
  },
})
export const {
  listRecordings,
  exportRecordings,
  getKeeping,
  getRecording,
  startListening,
  streamRecording,
  tellHeard,
  listListenings,
  downloadRecording,
  writeComment,
  removeComment,
  markExcellent,
  getPolicy,
  changePolicy,
  getLiveRecording,
  pauseRecording,
} = recordingsContract
