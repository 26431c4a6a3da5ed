import { defineRefusals, type RefusalKind, type RefusalParams } from '#contract/problem.ts'
import { fill, type Words } from '#contract/words.ts'
import { type CapSpan, type CapSubject, capSpans, capSubjects } from './rules.ts'

const spanWords: Record<CapSpan, Words> = {
  '5m': { zh: '最近 5 分钟', en: 'in the last 5 minutes' },
  '1h': { zh: '最近 1 小时', en: 'in the last hour' },
  '24h': { zh: '最近 24 小时', en: 'in the last 24 hours' },
  '7d': { zh: '最近 7 天', en: 'in the last 7 days' },
  day: { zh: '今天', en: 'today' },
  month: { zh: '本月', en: 'this month' },
}
const subjectWords: Record<CapSubject, Words> = {
  number: { zh: '此号码', en: 'This number was called' },
  person: { zh: '此客户', en: 'This customer was called' },
  campaign: { zh: '本项目内，此号码', en: 'In this campaign this number was called' },
}

export type CapRule = `${CapSubject}CapIn${Capitalize<CapSpan>}`
/** The name under which a cap refuses: `numberCapInDay`. */
export const capRule = (of: CapSubject, within: CapSpan): CapRule =>
  `${of}CapIn${(within.charAt(0).toUpperCase() + within.slice(1)) as Capitalize<CapSpan>}`

const capRefusals = Object.fromEntries(
  capSubjects.flatMap((of) =>
    capSpans.map((within) => [
      capRule(of, within),
      {
        status: 409,
        text: {
          zh: `${subjectWords[of].zh}${spanWords[within].zh}已拨打 {count} 次，上限 {most} 次；{until} 后可再拨`,
          en: `${subjectWords[of].en} {count} times ${spanWords[within].en}, {most} are allowed; it may be called again from {until}`,
        },
      },
    ]),
  ),
) as Record<CapRule, { status: number; text: Words }>

