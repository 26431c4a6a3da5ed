import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { whenSignedOut } from './client/call.ts'
import { liveSocket } from './client/live-socket.ts'
import { knowRefusals } from './client/problem.ts'
import { openQueryClient } from './client/query-client.ts'
import { letGoOfHeadset } from './frame/let-go-of-headset.ts'
import { allRefusals } from './refusals.ts'
import { router } from './router.tsx'
import { meKey } from './session-gate.tsx'

const cache = openQueryClient()
knowRefusals(allRefusals)

/** A session that ran out in the middle of a call: whoever signs in again at once goes on talking. */
const signInAgainWithinMs = 60_000

// What one person saw is not for the next: the cache goes with the session.
whenSignedOut(() => {
  liveSocket.close()
  cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] })
  cache.setQueryData(meKey, null)
  setTimeout(() => {
    if (cache.getQueryData(meKey) === null) letGoOfHeadset()
  }, signInAgainWithinMs)
})

// After an upgrade the files an open window knows are gone; it needs the new ones. Once, not in a circle.
window.addEventListener('vite:preloadError', (event) => {
  const place = 'carillon.reloadedAt'
  if (Date.now() - Number(sessionStorage.getItem(place) ?? 0) < 60_000) return
  event.preventDefault()
  sessionStorage.setItem(place, String(Date.now()))
  location.reload()
})

const place = document.getElementById('root')
if (place)
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={cache}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
