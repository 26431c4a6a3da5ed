import { done } from '#contract/route.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import type { Base } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { allocationContract } from '../contract.ts'
import { readBook, readSummary, readTeamBooks } from './book.ts'
import { pageOfCandidates, readRates } from './candidates.ts'
import { checkedPeriod, exportFairShares, readFairShares, readTalksBehind } from './fair-shares.ts'
import { assignCustomers, claimCustomer, readHoldings, readPool, releaseCustomer, takeBackCustomers } from './pool.ts'
import { pageOfMoves } from './pool-store.ts'
import { readRules, saveRules } from './rules.ts'
import { applyRun, campaignWithList, giveBack, listBooks, listRuns, planRun, undoRun } from './runs.ts'

const anyContact = { when: [], untouched: false, reassign: true, most: null }

/** `base`: some questions need to see more than who asks; what they answer is within the asker's reach again. */
export const allocationRoutes = ({ database: { engine } }: Base) =>
  implement(allocationContract, {
    listRuns: ({ db }, { params }) => listRuns(db, params.campaignId),
    listBooks: (ctx, { params }) => listBooks(ctx, engine, params.campaignId),
    listCandidates: async (ctx, { params, query }) => {
      const { campaign, listId } = await campaignWithList(ctx.db, params.campaignId)
      const { page, pageSize, search, inBooks } = query
      const wanted = { campaign, listId, chosen: anyContact, search, inBooks: inBooks === 'yes', page, pageSize }
      const { rows, total } = await pageOfCandidates(ctx.db, wanted)
      const rate = await readRates(engine, campaign, ctx.now())
      return {
        rows: rows.map(({ score, batchId, ...row }) => ({
          ...row,
          number: maskNumber(row.number),
          expected: score ?? rate(batchId) ?? null,
        })),
        total,
      }
    },
    planRun: (ctx, { params, body }) => planRun(ctx, engine, params.campaignId, body),
    applyRun: (ctx, { params }) => applyRun(ctx, engine, params.campaignId, params.runId),
    undoRun: (ctx, { params }) => undoRun(ctx, engine, params.campaignId, params.runId),
    giveBack: async (ctx, { params, body }) => ({ contacts: await giveBack(ctx, engine, params, body.to) }),
    getBook: (ctx, { query }) => readBook(ctx, engine, { ...query, agentId: query.agentId ?? ctx.actor.id }),
    getBookSummary: (ctx, { query }) => readSummary(ctx, query.agentId ?? ctx.actor.id),
    listTeamBooks: (ctx) => readTeamBooks(ctx),
    listPool: (ctx, { query }) => readPool(ctx, engine, query),
    claimCustomer: async (ctx, { params }) => {
      await claimCustomer(ctx, engine, params.customerId)
      return done
    },
    releaseCustomer: async (ctx, { params, body }) => {
      await releaseCustomer(ctx, engine, params.customerId, body.note)
      return done
    },
    assignCustomers: (ctx, { body }) => assignCustomers(ctx, engine, body),
    takeBackCustomers: async (ctx, { body }) => ({
      released: await takeBackCustomers(ctx, engine, body.customerIds, body.note),
    }),
    listHoldings: (ctx, { query }) => readHoldings(ctx, query),
    listPoolHistory: ({ db }, { query }) => pageOfMoves(db, { ...query, customerId: query.customerId }),
    getRules: ({ db }) => readRules(db),
    saveRules: (ctx, { body }) => saveRules(ctx, body),
    getFairShares: (ctx, { query }) => readFairShares(ctx, engine, checkedPeriod(query)),
    listTalksBehind: (ctx, { params, query }) =>
      readTalksBehind(ctx, engine, { ...checkedPeriod(query), agentId: params.agentId }),
    exportFairShares: (ctx, { query }) => exportFairShares(ctx, engine, checkedPeriod(query)),
  })
