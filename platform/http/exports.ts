import { randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { commonRefusals, refuse } from '#contract/problem.ts'
import { type Download, ExportReason, type Route } from '#contract/route.ts'
import type { Words } from '#contract/words.ts'
import type { Context } from '../context.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const newMark = (): string => Array.from(randomBytes(8), (byte) => alphabet[byte % 32]).join('')

/** The heading of the column that carries the number of the export. */
export const markHeading: Words = { zh: '导出编号', en: 'Export number' }

const asked = (query: unknown): Record<string, unknown> => {
  const { reason: _, ...rest } = (query ?? {}) as Record<string, unknown>
  return JSON.stringify(rest).length > 4000 ? { tooLong: true } : rest
}

/**
 * Writes down who takes which file with people in it, and why, before a row of it leaves: an export that cannot be
 * recorded is none. Answers its number. Refuses one without a reason.
 */
const recordExport = async (ctx: Context, route: Route, request: FastifyRequest): Promise<string> => {
  const reason = ExportReason.safeParse((request.query as { reason?: unknown }).reason)
  if (!reason.success) return refuse(commonRefusals.noReason)
  const id = newMark()
  await ctx.db
    .insertInto('platform.dataExport')
    .values({
      id,
      at: ctx.now(),
      actorId: ctx.actor.id,
      name: route.title[ctx.actor.locale],
      path: (request.url.split('?')[0] ?? '').slice(0, 300),
      query: JSON.stringify(asked(request.query)),
      reason: reason.data,
    })
    .execute()
  return id
}

/** The file of such a route as it leaves: every row carries the number of its export, so that a leaked page tells whose it was. */
export const fileOf = async (
  { ctx, route, request }: { ctx: Context; route: Route; request: FastifyRequest },
  make: () => Promise<Download>,
): Promise<Download> => {
  if (!route.tellsOfPeople) return make()
  const mark = await recordExport(ctx, route, request)
  const file = await make()
  return file.marked?.(markHeading[ctx.actor.locale], mark) ?? file
}
