import type { Permission } from '#contract/permission.ts'
import { type RoleCode, roleCodes } from '#contract/role.ts'

export type Grant = { role: RoleCode; permission: string; granted: boolean }
export type Right = Grant & { byDefault: boolean }

/** Every role × permission: what the code gives, unless the centre departed from it. Administrators keep managing roles. */
export const rightsOf = (declared: readonly Permission[], departures: readonly Grant[]): Right[] => {
  const departed = new Map(departures.map(({ role, permission, granted }) => [`${role} ${permission}`, granted]))
  return roleCodes.flatMap((role) =>
    declared.map(({ code, roles }) => {
      const byDefault = roles.includes(role)
      return { role, permission: code, byDefault, granted: departed.get(`${role} ${code}`) ?? byDefault }
    }),
  )
}
