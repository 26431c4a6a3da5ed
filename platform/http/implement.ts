import type { Contract, InputOf, ReplyOf, Route } from '#contract/route.ts'
import type { Context } from '../context.ts'

/** What a route hands to its handler beyond the checked input: for the few that deal with cookies and addresses. */
export type Caller = {
  address: string
  device: string
  setSession(token: string | null, maxAgeSeconds?: number): void
  session: string | undefined
}
export type Handler<R extends Route> = (ctx: Context, input: InputOf<R>, caller: Caller) => Promise<ReplyOf<R>>
export type Implementation = { contract: Contract; handlers: Record<string, Handler<Route>> }

/** Puts a handler to every operation of a contract; a missing one does not compile. */
export const implement = <const C extends Contract>(
  contract: C,
  handlers: { [K in keyof C]: Handler<C[K]> },
): Implementation => ({
  contract,
  handlers: handlers as unknown as Record<string, Handler<Route>>,
})
