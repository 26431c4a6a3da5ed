import { z } from 'zod'
import { PageQuery, pageOf } from '#contract/paging.ts'
import { anyoneSignedIn, definePermissions } from '#contract/permission.ts'
import { roleCodes, scopes } from '#contract/role.ts'
import { Done, defineContract, file } from '#contract/route.ts'
import { plainText, remark, SearchText } from '#contract/text.ts'
import { Day, Instant, TimeZone } from '#contract/when.ts'
import { LoginName } from '#domains/access/contract.ts'
import { leavingReasonCodes } from './employee.ts'
import { peopleRefusals } from './refusals.ts'

export const permissions = definePermissions('people', {
  seeEmployees: {
    zh: '查看员工',
    en: 'See employees',
    roles: roleCodes.filter((role) => role !== 'agent'),
  },
  manageEmployees: {
    zh: '管理员工',
    en: 'Manage employees',
    roles: ['supervisor', 'director', 'recruiter', 'administrator'],
  },
  exportEmployees: { zh: '导出员工', en: 'Export employees', roles: ['supervisor', 'director', 'administrator'] },
  manageTeams: { zh: '管理班组', en: 'Manage teams', roles: ['supervisor', 'director', 'administrator'] },
  manageSites: { zh: '管理职场', en: 'Manage sites', roles: ['director', 'administrator'] },
  manageSkills: {
    zh: '管理技能项',
    en: 'Manage skills',
    roles: ['supervisor', 'trainer', 'director', 'administrator'],
  },
  gradeSkills: {
    zh: '评定技能等级',
    en: 'Grade skills of employees',
    roles: ['teamLeader', 'supervisor', 'trainer', 'director', 'administrator'],
  },
})

export const refusals = peopleRefusals

export const Site = z.object({
  id: z.uuid(),
  name: z.string(),
  timeZone: z.string(),
  dayStartsAt: z.string(),
  closedAt: Instant.nullable(),
  version: z.int(),
})
export type Site = z.infer<typeof Site>

export const Team = z.object({
  id: z.uuid(),
  siteId: z.uuid(),
  siteName: z.string(),
  name: z.string(),
  leaderId: z.uuid().nullable(),
  leaderName: z.string().nullable(),
  /** How many are present. */
  size: z.int(),
  closedAt: Instant.nullable(),
  version: z.int(),
})
export type Team = z.infer<typeof Team>

export const EmployeeSkill = z.object({ skillId: z.uuid(), name: z.string(), level: z.int() })
export const Employee = z.object({
  id: z.uuid(),
  staffNumber: z.string(),
  name: z.string(),
  siteId: z.uuid(),
  siteName: z.string(),
  teamId: z.uuid().nullable(),
  teamName: z.string().nullable(),
  post: z.enum(roleCodes),
  endpoint: z.string(),
  joinedOn: Day,
  leftOn: Day.nullable(),
  leavingReason: z.enum(leavingReasonCodes).nullable(),
  leavingNote: z.string().nullable(),
  /** When the leaving took effect; until then a leaver still works. */
  goneAt: Instant.nullable(),
  skills: z.array(EmployeeSkill),
  version: z.int(),
})
export type Employee = z.infer<typeof Employee>

/** An employee with the account, as far as the reader may see it. */
export const EmployeeDetail = Employee.extend({
  account: z
    .object({
      loginName: z.string(),
      disabledAt: Instant.nullable(),
      scope: z.enum(scopes),
      teamIds: z.array(z.uuid()),
      siteIds: z.array(z.uuid()),
    })
    .nullable(),
})
export type EmployeeDetail = z.infer<typeof EmployeeDetail>

export const Skill = z.object({ id: z.uuid(), name: z.string(), holders: z.int(), version: z.int() })
export type Skill = z.infer<typeof Skill>

export const SiteForm = z.object({
  name: plainText(80),
  timeZone: z.string().max(60).pipe(TimeZone),
  /** On the quarter: figures are kept by the quarter of an hour. */
  dayStartsAt: z.string().regex(/^([01]\d|2[0-3]):(00|15|30|45)$/),
})
export const TeamForm = z.object({ name: plainText(80), siteId: z.uuid(), leaderId: z.uuid().nullable() })
export const NewAccountForm = z.object({ loginName: LoginName, password: z.string().min(1).max(200) })
export const EmployeeForm = z.object({
  name: plainText(80),
  siteId: z.uuid(),
  teamId: z.uuid().nullable(),
  post: z.enum(roleCodes),
  endpoint: remark(120),
  joinedOn: Day,
})
export type EmployeeForm = z.output<typeof EmployeeForm>
export const NewEmployee = EmployeeForm.extend({ staffNumber: plainText(20), account: NewAccountForm.optional() })
export type NewEmployee = z.output<typeof NewEmployee>
const version = { version: z.int() }
export const EmployeeChange = EmployeeForm.extend(version)
export const SiteChange = SiteForm.extend({ ...version, closed: z.boolean() })
export const TeamChange = TeamForm.extend({ ...version, closed: z.boolean() })
export const Leaving = z.object({
  leftOn: Day,
  reason: z.enum(leavingReasonCodes),
  note: remark(500).default(''),
  ...version,
})
export type Leaving = z.output<typeof Leaving>

