import { type ErrorComponentProps, useNavigate, useRouter } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { openToAll } from '#contract/permission.ts'
import { useMay, useMeOrNobody } from './client/session.tsx'
import { Notice } from './frame/Notice.tsx'
import { text } from './frame/text.ts'
import { Waiting } from './frame/Waiting.tsx'
import type { Page } from './ui/page.ts'

export const passwordPath = '/change-password'
export const signInPath = '/sign-in'

/** Sends the reader on, once: the address changes before the page does, and must not send them on again. */
export const GoTo = ({ to, search }: { to: string; search?: Record<string, string> }) => {
  const navigate = useNavigate()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it appears
  useEffect(() => void navigate({ to, replace: true, search: (search ?? {}) as never }), [])
  return <Waiting />
}

/** To the sign-in, which leads back to here. */
export const GoToSignIn = () => {
  const { latestLocation } = useRouter()
  return <GoTo to={signInPath} search={{ from: latestLocation.href }} />
}

/** Shows the page if this person may see it; else the sign-in (keeping the address), or why not. */
export const pageRoute = (page: Page): (() => ReactNode) => {
  const Shown = lazy(() => page.component().then((component) => ({ default: component })))
  return () => {
    const me = useMeOrNobody()
    const may = useMay()
    const isPublic = page.permission.code === openToAll.code
    if (!me && !isPublic) return <GoToSignIn />
    if (me?.mustChangePassword && page.path !== passwordPath && !isPublic) return <GoTo to={passwordPath} />
    if (!may(page)) return <Notice title={text.notForYou} help={text.notForYouHelp} />
    return (
      <Suspense fallback={<Waiting />}>
        <Shown />
      </Suspense>
    )
  }
}

export const NotFound = () => <Notice title={text.notFound} help={text.notFoundHelp} />

/** One page broke; the shell and the other pages still work. */
export const Crashed = ({ reset }: ErrorComponentProps) => {
  const router = useRouter()
  const again = () => {
    reset()
    void router.invalidate()
  }
  return <Notice title={text.crashed} help={text.crashedHelp} onRetry={again} />
}
