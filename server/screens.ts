import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { commonRefusals, refuse } from '#contract/problem.ts'

export const screensFolder = fileURLToPath(new URL('../dist/web', import.meta.url))

/** Serves the built browser app; any address that is no file is a page of it. */
export const serveScreens = async (app: FastifyInstance): Promise<void> => {
  const built = existsSync(join(screensFolder, 'index.html'))
  if (built)
    await app.register(files, {
      root: screensFolder,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  app.setNotFoundHandler((request, reply) =>
    built && request.method === 'GET' && !/^\/(api|assets)\//.test(request.url)
      ? reply.header('cache-control', 'no-cache').sendFile('index.html')
      : refuse(commonRefusals.notFound),
  )
}
