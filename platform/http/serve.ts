import { Readable } from 'node:stream'
import cookie from '@fastify/cookie'
import multipart, { type MultipartFile } from '@fastify/multipart'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import { commonRefusals, refuse } from '#contract/problem.ts'
import { type Download, file, type InputOf, type Route } from '#contract/route.ts'
import type { Actor, Base, Context } from '../context.ts'
import type { Live } from '../live.ts'
import { fileOf } from './exports.ts'
import { forward, forwardSocket, wasForwarded } from './forward.ts'
import type { Caller, Handler, Implementation } from './implement.ts'
import { apiPage, openApiDocument } from './openapi.ts'
import { answerError } from './problems.ts'
import { sendStretch } from './stretch.ts'

export const sessionCookie = 'carillon_session'

export type HttpOptions = {
  /** Whose session a token is; undefined when it is unknown, expired or revoked. */
  identify: (token: string) => Promise<Actor | undefined>
  /** Where the process lives that decides in memory: undefined when it is this one, null when there is none. */
  telephonyHome: () => Promise<string | undefined | null>
  live: Live
  secureCookies: boolean
  /** Largest upload in bytes. */
  uploadLimit: number
  health: () => Promise<Record<string, unknown>>
}

/** Builds the web server: routes from contracts, one session hook, one error handler, live topics, OpenAPI. */
export const serveHttp = async (
  base: Base,
  options: HttpOptions,
  implementations: readonly Implementation[],
): Promise<FastifyInstance> => {
  const app = Fastify({
    logger: false,
    trustProxy: 'loopback',
    bodyLimit: 1024 * 1024,
    genReqId: () => crypto.randomUUID(),
  })
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: options.uploadLimit, files: 1 } })
  await app.register(websocket, { options: { maxPayload: 16 * 1024 } })
  app.setErrorHandler(answerError(base.log))
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'x-frame-options': 'DENY' })
  })

  for (const { contract, handlers } of implementations)
    for (const [name, route] of Object.entries(contract))
      addRoute(app, base, options, [route, handlers[name] as Handler<Route>])

  const document = openApiDocument(implementations.map(({ contract }) => contract))
  app.get('/api/openapi.json', async () => document)
  app.get('/api/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(apiPage(document)))
  app.get('/api/health', async () => options.health())
  app.get('/api/live', { websocket: true }, async (socket, request) => {
    sameOrigin(request)
    // What a screen asks the moment its line is up waits until we know who it is and somebody listens.
    socket.pause()
    try {
      const token = tokenOf(request) ?? ''
      const actor = await options.identify(token)
      if (!actor || actor.mustChangePassword) return socket.close(4401, 'sign in first')
      const home = wasForwarded(request) ? undefined : await options.telephonyHome()
      if (home) return forwardSocket(socket, `${home.replace('http', 'ws')}/api/live`, request)
      options.live.attend({ socket, actor, whoNow: () => options.identify(token) })
    } finally {
      socket.resume()
    }
  })
  return app
}

const tokenOf = (request: FastifyRequest): string | undefined => request.cookies[sessionCookie]

/** A page of another site must not act with our reader's session. */
const sameOrigin = (request: FastifyRequest): void => {
  const { origin, host } = request.headers
  if (!origin) return
  // Sandboxed frames and files say "null": they are nobody's pages of ours.
  const from = URL.canParse(origin) ? new URL(origin).host : undefined
  if (!from || (from !== host && from !== request.headers['x-forwarded-host']))
    refuse(commonRefusals.notAllowed, { permission: 'same origin' })
}

