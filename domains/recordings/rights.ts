import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'

export const permissions = definePermissions('recordings', {
  listen: {
    zh: '收听录音',
    en: 'Listen to recordings',
    roles: [
      'agent',
      'groupLeader',
      'teamLeader',
      'supervisor',
      'campaignManager',
      'director',
      'qualityAnalyst',
      'trainer',
      'complianceOfficer',
    ],
  },
  download: {
    zh: '下载录音',
    en: 'Take recordings out',
    roles: ['director', 'qualityAnalyst', 'complianceOfficer'],
  },
  comment: {
    zh: '在录音上留言',
    en: 'Comment on recordings',
    roles: ['groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director', 'qualityAnalyst', 'trainer'],
  },
  tag: {
    zh: '标记优秀录音',
    en: 'Mark excellent recordings',
    roles: ['groupLeader', 'teamLeader', 'supervisor', 'qualityAnalyst', 'trainer'],
  },
  readListenings: {
    zh: '查看收听记录',
    en: 'See who listened',
    roles: ['supervisor', 'director', 'qualityAnalyst', 'complianceOfficer'],
  },
  export: {
    zh: '导出录音清单',
    en: 'Export the list of recordings',
    roles: ['campaignManager', 'director', 'qualityAnalyst', 'complianceOfficer'],
  },
  setPolicy: {
    zh: '设置录音规则',
    en: 'Set what is recorded',
    roles: ['campaignManager', 'director', 'complianceOfficer'],
  },
  readKeeping: {
    zh: '查看录音保存状况',
    en: 'See how recordings are kept',
    roles: ['supervisor', 'director', 'qualityAnalyst', 'complianceOfficer', 'administrator'],
  },
  pause: {
    zh: '通话中暂停录音',
    en: 'Pause the recording of a call',
    roles: ['agent', 'groupLeader', 'teamLeader'],
  },
})

export const refusals = defineRefusals('recordings', {
  noRecording: { status: 404, text: { zh: '没有这通电话的录音', en: 'There is no recording of this call' } },
  notHereYet: {
    status: 409,
    text: { zh: '录音还在传送，请稍后再试', en: 'The recording is still on its way; try again in a moment' },
  },
  gone: { status: 410, text: { zh: '录音已按规定删除', en: 'The recording has been deleted, as the rules say' } },
  cannotBeOpened: {
    status: 503,
    text: {
      zh: '录音暂时无法打开：密钥或文件不在本机，请联系管理员',
      en: 'The recording cannot be opened just now: its key or its file is not here. Tell the administrator',
    },
  },
  reasonNeeded: {
    status: 400,
    text: { zh: '该项目要求填写收听原因', en: 'This campaign asks what you listen for' },
  },
  listeningOver: {
    status: 403,
    text: { zh: '收听已失效，请重新打开播放', en: 'This listening is over; open the player again' },
  },
  noSuchComment: { status: 404, text: { zh: '没有这条留言', en: 'No such comment' } },
  notYourComment: { status: 403, text: { zh: '只能删除自己的留言', en: 'Only your own comments can be taken back' } },
  afterTheEnd: { status: 400, text: { zh: '位置超出录音长度', en: 'That is after the end of the recording' } },
  policyChanged: {
    status: 409,
    text: { zh: '规则已被他人修改，请刷新后重试', en: 'Somebody changed the rules meanwhile; refresh and try again' },
  },
  noSuchCampaign: { status: 404, text: { zh: '没有这个外呼项目', en: 'No such campaign' } },
  notYourCall: { status: 409, text: { zh: '这通电话不是您正在进行的', en: 'This is not the call you are on' } },
  notRecorded: { status: 409, text: { zh: '这通电话没有在录音', en: 'This call is not being recorded' } },
  mayNotPause: {
    status: 403,
    text: { zh: '该项目不允许暂停录音', en: 'This campaign does not let recordings be paused' },
  },
})
