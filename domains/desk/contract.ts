import { z } from 'zod'
import { Done, defineContract } from '#contract/route.ts'
import { remark } from '#contract/text.ts'
import { defineTopic } from '#contract/topic.ts'
import { GivenInstant, Instant } from '#contract/when.ts'
import { outcomeCodes } from '#domains/calls/contract.ts'
import { talkPatternCodes } from '#domains/customers/contract.ts'
import { refusals as telephonyRefusals } from '#domains/telephony/contract.ts'
import { DeskState } from './desk-state.ts'
import { permissions, refusals } from './rights.ts'

export { DeskCall, DeskState, Third } from './desk-state.ts'
export { HandlingForm, handlingContract, usualHandling } from './handling-contract.ts'
export { permissions, refusals } from './rights.ts'

const OutcomeForm = z.object({
  callId: z.uuid(),
  outcome: z.enum(outcomeCodes),
  note: remark(4000).default(''),
  callbackAt: GivenInstant.optional(),
})
export type OutcomeForm = z.output<typeof OutcomeForm>

export const Draft = z.object({
  callId: z.uuid(),
  outcome: z.enum(outcomeCodes).nullable().default(null),
  note: remark(4000).default(''),
  callbackAt: GivenInstant.nullable().default(null),
})
export type Draft = z.output<typeof Draft>

/** Who is on the line, as far as we know, and what was said before. */
export const CallCard = z.object({
  /** What it is about, so that a screen never shows the card of the call before. */
  callId: z.uuid().nullable(),
  entryId: z.uuid().nullable(),
  customer: z
    .object({
      id: z.uuid(),
      name: z.string(),
      maskedNumber: z.string(),
      attributes: z.record(z.string(), z.unknown()),
      tags: z.array(z.string()),
      talkPattern: z.enum(talkPatternCodes).nullable(),
      /** The record is within the agent's reach off the line too, and may be opened. */
      mayOpen: z.boolean(),
    })
    .nullable(),
  entry: z.object({ name: z.string(), attributes: z.record(z.string(), z.unknown()) }).nullable(),
  earlier: z.array(
    z.object({
      callId: z.uuid(),
      placedAt: Instant,
      campaignName: z.string().nullable(),
      agentName: z.string().nullable(),
      outcome: z.string().nullable(),
      talkMs: z.int(),
      note: z.string(),
    }),
  ),
  draft: Draft.nullable(),
})
export type CallCard = z.infer<typeof CallCard>

const onTheFloor = { permission: permissions.work, runsOn: 'telephony' } as const

