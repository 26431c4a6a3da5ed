import type { FastifyReply, FastifyRequest } from 'fastify'
import { WebSocket } from 'ws'
import { commonRefusals, refuse } from '#contract/problem.ts'

const mark = 'x-carillon-forwarded'
/** Whether another process of ours passed it on to this one. */
export const wasForwarded = (request: FastifyRequest): boolean => request.headers[mark] !== undefined

/** Passes a request on to the process that holds the telephone lease, with the same session, and its answer back. */
export const forward = async (home: string, request: FastifyRequest, answer: FastifyReply): Promise<FastifyReply> => {
  const response = await fetch(`${home}${request.url}`, {
    method: request.method,
    headers: {
      cookie: request.headers.cookie ?? '',
      'content-type': 'application/json',
      'user-agent': request.headers['user-agent'] ?? '',
      [mark]: '1',
    },
    ...(request.method === 'GET' ? {} : { body: JSON.stringify(request.body ?? {}) }),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => refuse(commonRefusals.notHere))
  answer.serializer((body) => body as string)
  return answer
    .status(response.status)
    .header('content-type', response.headers.get('content-type') ?? 'application/json')
    .send(await response.text())
}

/** Joins a screen's socket to the process that has the live state. */
export const forwardSocket = (socket: WebSocket, address: string, request: FastifyRequest): void => {
  const beyond = new WebSocket(address, { headers: { cookie: request.headers.cookie ?? '', [mark]: '1' } })
  const early: string[] = []
  socket.on('message', (raw) =>
    beyond.readyState === WebSocket.OPEN ? beyond.send(String(raw)) : early.push(String(raw)),
  )
  beyond.on('open', () => {
    for (const message of early) beyond.send(message)
  })
  beyond.on('message', (raw) => socket.send(String(raw)))
  beyond.on('close', () => socket.close(1012))
  beyond.on('error', () => socket.close(1012))
  socket.on('error', () => beyond.close())
  socket.on('close', () => beyond.close())
}
