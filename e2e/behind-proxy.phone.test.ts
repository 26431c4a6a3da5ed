import { request } from 'node:https'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openTestCustomers, type TestCustomer, type TestCustomers } from '#adapters/asterisk/network/test-customers.ts'
import { openTestProxy, proxyName, type TestProxy } from '#adapters/asterisk/network/test-proxy.ts'
import { passed, waitUntil } from '#adapters/asterisk/test-exchange.ts'
import { text as deskText, formText } from '#domains/desk/text.ts'
import { headsetLost } from '#domains/presence/contract.ts'
import { text } from '#domains/telephony/text.ts'
import { findWrongs, questionsTo } from '#server/faults/test-drill.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import type { Visitor } from './centre.ts'
import { handsOn, keep } from './hands.ts'
import { headsetButton, isTalking } from './headset-hands.ts'
import { hears, tones, trafficOf } from './hearing.ts'
import { arriveWithHeadset, openPhones, type Phones } from './open-phones.ts'
import { type OwnBrowser, openOwnBrowser } from './own-browser.ts'

const locale = 'zh'
const names = { first: '小鸣', second: '小钟' }
const address = `https://${proxyName}`

// On a busy machine sound takes its time, and there is much to listen to.
vi.setConfig({ testTimeout: 120_000 })

