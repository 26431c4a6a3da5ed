import { z } from 'zod'

/** One Asterisk of the centre, as the settings name it. */
export type AsteriskNodeSetting = {
  name: string
  url: string
  user: string
  password: string
  app: string
  sip: string
  headsetUrl: string
  media?: string | undefined
  mostCalls?: number | undefined
  spool?: string | undefined
}

const address = z.string().regex(/^(\[[\da-f:.]+\]|[^\s:/@]+)(:\d{1,5})?$/i, 'must be a host or host:port')
const Node = z.strictObject({
  /** Stands in the names of recordings. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be small letters, digits and hyphens')
    .optional(),
  /** `http://user:password@host:8088`, where ARI answers. */
  url: z.string(),
  app: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .default('carillon'),
  /** host:port of its SIP over UDP, where the other nodes reach it; unsaid: port 5060 of the same host. */
  sip: address.optional(),
  /** The web socket browsers register at; unsaid: `/ws` of the same host, which is right on one machine only. */
  headsets: z
    .string()
    .regex(/^(wss?:\/\/|\/)/, 'must start with ws:// or wss://, or be a path on the host of the pages such as /ws')
    .optional(),
  /** The address sound flows through; unsaid: the node's own choice. */
  media: z.string().optional(),
  /** Most calls placed on it at once; unsaid: as many as come. */
  calls: z.int().min(1).max(100_000).optional(),
  /** The folder it records into, as this machine sees it; unsaid: that of ops/asterisk where the node is this machine. */
  spool: z.string().startsWith('/', 'must be a whole path').optional(),
})

const complete = (node: z.infer<typeof Node>, index: number, check: z.RefinementCtx): AsteriskNodeSetting => {
  const { url, ...said } = node
  const read = URL.parse(url)
  if (!read || !['http:', 'https:'].includes(read.protocol) || !read.username || !read.password) {
    check.addIssue({ code: 'custom', message: `${index + 1}: url must be http://user:password@host:port` })
    return z.NEVER
  }
  const secure = read.protocol === 'https:' ? 'wss' : 'ws'
  return {
    name: said.name ?? `node-${index + 1}`,
    url: `${read.protocol}//${read.host}`,
    user: decodeURIComponent(read.username),
    password: decodeURIComponent(read.password),
    app: said.app,
    sip: said.sip ?? `${read.hostname}:5060`,
    headsetUrl: said.headsets ?? `${secure}://${read.host}/ws`,
    media: said.media,
    mostCalls: said.calls,
    spool: said.spool,
  }
}

/** A list in JSON, or the URLs alone with commas between. */
const listed = (said: string, check: z.RefinementCtx): unknown => {
  if (!said.trimStart().startsWith('[')) return said.split(',').map((url) => ({ url: url.trim() }))
  try {
    return JSON.parse(said)
  } catch (error) {
    check.addIssue({ code: 'custom', message: `is no JSON: ${String(error)}` })
    return z.NEVER
  }
}

/** What CARILLON_ASTERISK_NODES holds. */
export const AsteriskNodes = z
  .string()
  .transform(listed)
  .pipe(z.array(Node).min(1))
  .transform((nodes, check) => nodes.map((node, index) => complete(node, index, check)))
  .refine((nodes) => new Set(nodes.map(({ name }) => name)).size === nodes.length, 'two nodes have the same name')
