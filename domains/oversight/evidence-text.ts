import type { Words, WordsWith } from '#contract/words.ts'
import type { RequestChannel, RequestKind, RequestState } from './subject-request.ts'

export const evidenceText = {
  evidence: { zh: '取证', en: 'Evidence' },
  help: {
    zh: '从一件投诉、一位客户或一个号码出发，把通话、录音、同意、禁呼、拦截、话术版本和名单来源放在一起。导出须写明用途，文件带导出编号和签名清单，事后任何改动都能查出。',
    en: 'From a complaint, a customer or a number: calls, recordings, consent, do-not-call, dials held back, the version of the script and where the number came from, side by side. An export asks what it is for; the file carries its number and a signed manifest, so that any change to it shows.',
  },
  person: { zh: '客户', en: 'Customer' },
  numbers: { zh: '号码', en: 'Numbers' },
  madeAt: { zh: '生成时间', en: 'Made at' },
  madeBy: { zh: '生成人', en: 'Made by' },
  exportNumber: { zh: '导出编号', en: 'Export number' },
  exportFile: { zh: '导出取证文件', en: 'Export the file' },
  search: { zh: '查找', en: 'Find' },
  byNumber: { zh: '客户号码', en: "The customer's number" },
  begin: {
    zh: '输入客户号码，或在投诉详情里点“取证”。',
    en: "Enter a customer's number, or choose “Evidence file” on a complaint.",
  },
  recordingNote: {
    zh: '“无录音”表示该通电话没有录音存档；有录音存档时，此处列出存放位置。',
    en: '“No recording on file” means that none is kept for that call; where one is, its place stands in the list.',
  },
} satisfies Record<string, Words>

export const kindWords: Record<RequestKind, Words> = {
  export: { zh: '查阅、复制', en: 'Copy of the data' },
  correct: { zh: '更正', en: 'Correction' },
  erase: { zh: '删除', en: 'Erasure' },
}
export const stateWords: Record<RequestState, Words> = {
  waiting: { zh: '待审批', en: 'To be approved' },
  approved: { zh: '已批准', en: 'Approved' },
  working: { zh: '执行中', en: 'Being carried out' },
  done: { zh: '已完成', en: 'Done' },
  refused: { zh: '已拒绝', en: 'Refused' },
  failed: { zh: '执行失败', en: 'Failed' },
}
export const channelWords: Record<RequestChannel, Words> = {
  phone: { zh: '电话', en: 'Telephone' },
  letter: { zh: '信函', en: 'Letter' },
  mail: { zh: '电子邮件', en: 'E-mail' },
  customerPage: { zh: '客户说明页', en: "Customer's page" },
  counter: { zh: '现场', en: 'In person' },
  other: { zh: '其他', en: 'Other' },
}
export const subjectText = {
  requests: { zh: '个人信息请求', en: 'Data requests' },
  help: {
    zh: '客户要求查阅、更正或删除其个人信息时在此登记，由另一人审批后执行。删除后：姓名、号码、备注、名单内容等全部清除，通话台账改用化名保留，号码只以不可还原的密文留存，任何名单再次带来也不会拨打。',
    en: 'Requests for a copy, a correction or erasure are entered here and carried out once somebody else approves. After an erasure names, numbers, notes and list entries are gone, the ledger of calls goes on under a pseudonym, and the number is kept only as a keyed hash, so that no list can bring it back to the dialler.',
  },
  noneYet: { zh: '还没有个人信息请求', en: 'No requests yet' },
  enter: { zh: '登记请求', en: 'Enter a request' },
  entered: { zh: '已登记，等待另一人审批', en: 'Entered; somebody else has to approve it' },
  number: { zh: '编号', en: 'Number' },
  kind: { zh: '请求', en: 'Asks for' },
  state: { zh: '状态', en: 'State' },
  person: { zh: '号码', en: 'Telephone' },
  phone: { zh: '客户号码', en: "The customer's number" },
  channel: { zh: '提出方式', en: 'How it came' },
  proof: { zh: '身份核验', en: 'How they showed who they are' },
  proofHelp: {
    zh: '写明如何确认是本人，例如：回拨登记号码核对、现场出示证件',
    en: 'How it is known to be the person: called back on the number on record, showed an identity card',
  },
  newName: { zh: '更正后的姓名', en: 'The name as it should be' },
  receivedOn: { zh: '收到日期', en: 'Received on' },
  dueOn: { zh: '答复期限', en: 'Answer by' },
  late: { zh: '已超期', en: 'Late' },
  requestedBy: { zh: '登记人', en: 'Entered by' },
  decidedBy: { zh: '审批人', en: 'Decided by' },
  progress: { zh: '进度', en: 'Progress' },
  actions: { zh: '操作', en: 'Actions' },
  approve: { zh: '批准', en: 'Approve' },
  refuse: { zh: '拒绝', en: 'Refuse' },
  retry: { zh: '重试', en: 'Try again' },
  takeFile: { zh: '下载副本', en: 'Take the file' },
  decided: { zh: '已处理', en: 'Decided' },
  eraseSure: {
    zh: '批准后立即停止拨打，并永久删除此人的全部个人信息，无法恢复。',
    en: 'Calling stops at once, and everything personal of this person is erased for good. It cannot be taken back.',
  },
  approveSure: { zh: '批准后开始执行。', en: 'It is carried out once approved.' },
  refuseSure: { zh: '请求将标记为拒绝，不作任何改动。', en: 'The request is marked refused; nothing changes.' },
  days: { zh: '答复期限（工作日）', en: 'Answer within (working days)' },
  changedRows: { zh: '处理记录数', en: 'Records changed' },
  saved: { zh: '已保存', en: 'Saved' },
} satisfies Record<string, Words>

export const subjectTold = {
  rows: { zh: (count: string) => `共处理 ${count} 条记录`, en: (count: string) => `${count} records changed` },
} satisfies Record<string, WordsWith<never>>
