import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { bankProfile } from '#adapters/simulator/bank-profile.ts'
import type { Behaviour } from '#adapters/simulator/call-script.ts'
import { behaviourByDistribution } from '#adapters/simulator/distribution-behaviour.ts'
import type { SimulatedNode } from '#adapters/simulator/nodes.ts'
import { type SimulatedNetwork, simulator } from '#adapters/simulator/simulator.ts'
import type { Problem } from '#contract/problem.ts'
import { type RoleCode, type Scope, usualScope } from '#contract/role.ts'
import type { CallOf, ReplyOf, Route } from '#contract/route.ts'
import { hashPassword } from '#domains/access/server/public.ts'
import { type FastClock, fastClock } from '#platform/clock.ts'
import { newId } from '#platform/id.ts'
import { silentLog } from '#platform/log.ts'
import { freshDatabase } from '#platform/postgres/test-cluster.ts'
import { type Centre, compose } from './compose.ts'
import { readConfig } from './config.ts'

export type Answer<T> = { status: number; body: T; problem: Problem }

/** A person at a browser: asks the real server through its contracts, with a real session. */
export type Person = {
  id: string
  /** What the browser sends along; for sockets. */
  cookie: string
  ask<R extends Route>(route: R, call?: CallOf<R>): Promise<Answer<ReplyOf<R>>>
  inject(options: InjectOptions): Promise<{ statusCode: number; body: string; headers: Record<string, unknown> }>
}

export type TestCentre = Centre & {
  clock: FastClock
  network: SimulatedNetwork
  urls: { url: string; ownerUrl: string }
  /** An account of that post, signed in; its password is `password` below. */
  someone(
    post: RoleCode,
    details?: { id?: string; scope?: Scope; teamIds?: string[]; siteIds?: string[]; loginName?: string },
  ): Promise<Person>
  signIn(loginName: string, password: string): Promise<Person>
  close(): Promise<void>
}

export const password = 'Correct horse 42'
export const startOfTests = new Date('2026-03-05T01:00:00.000Z')
let passwordHash: Promise<string> | undefined
let counter = 0

/** A file as a browser sends it. */
const multipart = async (file: File, cookie: string) => {
  const boundary = 'carillon-test-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name.replaceAll('"', '%22')}"\r\ncontent-type: text/csv\r\n\r\n`
  const bytes = Buffer.from(await file.arrayBuffer())
  return {
    headers: { cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  }
}

const pathOf = (route: Route, params: Record<string, unknown> = {}, query: Record<string, unknown> = {}): string => {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  )
  return `/api${path}${search.size > 0 ? `?${search}` : ''}`
}

/**
 * A whole centre on a fresh database, a virtual clock standing at 2026-03-05 09:00 in Shanghai, and the simulated
 * network. Nothing is mocked; `clock.runFor` makes time pass. Jobs and the outbox relay are started by `start()`.
 */
export const testCentre = async ({
  behaviour = behaviourByDistribution({ profile: bankProfile }),
  environment = {},
  headsetSockets = null,
  nodes,
}: {
  behaviour?: Behaviour
  environment?: Record<string, string>
  /** Where people's headsets register, as if this were no simulation; without, nobody needs to wear one. */
  headsetSockets?: ReturnType<SimulatedNetwork['headsetSockets']>
  /** The machines the simulated network consists of; unsaid: one. */
  nodes?: readonly SimulatedNode[]
} = {}): Promise<TestCentre> => {
  const database = await freshDatabase()
  const clock = fastClock({ startAt: startOfTests })
  const network = {
    ...simulator({ clock, seed: 1, behaviour, ...(nodes ? { nodes } : {}) }),
    headsetSockets: () => headsetSockets,
  }
  const folder = await mkdtemp(join(tmpdir(), 'carillon-centre-'))
  const silent = { CARILLON_PORT: '0', CARILLON_STATE_DIR: folder, CARILLON_RECORDING: 'off' }
  const config = readConfig({ ...silent, ...environment })
  const urls = { url: database.appUrl, ownerUrl: database.ownerUrl }
  const centre = await compose(config, { ...urls, clock, log: silentLog, phones: network })

  const personWith = (id: string, cookie: string): Person => ({
    id,
    cookie,
    inject: async (options) => centre.app.inject({ ...options, headers: { ...options.headers, cookie } }) as never,
    ask: async (route, call) => {
      const { params, query, body } = (call ?? {}) as { params?: object; query?: object; body?: unknown }
      const answer = await centre.app.inject({
        method: route.method,
        url: pathOf(route, params as Record<string, unknown>, query as Record<string, unknown>),
        ...(body instanceof File
          ? await multipart(body, cookie)
          : { headers: { cookie }, ...(body === undefined ? {} : { payload: body as object }) }),
      })
      const said = answer.headers['content-type']?.toString().includes('json') ? answer.json() : answer.body
      return { status: answer.statusCode, body: said, problem: said }
    },
  })
  const signIn = async (loginName: string, secret: string): Promise<Person> => {
    const answer = await centre.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { loginName, password: secret },
    })
    const cookie = answer.cookies[0]
    if (!cookie) throw new Error(`sign-in of ${loginName} failed: ${answer.body}`)
    return personWith(answer.json<{ id: string }>().id, `${cookie.name}=${cookie.value}`)
  }

  return {
    ...centre,
    clock,
    network,
    urls,
    signIn,
    someone: async (
      post,
      {
        id = newId(Date.now()),
        scope = usualScope[post],
        teamIds = [],
        siteIds = [],
        loginName = `${post.toLowerCase()}${++counter}`,
      } = {},
    ) => {
      passwordHash ??= hashPassword(password)
      await centre.base.database.engine
        .insertInto('access.account')
        .values({
          id,
          loginName,
          displayName: loginName,
          passwordHash: await passwordHash,
          mustChangePassword: false,
          roles: [post],
          scope,
          teamIds,
          siteIds,
        })
        .execute()
      return signIn(loginName, password)
    },
    close: async () => {
      await centre.stop()
      clock.stop()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
