import { z } from 'zod'
import { CursorQuery, cursorPageOf } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { Done, defineContract, file } from '#contract/route.ts'
import { plainText, remark } from '#contract/text.ts'
import { Day, Instant } from '#contract/when.ts'
import { requestChannels, requestKinds, requestStates } from './subject-request.ts'

export const permissions = definePermissions('oversight', {
  askForSubject: {
    zh: '登记个人信息请求',
    en: 'Enter requests about personal data',
    roles: ['complianceOfficer', 'director', 'administrator'],
  },
  approveForSubject: {
    zh: '审批个人信息请求',
    en: 'Approve requests about personal data',
    roles: ['complianceOfficer', 'director'],
  },
})

export const refusals = defineRefusals('oversight', {
  noSuchRequest: { status: 404, text: { zh: '没有这件个人信息请求', en: 'No such request' } },
  noSuchPerson: {
    status: 404,
    text: { zh: '没有找到这个号码的客户', en: 'There is nobody with this number here' },
  },
  notAPhone: { status: 400, text: { zh: '“{number}”不是有效号码', en: '“{number}” is not a valid number' } },
  receivedLater: { status: 400, text: { zh: '收到日期不能晚于今天', en: 'It cannot have come later than today' } },
  nameMissing: { status: 400, text: { zh: '请填写更正后的姓名', en: 'Write the name as it should be' } },
  sameTwoEyes: {
    status: 403,
    text: {
      zh: '登记人不能审批自己登记的请求，请由另一人审批',
      en: 'Whoever entered a request does not decide on it; somebody else has to',
    },
  },
  alreadyDecided: { status: 409, text: { zh: '这件请求已经审批', en: 'This request has been decided already' } },
  alreadyAsked: {
    status: 409,
    text: { zh: '这位客户已有一件未完成的删除请求', en: 'There is an open request to erase this person already' },
  },
  callIsUp: {
    status: 409,
    text: {
      zh: '正在与这位客户通话或整理，通话结束后才能删除',
      en: 'A call with this person is up or being written up; erase after it',
    },
  },
  notReady: {
    status: 409,
    text: { zh: '请求批准后才能下载', en: 'The file can be taken once the request is approved' },
  },
  notFailed: { status: 409, text: { zh: '只有失败的请求可以重试', en: 'Only what failed can be tried again' } },
})

export const SubjectRequest = z.object({
  id: z.uuid(),
  number: z.int(),
  kind: z.enum(requestKinds),
  state: z.enum(requestStates),
  customerId: z.uuid(),
  /** Masked; struck out once the person is forgotten. */
  shownAs: z.string(),
  channel: z.enum(requestChannels),
  proof: z.string(),
  newName: z.string().nullable(),
  receivedOn: Day,
  dueOn: Day,
  requestedBy: z.uuid(),
  requestedByName: z.string(),
  requestedAt: Instant,
  decidedByName: z.string(),
  decidedAt: Instant.nullable(),
  decision: z.string(),
  progress: z.int(),
  changedRows: z.int(),
  finishedAt: Instant.nullable(),
  error: z.string().nullable(),
  version: z.int(),
})
export type SubjectRequest = z.output<typeof SubjectRequest>

export const NewSubjectRequest = z.object({
  kind: z.enum(requestKinds),
  number: z.string().trim().min(3).max(30),
  channel: z.enum(requestChannels),
  proof: plainText(500).refine((words) => words.trim().length >= 4, { message: 'too short' }),
  newName: remark(200).nullable().default(null),
  receivedOn: Day,
})
export type NewSubjectRequest = z.output<typeof NewSubjectRequest>

/** What is known of a person, before anybody asks for anything: how much there is, not what. */
export const PersonFound = z.object({
  customerId: z.uuid(),
  shownAs: z.string(),
  name: z.string(),
  numbers: z.array(z.string()),
  records: z.int(),
  calls: z.int(),
  complaints: z.int(),
})
export type PersonFound = z.output<typeof PersonFound>

const RequestId = z.object({ requestId: z.uuid() })

export const subjectContract = defineContract({
  findPerson: {
    method: 'POST',
    path: '/subject-requests/person',
    title: { zh: '按号码查找个人信息主体', en: 'Find a person by a number' },
    permission: permissions.askForSubject,
    body: z.object({ number: z.string().trim().min(3).max(30) }),
    reply: PersonFound,
    refusals: [refusals.notAPhone, refusals.noSuchPerson],
  },
  listSubjectRequests: {
    method: 'GET',
    path: '/subject-requests',
    title: { zh: '个人信息请求', en: 'Requests about personal data' },
    permission: permissions.askForSubject,
    query: CursorQuery.extend({
      state: z.enum(requestStates).optional(),
      kind: z.enum(requestKinds).optional(),
    }),
    reply: cursorPageOf(SubjectRequest).extend({ workingDays: z.int() }),
  },
  askForSubject: {
    method: 'POST',
    path: '/subject-requests',
    title: { zh: '登记个人信息请求', en: 'Enter a request about personal data' },
    permission: permissions.askForSubject,
    body: NewSubjectRequest,
    reply: SubjectRequest,
    refusals: [
      refusals.notAPhone,
      refusals.noSuchPerson,
      refusals.receivedLater,
      refusals.nameMissing,
      refusals.alreadyAsked,
    ],
  },
  decideForSubject: {
    method: 'POST',
    path: '/subject-requests/{requestId}/decision',
    title: { zh: '批准或拒绝个人信息请求', en: 'Approve or refuse a request about personal data' },
    permission: permissions.approveForSubject,
    params: RequestId,
    body: z.object({ approve: z.boolean(), words: remark(500).default('') }),
    reply: SubjectRequest,
    refusals: [refusals.noSuchRequest, refusals.sameTwoEyes, refusals.alreadyDecided, refusals.callIsUp],
    runsOn: 'telephony',
  },
  retrySubjectRequest: {
    method: 'POST',
    path: '/subject-requests/{requestId}/retry',
    title: { zh: '重试失败的请求', en: 'Try a failed request again' },
    permission: permissions.approveForSubject,
    params: RequestId,
    reply: SubjectRequest,
    refusals: [refusals.noSuchRequest, refusals.notFailed],
  },
  downloadSubjectData: {
    method: 'GET',
    path: '/subject-requests/{requestId}/data.zip',
    title: { zh: '导出个人信息副本', en: "A copy of one person's data" },
    permission: permissions.askForSubject,
    params: RequestId,
    tellsOfPeople: true,
    reply: file,
    refusals: [refusals.noSuchRequest, refusals.notReady],
  },
  setSubjectDays: {
    method: 'PUT',
    path: '/subject-request-days',
    title: { zh: '设置个人信息请求时限', en: 'Set how soon requests are answered' },
    permission: permissions.approveForSubject,
    body: z.object({ workingDays: z.int().min(1).max(60) }),
    reply: Done,
  },
})
export const {
  findPerson,
  listSubjectRequests,
  askForSubject,
  decideForSubject,
  retrySubjectRequest,
  downloadSubjectData,
  setSubjectDays,
} = subjectContract
