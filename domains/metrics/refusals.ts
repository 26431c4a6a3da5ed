import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { roleCodes } from '#contract/role.ts'

export const permissions = definePermissions('metrics', {
  read: {
    zh: '查看指标',
    en: 'Read measures',
    roles: roleCodes.filter((role) => role !== 'recruiter'),
  },
  drill: {
    zh: '查看指标背后的通话',
    en: 'See the calls behind a number',
    roles: roleCodes.filter((role) => role !== 'recruiter' && role !== 'finance' && role !== 'planner'),
  },
  readPeriods: {
    zh: '查看数据冻结',
    en: 'See frozen figures',
    roles: ['supervisor', 'campaignManager', 'director', 'planner', 'finance', 'administrator'],
  },
  define: { zh: '定义指标', en: 'Define measures', roles: ['campaignManager', 'director'] },
  freeze: { zh: '冻结与重新打开数据', en: 'Freeze and open figures', roles: ['director', 'finance'] },
})

export const refusals = defineRefusals('metrics', {
  unknownFact: { status: 400, text: { zh: '没有合计项“{code}”', en: 'There is no fact “{code}”' } },
  refersToItself: { status: 400, text: { zh: '指标不能引用自己', en: 'A measure cannot be made of itself' } },
  refersToMeasure: {
    status: 400,
    text: {
      zh: '“{code}”是指标；只能用合计项，比率相加没有意义',
      en: '“{code}” is a measure; only facts can be used, since ratios do not add up',
    },
  },
  factTwice: { status: 400, text: { zh: '合计项“{code}”用了两次', en: 'The fact “{code}” is there twice' } },
  unitsMixed: {
    status: 400,
    text: { zh: '相加的合计项单位不同', en: 'Facts that are added up must be of one unit' },
  },
  scaleWrong: {
    status: 400,
    text: {
      zh: '时长按秒或小时计，其他按个数计',
      en: 'Time is told in seconds or hours, everything else by the piece',
    },
  },
  nothingBelow: { status: 400, text: { zh: '比率需要分母', en: 'A ratio needs something to divide by' } },
  shareWrong: {
    status: 400,
    text: {
      zh: '只有次数之比才能按占比计算区间，单位须为“比率”',
      en: 'Only a ratio of counts can be a share; its unit is the ratio',
    },
  },
  nameTaken: { status: 409, text: { zh: '已有同名指标', en: 'There is a measure of that name' } },
  changedMeanwhile: {
    status: 409,
    text: { zh: '内容已被他人修改，请刷新后重试', en: 'Somebody changed this meanwhile; refresh and try again' },
  },
  noSuchPeriod: { status: 404, text: { zh: '没有这个冻结期', en: 'No such frozen period' } },
  dayNotOver: {
    status: 409,
    text: {
      zh: '{day} 还没有结束，只能冻结已经结束的业务日',
      en: '{day} is not over yet: only days that are over can be frozen',
    },
  },
  alreadyFrozen: {
    status: 409,
    text: {
      zh: '{from} 至 {to} 已经冻结；需要改动请先重新打开',
      en: '{from} to {to} is frozen already: open it first to change it',
    },
  },
  wholeCentreOnly: {
    status: 403,
    text: {
      zh: '冻结与重新打开作用于整个中心，需要数据范围“全部”',
      en: 'Freezing and opening concern the whole centre: only who sees everything may do it',
    },
  },
  notFrozen: { status: 409, text: { zh: '这个时段已经重新打开', en: 'This period has been opened again already' } },
  noSuchMeasure: { status: 404, text: { zh: '没有指标“{code}”', en: 'There is no measure “{code}”' } },
  noSuchCampaign: { status: 404, text: { zh: '没有这个外呼项目', en: 'No such campaign' } },
  notMadeOfCalls: {
    status: 400,
    text: { zh: '该数字不是由通话汇总而来，无法下钻到通话', en: 'This number is not made of calls' },
  },
  periodTooLong: { status: 400, text: { zh: '时间范围最长 {days} 天', en: 'A period may span {days} days at most' } },
  periodBackwards: { status: 400, text: { zh: '结束日期早于开始日期', en: 'The period ends before it begins' } },
})
