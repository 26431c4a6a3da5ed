import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react'
import { anyoneSignedIn, openToAll, type Permission } from '#contract/permission.ts'
import type { RoleCode, Scope } from '#contract/role.ts'
import type { Route } from '#contract/route.ts'
import { fill, type Locale, type Words, type WordsWith } from '#contract/words.ts'

/** Who is signed in, as far as screens need to know. */
export type Me = {
  id: string
  name: string
  loginName: string
  roles: readonly RoleCode[]
  scope: Scope
  permissions: readonly string[]
  locale: Locale
  mustChangePassword: boolean
  siteTimeZone: string
  demo: boolean
}

type Session = { me: Me | null; locale: Locale; timeZone: string }
const SessionContext = createContext<Session>({ me: null, locale: 'zh', timeZone: 'Asia/Shanghai' })

export const SessionProvider = ({ me, locale, children }: { me: Me | null; locale: Locale; children: ReactNode }) => {
  const session = useMemo(() => ({ me, locale, timeZone: me?.siteTimeZone ?? 'Asia/Shanghai' }), [me, locale])
  return <SessionContext value={session}>{children}</SessionContext>
}

/** The language the reader chose. */
export const useLocale = (): Locale => useContext(SessionContext).locale

/** The time zone of the reader's site: every moment on screen is told in it. */
export const useTimeZone = (): string => useContext(SessionContext).timeZone

/** Who is signed in; null on the pages that need nobody. */
export const useMeOrNobody = (): Me | null => useContext(SessionContext).me

/** Who is signed in. Only pages behind the sign-in may ask. */
export const useMe = (): Me => {
  const { me } = useContext(SessionContext)
  if (!me) throw new Error('useMe is for pages behind the sign-in')
  return me
}

export type May = (what: Route | Permission) => boolean
/** Whether a person with these permissions may call the route, or holds the permission. */
export const mayWith =
  (permissions: readonly string[]): May =>
  (what) => {
    const { code } = 'permission' in what ? what.permission : what
    return code === openToAll.code || code === anyoneSignedIn.code || permissions.includes(code)
  }

const nothing: readonly string[] = []
/** `may(route)` or `may(permission)`: whether to offer something. The server decides again. */
export const useMay = (): May => {
  const { me } = useContext(SessionContext)
  const permissions = me?.permissions ?? nothing
  return useMemo(() => mayWith(permissions), [permissions])
}

export type Say = {
  <P>(words: WordsWith<P>, params: P): string
  (words: Words, params?: Record<string, unknown>): string
}
/** Says a phrase in one language; `{name}` places and functions are filled from the parameters. */
export const sayIn =
  (locale: Locale): Say =>
  <P,>(words: Words | WordsWith<P>, params?: P): string => {
    const phrase = words[locale]
    return typeof phrase === 'function' ? phrase(params as P) : fill(phrase, params as Record<string, unknown>)
  }

/** `say({ zh, en }, params?)` in the reader's language. */
export const useWords = (): Say => {
  const locale = useLocale()
  return useCallback((...args: Parameters<Say>) => sayIn(locale)(...args), [locale]) as Say
}
