import type { Pacing } from '#domains/dialer/server/public.ts'

/** One call for each free agent, counting those already ringing or waiting. */
export const progressive = (): Pacing => ({
  everyMs: 200,
  callsToPlace: ({ agents, calls, waiting }) =>
    Math.max(0, agents.filter(({ activity }) => activity === 'free').length - calls.length - waiting),
})
