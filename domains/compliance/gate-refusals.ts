import { defineRefusals } from '#contract/problem.ts'

export const gateRefusals = defineRefusals('compliance', {
  noSuchRules: { status: 404, text: { zh: '没有这个规则版本', en: 'No such version of rules' } },
  rulesInWrongState: {
    status: 409,
    text: { zh: '规则版本当前为“{state}”，不能这样操作', en: 'This version is {state}; that cannot be done to it now' },
  },
  approverWroteIt: {
    status: 403,
    text: {
      zh: '起草人不能批准自己写的规则，请由另一人批准',
      en: 'Whoever wrote rules does not approve them; somebody else has to',
    },
  },
  rulesChangedMeanwhile: {
    status: 409,
    text: { zh: '规则已被他人修改，请刷新后重试', en: 'Somebody changed these rules meanwhile; refresh and try again' },
  },
  noSuchHoliday: { status: 404, text: { zh: '日历里没有这一天', en: 'The calendar has no such day' } },
  noSuchEntry: { status: 404, text: { zh: '没有这条禁呼记录', en: 'No such do-not-call entry' } },
  entryEnded: { status: 409, text: { zh: '这条禁呼记录已经解除', en: 'This entry has been ended already' } },
  wishStays: {
    status: 409,
    text: {
      zh: '这是客户本人的意愿，任何人都不能解除',
      en: "This is the customer's own wish; nobody takes it off",
    },
  },
  untilInThePast: { status: 400, text: { zh: '截止时间必须晚于现在', en: 'The end must be later than now' } },
  campaignMissing: { status: 400, text: { zh: '请选择项目', en: 'Choose the campaign' } },
  notEverybodys: {
    status: 400,
    text: { zh: '客户本人的意愿长期有效，不能设截止时间', en: "A customer's own wish holds for ever; it has no end" },
  },
  noSuchEdition: { status: 404, text: { zh: '没有这份名单', en: 'No such registry file' } },
  editionNotWhole: {
    status: 409,
    text: { zh: '这份名单未完整接收，不能启用', en: 'This registry file is not whole; it cannot be used' },
  },
  editionCountsDiffer: {
    status: 409,
    text: {
      zh: '名单有 {numbers} 个号码，与确认的 {confirmed} 个不符，未启用',
      en: 'The file holds {numbers} numbers, not the {confirmed} confirmed; it is not used',
    },
  },
  editionInForce: { status: 409, text: { zh: '这份名单正在使用', en: 'This registry file is in use' } },
  datedInFuture: { status: 400, text: { zh: '名单日期不能晚于今天', en: 'A registry is not dated in the future' } },
  nothingReadable: {
    status: 400,
    text: { zh: '文件里没有可识别的号码', en: 'The file holds no number we can read' },
  },
  consentOfNobody: { status: 400, text: { zh: '请填写客户或号码', en: 'Name the customer or the number' } },
  consentInFuture: { status: 400, text: { zh: '时间不能晚于现在', en: 'The time cannot be later than now' } },
})