const addRoute = (
  app: FastifyInstance,
  base: Base,
  options: HttpOptions,
  [route, handler]: [Route, Handler<Route>],
): void => {
  const reply = route.reply === file ? undefined : jsonSchema(route.reply as z.ZodType)
  app.route({
    method: route.method,
    url: `/api${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    schema: reply ? { response: { 200: reply } } : {},
    handler: async (request, answer) => {
      if (route.method !== 'GET') sameOrigin(request)
      const actor = await whoAsks(options, route, request)
      const home = route.runsOn === 'telephony' ? await options.telephonyHome() : undefined
      // Whoever passed it on thought the engine were here; passing it on again would go round in circles.
      if (home && wasForwarded(request)) refuse(commonRefusals.notHere)
      if (home === null) refuse(commonRefusals.notHere)
      if (home) return forward(home, request, answer)
      const input = await readInput(route, request)
      const ctx = contextOf(base, actor, request.id)
      const work = () => handler(ctx, input, callerOf(request, answer, options.secureCookies))
      if (route.reply !== file) return work()
      const sent = await fileOf({ ctx, route, request }, work as () => Promise<Download>)
      return sendFile(answer, sent, request.headers.range)
    },
  })
}

/** fast-json-stringify writes by it, so a reply never carries more than its contract shows. */
const jsonSchema = (shape: z.ZodType): object => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'output', unrepresentable: 'any', target: 'draft-7' })
  return schema
}

const whoAsks = async (options: HttpOptions, route: Route, request: FastifyRequest): Promise<Actor | undefined> => {
  const token = tokenOf(request)
  const actor = token ? await options.identify(token) : undefined
  const { code, text } = route.permission
  if (code === 'public') return actor
  if (!actor) return refuse(commonRefusals.notSignedIn)
  if (actor.mustChangePassword && !route.beforeFirstPassword) refuse(commonRefusals.firstPassword)
  if (code !== 'signedIn' && !actor.permissions.has(code))
    refuse(commonRefusals.notAllowed, { permission: text[actor.locale] })
  return actor
}

const nobody: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  name: '',
  roles: [],
  scope: 'own',
  teamIds: [],
  siteIds: [],
  permissions: new Set(),
  locale: 'zh',
  mustChangePassword: false,
  sessionId: '',
}
const contextOf = (base: Base, actor: Actor = nobody, requestId: string): Context => ({
  db: base.database.seenBy({
    scope: actor.scope,
    uid: actor.id,
    teamIds: actor.teamIds,
    siteIds: actor.siteIds,
    requestId,
  }),
  actor,
  now: base.now,
  log: base.log,
  requestId,
})

const readInput = async (route: Route, request: FastifyRequest): Promise<InputOf<Route>> =>
  ({
    params: route.params ? route.params.parse(request.params) : undefined,
    query: route.query ? route.query.parse(request.query) : undefined,
    body:
      route.body === file
        ? await readFile(route, request)
        : route.body
          ? (route.body as z.ZodType).parse(request.body ?? {})
          : undefined,
  }) as InputOf<Route>

const readFile = async (route: Route, request: FastifyRequest) => {
  const part = request.isMultipart() ? await request.file() : undefined
  if (!part) return refuse(commonRefusals.badInput, { fields: 'file' })
  const fields = route.fields?.parse(textsBeside(part))
  return { name: part.filename, bytes: wholeFile(part.file), fields }
}

/** The texts that came before the file; what comes after it has not been read yet. */
const textsBeside = ({ fields }: MultipartFile): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const first = Array.isArray(field) ? field[0] : field
      return first?.type === 'field' ? [[name, first.value]] : []
    }),
  )

/** The parser cuts a file at the limit and ends it there as if it were whole. */
async function* wholeFile(file: MultipartFile['file']): AsyncGenerator<Uint8Array> {
  yield* file
  if (file.truncated) refuse(commonRefusals.tooLarge)
}

const sendFile = (answer: FastifyReply, download: Download, wanted: string | undefined): FastifyReply => {
  const { name, type, bytes, stretches, isForGood } = download
  answer.header('content-type', type)
  if (isForGood) answer.header('cache-control', 'public, max-age=31536000, immutable')
  if (stretches) return sendStretch(answer, stretches, wanted)
  answer.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
  return answer.send(typeof bytes === 'string' || bytes instanceof Uint8Array ? bytes : Readable.from(bytes))
}

const callerOf = (request: FastifyRequest, answer: FastifyReply, secure: boolean): Caller => ({
  address: request.ip,
  device: String(request.headers['user-agent'] ?? '').slice(0, 300),
  session: tokenOf(request),
  setSession: (token, maxAgeSeconds) => {
    const shared = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
    if (token === null) answer.clearCookie(sessionCookie, shared)
    else answer.setCookie(sessionCookie, token, { ...shared, ...(maxAgeSeconds ? { maxAge: maxAgeSeconds } : {}) })
  },
})
