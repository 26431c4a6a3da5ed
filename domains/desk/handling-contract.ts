import { z } from 'zod'
import { defineContract } from '#contract/route.ts'
import { plainText } from '#contract/text.ts'
import { Instant } from '#contract/when.ts'
import { refusals as callRefusals } from '#domains/calls/contract.ts'
import { agentStateCodes, refusals as presenceRefusals } from '#domains/presence/contract.ts'
import { ChosenPrompt } from '#domains/telephony/contract.ts'
import { DeskState } from './desk-state.ts'
import { permissions, refusals } from './rights.ts'

/** What holds where nobody decided otherwise: nobody outside, no message, and who listens is not shown. */
export const usualHandling = { outside: [], messagePrompt: '', showsListening: false }

export const HandlingForm = z.object({
  /** Whom agents may hand a customer to outside, and nobody else: each number costs money. */
  outside: z.array(z.object({ name: plainText(40), number: z.string().trim().min(3).max(40) })).max(50),
  /** The prompt agents may leave on a machine's tape; empty: none. */
  messagePrompt: ChosenPrompt,
  /** Whether agents see that a leader listens. That one whispers or barges in is always shown. */
  showsListening: z.boolean(),
})
export type HandlingForm = z.output<typeof HandlingForm>

export const CampaignHandling = HandlingForm.extend({
  campaignId: z.uuid(),
  changedByName: z.string(),
  changedAt: Instant.nullable(),
  /** 0: nobody decided yet, and the usual holds. */
  version: z.int(),
})
export type CampaignHandling = z.output<typeof CampaignHandling>

/** A colleague at work, or a number outside that a manager allowed for this campaign. */
const PartyGiven = z.union([z.object({ colleagueId: z.uuid() }), z.object({ number: z.string().min(3).max(40) })])
export type PartyGiven = z.output<typeof PartyGiven>

export const Colleague = z.object({
  id: z.uuid(),
  name: z.string(),
  staffNumber: z.string(),
  state: z.enum(agentStateCodes),
  since: Instant,
  /** Leads a team or more. */
  isLeader: z.boolean(),
  ofMyTeam: z.boolean(),
  /** May be given a customer at once; whoever pauses may only be asked. */
  mayTake: z.boolean(),
  mayBeAsked: z.boolean(),
})
export type Colleague = z.output<typeof Colleague>
export const Parties = z.object({
  colleagues: z.array(Colleague),
  outside: HandlingForm.shape.outside,
  hasMessage: z.boolean(),
})
export type Parties = z.output<typeof Parties>

const onTheFloor = { permission: permissions.work, runsOn: 'telephony' } as const
const ofParty = [
  refusals.noCall,
  refusals.noSuchColleague,
  refusals.colleagueBusy,
  refusals.yourself,
  refusals.outsideNotAllowed,
  refusals.outsideForbidden,
  refusals.outsideNoTrunk,
  callRefusals.notTalking,
  callRefusals.nobodyThere,
]

export const handlingContract = defineContract({
  listParties: {
    method: 'GET',
    path: '/desk/parties',
    title: { zh: '可转接的同事和外部号码', en: 'Whom I may call or hand a customer to' },
    reply: Parties,
    ...onTheFloor,
  },
  transferCall: {
    method: 'POST',
    path: '/desk/transfer',
    title: { zh: '直接转接', en: 'Hand the customer on' },
    body: z.object({ to: PartyGiven }),
    reply: DeskState,
    refusals: [...ofParty, presenceRefusals.wrongState],
    ...onTheFloor,
  },
  consultParty: {
    method: 'POST',
    path: '/desk/consult',
    title: { zh: '咨询', en: 'Ask somebody while the customer waits' },
    body: z.object({ to: PartyGiven }),
    reply: DeskState,
    refusals: ofParty,
    ...onTheFloor,
  },
  endConsult: {
    method: 'PUT',
    path: '/desk/consult',
    title: { zh: '转给对方、三方通话或取回客户', en: 'Hand over, talk all three, or take the customer back' },
    body: z.object({ how: z.enum(['handOver', 'confer', 'drop']) }),
    reply: DeskState,
    refusals: [refusals.noCall, callRefusals.notTalking],
    ...onTheFloor,
  },
  leaveMessage: {
    method: 'POST',
    path: '/desk/message',
    title: { zh: '留言并接下一个', en: 'Leave the message and go on' },
    reply: DeskState,
    refusals: [refusals.noCall, refusals.noMessage, callRefusals.notTalking],
    ...onTheFloor,
  },
  callColleague: {
    method: 'POST',
    path: '/desk/internal-call',
    title: { zh: '内部呼叫', en: 'Call a colleague' },
    body: z.object({ colleagueId: z.uuid() }),
    reply: DeskState,
    refusals: [
      refusals.noSuchColleague,
      refusals.colleagueBusy,
      refusals.yourself,
      presenceRefusals.wrongState,
      callRefusals.nobodyThere,
    ],
    ...onTheFloor,
  },
  leaveColleague: {
    method: 'DELETE',
    path: '/desk/internal-call',
    title: { zh: '结束内部呼叫', en: 'End the internal call' },
    reply: DeskState,
    refusals: [refusals.noColleague],
    ...onTheFloor,
  },
  getHandling: {
    method: 'GET',
    path: '/campaigns/{campaignId}/handling',
    title: { zh: '项目的转接规则', en: 'Whom a campaign hands customers to' },
    permission: permissions.readHandling,
    params: z.object({ campaignId: z.uuid() }),
    reply: CampaignHandling,
    refusals: [refusals.noSuchCampaign],
  },
  changeHandling: {
    method: 'PUT',
    path: '/campaigns/{campaignId}/handling',
    title: { zh: '修改转接规则', en: 'Change whom a campaign hands customers to' },
    permission: permissions.setHandling,
    params: z.object({ campaignId: z.uuid() }),
    body: HandlingForm.extend({ version: z.int().min(0) }),
    reply: CampaignHandling,
    refusals: [refusals.noSuchCampaign, refusals.handlingChanged, refusals.badOutside],
  },
})
export const {
  listParties,
  transferCall,
  consultParty,
  endConsult,
  leaveMessage,
  callColleague,
  leaveColleague,
  getHandling,
  changeHandling,
} = handlingContract
