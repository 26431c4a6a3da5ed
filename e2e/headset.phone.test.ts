import { afterAll, beforeAll, expect, test } from 'vitest'
import { passed, waitUntil } from '#adapters/asterisk/test-exchange.ts'
import { text as deskText } from '#domains/desk/text.ts'
import { headsetLost } from '#domains/presence/contract.ts'
import { refusals } from '#domains/telephony/contract.ts'
import { text, troubleWords } from '#domains/telephony/text.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { arrive, type Visitor } from './centre.ts'
import { eventually, handsOn, keep } from './hands.ts'
import { headsetButton, hearsSound, isTalking, type Lines, soundOf } from './headset-hands.ts'
import { arriveWithHeadset, openPhones, type Phones } from './open-phones.ts'

const locale = 'zh'
describeWithPhones('an agent with a headset in the browser', (programs) => {
  let phones: Phones
  let agent: Visitor
  let agentId = ''
  let callId = ''
  beforeAll(async () => {
    phones = await openPhones(programs)
    agentId = await phones.centre.hire('agent', '小鸣', 'agent')
    agent = await arriveWithHeadset(phones.centre, 'agent')
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
    callId = phones.agent(agentId).callId ?? ''
    await hearsSound(page)
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
    await hearsSound(page)
  })

  test('opens the check of the headset in a conversation, and Escape brings them back to it', async () => {
    const { page } = agent
    await headsetButton(page, text.seated).click()
    await handsOn(page, locale).press(text.check)
    const check = page.getByRole('dialog', { name: text.checkTitle.zh })
    await check.getByText(text.stepLineRight.zh).waitFor()
    await keep(page, 'headset-check')
    await page.keyboard.press('Escape')
    await check.waitFor({ state: 'hidden' })
    await isTalking(page)
    await hearsSound(page)
    expect(phones.agent(agentId)).toMatchObject({ state: 'talking', callId })
  })

  test('has the same customer again after the page was loaded anew', async () => {
    const { page } = agent
    await page.reload()
    await headsetButton(page, text.seated).waitFor()
    await isTalking(page)
    await hearsSound(page)
    expect(phones.agent(agentId)).toMatchObject({ state: 'talking', callId })
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
    await hearsSound(page)
    expect(phones.agent(agentId)).toMatchObject({ state: 'talking', callId })
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
    await hearsSound(second)
    expect(phones.agent(agentId)).toMatchObject({ state: 'talking', callId })
    await first.close()
    agent.page = second
  })

  test('whose browser is killed keeps nobody waiting: the call ends, and nothing of it is left anywhere', async () => {
    await agent.context.close()
    await waitUntil(() => phones.agent(agentId).state === 'notReady', 50)
    expect(phones.agent(agentId)).toMatchObject({ reasonId: headsetLost, callId: null })
    await phones.centre.engine().journal.written()
    const row = await phones.centre.base.database.engine
      .selectFrom('calls.call')
      .select(['state', 'outcome', 'cause', 'endedBy', 'agentId'])
      .where('id', '=', callId)
      .executeTakeFirst()
    expect(row).toEqual({
      ...{ state: 'ended', outcome: 'noDecision', cause: 'normal', endedBy: 'us' },
      agentId,
    })
    // Whoever is signed in keeps a seat; what is left is its empty bridge.
    phones.centre.engine().presence.signOut(agentId, 'agent')
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
