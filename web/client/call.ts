import type { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { type CallOf, file, type Route } from '#contract/route.ts'
import { addressOf } from './address.ts'
import { ProblemError, Unreachable } from './problem.ts'

/** A file that came back: its name and content. */
export type ReceivedFile = { name: string; blob: Blob }
/** What a call hears: JSON of the contract's shape, or a file. */
export type Heard<R extends Route> = R['reply'] extends z.ZodType ? z.output<R['reply']> : ReceivedFile

export type CallOptions = {
  signal?: AbortSignal
  /** Uploads tell their progress from 0 to 1. */
  onProgress?: (share: number) => void
}
/** The call may be left out where the route needs neither parameters nor body. */
export type CallArgs<R extends Route, O> =
  object extends CallOf<R> ? [call?: CallOf<R>, options?: O] : [call: CallOf<R>, options?: O]

type Answer = { status: number; type: string; disposition: string | null; blob: Blob }
type AnyCall = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown }

let tellSignedOut: () => void = () => {}
/** Is told when the server says that nobody is signed in (any more). */
export const whenSignedOut = (listener: () => void): void => {
  tellSignedOut = listener
}
export const signedOut = (): void => tellSignedOut()

/** Calls one operation. Throws `ProblemError` for a refusal and `Unreachable` without a network. */
export const call = async <R extends Route>(route: R, ...args: CallArgs<R, CallOptions>): Promise<Heard<R>> => {
  const [asked = {}, options = {}] = args as [AnyCall?, CallOptions?]
  const address = addressOf(route, asked.params, asked.query)
  const answer =
    route.body === file
      ? await upload(route.method, address, asked.body as File, options)
      : await request(route.method, address, asked.body, options)
  if (answer.status >= 400) throw await problemIn(answer)
  if (route.reply !== file) return JSON.parse(await answer.blob.text()) as Heard<R>
  return { name: fileName(answer.disposition), blob: answer.blob } as Heard<R>
}

/** Calls an operation that answers with a file, and hands the file to the reader. */
export const download = async <R extends Route>(route: R, ...args: CallArgs<R, CallOptions>): Promise<void> => {
  const { name, blob } = (await call(route, ...args)) as ReceivedFile
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

const request = async (method: string, address: string, body: unknown, { signal }: CallOptions): Promise<Answer> => {
  try {
    const response = await fetch(address, {
      method,
      ...(signal ? { signal } : {}),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      disposition: response.headers.get('content-disposition'),
      blob: await response.blob(),
    }
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Unreachable(String(error))
  }
}

/** Through XMLHttpRequest, because fetch does not tell how much of an upload is on its way. */
const upload = (method: string, address: string, body: File, { signal, onProgress }: CallOptions): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest()
    const form = new FormData()
    form.append('file', body)
    sending.open(method, address)
    sending.responseType = 'blob'
    sending.upload.onprogress = ({ loaded, total }) => onProgress?.(total ? loaded / total : 0)
    sending.onerror = () => reject(new Unreachable('upload'))
    sending.onabort = () => reject(new DOMException('The upload was cancelled', 'AbortError'))
    sending.onload = () =>
      resolve({
        status: sending.status,
        type: sending.getResponseHeader('content-type') ?? '',
        disposition: sending.getResponseHeader('content-disposition'),
        blob: sending.response as Blob,
      })
    signal?.addEventListener('abort', () => sending.abort())
    sending.send(form)
  })

/** A gateway in between may answer with a page of its own: then the server itself was not reached. */
const problemIn = async ({ type, blob, status }: Answer): Promise<Error> => {
  if (!type.includes('problem+json')) return new Unreachable(`answered ${status}`)
  const problem = new ProblemError(Problem.parse(JSON.parse(await blob.text())))
  if (problem.code === 'common.notSignedIn') signedOut()
  return problem
}

const fileName = (disposition: string | null): string =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1] ?? 'download')
