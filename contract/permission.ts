import type { RoleCode } from './role.ts'
import type { Words } from './words.ts'

/** The right to do one kind of thing. `roles` hold it from the start; administrators may grant it further. */
export type Permission = { readonly code: string; readonly text: Words; readonly roles: readonly RoleCode[] }

/** Routes anyone may call (signing in), and routes any signed-in person may call (their own profile). */
export const openToAll = { code: 'public', text: { zh: '公开', en: 'Public' }, roles: [] } as const satisfies Permission
export const anyoneSignedIn = {
  code: 'signedIn',
  text: { zh: '登录即可', en: 'Anyone signed in' },
  roles: [],
} as const satisfies Permission

/** Declares the permissions of a domain; the code becomes `domain.name`. */
export const definePermissions = <N extends string>(
  domain: string,
  permissions: Record<N, Words & { roles: readonly RoleCode[] }>,
): Record<N, Permission> =>
  Object.fromEntries(
    Object.entries<Words & { roles: readonly RoleCode[] }>(permissions).map(([name, { zh, en, roles }]) => [
      name,
      { code: `${domain}.${name}`, text: { zh, en }, roles },
    ]),
  ) as Record<N, Permission>
