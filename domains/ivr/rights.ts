import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'

export const permissions = definePermissions('ivr', {
  read: {
    zh: '查看语音流程',
    en: 'See voice flows',
    roles: [
      'teamLeader',
      'supervisor',
      'campaignManager',
      'director',
      'qualityAnalyst',
      'recruiter',
      'planner',
      'administrator',
    ],
  },
  edit: {
    zh: '编辑语音流程草稿',
    en: 'Write drafts of voice flows',
    roles: ['supervisor', 'campaignManager', 'director', 'recruiter'],
  },
  publish: {
    zh: '发布和停用语音流程',
    en: 'Publish and retire voice flows',
    roles: ['campaignManager', 'director'],
  },
  setNumbers: {
    zh: '设置号码使用的语音流程',
    en: 'Set which flow answers a number',
    roles: ['campaignManager', 'director', 'administrator'],
  },
  readAnswers: {
    zh: '查看语音流程的回答',
    en: 'See what callers answered',
    roles: ['supervisor', 'campaignManager', 'director', 'qualityAnalyst', 'recruiter'],
  },
  exportAnswers: {
    zh: '导出语音流程的回答',
    en: 'Export what callers answered',
    roles: ['supervisor', 'campaignManager', 'director', 'recruiter'],
  },
  survey: {
    zh: '通话结束时转满意度调查',
    en: 'Hand a customer to the survey',
    roles: ['agent', 'groupLeader', 'teamLeader'],
  },
})

export const refusals = defineRefusals('ivr', {
  noSuchFlow: { status: 404, text: { zh: '没有这个语音流程', en: 'No such voice flow' } },
  noSuchVersion: { status: 404, text: { zh: '没有这个版本', en: 'No such version' } },
  noSuchRun: { status: 404, text: { zh: '没有这条来电记录', en: 'No such call through a flow' } },
  noSuchSite: { status: 404, text: { zh: '没有这个职场', en: 'No such site' } },
  noSuchCampaign: { status: 404, text: { zh: '没有这个外呼项目', en: 'No such campaign' } },
  nameTaken: { status: 409, text: { zh: '已有名为“{name}”的语音流程', en: 'A flow is called “{name}” already' } },
  changedMeanwhile: {
    status: 409,
    text: { zh: '内容已被他人修改，请刷新后重试', en: 'Somebody changed this meanwhile; refresh and try again' },
  },
  nothingToPublish: {
    status: 409,
    text: { zh: '草稿与已发布的版本相同', en: 'The draft is the same as what is published' },
  },
  flowWrong: {
    status: 409,
    text: {
      zh: '流程有 {count} 处问题，改好后才能发布。第一处：{first}',
      en: 'The flow cannot be published until {count} problems are mended. The first: {first}',
    },
  },
  retired: { status: 409, text: { zh: '流程已停用', en: 'The flow is retired' } },
  notPublished: {
    status: 409,
    text: { zh: '流程还没有发布', en: 'The flow has not been published yet' },
  },
  stillUsed: {
    status: 409,
    text: {
      zh: '还有号码或外呼项目在使用这个流程：{users}。请先改用别的流程',
      en: 'Numbers or campaigns still use this flow: {users}. Give them another first',
    },
  },
  notANumber: { status: 400, text: { zh: '“{number}”不是有效号码', en: '“{number}” is not a valid number' } },
  noSuchNumber: { status: 404, text: { zh: '这个号码没有设置流程', en: 'No flow answers that number' } },
  wrongPurpose: {
    status: 409,
    text: {
      zh: '用途不符：号码用“接听来电”的流程，外呼项目用“挂机调查”的流程',
      en: 'It is for another purpose: numbers take a flow that answers calls, campaigns a survey',
    },
  },
  noSurvey: {
    status: 409,
    text: { zh: '这个外呼项目没有设置满意度调查', en: 'This campaign has no survey' },
  },
  noCall: { status: 409, text: { zh: '您没有正在进行的通话', en: 'You are on no call' } },
  periodBackwards: { status: 400, text: { zh: '结束日期早于开始日期', en: 'The period ends before it begins' } },
})
