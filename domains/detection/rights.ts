import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'

export const permissions = definePermissions('detection', {
  judge: { zh: '误判抽检', en: 'Audit machine detection', roles: ['qualityAnalyst'] },
  read: {
    zh: '查看语音信箱检测的结果',
    en: 'See how machine detection does',
    roles: [
      'groupLeader',
      'teamLeader',
      'supervisor',
      'campaignManager',
      'director',
      'qualityAnalyst',
      'complianceOfficer',
    ],
  },
})

export const refusals = defineRefusals('detection', {
  notDrawn: {
    status: 404,
    text: { zh: '这通电话没有被抽中，不能判定', en: 'This call was not drawn and is not to be judged' },
  },
  nothingToHear: {
    status: 409,
    text: { zh: '这通电话没有可听的录音，无法判定', en: 'There is no recording of this call to judge it by' },
  },
  judgedMeanwhile: {
    status: 409,
    text: {
      zh: '这通电话刚刚已被判定或更正，请看最新结果',
      en: 'Somebody judged or corrected this call meanwhile; look at it again',
    },
  },
  spanTooLong: { status: 400, text: { zh: '时间范围最多一年', en: 'A year at most' } },
  noSuchCampaign: { status: 404, text: { zh: '没有这个外呼项目', en: 'No such campaign' } },
})
