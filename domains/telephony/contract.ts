import { z } from 'zod'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { defineContract } from '#contract/route.ts'
import { defineTopic } from '#contract/topic.ts'
import { Instant } from '#contract/when.ts'

export { ChosenPrompt, PromptName, type PromptView, playableName, promptContract } from './prompt-contract.ts'
export { type Disk, TrunkForm, trunkContract } from './trunk-contract.ts'

/** Why a call ended, in our words whatever the provider; each maps to one Q.850 cause and one Chinese word. */
export const hangupCauses = {
  normal: { q850: 16, zh: '正常挂机', en: 'Normal hang-up' },
  busy: { q850: 17, zh: '用户忙', en: 'Busy' },
  noAnswer: { q850: 19, zh: '无人接听', en: 'No answer' },
  rejected: { q850: 21, zh: '拒接', en: 'Rejected' },
  switchedOff: { q850: 20, zh: '关机', en: 'Switched off' },
  suspended: { q850: 22, zh: '停机', en: 'Suspended' },
  emptyNumber: { q850: 1, zh: '空号', en: 'Empty number' },
  networkFault: { q850: 34, zh: '网络故障', en: 'Network fault' },
  cancelled: { q850: 26, zh: '已取消', en: 'Cancelled by us' },
  lost: { q850: 41, zh: '系统中断', en: 'Lost with a system fault' },
} as const
export type HangupCause = keyof typeof hangupCauses
export const HangupCause = z.enum(Object.keys(hangupCauses) as [HangupCause, ...HangupCause[]])

/** 监听 / 耳语 / 强插 */
export const SuperviseMode = z.enum(['listen', 'whisper', 'barge'])
export type SuperviseMode = z.infer<typeof SuperviseMode>

/** Whether to find out if a machine answered: not at all, before an agent is joined, or while they already talk. */
export const MachineDetection = z.enum(['off', 'before', 'while'])
export type MachineDetection = z.infer<typeof MachineDetection>

export const WhoAnswered = z.enum(['person', 'machine', 'fax', 'unsure'])
export type WhoAnswered = z.infer<typeof WhoAnswered>

/** Away: not to be reached. Ready to be called: `registered`. Its leg is up and it can be joined to a customer: `seated`. */
export const HeadsetState = z.enum(['away', 'registered', 'seated'])
export type HeadsetState = z.infer<typeof HeadsetState>

export const permissions = definePermissions('telephony', {
  wearHeadset: {
    zh: '使用浏览器话机',
    en: 'Wear a headset in the browser',
    roles: ['agent', 'groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director'],
  },
})

export const refusals = defineRefusals('telephony', {
  nobodyToWearIt: {
    status: 409,
    text: {
      zh: '此账号没有员工档案，不能使用话机',
      en: 'This account belongs to no employee and has no headset',
    },
  },
  headsetAway: {
    status: 409,
    text: {
      zh: '话机没有接通，不能接打电话；请先在话机面板里连接话机',
      en: 'Your headset is not connected, so no call can reach you; connect it in the headset panel first',
    },
  },
  headsetBusy: {
    status: 409,
    text: { zh: '通话中不能做回声测试或内部通话', en: 'No echo test and no internal call while a call is up' },
  },
  colleagueAway: {
    status: 409,
    text: { zh: '其中一方的话机没有接通', en: 'One of the two headsets is not connected' },
  },
  worn: {
    status: 409,
    text: {
      zh: '另一名员工正在使用这部话机，请管理员检查员工档案里的话机登记',
      en: 'Somebody else wears this very headset; have the headset in your employee record checked',
    },
  },
})

/** How one employee's headset stands, as the telephone system told us: never as a browser hopes. */
export const HeadsetStanding = z.object({
  /** False: this provider simulates every headset and nobody needs to wear one. */
  isNeeded: z.boolean(),
  state: HeadsetState,
  node: z.string().nullable(),
  since: Instant.nullable(),
  /** The browser tab that put it on last; null: taken off. */
  holder: z.uuid().nullable(),
})
export type HeadsetStanding = z.infer<typeof HeadsetStanding>

/** What a browser registers with. Told to the wearer alone, and worth nothing once somebody puts the headset on anew. */
export const IssuedHeadset = HeadsetStanding.extend({
  holder: z.uuid(),
  user: z.string(),
  password: z.string(),
  /** One address for each node, the best first; a path alone means the host of the page. */
  sockets: z.array(z.object({ node: z.string(), url: z.string() })),
})
export type IssuedHeadset = z.infer<typeof IssuedHeadset>

const ofOnesOwn = { permission: permissions.wearHeadset, runsOn: 'telephony' } as const

export const telephonyContract = defineContract({
  getHeadset: {
    method: 'GET',
    path: '/headset',
    title: { zh: '我的话机', en: 'My headset' },
    reply: HeadsetStanding,
    refusals: [refusals.nobodyToWearIt],
    ...ofOnesOwn,
  },
  putOnHeadset: {
    method: 'POST',
    path: '/headset',
    title: { zh: '戴上话机', en: 'Put the headset on' },
    reply: IssuedHeadset,
    refusals: [refusals.nobodyToWearIt, refusals.worn],
    ...ofOnesOwn,
  },
  takeOffHeadset: {
    method: 'DELETE',
    path: '/headset',
    title: { zh: '取下话机', en: 'Take the headset off' },
    reply: HeadsetStanding,
    refusals: [refusals.nobodyToWearIt],
    ...ofOnesOwn,
  },
  testEcho: {
    method: 'PUT',
    path: '/headset/echo',
    title: { zh: '回声测试', en: 'Echo test' },
    body: z.object({ on: z.boolean() }),
    reply: HeadsetStanding,
    refusals: [refusals.nobodyToWearIt, refusals.headsetAway, refusals.headsetBusy],
    ...ofOnesOwn,
  },
})
export const { getHeadset, putOnHeadset, takeOffHeadset, testEcho } = telephonyContract

/** The newest standing of one employee's headset. */
export const ownHeadset = defineTopic({
  name: 'ownHeadset',
  key: z.object({ employeeId: z.uuid() }),
  value: HeadsetStanding,
  permission: permissions.wearHeadset,
})