describeWithPhones('agents at browsers over https, behind the documented proxy', (programs) => {
  let customers: TestCustomers
  let phones: Phones
  let proxy: TestProxy
  const browsers: OwnBrowser[] = []
  const ids = { first: '', second: '' }
  let first: Visitor
  let second: Visitor
  let callId = ''

  const on = ({ page }: Visitor) => handsOn(page, locale)
  const customer = (): TestCustomer => customers.calls().at(-1) ?? expect.fail('nobody was called')
  const rows = async () => {
    await phones.centre.engine().journal.written()
    return phones.centre.base.database.engine.selectFrom('calls.call').selectAll().execute()
  }
  const comeIn = async (who: keyof typeof ids): Promise<Visitor> => {
    const flags = [
      `--host-resolver-rules=MAP ${proxyName}:443 127.0.0.1:${proxy.port}`,
      // It signs its own certificate.
      '--ignore-certificate-errors',
    ]
    const own = await openOwnBrowser(who === 'first' ? tones.agent : tones.second, flags)
    browsers.push(own)
    const visitor = await arriveWithHeadset({ browser: own.browser, address }, who)
    await on(visitor).sees(deskText.startTitle)
    await visitor.page.keyboard.press('F2')
    await headsetButton(visitor.page, text.seated).waitFor()
    return visitor
  }
  /** What the proxy says to whoever asks for that path, with the password of the exchange in hand. */
  const askProxy = (path: string): Promise<{ status: number; body: string }> => {
    const { user, password } = phones.network.nodes[0]?.ari ?? expect.fail('a network has a node')
    const wishes = { host: '127.0.0.1', port: proxy.port, path, auth: `${user}:${password}` }
    return new Promise((answer, refuse) => {
      const asked = request({ ...wishes, rejectUnauthorized: false, headers: { host: proxyName } }, (reply) => {
        let body = ''
        reply.on('data', (part) => (body += String(part)))
        reply.on('end', () => answer({ status: reply.statusCode ?? 0, body }))
      })
      asked.on('error', refuse)
      asked.end()
    })
  }

  beforeAll(async () => {
    customers = await openTestCustomers({ host: '127.0.1.61', hertz: tones.customer })
    phones = await openPhones(programs, { carrier: customers.address, headsetUrl: '/ws', customers: 1 })
    const { centre, network } = phones
    const headsets = network.nodes[0]?.http.port ?? 0
    proxy = await openTestProxy(join(network.folder, 'proxy'), {
      pages: Number(new URL(centre.address).port),
      headsets,
    })
    ids.first = await centre.hire('first', names.first, 'agent')
    ids.second = await centre.hire('second', names.second, 'agent')
    first = await comeIn('first')
  })
  afterAll(async () => {
    for (const own of browsers) await own.close()
    await proxy?.stop()
    await phones?.close()
    customers?.close()
  })

  test('talk with a customer, and each hears the other', async () => {
    const { page } = first
    await page.keyboard.press('F4')
    await isTalking(page)
    callId = phones.agent(ids.first).callId ?? ''
    expect(await page.evaluate(() => [isSecureContext, location.protocol])).toEqual([true, 'https:'])
    await Promise.all([hears(page, ['customer']), hears(customer(), ['agent'])])
    expect((await trafficOf(page)).kinds).toEqual(['audio/PCMA', 'audio/PCMA'])
    await keep(page, 'https-talking')
  })

  test('are let through to pages and headsets alone: what commands the exchange is out of reach', async () => {
    const [node] = phones.network.nodes
    const known = await fetch(`${node?.url.replace(/\/\/.*@/, '//')}/ari/asterisk/info`, {
      headers: { authorization: `Basic ${Buffer.from(`${node?.ari.user}:${node?.ari.password}`).toString('base64')}` },
    })
    expect(await known.text()).toContain('startup_time')
    for (const path of [
      '/ari/asterisk/info',
      '/ws/ari/asterisk/info',
      '/ws/../ari/asterisk/info',
      '/ws%2f..%2fari/asterisk/info',
      '/ari/channels',
      '//ari/asterisk/info',
    ]) {
      const { body, status } = await askProxy(path)
      expect(body, path).not.toContain('startup_time')
      expect(body, path).not.toMatch(/^\s*\[/)
      expect([200, 400, 403, 404], path).toContain(status)
    }
    const events = await askProxy(`/ari/events?app=${node?.ari.app}`)
    expect(events.body).not.toContain('Asterisk')
  })

  test('have the customer again after ten seconds without any network, of which nobody was told', async () => {
    const { page } = first
    await browsers[0]?.isolate(true)
    const cutAt = Date.now()
    // The page finds out by itself that it hears nothing from anybody.
    await headsetButton(page, text.cut).waitFor()
    await on(first).sees(text.cutHelp)
    await hears(customer(), ['sound'])
    await keep(page, 'network-black-hole')
    expect(phones.agent(ids.first)).toMatchObject({ callId })
    await passed(Math.max(0, 10_000 - (Date.now() - cutAt)))
    await browsers[0]?.isolate(false)
    await Promise.all([hears(page, ['customer']), hears(customer(), ['agent'])])
    await isTalking(page)
    await headsetButton(page, text.seated).waitFor()
    await page.getByText(text.cutHelp.zh).waitFor({ state: 'detached' })
    expect(phones.agent(ids.first)).toMatchObject({ state: 'talking', callId })
    expect((await rows()).map(({ id, state }) => ({ id, state }))).toEqual([
      { id: callId, state: expect.not.stringContaining('ended') },
    ])
  })

  test('one of whom is killed outright: the customer hears music, then a colleague speaks with them', async () => {
    second = await comeIn('second')
    await second.page.keyboard.press('F4')
    await on(second).sees(deskText.waitTitle)
    await browsers[0]?.kill()
    await hears(customer(), ['sound'])
    expect(phones.agent(ids.second).state).toBe('ready')
    await waitUntil(() => phones.agent(ids.second).callId === callId, 40)
    await isTalking(second.page)
    await Promise.all([hears(second.page, ['customer']), hears(customer(), ['second'])])
    await on(second).sees(deskText.takenOver)
    await keep(second.page, 'killed-browser-taken-over')
    expect(phones.agent(ids.first)).toMatchObject({ state: 'notReady', reasonId: headsetLost, callId: null })
    await second.page.keyboard.press('F8')
    await on(second).sees(formText.wrapUpLeft)
    await second.page.keyboard.press('1')
    await second.page.keyboard.press('Control+Enter')
    await on(second).sees(deskText.waitTitle)
    expect(customer().endedBy()).toBe('us')
    expect(customers.calls()).toHaveLength(1)
    expect(await rows()).toMatchObject([
      {
        ...{ id: callId, agentId: ids.second, state: 'ended', cause: 'normal', endedBy: 'us' },
        ...{ outcomeKind: 'success', abandoned: false },
      },
    ])
  })

  test('leave nothing behind', async () => {
    for (const id of Object.values(ids)) phones.centre.engine().presence.signOut(id, 'agent')
    await second.leave()
    await waitUntil(phones.isEmpty, 30)
    expect(await findWrongs(questionsTo(phones.centre.base))).toEqual({})
    expect(second.troubles).toEqual([])
  })
})
