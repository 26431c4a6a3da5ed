import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { Locale } from '#contract/words.ts'
import { getMe, setLocale } from '#domains/access/contract.ts'
import { call } from './client/call.ts'
import { ProblemError } from './client/problem.ts'
import { askKey } from './client/query-client.ts'
import { type Me, SessionProvider } from './client/session.tsx'
import { Waiting } from './frame/Waiting.tsx'
import { Dress } from './ui/Dress.tsx'
import { Trouble } from './ui/Shown.tsx'

export const meKey = askKey(getMe)

const whoIsThere = (): Promise<Me | null> =>
  call(getMe).catch((error: unknown) => {
    if (error instanceof ProblemError && error.status === 401) return null
    throw error
  })

const localePlace = 'carillon.locale'
const keptLocale = (): Locale => {
  const kept = localStorage.getItem(localePlace)
  if (kept === 'zh' || kept === 'en') return kept
  return navigator.language.startsWith('zh') ? 'zh' : 'en'
}

/** The language: of the account once somebody is signed in, before that of this browser. */
const useChosenLocale = (me: Me | null | undefined): [Locale, (locale: Locale) => void] => {
  const cache = useQueryClient()
  const [kept, setKept] = useState(keptLocale)
  const locale = me?.locale ?? kept
  useEffect(() => {
    localStorage.setItem(localePlace, locale)
    setKept(locale)
    document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
  }, [locale])
  const signedIn = Boolean(me)
  const choose = useCallback(
    (next: Locale) => {
      setKept(next)
      if (!signedIn) return
      cache.setQueryData(meKey, (before: Me | null | undefined) => before && { ...before, locale: next })
      // The screen has changed already; should the account not hear of it, the next sign-in shows the old language.
      call(setLocale, { body: { locale: next } }).catch(() => undefined)
    },
    [cache, signedIn],
  )
  return [locale, choose]
}

/** Asks once who is there, and tells every page below: the person, the language, the look. */
export const SessionGate = ({ children }: { children: ReactNode }) => {
  const asked = useQuery({ queryKey: meKey, queryFn: whoIsThere, staleTime: Number.POSITIVE_INFINITY })
  const [locale, setChosen] = useChosenLocale(asked.data)
  return (
    <SessionProvider me={asked.data ?? null} locale={locale} setLocale={setChosen}>
      <Dress locale={locale}>
        {asked.data !== undefined ? (
          children
        ) : asked.error ? (
          <Trouble error={asked.error} onRetry={asked.refetch} />
        ) : (
          <Waiting />
        )}
      </Dress>
    </SessionProvider>
  )
}
