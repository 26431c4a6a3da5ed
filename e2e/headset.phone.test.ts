import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asterisk } from '#adapters/asterisk/asterisk.ts'
import type { PhonePrograms } from '#adapters/asterisk/network/get-asterisk.ts'
import { openNetwork } from '#adapters/asterisk/network/open-network.ts'
import { numberThat } from '#adapters/asterisk/network/outcomes.ts'
import { addressOf, passed, waitUntil, whatIsUp } from '#adapters/asterisk/test-exchange.ts'
import { person } from '#adapters/simulator/call-script.ts'
import { text as deskText } from '#domains/desk/text.ts'
import { headsetLost } from '#domains/presence/contract.ts'
import { refusals } from '#domains/telephony/contract.ts'
import { plainTrunk } from '#domains/telephony/server/public.ts'
import { text, troubleWords } from '#domains/telephony/text.ts'
import { wallClock } from '#platform/clock.ts'
import { logger } from '#platform/log.ts'
import { foundCampaign, foundList } from '#server/setup/found.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { arrive, openCentre, type Visitor } from './centre.ts'
import { eventually, handsOn, keep } from './hands.ts'

const locale = 'zh'
/** Chromium speaks to itself over loopback, plays without a click, and beeps into a microphone of its own. */
const flags = [
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--host-resolver-rules=MAP centre.example 127.0.0.1',
]

/** One Asterisk, a carrier whose customers stay on the line, the whole product, and an agent with three of them to call. */
const openPhones = async (programs: PhonePrograms) => {
  const network = await openNetwork({ programs, carriers: [{ ringMs: [500, 0] }] })
  const [carrier] = network.carriers
  const addresses = network.nodes.map(addressOf)
  if (!carrier) throw new Error('a network has a carrier')
  const phones = asterisk({ nodes: addresses, clock: wallClock(), log: logger('error') })
  const centre = await openCentre({ locale, behaviour: () => person({ talkMs: 1000 }), phones, flags })
  const engine = () => centre.engine()
  await waitUntil(async () => (await fetch(`${centre.address}/api/health`)).ok && isThere(engine), 20)
  await engine().equipment.setTrunks([plainTrunk('test', carrier.address)])
  const agentId = await centre.hire('agent', '小鸣', 'agent')
  const { siteId } = centre
  const rows = Array.from({ length: 3 }, (_, n) => ({ number: numberThat('patient', n), name: `客户${n + 1}` }))
  const { listId } = await foundList(centre.ctx, { siteId, name: '名单', rows })
  const form = { siteId, listId, teamIds: [centre.teamId], name: '春季推广' }
  await foundCampaign(centre.ctx, form)
  const agent = () => engine().presence.take(agentId)
  return {
    centre,
    carrier,
    phones,
    agent,
    agentId,
    isEmpty: async () => (await Promise.all(addresses.map(whatIsUp))).flat().length === 0,
    close: () => centre.close().finally(network.close),
  }
}
const isThere = (what: () => unknown): boolean => {
  try {
    return what() !== undefined
  } catch {
    return false
  }
}
type Phones = Awaited<ReturnType<typeof openPhones>>

/** Keeps hold of what the page talks through, so that a journey can measure it and cut it. */
const watchLines = (context: BrowserContext) =>
  context.addInitScript(() => {
    const lines = { connections: [] as RTCPeerConnection[], sockets: [] as WebSocket[], isCut: false }
    const Connection = window.RTCPeerConnection
    const Socket = window.WebSocket
    window.RTCPeerConnection = class extends Connection {
      constructor(...told: ConstructorParameters<typeof Connection>) {
        super(...told)
        lines.connections.push(this)
      }
    }
    window.WebSocket = class extends Socket {
      constructor(url: string | URL, kind?: string | string[]) {
        const isLine = String(kind).includes('sip')
        // Nobody listens on the discard port.
        super(isLine && lines.isCut ? 'ws://127.0.0.1:9' : url, kind)
        if (isLine) lines.sockets.push(this)
      }
    }
    Object.assign(window, { lines })
  })
