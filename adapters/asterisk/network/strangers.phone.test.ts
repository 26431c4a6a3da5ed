import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainTrunk } from '#domains/telephony/server/port.ts'
import { wallClock } from '#platform/clock.ts'
import { silentLog } from '#platform/log.ts'
import { repository } from '#tools/run-program.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { asterisk } from '../asterisk.ts'
import { headsetObjects, trunkId, trunkObjects } from '../pjsip-objects.ts'
import { earOn, place } from '../test-ear.ts'
import { addressOf, waitUntil } from '../test-exchange.ts'
import { type BareAri, openBareAri } from './bare-ari.ts'
import { type Network, type NetworkNode, openNetwork } from './open-network.ts'
import { numberThat } from './outcomes.ts'
import { invite, register, registration, sipOverUdp, sipOverWebSocket } from './test-sip.ts'
import { tortures } from './test-torture.ts'

const stranger = '127.0.0.9'

describeWithPhones('an Asterisk that strangers can reach', (programs) => {
  let network: Network
  let node: NetworkNode
  let ari: BareAri
  let pid: number

  beforeAll(async () => {
    network = await openNetwork({ programs })
    node = network.nodes[0]!
    pid = node.pid()
    ari = await openBareAri(node)
    await ari.put(trunkObjects(plainTrunk('test', network.carriers[0]!.address), ['127.0.1.1'], '127.0.0.1'))
    for (const endpoint of ['h1', 'h2']) await ari.put(headsetObjects({ endpoint, password: 'secret' }, '127.0.0.1'))
  })
  afterAll(async () => {
    ari?.close()
    await network?.close()
  })

  let served = 0
  /** A call goes out and comes back with its outcome, and a headset gets in: all is well with those who belong here. */
  const expectService = async (): Promise<void> => {
    const id = `served-${++served}`
    await ari.originate(`PJSIP/${numberThat('busy', served)}@${trunkId('test')}`, { channelId: id })
    const ended = await ari.heard(({ type, channel }) => type === 'ChannelDestroyed' && channel?.id === id)
    expect(ended).toMatchObject({ cause: 17, tech_cause: 486 })
    const headset = await sipOverWebSocket(node.headsetUrl)
    expect(await register(headset, { user: 'h1', password: 'secret', transport: 'WS' })).toBe('200')
    headset.close()
    expect(node.pid()).toBe(pid)
    expect(node.isRunning()).toBe(true)
  }
  const channels = async (): Promise<unknown[]> => JSON.parse((await ari.request('GET', 'channels')).body) as unknown[]
  const untilQuiet = async (): Promise<void> => {
    for (let tries = 0; tries < 500 && (await channels()).length > 0; tries++) await wait(100)
    expect(await channels()).toEqual([])
  }

  test.each([
    ['a stranger', stranger],
    ['a carrier gone mad', '127.0.1.1'],
  ])('stands every message RFC 4475 tortures with, from %s, and serves those who belong here', async (_, from) => {
    const before = ari.events.length
    const sip = await sipOverUdp(from, node.sip)
    for (const message of Object.values(tortures('+864008001234'))) {
      sip.say(message)
      await wait(5)
    }
    await expectService()
    // Calls that came of it are no part of this; whoever listens to them ends them.
    for (const channel of (await channels()) as { id: string }[]) await ari.request('DELETE', `channels/${channel.id}`)
    await untilQuiet()
    sip.close()
    if (from === stranger) expect(ari.events.slice(before).filter(({ args }) => args?.[0] === 'inbound')).toEqual([])
  })

  test('lets no unknown caller in, nor says whether the number exists', async () => {
    const before = ari.events.length
    const [known] = await network.callIn({ to: '+864008001234', host: stranger, talkMs: 100 })
    const [unknown] = await network.callIn({ to: '+861', host: stranger, talkMs: 100 })
    expect(known).toMatchObject({ end: 'refused', sipCode: 401 })
    expect(unknown).toMatchObject({ end: 'refused', sipCode: 401 })
    // Carriers are known by their address: writing the name of one is not being it.
    const [named] = await network.callIn({ from: trunkId('test'), to: '+864008001234', host: stranger, talkMs: 100 })
    expect(named).toMatchObject({ end: 'refused', sipCode: 401 })
    expect(ari.events.slice(before)).toEqual([])
  })

  test('lets a headset dial nobody, right password or not: there is no way from it to a trunk', async () => {
    const sip = await sipOverWebSocket(node.headsetUrl)
    const login = { user: 'h1', password: 'secret', transport: 'WS' } as const
    expect(await register(sip, login)).toBe('200')
    for (const number of ['+8613800138000', '4000', 's', 'h2', '+864008001234'])
      expect(await invite(sip, number, login), number).toBe('404')
    expect(await invite(sip, '+8613800138000', { ...login, password: 'guess' })).toBe('401')
    sip.close()
    expect(await channels()).toEqual([])
    const dialplan = await node.tell('dialplan show from-headset')
    expect(dialplan).toContain('0 extensions')
    expect(await node.tell('dialplan show')).not.toContain('Dial(')
  })

  test('takes no headset with a wrong password or a wrong name', async () => {
    const sip = await sipOverWebSocket(node.headsetUrl)
    const wrong = { password: 'guess', transport: 'WS' } as const
    expect(await register(sip, { ...wrong, user: 'h1' })).toBe('401')
    // A name nobody has is answered alike: who guesses learns nothing.
    expect(await register(sip, { ...wrong, user: 'nobody' })).toBe('401')
    sip.close()
  })

  test('answers nobody over ARI who has not its password', async () => {
    const asked = (key?: string): Promise<number> =>
      fetch(`http://${node.http.host}:${node.http.port}/ari/channels`, {
        headers: key ? { authorization: `Basic ${Buffer.from(key).toString('base64')}` } : {},
      }).then(({ status }) => status)
    expect(await asked()).toBe(401)
    expect(await asked('carillon:wrong')).toBe(401)
    await expect(openBareAri({ ...node, ari: { ...node.ari, password: 'wrong' } })).rejects.toThrow('401')
    expect(await asked(`${node.ari.user}:${node.ari.password}`)).toBe(200)
    // Of our own, it says which of its settings is wrong, and calls nobody.
    const port = asterisk({ nodes: [{ ...addressOf(node), password: 'wrong' }], clock: wallClock(), log: silentLog })
    const ear = earOn(port)
    const told = async () => (await port.health()).nodes
    await waitUntil(async () => (await told())[0]?.trouble === 'password', 10)
    expect(await told()).toMatchObject([{ name: 'node-1', isUp: false, trouble: 'password' }])
    expect(await ear.heard(await place(port, 'person'), 'ended')).toMatchObject({ cause: 'networkFault', by: 'us' })
    ear.stop()
  })

  test('goes on serving under a flood of registrations, from the trunk side and through web sockets', async () => {
    let isOver = false
    const flood = async (say: (text: string) => void, transport: string): Promise<number> => {
      let said = 0
      for (; !isOver; said++) {
        say(registration(`guess${said % 50}`, transport, `flood${transport}${said}`))
        if (said % 10 === 9) await wait(10)
      }
      return said
    }
    const udp = await sipOverUdp(stranger, node.sip)
    const sockets = [await sipOverWebSocket(node.headsetUrl), await sipOverWebSocket(node.headsetUrl)]
    const floods = [flood(udp.say, 'UDP'), ...sockets.map((socket) => flood(socket.say, 'WS'))]
    for (let i = 0; i < 5; i++) await expectService()
    isOver = true
    const said = (await Promise.all(floods)).reduce((sum, count) => sum + count, 0)
    expect(said).toBeGreaterThan(500)
    expect(
      [...udp.heard, ...sockets.flatMap(({ heard }) => heard)].filter((text) => text.startsWith('SIP/2.0 2')),
    ).toEqual([])
    udp.close()
    for (const socket of sockets) socket.close()
    await expectService()
    await untilQuiet()
  })

  test('writes down who did not belong so that the guard at the door reads every line, and shuts out nobody else', async () => {
    const sip = await sipOverUdp(stranger, node.sip)
    const lies = '%22,RemoteAddress=%22IPV4/UDP/198.51.100.7/5060%22'
    for (const lie of [lies, decodeURIComponent(lies)]) sip.say(registration(`x${lie}`, 'UDP', `lies${lie.length}`))
    expect(await register(sip, { user: `y${lies}`, password: 'guess', transport: 'UDP' })).toBe('401')
    expect(await invite(sip, '+861', { user: 'h1', password: 'guess', transport: 'UDP' })).toBe('401')
    sip.close()
    await wait(300)
    const log = (await readFile(`${node.node.folders.log}/security`, 'utf8')).split('\n').slice(0, -1)
    // Who comes by web socket is seen as the proxy, which has limits of its own.
    const wrong = log.filter((line) =>
      /SecurityEvent="(InvalidAccountID|ChallengeResponseFailed|InvalidPassword|FailedACL)".*,RemoteAddress="IPV[46]\/(UDP|TCP|TLS)\//.test(
        line,
      ),
    )
    expect(wrong.length).toBeGreaterThan(10)
    const guard = await readGuard()
    expect(wrong.filter((line) => guard(line) === undefined).slice(0, 5)).toEqual([])
    const [first = ''] = wrong
    // As it is written where a call is the reason.
    expect(guard(first.replace(/SECURITY\[\d+\]/, '$&[C-0000002a]'))).toBe(guard(first))
    expect(wrong.map(guard).filter((host) => !host?.startsWith('127.0.'))).toEqual([])
    expect(log.filter((line) => !wrong.includes(line) && guard(line) !== undefined).slice(0, 5)).toEqual([])
  })
})

/** What fail2ban makes of a line by our filter: the address it would shut out. */
const readGuard = async (): Promise<(line: string) => string | undefined> => {
  const filter = await readFile(join(repository, 'ops/fail2ban/filter.d/carillon-asterisk.conf'), 'utf8')
  const setting = (name: string): string => new RegExp(`^${name} = (.*)$`, 'm').exec(filter)?.[1] ?? ''
  const formats: Readonly<Record<string, string>> = {
    Y: '\\d{4}',
    m: '\\d\\d',
    d: '\\d\\d',
    H: '\\d\\d',
    M: '\\d\\d',
    S: '\\d\\d',
    f: '\\d+',
  }
  const date = new RegExp(
    setting('datepattern').replaceAll(/%%([A-Za-z])/g, (_, letter: string) => formats[letter] ?? letter),
  )
  const failed = new RegExp(setting('failregex').replace('<HOST>', '(?<host>[0-9a-fA-F.:]+)'))
  // The date is taken out before the rest is read.
  return (line) => (date.test(line) ? failed.exec(line.replace(date, ''))?.groups?.host : undefined)
}