/** Which employees: `state` tells those present from those gone. */
export const EmployeeFilter = z.object({
  search: SearchText.optional(),
  siteId: z.uuid().optional(),
  teamId: z.uuid().optional(),
  post: z.enum(roleCodes).optional(),
  skillId: z.uuid().optional(),
  state: z.enum(['present', 'gone', 'all']).default('present'),
})
export type EmployeeFilter = z.output<typeof EmployeeFilter>

const employeeId = z.object({ employeeId: z.uuid() })
const siteId = z.object({ siteId: z.uuid() })
const teamId = z.object({ teamId: z.uuid() })
const skillId = z.object({ skillId: z.uuid() })
const placement = [
  refusals.noSuchSite,
  refusals.noSuchTeam,
  refusals.teamElsewhere,
  refusals.closed,
  refusals.outOfReach,
  refusals.postAboveYours,
  refusals.endpointTaken,
] as const

export const peopleContract = defineContract({
  listSites: {
    method: 'GET',
    path: '/sites',
    title: { zh: '职场列表', en: 'List sites' },
    permission: anyoneSignedIn,
    reply: z.array(Site),
  },
  addSite: {
    method: 'POST',
    path: '/sites',
    title: { zh: '新增职场', en: 'Add a site' },
    permission: permissions.manageSites,
    body: SiteForm,
    reply: Site,
    refusals: [refusals.nameTaken],
  },
  changeSite: {
    method: 'PUT',
    path: '/sites/{siteId}',
    title: { zh: '修改职场', en: 'Change a site' },
    permission: permissions.manageSites,
    params: siteId,
    body: SiteChange,
    reply: Site,
    refusals: [refusals.noSuchSite, refusals.nameTaken, refusals.changedMeanwhile, refusals.stillInUse],
  },
  listTeams: {
    method: 'GET',
    path: '/teams',
    title: { zh: '班组列表', en: 'List teams' },
    permission: anyoneSignedIn,
    query: z.object({ siteId: z.uuid().optional() }),
    reply: z.array(Team),
  },
  addTeam: {
    method: 'POST',
    path: '/teams',
    title: { zh: '新增班组', en: 'Add a team' },
    permission: permissions.manageTeams,
    body: TeamForm,
    reply: Team,
    refusals: [refusals.nameTaken, refusals.noSuchSite, refusals.closed, refusals.outOfReach, refusals.leaderElsewhere],
  },
  changeTeam: {
    method: 'PUT',
    path: '/teams/{teamId}',
    title: { zh: '修改班组', en: 'Change a team' },
    permission: permissions.manageTeams,
    params: teamId,
    body: TeamChange,
    reply: Team,
    refusals: [
      refusals.noSuchTeam,
      refusals.nameTaken,
      refusals.noSuchSite,
      refusals.closed,
      refusals.outOfReach,
      refusals.leaderElsewhere,
      refusals.changedMeanwhile,
      refusals.stillInUse,
    ],
  },
  listEmployees: {
    method: 'GET',
    path: '/employees',
    title: { zh: '员工列表', en: 'List employees' },
    permission: permissions.seeEmployees,
    query: PageQuery.extend(EmployeeFilter.shape),
    reply: pageOf(Employee),
  },
  exportEmployees: {
    method: 'GET',
    path: '/employees/export',
    tellsOfPeople: true,
    title: { zh: '导出员工', en: 'Export employees' },
    permission: permissions.exportEmployees,
    query: EmployeeFilter,
    reply: file,
  },
  getEmployee: {
    method: 'GET',
    path: '/employees/{employeeId}',
    title: { zh: '员工详情', en: 'One employee' },
    permission: anyoneSignedIn,
    params: employeeId,
    reply: EmployeeDetail,
    refusals: [refusals.noSuchEmployee],
  },
  addEmployee: {
    method: 'POST',
    path: '/employees',
    title: { zh: '新增员工', en: 'Add an employee' },
    permission: permissions.manageEmployees,
    body: NewEmployee,
    reply: EmployeeDetail,
    refusals: [...placement, refusals.staffNumberTaken],
  },
  changeEmployee: {
    method: 'PUT',
    path: '/employees/{employeeId}',
    title: { zh: '修改员工', en: 'Change an employee' },
    permission: permissions.manageEmployees,
    params: employeeId,
    body: EmployeeChange,
    reply: EmployeeDetail,
    refusals: [...placement, refusals.noSuchEmployee, refusals.changedMeanwhile, refusals.hasLeft],
  },
  giveAccount: {
    method: 'POST',
    path: '/employees/{employeeId}/account',
    title: { zh: '开通账号', en: 'Give an account' },
    permission: permissions.manageEmployees,
    params: employeeId,
    body: NewAccountForm,
    reply: EmployeeDetail,
    refusals: [refusals.noSuchEmployee, refusals.hasLeft, refusals.hasAccount, refusals.postAboveYours],
  },
  setReach: {
    method: 'PUT',
    path: '/employees/{employeeId}/reach',
    title: { zh: '设置管辖范围', en: 'Set what an employee may see' },
    permission: permissions.manageEmployees,
    params: employeeId,
    body: z.object({ teamIds: z.array(z.uuid()).max(500), siteIds: z.array(z.uuid()).max(500) }),
    reply: EmployeeDetail,
    refusals: [refusals.noSuchEmployee, refusals.hasNoAccount, refusals.postAboveYours, refusals.outOfReach],
  },
  noteLeaving: {
    method: 'POST',
    path: '/employees/{employeeId}/leaving',
    title: { zh: '办理离职', en: 'Note that somebody leaves' },
    permission: permissions.manageEmployees,
    params: employeeId,
    body: Leaving,
    reply: EmployeeDetail,
    refusals: [
      refusals.noSuchEmployee,
      refusals.changedMeanwhile,
      refusals.hasLeft,
      refusals.leftBeforeJoining,
      refusals.postAboveYours,
    ],
  },
  takeBackLeaving: {
    method: 'DELETE',
    path: '/employees/{employeeId}/leaving',
    title: { zh: '撤销离职', en: 'Take back a leaving' },
    permission: permissions.manageEmployees,
    params: employeeId,
    reply: EmployeeDetail,
    refusals: [
      refusals.noSuchEmployee,
      refusals.hasNotLeft,
      refusals.endpointTaken,
      refusals.postAboveYours,
      refusals.closed,
    ],
  },
  gradeSkills: {
    method: 'PUT',
    path: '/employees/{employeeId}/skills',
    title: { zh: '评定技能', en: 'Grade the skills of an employee' },
    permission: permissions.gradeSkills,
    params: employeeId,
    body: z.object({
      skills: z
        .array(z.object({ skillId: z.uuid(), level: z.int().min(1).max(5) }))
        .max(100)
        .refine((skills) => new Set(skills.map((skill) => skill.skillId)).size === skills.length, {
          message: 'one level per skill',
        }),
    }),
    reply: EmployeeDetail,
    refusals: [refusals.noSuchEmployee, refusals.noSuchSkill, refusals.outOfReach],
  },
  listSkills: {
    method: 'GET',
    path: '/skills',
    title: { zh: '技能列表', en: 'List skills' },
    permission: anyoneSignedIn,
    reply: z.array(Skill),
  },
  addSkill: {
    method: 'POST',
    path: '/skills',
    title: { zh: '新增技能', en: 'Add a skill' },
    permission: permissions.manageSkills,
    body: z.object({ name: plainText(60) }),
    reply: Skill,
    refusals: [refusals.nameTaken],
  },
  renameSkill: {
    method: 'PUT',
    path: '/skills/{skillId}',
    title: { zh: '修改技能', en: 'Rename a skill' },
    permission: permissions.manageSkills,
    params: skillId,
    body: z.object({ name: plainText(60), ...version }),
    reply: Skill,
    refusals: [refusals.noSuchSkill, refusals.nameTaken, refusals.changedMeanwhile],
  },
  removeSkill: {
    method: 'DELETE',
    path: '/skills/{skillId}',
    title: { zh: '删除技能', en: 'Remove a skill' },
    permission: permissions.manageSkills,
    params: skillId,
    reply: Done,
    refusals: [refusals.noSuchSkill, refusals.stillInUse],
  },
})
export const {
  listSites,
  addSite,
  changeSite,
  listTeams,
  addTeam,
  changeTeam,
  listEmployees,
  exportEmployees,
  getEmployee,
  addEmployee,
  changeEmployee,
  giveAccount,
  setReach,
  noteLeaving,
  takeBackLeaving,
  gradeSkills,
  listSkills,
  addSkill,
  renameSkill,
  removeSkill,
} = peopleContract
