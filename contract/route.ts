import { z } from 'zod'
import type { Permission } from './permission.ts'
import type { RefusalKind } from './problem.ts'
import type { Words } from './words.ts'

/** A file that comes in or goes out instead of JSON. */
export const file = 'file'

/** One operation: read by the server (checks, routing, OpenAPI) and by the browser (typed calls). */
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/api`, parameters in braces: `/campaigns/{campaignId}/start`. */
  path: `/${string}`
  title: Words
  permission: Permission
  params?: z.ZodObject
  query?: z.ZodObject
  /** JSON of this shape, or one uploaded file (multipart field `file`). */
  body?: z.ZodType | typeof file
  /** Texts of the form that carries the file; they stand before it. */
  fields?: z.ZodObject
  reply: z.ZodType | typeof file
  refusals?: readonly RefusalKind[]
  /** One of the few things a person may do before changing a first password. */
  beforeFirstPassword?: true
  /**
   * The file tells of customers or staff: whoever asks gives `reason` in the query, the export is recorded, and every row
   * carries its number.
   */
  tellsOfPeople?: true
  /** Decided in memory by the process that holds the telephone lease; other processes pass the request on to it. */
  runsOn?: 'telephony'
}
export type Contract = Record<string, Route>

/** Declares the operations of a domain. */
export const defineContract = <const C extends Contract>(contract: C): C => contract

/** A reply that says nothing more than "done". */
export const Done = z.object({ done: z.literal(true) })
export const done = { done: true } as const

/** An uploaded file as the handler meets it; read `bytes` once. */
export type Upload = { name: string; bytes: AsyncIterable<Uint8Array> }
/** A file as the handler sends it. */
export type Download = {
  name: string
  type: string
  bytes: AsyncIterable<Uint8Array | string> | string | Uint8Array
  /** The same file with such a heading and cell at the end of every row. */
  marked?: (heading: string, mark: string) => Download
  /** Shown where it is asked for instead of saved, and sent in the stretch the asker wants (RFC 9110, Range). */
  stretches?: Stretches
  /** It never changes under its address, so whoever fetched it need not ask again. */
  isForGood?: true
}
/** `read` gives the bytes from `from` to `to`, both included. */
export type Stretches = { size: number; read: (from: number, to: number) => AsyncIterable<Uint8Array> }

/** Why a file with people in it is taken out; goes with the query of a route that `exports`. */
export const ExportReason = z.string().trim().min(4).max(200)

type Read<T, Absent> = T extends z.ZodType ? z.output<T> : Absent
type Sent<T> = T extends z.ZodType ? z.input<T> : undefined

/** What a handler is given. */
export type InputOf<R extends Route> = {
  params: Read<R['params'], undefined>
  query: Read<R['query'], undefined>
  body: R['body'] extends typeof file ? Upload & { fields: Read<R['fields'], undefined> } : Read<R['body'], undefined>
}
/** What a caller gives: only the parts the route asks for. */
export type CallOf<R extends Route> = (R['params'] extends z.ZodType
  ? { params: Sent<R['params']> }
  : { params?: undefined }) &
  (R['tellsOfPeople'] extends true
    ? { query: (R['query'] extends z.ZodType ? Sent<R['query']> : unknown) & { reason: string } }
    : R['query'] extends z.ZodType
      ? { query?: Sent<R['query']> }
      : { query?: undefined }) &
  (R['body'] extends typeof file
    ? { body: File }
    : R['body'] extends z.ZodType
      ? { body: Sent<R['body']> }
      : { body?: undefined })
/** What a handler answers, and what a caller hears. */
export type ReplyOf<R extends Route> = R['reply'] extends z.ZodType ? z.output<R['reply']> : Download