export const deskContract = defineContract({
  startWork: {
    method: 'POST',
    path: '/desk/session',
    title: { zh: '签入', en: 'Sign in to work' },
    reply: DeskState,
    ...onTheFloor,
  },
  endWork: {
    method: 'DELETE',
    path: '/desk/session',
    title: { zh: '签出', en: 'Sign out of work' },
    reply: DeskState,
    ...onTheFloor,
  },
  getDesk: {
    method: 'GET',
    path: '/desk',
    title: { zh: '我的工作台', en: 'My desk' },
    reply: DeskState,
    ...onTheFloor,
  },
  beat: { method: 'POST', path: '/desk/heartbeat', title: { zh: '心跳', en: 'Heartbeat' }, reply: Done, ...onTheFloor },
  goReady: {
    method: 'POST',
    path: '/desk/ready',
    title: { zh: '示闲', en: 'Ready' },
    reply: DeskState,
    refusals: [telephonyRefusals.headsetAway, refusals.inInternalCall],
    ...onTheFloor,
  },
  pause: {
    method: 'POST',
    path: '/desk/pause',
    title: { zh: '示忙或小休', en: 'Pause for a reason' },
    body: z.object({ reasonId: z.uuid() }),
    reply: DeskState,
    ...onTheFloor,
  },
  dialOffer: {
    method: 'POST',
    path: '/desk/dial',
    title: { zh: '拨打预览客户', en: 'Dial the contact offered' },
    reply: DeskState,
    ...onTheFloor,
  },
  askOffer: {
    method: 'POST',
    path: '/desk/offer',
    title: { zh: '取下一个客户', en: 'Ask whom to call next' },
    reply: DeskState,
    ...onTheFloor,
  },
  skipOffer: {
    method: 'POST',
    path: '/desk/skip',
    title: { zh: '跳过此客户', en: 'Skip the contact offered' },
    reply: DeskState,
    ...onTheFloor,
  },
  dialContact: {
    method: 'POST',
    path: '/desk/dial/{campaignId}/{entryId}',
    title: { zh: '手动拨打', en: 'Dial a contact by hand' },
    params: z.object({ campaignId: z.uuid(), entryId: z.uuid() }),
    reply: DeskState,
    ...onTheFloor,
  },
  hangUp: {
    method: 'POST',
    path: '/desk/hang-up',
    title: { zh: '挂机', en: 'Hang up' },
    reply: DeskState,
    refusals: [refusals.noCall],
    ...onTheFloor,
  },
  endMachine: {
    method: 'POST',
    path: '/desk/machine',
    title: { zh: '按语音信箱挂机', en: 'End the call as voicemail' },
    reply: DeskState,
    refusals: [refusals.noCall],
    ...onTheFloor,
  },
  hold: {
    method: 'PUT',
    path: '/desk/hold',
    title: { zh: '保持或取回', en: 'Hold or take back' },
    body: z.object({ on: z.boolean() }),
    reply: DeskState,
    refusals: [refusals.noCall],
    ...onTheFloor,
  },
  mute: {
    method: 'PUT',
    path: '/desk/mute',
    title: { zh: '静音', en: 'Mute' },
    body: z.object({ on: z.boolean() }),
    reply: DeskState,
    refusals: [refusals.noCall],
    ...onTheFloor,
  },
  sendDigits: {
    method: 'POST',
    path: '/desk/digits',
    title: { zh: '发送按键', en: 'Press keys' },
    body: z.object({ digits: z.string().regex(/^[0-9*#]{1,16}$/) }),
    reply: DeskState,
    refusals: [refusals.noCall],
    ...onTheFloor,
  },
  askForHelp: {
    method: 'PUT',
    path: '/desk/help',
    title: { zh: '求助或撤回求助', en: 'Ask for help, or take it back' },
    body: z.object({ on: z.boolean() }),
    reply: DeskState,
    ...onTheFloor,
  },
  getCallCard: {
    method: 'GET',
    path: '/desk/card',
    title: { zh: '弹屏', en: 'Who is on the line' },
    reply: CallCard,
    ...onTheFloor,
  },
  saveDraft: {
    method: 'PUT',
    path: '/desk/draft',
    title: { zh: '暂存结果', en: 'Save the form so far' },
    body: Draft,
    reply: Done,
    refusals: [refusals.notYourCall],
    ...onTheFloor,
  },
  finishCall: {
    method: 'POST',
    path: '/desk/finish',
    title: { zh: '提交结果', en: 'Give the outcome' },
    body: OutcomeForm,
    reply: DeskState,
    refusals: [
      refusals.notYourCall,
      refusals.callbackNeedsTime,
      refusals.callbackInThePast,
      refusals.callbackForNobody,
    ],
    ...onTheFloor,
  },
})
export const {
  startWork,
  endWork,
  getDesk,
  beat,
  goReady,
  pause,
  dialOffer,
  askOffer,
  skipOffer,
  dialContact,
  hangUp,
  endMachine,
  hold,
  mute,
  sendDigits,
  askForHelp,
  getCallCard,
  saveDraft,
  finishCall,
} = deskContract

/** The newest state of one agent's desk. */
export const agentDesk = defineTopic({
  name: 'agentDesk',
  key: z.object({ agentId: z.uuid() }),
  value: DeskState,
  permission: permissions.work,
})
