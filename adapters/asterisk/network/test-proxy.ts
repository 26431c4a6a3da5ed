import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { repository } from '#tools/run-program.ts'
import { startChild } from './child.ts'
import { getNginx, usualCache } from './get-asterisk.ts'
import { freePort } from './ports.ts'
import { selfSigned } from './test-certificate.ts'

/** The name that stands in the configuration we hand out. */
export const proxyName = 'centre.example.com'

/** What must differ on a shared machine: ports, and where the certificate lies. Everything in it must be found. */
const moved = (text: string, places: readonly (readonly [was: string, is: string])[]): string => {
  let now = text
  for (const [was, is] of places) {
    if (!now.includes(was)) throw new Error(`ops/proxy/nginx.conf says nothing of ${was}`)
    now = now.replaceAll(was, is)
  }
  return now
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      answer(true)
    })
    socket.on('error', () => answer(false))
  })

/** The web server as documented, before that product and that exchange; ports of this machine. */
export const openTestProxy = async (folder: string, to: { pages: number; headsets: number }) => {
  const cache = process.env.CARILLON_PHONE_CACHE || usualCache
  const source = process.env.CARILLON_DEBIAN_SOURCE
  const nginx = await getNginx({ cache, ...(source ? { source } : {}) })
  await mkdir(folder, { recursive: true })
  const port = await freePort()
  const at = (name: string): string => join(folder, name)
  const { certificate, key } = selfSigned(proxyName)
  await writeFile(at('fullchain.pem'), certificate)
  await writeFile(at('privkey.pem'), key)
  const handedOut = await readFile(join(repository, 'ops/proxy/nginx.conf'), 'utf8')
  const site = moved(handedOut, [
    ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
    [`/etc/letsencrypt/live/${proxyName}/`, `${folder}/`],
    ['http://127.0.0.1:8088/', `http://127.0.0.1:${to.headsets}/`],
    ['http://127.0.0.1:7300', `http://127.0.0.1:${to.pages}`],
  ])
  await writeFile(at('site.conf'), site)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const main = [
    ...['daemon off;', `pid ${at('pid')};`, 'worker_processes 1;', 'events {}', 'http {', 'access_log off;'],
    ...temporary.map((name) => `${name}_temp_path ${at(name)};`),
    `include ${at('site.conf')};`,
    '}',
  ]
  await writeFile(at('nginx.conf'), `${main.join('\n')}\n`)
  const child = await startChild(nginx, ['-c', at('nginx.conf'), '-e', at('errors')], at('output'))
  for (let tries = 0; child.isRunning() && !(await isOpen(port)); tries++) {
    if (tries > 200) break
    await wait(50)
  }
  if (!child.isRunning()) throw new Error(`nginx did not start:\n${await readFile(at('output'), 'utf8')}`)
  return { port, stop: () => child.stop('SIGTERM') }
}
export type TestProxy = Awaited<ReturnType<typeof openTestProxy>>
