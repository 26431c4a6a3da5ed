import { implement } from '#platform/http/implement.ts'
import { peopleContract } from '../contract.ts'
import { addEmployee, changeEmployee, getEmployee, giveAccount, gradeSkills, setReach } from './service/employees.ts'
import { exportEmployees } from './service/export.ts'
import { noteLeaving, takeBackLeaving } from './service/leaving.ts'
import { addSite, addTeam, changeSite, changeTeam } from './service/organisation.ts'
import { addSkill, removeSkill, renameSkill } from './service/skills.ts'
import { pageOfEmployees } from './store/employees.ts'
import { listSites } from './store/sites.ts'
import { listSkills } from './store/skills.ts'
import { listTeamRows } from './store/teams.ts'

export const peopleRoutes = implement(peopleContract, {
  listSites: ({ db }) => listSites(db),
  addSite: (ctx, { body }) => addSite(ctx, body),
  changeSite: (ctx, { params, body }) => changeSite(ctx, params.siteId, body),
  listTeams: ({ db }, { query }) => listTeamRows(db, query.siteId),
  addTeam: (ctx, { body }) => addTeam(ctx, body),
  changeTeam: (ctx, { params, body }) => changeTeam(ctx, params.teamId, body),
  listEmployees: ({ db }, { query }) => pageOfEmployees(db, query),
  exportEmployees: (ctx, { query }) => exportEmployees(ctx, query),
  getEmployee: (ctx, { params }) => getEmployee(ctx, params.employeeId),
  addEmployee: (ctx, { body }) => addEmployee(ctx, body),
  changeEmployee: (ctx, { params, body }) => changeEmployee(ctx, params.employeeId, body),
  giveAccount: (ctx, { params, body }) => giveAccount(ctx, params.employeeId, body),
  setReach: (ctx, { params, body }) => setReach(ctx, params.employeeId, body),
  noteLeaving: (ctx, { params, body }) => noteLeaving(ctx, params.employeeId, body),
  takeBackLeaving: (ctx, { params }) => takeBackLeaving(ctx, params.employeeId),
  gradeSkills: (ctx, { params, body }) => gradeSkills(ctx, params.employeeId, body.skills),
  listSkills: ({ db }) => listSkills(db),
  addSkill: (ctx, { body }) => addSkill(ctx, body.name),
  renameSkill: (ctx, { params, body }) => renameSkill(ctx, params.skillId, body),
  removeSkill: (ctx, { params }) => removeSkill(ctx, params.skillId),
})
