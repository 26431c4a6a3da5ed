import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { type Contract, ExportReason, file, type Route } from '#contract/route.ts'

type Schema = Record<string, unknown>
type Operation = {
  operationId: string
  summary: string
  description: string
  tags: string[]
  parameters: Schema[]
  requestBody?: Schema
  responses: Record<string, Schema>
  'x-permission': string
}
export type OpenApi = {
  openapi: '3.1.0'
  info: Schema
  servers: Schema[]
  paths: Record<string, Record<string, Operation>>
  components: Schema
}

const schemaOf = (shape: z.ZodType, io: 'input' | 'output'): Schema => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any', target: 'draft-2020-12' })
  return schema
}
const inPlace = (place: 'path' | 'query', shape: z.ZodObject | undefined): Schema[] =>
  Object.entries(shape?.shape ?? {}).map(([name, part]) => ({
    name,
    in: place,
    required: place === 'path' || !(part as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(part as z.ZodType, 'input'),
  }))
const textsOf = (fields: z.ZodObject | undefined): Schema =>
  fields ? (schemaOf(fields, 'input') as { properties: Schema }).properties : {}
const content = (shape: z.ZodType | typeof file, io: 'input' | 'output', fields?: z.ZodObject): Schema =>
  shape === file
    ? io === 'input'
      ? {
          'multipart/form-data': {
            schema: {
              type: 'object',
              properties: { ...textsOf(fields), file: { type: 'string', format: 'binary' } },
              required: ['file'],
            },
          },
        }
      : { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: schemaOf(shape, io) } }

const operation = (name: string, route: Route): Operation => ({
  operationId: name,
  summary: route.title.en,
  description: route.title.zh,
  tags: [route.path.split('/')[1] ?? ''],
  parameters: [
    ...inPlace('path', route.params),
    ...inPlace('query', route.query),
    ...(route.tellsOfPeople ? inPlace('query', z.object({ reason: ExportReason })) : []),
  ],
  ...(route.body ? { requestBody: { required: true, content: content(route.body, 'input', route.fields) } } : {}),
  responses: {
    200: { description: 'OK', content: content(route.reply, 'output') },
    default: {
      description: ['Problem', ...(route.refusals ?? []).map(({ code, status }) => `${status} ${code}`)].join(' · '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
  'x-permission': route.permission.code,
})

/** The public face of the product, printed from the same contracts the server checks by. */
export const openApiDocument = (contracts: readonly Contract[]): OpenApi => {
  const paths: OpenApi['paths'] = {}
  for (const contract of contracts)
    for (const [name, route] of Object.entries(contract)) {
      const methods = paths[route.path] ?? {}
      paths[route.path] = methods
      methods[route.method.toLowerCase()] = operation(name, route)
    }
  return {
    openapi: '3.1.0',
    info: { title: 'Carillon', version: '0.1.0', description: 'Sign in with POST /session; the session is a cookie.' },
    servers: [{ url: '/api' }],
    paths,
    components: { schemas: { Problem: schemaOf(Problem, 'output') } },
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** The same document for people: every operation with its permission, input and answer. */
export const apiPage = ({ paths }: OpenApi): string => {
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([
        method,
        op,
      ]) => `<details><summary><b class="${method}">${method.toUpperCase()}</b> <code>/api${escaped(path)}</code>
<span>${escaped(op.summary)} · ${escaped(op.description)}</span></summary><p>permission: <code>${op['x-permission']}</code></p>
<pre>${escaped(JSON.stringify({ parameters: op.parameters, requestBody: op.requestBody, responses: op.responses }, null, 2))}</pre></details>`,
    ),
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Carillon API</title>
<style>body{font:15px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;max-width:1000px;margin:32px auto;padding:0 16px;color:#1f2937}
details{border:1px solid #e5e7eb;border-radius:6px;margin:6px 0;padding:6px 12px}summary{cursor:pointer}summary span{color:#6b7280;margin-left:8px}
b{display:inline-block;width:60px}b.get{color:#2563eb}b.post{color:#059669}b.put,b.patch{color:#d97706}b.delete{color:#dc2626}
pre{background:#f9fafb;padding:12px;overflow:auto;font-size:12px}</style>
<h1>Carillon API</h1><p>OpenAPI 3.1: <a href="/api/openapi.json">/api/openapi.json</a></p>${rows.join('\n')}</html>`
}