type Lines = { lines: { connections: RTCPeerConnection[]; sockets: WebSocket[]; isCut: boolean } }

/** The energy of the sound that has come in over the newest leg so far, and whether the microphone speaks. */
const soundOf = (page: Page) =>
  page.evaluate(async () => {
    const connection = (window as unknown as Lines).lines.connections.at(-1)
    let energy = 0
    for (const report of (await connection?.getStats())?.values() ?? [])
      if (report.type === 'inbound-rtp') energy = (report.totalAudioEnergy as number | undefined) ?? 0
    return { energy, speaks: connection?.getSenders().some(({ track }) => track?.enabled) ?? false }
  })
const hearsTheCustomer = async (page: Page): Promise<void> => {
  const { energy } = await soundOf(page)
  await eventually(async () => (await soundOf(page)).energy).toBeGreaterThan(energy + 0.01)
}

const headsetButton = (page: Page, name: { zh: string }) =>
  page.getByRole('button', { name: `${text.headset.zh}: ${name.zh}` })
const isTalking = (page: Page) => page.getByText(deskText.talking.zh, { exact: true }).waitFor()

describeWithPhones('an agent with a headset in the browser', (programs) => {
  let phones: Phones
  let agent: Visitor
  let callId = ''
  beforeAll(async () => {
    phones = await openPhones(programs)
    agent = await arrive(phones.centre, 'agent')
    await agent.context.grantPermissions(['microphone'], { origin: phones.centre.address })
    await watchLines(agent.context)
    await agent.page.reload()
    await handsOn(agent.page, locale).sees(deskText.startTitle)
  })
  afterAll(async () => {
    await phones?.close()
  })

  test('signs in and is registered and joined; a customer who answers is heard, and hears them', async () => {
    const { page } = agent
    await page.keyboard.press('F2')
    await headsetButton(page, text.seated).waitFor()
    await keep(page, 'headset-ready')
    await page.keyboard.press('F4')
    await isTalking(page)
    callId = phones.agent().callId ?? ''
    await hearsTheCustomer(page)
    const recorded = new Promise<string>((name) => {
      const stop = phones.phones.listen((event) => {
        if (event.kind !== 'recorded' || event.callId !== callId) return
        stop()
        name(event.recording)
      })
    })
    await phones.phones.record(callId, true)
    await passed(3000)
    await phones.phones.record(callId, false)
    const legs = await phones.phones.recording(await recorded)
    expect(loudness(legs?.agent)).toBeGreaterThan(200)
    expect(loudness(legs?.customer)).toBeGreaterThan(200)
  })

  test('is silenced at the microphone and at the exchange, and speaks again', async () => {
    const { page } = agent
    await page.keyboard.press('Alt+m')
    await handsOn(page, locale).button(deskText.unmute).waitFor()
    await eventually(async () => (await soundOf(page)).speaks).toBe(false)
    expect(phones.centre.engine().calls.find(callId)?.muted).toBe(true)
    await page.keyboard.press('Alt+m')
    await handsOn(page, locale).button(deskText.mute).waitFor()
    await eventually(async () => (await soundOf(page)).speaks).toBe(true)
  })

  test('puts the customer on hold and takes them back', async () => {
    const { page } = agent
    await page.keyboard.press('Alt+p')
    await handsOn(page, locale).button(deskText.resume).waitFor()
    await page.keyboard.press('Alt+p')
    await handsOn(page, locale).button(deskText.hold).waitFor()
    await hearsTheCustomer(page)
  })

  test('has the same customer again after the page was loaded anew', async () => {
    const { page } = agent
    await page.reload()
    await headsetButton(page, text.seated).waitFor()
    await isTalking(page)
    await hearsTheCustomer(page)
    expect(phones.agent()).toMatchObject({ state: 'talking', callId })
  })

  test('has the same customer again after the network was gone', async () => {
    const { page } = agent
    await page.evaluate(() => {
      const { lines } = window as unknown as Lines
      lines.isCut = true
      for (const connection of lines.connections) connection.close()
      for (const socket of lines.sockets) socket.close()
    })
    await page.getByText(/客户正在听音乐等待/).waitFor()
    await passed(4000)
    await keep(page, 'headset-lost-in-a-call')
    await page.evaluate(() => {
      ;(window as unknown as Lines).lines.isCut = false
    })
    await headsetButton(page, text.seated).waitFor()
    await hearsTheCustomer(page)
    expect(phones.agent()).toMatchObject({ state: 'talking', callId })
  })

  test('wears it in one tab only; another says so, takes it over, and the conversation goes with it', async () => {
    const first = agent.page
    const second = await agent.context.newPage()
    await second.goto(first.url())
    await headsetButton(second, text.elsewhere).waitFor()
    await keep(second, 'headset-elsewhere')
    await second.keyboard.press('Alt+h')
    await headsetButton(second, text.seated).waitFor()
    await headsetButton(first, text.elsewhere).waitFor()
    await hearsTheCustomer(second)
    expect(phones.agent()).toMatchObject({ state: 'talking', callId })
    await first.close()
    agent.page = second
  })

  test('whose browser is killed keeps nobody waiting: the call ends, and nothing of it is left anywhere', async () => {
    await agent.context.close()
    await waitUntil(() => phones.agent().state === 'notReady', 50)
    expect(phones.agent()).toMatchObject({ reasonId: headsetLost, callId: null })
    await phones.centre.engine().journal.written()
    const row = await phones.centre.base.database.engine
      .selectFrom('calls.call')
      .select(['state', 'outcome', 'cause', 'endedBy', 'agentId'])
      .where('id', '=', callId)
      .executeTakeFirst()
    expect(row).toEqual({
      ...{ state: 'ended', outcome: 'noDecision', cause: 'normal', endedBy: 'us' },
      agentId: phones.agentId,
    })
    // Whoever is signed in keeps a seat; what is left is its empty bridge.
    phones.centre.engine().presence.signOut(phones.agentId, 'agent')
    await waitUntil(phones.isEmpty, 15)
  }, 90_000)

  test('who has no permission, no microphone or no secure page is told so, and what to do', async () => {
    const { centre } = phones
    await centre.hire('agent2', '小钟', 'agent')
    const other = await arrive(centre, 'agent2')
    const { page } = other
    await handsOn(page, locale).sees(deskText.startTitle)
    await page.keyboard.press('F2')
    await handsOn(page, locale).sees(troubleWords.denied.title)
    await handsOn(page, locale).sees(troubleWords.denied.help)
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'))
    })
    await handsOn(page, locale).press(text.retry)
    await handsOn(page, locale).sees(troubleWords.noMicrophone.help)
    await page.keyboard.press('F4')
    await handsOn(page, locale).sees(refusals.headsetAway.text)
    await keep(page, 'headset-no-microphone')
    await other.leave()
    const address = centre.address.replace('127.0.0.1', 'centre.example')
    const plain = await arrive({ ...centre, address }, 'agent2')
    await headsetButton(plain.page, text.off).waitFor()
    await plain.page.keyboard.press('Alt+h')
    await handsOn(plain.page, locale).sees(troubleWords.insecurePage.help)
    await keep(plain.page, 'headset-insecure-page')
    await plain.leave()
  })
})

/** Mean size of the samples of an A-law leg, of 32 124 at most; 8 is silence. */
const loudness = (leg: Uint8Array | undefined): number => {
  if (!leg?.length) return 0
  let sum = 0
  for (const byte of leg) sum += magnitudeOf(byte)
  return sum / leg.length
}
/** G.711: every other bit is inverted; three bits say the octave, four the step in it. */
const magnitudeOf = (byte: number): number => {
  const octave = ((byte ^ 0x55) >> 4) & 7
  const step = (byte ^ 0x55) & 15
  return octave === 0 ? (step << 4) + 8 : ((step << 4) + 264) << (octave - 1)
}
