import { defineRefusals } from '#contract/problem.ts'

export const diagnosisRefusals = defineRefusals('diagnosis', {
  noSuchFinding: { status: 404, text: { zh: '没有这条诊断', en: 'No such finding' } },
  noSuchRule: { status: 404, text: { zh: '没有这条规则', en: 'No such rule' } },
  wrongState: {
    status: 409,
    text: { zh: '诊断当前状态不能这样操作', en: 'That cannot be done to the finding in its current state' },
  },
  reasonMissing: { status: 400, text: { zh: '请写明不处理的原因', en: 'Write why nothing is done about it' } },
  foundAgain: {
    status: 409,
    text: {
      zh: '同一规则已对该对象提出新的诊断，无法恢复',
      en: 'The same rule has found this anew; the old one stays as it is',
    },
  },
  tooEarly: {
    status: 409,
    text: {
      zh: '{day} 之后才能验证：之前的数据还不完整',
      en: 'It can be verified after {day}; until then the figures are not complete',
    },
  },
  changedMeanwhile: {
    status: 409,
    text: { zh: '内容已被他人修改，请刷新后重试', en: 'Somebody changed this meanwhile; refresh and try again' },
  },
  builtIn: {
    status: 409,
    text: {
      zh: '内置组合不能删除，可以停用',
      en: 'A combination that comes with the product can be switched off, not removed',
    },
  },
  unknownMeasure: {
    status: 400,
    text: { zh: '指标字典里没有“{about}”', en: 'The dictionary has no measure “{about}”' },
  },
  measureTwice: { status: 400, text: { zh: '指标“{about}”重复了', en: 'The measure “{about}” stands there twice' } },
  notARatio: {
    status: 400,
    text: {
      zh: '“{about}”是总量，会随在岗时间变大，不能用来比较人；请换成比率或均值',
      en: '“{about}” is a total, which grows with the time somebody was there; take a rate or a mean',
    },
  },
  foreignMeasure: {
    status: 400,
    text: {
      zh: '条件用到的“{about}”不在规则的指标里',
      en: 'A condition asks for “{about}”, which is no measure of the rule',
    },
  },
  conditionTwice: {
    status: 400,
    text: { zh: '同一分支里对“{about}”有两个条件', en: 'One branch has two conditions on “{about}”' },
  },
  valueMissing: {
    status: 400,
    text: { zh: '“{about}”的条件缺少固定值', en: 'The condition on “{about}” has no value' },
  },
  branchTwice: { status: 400, text: { zh: '分支代码“{about}”重复了', en: 'Two branches have the code “{about}”' } },
  nothingToSay: {
    status: 400,
    text: { zh: '分支“{about}”没有写个人或项目的结论', en: 'The branch “{about}” says nothing of person or project' },
  },
  nobodyAlone: {
    status: 400,
    text: {
      zh: '项目规则的分支“{about}”不能有个人结论',
      en: 'A rule on campaigns says nothing of a person: branch “{about}”',
    },
  },
})
