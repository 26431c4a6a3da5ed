import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Prompt } from '#domains/telephony/server/port.ts'
import { aLaw, tone } from './network/sounds.ts'

/** A server of prompts as ours is to a node: what it is asked for, and sounds that are tones. */
export const openPromptServer = async () => {
  const sounds = new Map<string, Buffer>()
  const asked: string[] = []
  const server = createServer((request, answer) => {
    asked.push(request.url ?? '')
    const sound = sounds.get(request.url ?? '')
    if (!sound) return answer.writeHead(404).end()
    answer.setHeader('content-type', 'audio/x-alaw-basic')
    answer.setHeader('cache-control', 'public, max-age=31536000, immutable')
    answer.end(sound)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    asked,
    prompt: (name: string, hertz: number, seconds: number): Prompt => {
      const sound = tone(hertz)
      const bytes = Buffer.from(Array.from({ length: seconds * 8000 }, (_, n) => aLaw(sound(n / 8000))))
      const hash = createHash('sha256').update(bytes).digest('hex')
      sounds.set(`/${hash}.alaw`, bytes)
      return { name, sound: hash, url: `http://127.0.0.1:${port}/${hash}.alaw`, milliseconds: seconds * 1000 }
    },
    close: async (): Promise<void> => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
export type PromptServer = Awaited<ReturnType<typeof openPromptServer>>
