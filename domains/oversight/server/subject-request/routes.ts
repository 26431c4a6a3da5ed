import { done } from '#contract/route.ts'
import type { Base } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { subjectContract } from '../../subject-contract.ts'
import { copyOfPerson } from './copy.ts'
import { askForSubject, decideForSubject, type Floor, findPerson, retryRequest } from './service.ts'
import { listRequests, readWorkingDays } from './store.ts'

/** `floor` is there only in the process that dials; decisions are passed on to it. */
export const subjectRoutes = (base: Base, floor: Floor) =>
  implement(subjectContract, {
    findPerson: (ctx, { body }) => findPerson(ctx, body.number),
    listSubjectRequests: async ({ db }, { query }) => ({
      ...(await listRequests(db, query)),
      workingDays: await readWorkingDays(db),
    }),
    askForSubject: (ctx, { body }) => askForSubject(ctx, body),
    decideForSubject: (ctx, { params, body }) => decideForSubject(base, floor, { ctx, ...params, ...body }),
    retrySubjectRequest: (ctx, { params }) => retryRequest(ctx, params.requestId),
    downloadSubjectData: (ctx, { params }) => copyOfPerson(base, ctx, params.requestId),
    setSubjectDays: async (ctx, { body }) => {
      await ctx.db
        .updateTable('oversight.subjectRule')
        .set({ ...body, changedByName: ctx.actor.name, changedAt: ctx.now() })
        .execute()
      return done
    },
  })
