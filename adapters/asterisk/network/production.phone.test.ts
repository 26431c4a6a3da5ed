import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { repository } from '#tools/run-program.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { type Child, startChild } from './child.ts'
import { freePort, freeSoundPorts } from './ports.ts'
import { productionNode, productionPorts } from './production.ts'
import { selfSigned } from './test-certificate.ts'
import { register, sipOverUdp } from './test-sip.ts'

const run = promisify(execFile)

/**
 * The installer of production, into a folder of its own. Only what must differ on a shared machine is changed after it:
 * where the folders are, and which ports are free.
 */
describeWithPhones('an Asterisk installed for production', (programs) => {
  let root: string
  let child: Child
  let told: string
  const ports = { http: 0, https: 0, sip: 0, sips: 0 }
  const etc = (): string => join(root, 'etc/carillon-asterisk')

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'carillon-production-'))
    for (const name of Object.keys(ports) as (keyof typeof ports)[]) ports[name] = await freePort()
    const { certificate, key } = selfSigned('localhost')
    const [certificateFile, keyFile] = [join(root, 'certificate.pem'), join(root, 'key.pem')]
    await writeFile(certificateFile, certificate)
    await writeFile(keyFile, key)

    const tls = (port: number): string => `${port},${certificateFile},${keyFile}`
    const { stdout } = await run(
      join(repository, 'ops/asterisk/install.sh'),
      [
        '--http-tls',
        tls(ports.https),
        '--sip-tls',
        tls(ports.sips),
        '--public-address',
        '203.0.113.9',
        '--local-network',
        '127.0.0.0/8',
      ],
      { env: { ...process.env, ROOT: root, PROGRAMS: dirname(dirname(dirname(programs.data))) } },
    )
    told = stdout

    const sound = await freeSoundPorts(200)
    for (const name of await readdir(etc())) {
      const text = await readFile(join(etc(), name), 'utf8')
      const moved = text
        .replaceAll(/=(\/(?:etc|opt|run|var)\/)/g, `=${root}$1`)
        .replaceAll(`0.0.0.0:${productionPorts.sip}`, `127.0.0.1:${ports.sip}`)
        .replaceAll(`0.0.0.0:${ports.sips}`, `127.0.0.1:${ports.sips}`)
        .replaceAll(String(productionPorts.http), String(ports.http))
        .replace(`rtpstart=${productionPorts.firstMedia}`, `rtpstart=${sound.first}`)
        .replace(`rtpend=${productionPorts.lastMedia}`, `rtpend=${sound.last}`)
      await writeFile(join(etc(), name), moved)
    }
    await run('mkdir', ['-p', join(root, 'run/carillon-asterisk')])
    const start = { command: join(root, 'opt/carillon-asterisk/asterisk'), args: [] }
    child = await startChild(start, ['-f', '-C', join(etc(), 'asterisk.conf')], join(root, 'output'))
    while (child.isRunning() && !(await console_('core waitfullybooted')).includes('fully booted')) await wait(50)
  })
  afterAll(async () => {
    await child?.stop()
    if (root) await rm(root, { recursive: true, force: true })
  })
  const console_ = (command: string): Promise<string> =>
    run(join(root, 'opt/carillon-asterisk/asterisk'), ['-C', join(etc(), 'asterisk.conf'), '-rx', command]).then(
      ({ stdout }) => stdout,
      () => '',
    )

  test('runs, and complains of nothing', async () => {
    const log = await readFile(join(root, 'var/log/carillon-asterisk/messages'), 'utf8')
    expect(log.split('\n').filter((line) => /WARNING|ERROR/.test(line))).toEqual([])
    expect(await console_('module show like chan_pjsip')).toContain('Running')
  })

  test('lets ARI in with the password that was made for it, which the installer tells', async () => {
    const url = /"url":"http:\/\/(carillon:[^@]+)@127/.exec(told)?.[1] ?? ''
    const asked = await fetch(`http://127.0.0.1:${ports.http}/ari/asterisk/info?only=system`, {
      headers: { authorization: `Basic ${Buffer.from(url).toString('base64')}` },
    })
    expect(asked.status).toBe(200)
    expect(await asked.json()).toMatchObject({ system: { version: expect.stringContaining('22.') } })
  })

  test('keeps that password when it is installed again', async () => {
    const before = await readFile(join(etc(), 'account.conf'), 'utf8')
    const { stdout } = await run(join(repository, 'ops/asterisk/install.sh'), [], {
      env: { ...process.env, ROOT: root, PROGRAMS: dirname(dirname(dirname(programs.data))) },
    })
    expect(await readFile(join(etc(), 'account.conf'), 'utf8')).toBe(before)
    expect(stdout).toContain(/^password=(.*)$/m.exec(before)?.[1])
  })

  test('speaks wss with headsets and TLS with carriers, by the certificate it was given', async () => {
    const ca = await readFile(join(root, 'certificate.pem'))
    const socket = new WebSocket(`wss://localhost:${ports.https}/ws`, 'sip', { ca })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    socket.close()
    const trunk = connect({ host: 'localhost', port: ports.sips, ca, minVersion: 'TLSv1.2' })
    await new Promise((resolve, reject) => trunk.once('secureConnect', resolve).once('error', reject))
    expect(trunk.authorized).toBe(true)
    trunk.destroy()
  })

  test('answers strangers at the trunk port with a question, and at the web port with nothing', async () => {
    const sip = await sipOverUdp('127.0.0.9', { address: '127.0.0.1', port: ports.sip })
    expect(await register(sip, { user: 'admin', password: 'admin', transport: 'UDP' })).toBe('401')
    sip.close()
    for (const path of ['/', '/static/index.html', '/httpstatus', '/manager', '/rawman', '/mxml'])
      expect((await fetch(`http://127.0.0.1:${ports.http}${path}`)).status, path).toBe(404)
  })

  test('listens where it was said, and nowhere else', async () => {
    const { tcp, udp } = await listening(child.pid)
    expect(tcp).toEqual([ports.http, ports.https, ports.sip, ports.sips].toSorted((a, b) => a - b))
    // Those the kernel gave are what it asks name servers with; the firewall lets nothing but answers through to them.
    expect(udp.filter((port) => port < 32_768)).toEqual([ports.sip])
  })

  test('is laid out like any Debian machine', () => {
    const { folders, http } = productionNode()
    expect(folders.configuration).toBe('/etc/carillon-asterisk')
    expect(http.address).toBe('127.0.0.1')
  })
})

/** The ports a process listens at, by the kernel's word. */
const listening = async (pid: number): Promise<{ tcp: number[]; udp: number[] }> => {
  const files = await readdir(`/proc/${pid}/fd`)
  const links = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')))
  const sockets = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []))
  const ports = async (protocol: string, state: string): Promise<number[]> => {
    const tables = await Promise.all(
      [protocol, `${protocol}6`].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
    )
    const rows = tables.flatMap((table) => table.split('\n').map((row) => row.trim().split(/\s+/)))
    return rows
      .filter((row) => row[3] === state && sockets.has(row[9] ?? ''))
      .map((row) => Number.parseInt(row[1]?.split(':')[1] ?? '', 16))
      .toSorted((a, b) => a - b)
  }
  return { tcp: await ports('tcp', '0A'), udp: await ports('udp', '07') }
}
