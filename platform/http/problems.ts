import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { commonRefusals, type Problem, Refusal, type RefusalKind, type RefusalParams } from '#contract/problem.ts'
import { fill } from '#contract/words.ts'
import { databaseIsAway } from '../db.ts'
import { LeaseLost } from '../journal.ts'
import type { Log } from '../log.ts'

const problem = (kind: RefusalKind, params: RefusalParams, instance: string): Problem => ({
  type: `/problems#${kind.code}`,
  title: fill(kind.text.en, params),
  status: kind.status,
  instance,
  code: kind.code,
  params,
})

export const badInput = (error: z.ZodError): Refusal =>
  new Refusal(commonRefusals.badInput, {
    fields: [...new Set(error.issues.map(({ path }) => path.join('.') || '(body)'))].join(', '),
    issues: error.issues.slice(0, 20).map(({ path, message, code }) => ({ field: path.join('.'), code, message })),
  })

/** Postgres refusing a row tells a business "no" that a check in code raced with; the constraint's name is a sentence. */
const refusedByDatabase = (error: { code?: string; constraint?: string }): Refusal | undefined => {
  if (error.code === '22P05' || error.code === '22021')
    return new Refusal(commonRefusals.badInput, { fields: 'text (NUL character)' })
  if (error.code === '42501') return new Refusal(commonRefusals.notAllowed, { permission: 'row scope' })
  if (!/^23|^22/.test(error.code ?? '')) return undefined
  return new Refusal(commonRefusals.badInput, { fields: (error.constraint ?? 'value').replaceAll('_', ' ') })
}

const refusalOf = (error: unknown): Refusal | undefined => {
  if (error instanceof Refusal) return error
  if (error instanceof z.ZodError) return badInput(error)
  if (databaseIsAway(error)) return new Refusal(commonRefusals.databaseAway)
  if (error instanceof LeaseLost) return new Refusal(commonRefusals.notHere)
  const { code, statusCode } = error as FastifyError
  if (code?.startsWith('FST_ERR_CTP_INVALID_JSON') || code === 'FST_ERR_CTP_EMPTY_JSON_BODY')
    return new Refusal(commonRefusals.badJson)
  if (statusCode === 413) return new Refusal(commonRefusals.tooLarge)
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Refusal({ ...commonRefusals.badInput, status: statusCode }, { fields: (error as Error).message })
  return refusedByDatabase(error as { code?: string })
}

/** The one place where errors become answers: a refusal as problem+json, anything else logged and a bare 500. */
export const answerError =
  (log: Log) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const refusal = refusalOf(error)
    if (!refusal) log.error({ err: error, requestId: request.id, url: request.url }, 'a request failed')
    const { kind, params } = refusal ?? new Refusal(commonRefusals.broken, { requestId: request.id })
    reply.status(kind.status).header('content-type', 'application/problem+json; charset=utf-8')
    reply.send(JSON.stringify(problem(kind, params, request.id)))
  }