/** Why the gate does not let a dial through, in the order it asks; each is one sentence people read. */
export const blocked = defineRefusals('compliance', {
  customerSaidNo: {
    status: 409,
    text: {
      zh: '客户于 {since} 要求不再来电，任何项目都不能拨打',
      en: 'The customer asked on {since} not to be called; no campaign may call',
    },
  },
  onOurList: {
    status: 409,
    text: { zh: '此号码在禁呼名单上（{since} 起）', en: 'This number is on the do-not-call list since {since}' },
  },
  onOurListUntil: {
    status: 409,
    text: {
      zh: '此号码在禁呼名单上（{since} 起），{until} 后可拨打',
      en: 'This number is on the do-not-call list since {since}; it may be called from {until}',
    },
  },
  onCampaignList: {
    status: 409,
    text: { zh: '本项目不再拨打此号码（{since} 起）', en: 'This campaign calls this number no more since {since}' },
  },
  onCampaignListUntil: {
    status: 409,
    text: {
      zh: '本项目暂不拨打此号码（{since} 起），{until} 后可拨打',
      en: 'This campaign does not call this number since {since}; it may from {until}',
    },
  },
  onNationalRegistry: {
    status: 409,
    text: {
      zh: '此号码已登记谢绝来电（名单日期 {dated}）',
      en: 'This number is on the national do-not-call registry (edition of {dated})',
    },
  },
  registryMissing: {
    status: 409,
    text: {
      zh: '规则要求核对谢绝来电名单，但还没有生效的名单，请合规专员导入',
      en: 'The rules ask for the national do-not-call registry and none is in force; the compliance officer has to import it',
    },
  },
  registryTooOld: {
    status: 409,
    text: {
      zh: '谢绝来电名单已有 {days} 天，规则要求不超过 {most} 天，请合规专员更新',
      en: 'The national do-not-call registry is {days} days old, {most} are allowed; the compliance officer has to renew it',
    },
  },
  consentWithdrawn: {
    status: 409,
    text: { zh: '客户于 {since} 撤回了来电同意', en: 'The customer withdrew consent to calls on {since}' },
  },
  consentMissing: {
    status: 409,
    text: {
      zh: '没有客户对此类来电的同意，拨打前须先取得并登记',
      en: 'There is no consent of the customer to calls of this purpose; it must be given and noted first',
    },
  },
  refusedBefore: {
    status: 409,
    text: {
      zh: '客户于 {since} 拒绝过，{until} 后可再拨',
      en: 'The customer refused on {since}; call again from {until}',
    },
  },
  refusedForEver: {
    status: 409,
    text: { zh: '客户于 {since} 拒绝过，不再拨打', en: 'The customer refused on {since} and is not called again' },
  },
  abandonedBefore: {
    status: 409,
    text: {
      zh: '客户于 {since} 接听后无人应答，{until} 前只能由坐席专门拨打',
      en: 'The customer answered to nobody on {since}; until {until} only an agent kept for the call may call',
    },
  },
  closedThere: {
    status: 409,
    text: {
      zh: '客户所在地现在是 {time}，不在可拨打时段；{until} 后可拨',
      en: 'It is {time} where the customer is, outside calling hours; call from {until}',
    },
  },
  neverOpenThere: {
    status: 409,
    text: { zh: '规则中没有任何可拨打时段', en: 'The rules leave no hour to call' },
  },
  noTrunkForNumber: {
    status: 409,
    text: {
      zh: '启用中的中继都不允许拨打此号码，请管理员在“中继”中核对允许号段',
      en: 'No trunk that is on may call this number; an administrator has to look at what trunks may call',
    },
  },
  ...capRefusals,
  callerIdRetired: {
    status: 409,
    text: { zh: '主叫号码已停用，请为项目换一个号码', en: 'This caller id is retired; give the campaign another' },
  },
  callerIdResting: {
    status: 409,
    text: { zh: '主叫号码休眠中', en: 'This caller id is resting' },
  },
  callerIdFlagged: {
    status: 409,
    text: {
      zh: '主叫号码被标记，标记解除前不用它外呼',
      en: 'This caller id is flagged; nobody is called under it before the flag is cleared',
    },
  },
  callerIdPurpose: {
    status: 409,
    text: { zh: '主叫号码未核准用于此类来电', en: 'This caller id is not approved for calls of this purpose' },
  },
  callerIdBusy: {
    status: 409,
    text: {
      zh: '主叫号码同时最多 {most} 路，现已占满',
      en: 'This caller id carries {most} calls at once and all are up',
    },
  },
  callerIdInHour: {
    status: 409,
    text: {
      zh: '主叫号码最近 1 小时已拨 {count} 次，上限 {most} 次；{until} 后可再拨',
      en: 'This caller id placed {count} calls in the last hour, {most} are allowed; again from {until}',
    },
  },
  callerIdInDay: {
    status: 409,
    text: {
      zh: '主叫号码最近 24 小时已拨 {count} 次，上限 {most} 次；{until} 后可再拨',
      en: 'This caller id placed {count} calls in the last 24 hours, {most} are allowed; again from {until}',
    },
  },
  callerIdsFull: {
    status: 409,
    text: {
      zh: '号码池已满：{numbers} 个主叫号码都到上限或在休眠，{until} 后可再拨',
      en: 'All {numbers} caller ids of the pool are at their limit or resting; again from {until}',
    },
  },
  callerIdsBusy: {
    status: 409,
    text: {
      zh: '号码池已满：{numbers} 个主叫号码现在都不能再拨，有通话结束即可再拨',
      en: 'None of the {numbers} caller ids of the pool carries another call now; again when a call ends',
    },
  },
  callerIdsOut: {
    status: 409,
    text: {
      zh: '号码池中没有可用号码：{numbers} 个都已停用、休眠、被标记或未核准用于此类来电',
      en: 'No caller id of the pool may be used: all {numbers} are retired, resting, flagged or not approved for this purpose',
    },
  },
})
/** The name of a rule by which the gate refuses. */
export type BlockRule = keyof typeof blocked
export const blockRules = Object.keys(blocked) as [BlockRule, ...BlockRule[]]
export const isBlockRule = (rule: string): rule is BlockRule => rule in blocked
export const refusalOf = (rule: BlockRule): RefusalKind => blocked[rule]

/** The sentence for people: `今天已拨打 3 次，上限 3 次；2026-03-06 00:00 后可再拨`. A rule unknown here is shown by its name. */
export const sayBlock = (rule: string, params: RefusalParams): Words => {
  if (!isBlockRule(rule)) return { zh: rule, en: rule }
  const { zh, en } = blocked[rule].text
  return { zh: fill(zh, params), en: fill(en, params) }
}
