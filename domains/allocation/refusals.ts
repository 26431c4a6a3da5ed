import { defineRefusals } from '#contract/problem.ts'

export const allocationRefusals = defineRefusals('allocation', {
  noSuchCampaign: { status: 404, text: { zh: '没有这个外呼项目', en: 'No such campaign' } },
  noList: { status: 409, text: { zh: '该项目还没有名单', en: 'The campaign has no list yet' } },
  noSuchRun: { status: 404, text: { zh: '没有这次分配', en: 'No such allocation' } },
  nobodyToCall: {
    status: 409,
    text: { zh: '没有符合条件的名单可以分配', en: 'No contact meets these conditions' },
  },
  noAgents: {
    status: 409,
    text: { zh: '没有可以接收名单的坐席', en: 'There is no agent to give contacts to' },
  },
  notOfTheCampaign: {
    status: 409,
    text: {
      zh: '所选坐席或班组不在该项目的班组中，或不在您的管理范围内：{who}',
      en: "Not of this campaign's teams, or not within your reach: {who}",
    },
  },
  planOutdated: {
    status: 409,
    text: {
      zh: '预览之后名单或人员有变化，请重新预览',
      en: 'Contacts or agents have changed since the preview; please preview again',
    },
  },
  wrongState: {
    status: 409,
    text: { zh: '这次分配已执行、已撤销或已作废', en: 'This allocation has been applied, undone or dropped already' },
  },
  beyondReach: {
    status: 409,
    text: {
      zh: '这次分配的名单有一部分在您管理范围以外的坐席名下，请由其主管撤销',
      en: 'Part of it is in books beyond your reach; whoever leads there can undo it',
    },
  },
  sharesMustAddUp: { status: 400, text: { zh: '各占比之和须为 100', en: 'The shares must add up to 100' } },
  noSuchCustomer: { status: 404, text: { zh: '没有这位客户', en: 'No such customer' } },
  notInThePool: {
    status: 409,
    text: { zh: '该客户刚被 {name} 领取', en: '{name} has just taken this customer' },
  },
  alreadyYours: { status: 409, text: { zh: '该客户已经在您名下', en: 'This customer is yours already' } },
  claimedEnough: {
    status: 409,
    text: { zh: '今天已领取 {count} 个，达到每日领取上限', en: 'You have claimed {count} today: the limit for a day' },
  },
  holdsEnough: {
    status: 409,
    text: {
      zh: '名下已有 {count} 个客户，达到持有上限 {limit}',
      en: 'The book holds {count} customers; the limit is {limit}',
    },
  },
  tooSoon: {
    status: 409,
    text: {
      zh: '您于 {day} 放回过该客户，{days} 天内不能再次领取',
      en: 'You had this customer until {day}; it may be claimed again after {days} days',
    },
  },
  notYours: { status: 409, text: { zh: '该客户不在您名下', en: 'This customer is not yours' } },
  noSuchAgent: { status: 404, text: { zh: '没有这位坐席', en: 'No such agent' } },
  notAnAgent: {
    status: 409,
    text: {
      zh: '您的账号没有对应的员工，不能持有客户',
      en: 'Your account belongs to no employee and holds no customers',
    },
  },
  changedMeanwhile: {
    status: 409,
    text: { zh: '刚才有人改过，请刷新后再试', en: 'Somebody has just changed this; refresh and try again' },
  },
  warnsTooEarly: {
    status: 400,
    text: {
      zh: '提前提醒天数须少于回收天数',
      en: 'The warning must come fewer days ahead than customers are kept',
    },
  },
  periodBackwards: { status: 400, text: { zh: '结束日期早于开始日期', en: 'The period ends before it begins' } },
  periodTooLong: { status: 400, text: { zh: '最多查看 {days} 天', en: 'At most {days} days' } },
})
