import { type ErrorComponentProps, Navigate, useLocation, useRouter } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { openToAll } from '#contract/permission.ts'
import { useMay, useMeOrNobody } from './client/session.tsx'
import { Notice } from './frame/Notice.tsx'
import { text } from './frame/text.ts'
import { Waiting } from './frame/Waiting.tsx'
import type { Page } from './ui/page.ts'

export const passwordPath = '/change-password'
export const signInPath = '/sign-in'

/** Shows the page if this person may see it; else the sign-in (keeping the address), or why not. */
export const pageRoute = (page: Page): (() => ReactNode) => {
  const Shown = lazy(() => page.component().then((component) => ({ default: component })))
  return () => {
    const me = useMeOrNobody()
    const may = useMay()
    const here = useLocation({ select: ({ href }) => href })
    const isPublic = page.permission.code === openToAll.code
    if (!me && !isPublic) return <Navigate to={signInPath} search={{ from: here } as never} replace />
    if (me?.mustChangePassword && page.path !== passwordPath && !isPublic) return <Navigate to={passwordPath} replace />
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
