import { defineRefusals } from '#contract/problem.ts'

/** Every "no" of the domain; `contract.ts` hands it out. */
export const campaignRefusals = defineRefusals('campaigns', {
  notFound: { status: 404, text: { zh: '没有这个外呼项目', en: 'No such campaign' } },
  nameTaken: { status: 409, text: { zh: '项目名称“{name}”已被使用', en: 'The name “{name}” is taken' } },
  changedMeanwhile: {
    status: 409,
    text: {
      zh: '项目已被他人修改，请刷新后重试',
      en: 'Somebody changed this campaign meanwhile; refresh and try again',
    },
  },
  wrongState: {
    status: 409,
    text: { zh: '当前状态不能这样操作', en: 'Not possible in the current state' },
  },
  notNow: {
    status: 409,
    text: { zh: '此项在当前状态不能修改：{fields}', en: 'Cannot be changed in the current state: {fields}' },
  },
  noList: { status: 409, text: { zh: '还没有选择名单', en: 'No list has been chosen' } },
  nothingToDial: { status: 409, text: { zh: '名单为空，无人可拨', en: 'The list has nobody to call' } },
  noTeam: { status: 409, text: { zh: '还没有安排班组', en: 'No team has been assigned' } },
  noCallerId: { status: 409, text: { zh: '还没有设置主叫号码', en: 'No caller id has been set' } },
  outsideDates: {
    status: 409,
    text: { zh: '今天（{today}）不在项目日期内', en: 'Today ({today}) is outside the dates of the campaign' },
  },
  noSeller: {
    status: 409,
    text: {
      zh: '预测拨号须先选择销售主体：没有坐席接听时要向客户播报它的名称和电话',
      en: 'Predictive dialling needs a seller: a customer no agent is there for hears its name and telephone',
    },
  },
  abandonTargetAboveCeiling: {
    status: 400,
    text: {
      zh: '目标呼损率 {target} 超过法域上限 {ceiling}',
      en: 'The target abandon rate of {target} is above the ceiling of the jurisdiction, {ceiling}',
    },
  },
  ringsTooShort: {
    status: 400,
    text: {
      zh: '该法域要求至少振铃 {least} 秒，当前为 {seconds} 秒',
      en: 'This jurisdiction asks for at least {least} s of ringing; here it is {seconds} s',
    },
  },
  noCallingHours: { status: 409, text: { zh: '没有任何外呼时段', en: 'There are no calling hours at all' } },
  unusualHours: {
    status: 400,
    text: {
      zh: '外呼时段超出 08:00–21:00，请确认后再保存',
      en: 'Calling hours go beyond 08:00–21:00; please confirm them',
    },
  },
  incomplete: { status: 409, text: { zh: '还缺少必要内容，不能继续', en: 'Something needed is still missing' } },
  gatesOpen: { status: 409, text: { zh: '还有步骤没有签核', en: 'Some steps have not been signed off' } },
  noteNeeded: { status: 400, text: { zh: '请写明原因', en: 'Please say why' } },
  noSuchSite: { status: 400, text: { zh: '没有这个职场', en: 'No such site' } },
  noSuchList: { status: 400, text: { zh: '没有这个名单', en: 'No such list' } },
  noSuchJurisdiction: { status: 400, text: { zh: '没有这个法域', en: 'No such jurisdiction' } },
  noSuchSeller: { status: 400, text: { zh: '没有这个销售主体', en: 'No such seller' } },
  noSuchTeam: { status: 400, text: { zh: '班组不存在或不属于该职场', en: 'No such team in that site' } },
})
