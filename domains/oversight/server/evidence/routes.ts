import { timeZoneOf } from '#domains/people/server/public.ts'
import type { Base } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { readSecret } from '#platform/secret.ts'
import { evidenceContract } from '../../evidence-contract.ts'
import { evidenceFile } from './file.ts'
import { findByNumber, maskedEvidence, readEvidence } from './read.ts'

export const evidenceRoutes = ({ database }: Base) =>
  implement(evidenceContract, {
    findForEvidence: (ctx, { body }) => findByNumber(ctx, body.number),
    readEvidence: async (ctx, { query }) => maskedEvidence(await readEvidence(ctx, database.engine, query)),
    exportEvidence: async (ctx, { query }) => {
      const { locale, name, id } = ctx.actor
      const evidence = await readEvidence(ctx, database.engine, query)
      const timeZone = await timeZoneOf(database.engine, id)
      return evidenceFile(evidence, { locale, name, timeZone }, await readSecret(database.engine, 'evidence'))
    },
  })
