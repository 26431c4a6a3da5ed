import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'

export const permissions = definePermissions('desk', {
  work: {
    zh: '在工作台接打电话',
    en: 'Work at the desk',
    roles: ['agent', 'groupLeader', 'teamLeader'],
  },
  readHandling: {
    zh: '查看项目的转接规则',
    en: 'See whom a campaign hands customers to',
    roles: ['teamLeader', 'supervisor', 'campaignManager', 'director', 'administrator'],
  },
  setHandling: {
    zh: '修改项目的转接规则',
    en: 'Say whom a campaign may hand customers to',
    roles: ['campaignManager', 'director'],
  },
})

export const refusals = defineRefusals('desk', {
  notYourCall: { status: 409, text: { zh: '这通电话不是您正在处理的', en: 'This is not the call you are on' } },
  callbackNeedsTime: { status: 400, text: { zh: '请选择回访时间', en: 'Choose when to call back' } },
  callbackForNobody: {
    status: 400,
    text: {
      zh: '来电者不在名单里，系统不会自动回访。请选择其他结果，并把约定写进备注',
      en: 'The caller is on no list, so nobody would be called back. Choose another outcome and write what was agreed into the note',
    },
  },
  callbackInThePast: { status: 400, text: { zh: '回访时间必须在将来', en: 'The callback must be in the future' } },
  noSuchColleague: {
    status: 404,
    text: {
      zh: '这位同事未签入，或不在您的职场和班组',
      en: 'This colleague is not at work, or not at your site or in your team',
    },
  },
  colleagueBusy: {
    status: 409,
    text: {
      zh: '{name}此刻不能接听，请另选同事',
      en: '{name} cannot take a call just now; please choose somebody else',
    },
  },
  yourself: { status: 409, text: { zh: '不能呼叫自己', en: 'You cannot call yourself' } },
  outsideNotAllowed: {
    status: 403,
    text: {
      zh: '本项目未允许呼叫这个外部号码，请联系运营经理添加',
      en: 'This campaign may not call that number outside; ask the campaign manager to add it',
    },
  },
  outsideForbidden: {
    status: 409,
    text: { zh: '这个外部号码在禁呼名单上，不能呼叫', en: 'That number outside is on the do-not-call list' },
  },
  outsideNoTrunk: {
    status: 409,
    text: {
      zh: '启用中的中继都不允许拨打这个外部号码，请联系管理员',
      en: 'No trunk that is on may call that number outside; ask an administrator',
    },
  },
  noMessage: {
    status: 409,
    text: { zh: '本项目没有设置留言录音', en: 'This campaign has no message to leave' },
  },
  inInternalCall: {
    status: 409,
    text: {
      zh: '您正在内部通话中；结束后自动恢复原来的状态',
      en: 'You are in an internal call; once it ends you are what you were before',
    },
  },
  noColleague: { status: 409, text: { zh: '当前没有内部通话', en: 'There is no internal call now' } },
  noSuchCampaign: { status: 404, text: { zh: '没有这个项目', en: 'No such campaign' } },
  handlingChanged: {
    status: 409,
    text: {
      zh: '转接规则已被他人修改，请刷新后重试',
      en: 'Somebody changed these rules meanwhile; refresh and try again',
    },
  },
  badOutside: {
    status: 400,
    text: { zh: '“{number}”不是可拨打的号码', en: '“{number}” is not a number that can be dialled' },
  },
  noCall: { status: 409, text: { zh: '当前没有通话', en: 'There is no call now' } },
})
