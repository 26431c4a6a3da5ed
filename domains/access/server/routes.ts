import type { Permission } from '#contract/permission.ts'
import type { RoleCode } from '#contract/role.ts'
import { done } from '#contract/route.ts'
import { implement } from '#platform/http/implement.ts'
import { accessContract } from '../contract.ts'
import { listAudit } from './audit.ts'
import {
  changeAccount,
  createAccount,
  listAccounts,
  listMySessions,
  resetPassword,
  setRoleRight,
  signAccountOut,
} from './service.ts'
import type { Doorkeeper } from './session.ts'
import { revokeSessions } from './store.ts'

/** Accounts whose password the demo centre prints on its sign-in page; empty everywhere else. */
export type DemoAccount = { loginName: string; name: string; post: RoleCode; password: string }

export const accessRoutes = (
  door: Doorkeeper,
  declared: readonly Permission[],
  demoAccounts: () => Promise<DemoAccount[]>,
) =>
  implement(accessContract, {
    signIn: (_ctx, { body }, caller) => door.signIn(body.loginName, body.password, caller),
    signOut: ({ actor }, _input, caller) => door.signOut(actor, caller),
    listDemoAccounts: async () => ({ accounts: await demoAccounts() }),
    getMe: ({ actor }) => door.me(actor),
    changePassword: (ctx, { body }, caller) => door.changePassword(ctx, body.current, body.next, caller.address),
    setLocale: async ({ db, actor }, { body }) => {
      await db.updateTable('access.account').set({ locale: body.locale }).where('id', '=', actor.id).execute()
      door.forget()
      return done
    },
    listMySessions: (ctx) => listMySessions(ctx),
    revokeMySession: async ({ db, actor }, { params }) => {
      await revokeSessions(db, actor.id, new Date(), { only: params.sessionId })
      door.forget()
      return done
    },
    listAccounts: (ctx, { query }) => listAccounts(ctx, query),
    createAccount: (ctx, { body }) => createAccount(ctx, body),
    changeAccount: async (ctx, { params, body }) => {
      const changed = await changeAccount(ctx, params.accountId, body)
      door.forget()
      return changed
    },
    resetPassword: (ctx, { params, body }) => resetPassword(ctx, params.accountId, body.password),
    signAccountOut: async (ctx, { params }) => {
      await signAccountOut(ctx, params.accountId)
      door.forget()
      return done
    },
    listRoleRights: () => door.rights(),
    setRoleRight: async (ctx, { body }) => {
      await setRoleRight(ctx, declared, body)
      door.forget()
      return done
    },
    listAudit: async (ctx, { query }) => listAudit(ctx, query, await door.timeZoneOf(ctx.actor.id)),
  })
