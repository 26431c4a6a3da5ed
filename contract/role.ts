import type { Words } from './words.ts'

/** The posts of a call centre (坐席 … 财务). What each may do by default stands beside each permission. */
export const roles = {
  agent: { zh: '坐席', en: 'Agent' },
  groupLeader: { zh: '小组长', en: 'Group leader' },
  teamLeader: { zh: '班长', en: 'Team leader' },
  supervisor: { zh: '主管', en: 'Supervisor' },
  campaignManager: { zh: '运营经理', en: 'Campaign manager' },
  director: { zh: '中心总监', en: 'Centre director' },
  qualityAnalyst: { zh: '质检', en: 'Quality analyst' },
  trainer: { zh: '培训师', en: 'Trainer' },
  recruiter: { zh: '招聘', en: 'Recruiter' },
  planner: { zh: '排班', en: 'Workforce planner' },
  complianceOfficer: { zh: '合规', en: 'Compliance officer' },
  finance: { zh: '财务', en: 'Finance' },
  administrator: { zh: '系统管理员', en: 'Administrator' },
} as const satisfies Record<string, Words>

export type RoleCode = keyof typeof roles
export const roleCodes = Object.keys(roles) as [RoleCode, ...RoleCode[]]

/** How far a person sees: own rows, the rows of the teams led, of the sites run, or everything. */
export const scopes = ['own', 'team', 'site', 'all'] as const
export type Scope = (typeof scopes)[number]

/** The scope each post starts with; an account may be given another. */
export const usualScope: Record<RoleCode, Scope> = {
  agent: 'own',
  groupLeader: 'team',
  teamLeader: 'team',
  supervisor: 'site',
  campaignManager: 'all',
  director: 'all',
  qualityAnalyst: 'all',
  trainer: 'site',
  recruiter: 'site',
  planner: 'all',
  complianceOfficer: 'all',
  finance: 'all',
  administrator: 'all',
}

/**
 * Whether somebody may put people into a post or take them out of it: into posts that see less than oneself, so that
 * nobody appoints an equal or a superior; whoever sees everything into any; administrators by administrators only.
 */
export const mayAppoint = (own: { scope: Scope; roles: readonly RoleCode[] }, post: RoleCode): boolean => {
  if (post === 'administrator') return own.roles.includes('administrator')
  return own.scope === 'all' || scopes.indexOf(usualScope[post]) < scopes.indexOf(own.scope)
}
