import { done } from '#contract/route.ts'
import { implement } from '#platform/http/implement.ts'
import { workforceContract } from '../contract.ts'
import { copyWeek } from './copy-week.ts'
import { importRoster } from './import-roster.ts'
import { exportRoster } from './roster-file.ts'
import { addShift, changeShift, readRoster, removeLeave, removeShift, setLeave } from './service.ts'
import { exportTeamTime, readTeamTime } from './time.ts'

export const workforceRoutes = implement(workforceContract, {
  readRoster: (ctx, { query }) => readRoster(ctx, query),
  addShift: (ctx, { body }) => addShift(ctx, body),
  changeShift: (ctx, { params, body }) => changeShift(ctx, params.shiftId, body),
  removeShift: async (ctx, { params }) => {
    await removeShift(ctx, params.shiftId)
    return done
  },
  setLeave: (ctx, { params, body }) => setLeave(ctx, params, body),
  removeLeave: async (ctx, { params }) => {
    await removeLeave(ctx, params.employeeId, params.day)
    return done
  },
  copyWeek: (ctx, { body }) => copyWeek(ctx, body),
  importRoster: (ctx, { query, body }) => importRoster(ctx, body, query.apply === 'true'),
  exportRoster: async (ctx, { query }) => exportRoster(ctx, query),
  readTeamTime: (ctx, { query }) => readTeamTime(ctx, query),
  exportTeamTime: async (ctx, { query }) => exportTeamTime(ctx, query),
})
