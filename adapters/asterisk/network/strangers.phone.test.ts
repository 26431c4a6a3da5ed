import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainTrunk } from '#domains/telephony/server/port.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { headsetObjects, trunkId, trunkObjects } from '../pjsip-objects.ts'
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
  ])('stands every message RFC 4475 tortures with, from %s, and keeps no channel', async (_, from) => {
    const before = ari.events.length
    const sip = await sipOverUdp(from, node.sip)
    for (const message of Object.values(tortures('+864008001234'))) {
      sip.say(message)
      await wait(5)
    }
    await expectService()
    // Those that were calls after all get no ACK of ours; Asterisk gives up on them by itself, or we do.
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

  test('writes down who did not belong, for the guard at the door', async () => {
    const log = await readFile(`${node.node.folders.log}/security`, 'utf8')
    expect(log).toMatch(
      /SecurityEvent="(InvalidAccountID|ChallengeResponseFailed)".*RemoteAddress="IPV4\/(UDP|WS)\/127\.0\.0\./,
    )
  })
})
