import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react'
import { anyoneSignedIn, openToAll, type Permission } from '#contract/permission.ts'
import type { RoleCode, Scope } from '#contract/role.ts'
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

type Session = { me: Me | null; locale: Locale; timeZone: string; setLocale: (locale: Locale) => void }
const SessionContext = createContext<Session>({
  me: null,
  locale: 'zh',
  timeZone: 'Asia/Shanghai',
  setLocale: () => {},
})

type SessionProps = Omit<Session, 'timeZone'> & { children: ReactNode }
/** Tells every page who reads it and in which language. */
export const SessionProvider = ({ me, locale, setLocale, children }: SessionProps) => {
  const session = useMemo(
    () => ({ me, locale, setLocale, timeZone: me?.siteTimeZone ?? 'Asia/Shanghai' }),
    [me, locale, setLocale],
  )
  return <SessionContext value={session}>{children}</SessionContext>
}

/** The language the reader chose. */
export const useLocale = (): Locale => useContext(SessionContext).locale

/** Chooses the language; remembered on the account of who is signed in. */
export const useSetLocale = (): ((locale: Locale) => void) => useContext(SessionContext).setLocale

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

/** Takes a permission, or whatever asks for one: a route, a page. */
export type May = (what: Permission | { readonly permission: Permission }) => boolean
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
