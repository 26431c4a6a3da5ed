import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { tone } from '#adapters/asterisk/network/sounds.ts'
import { callByHand } from '#adapters/asterisk/network/test-caller.ts'
import { openTestCustomers, type TestCustomer, type TestCustomers } from '#adapters/asterisk/network/test-customers.ts'
import { secondOf } from '#adapters/asterisk/network/test-telephone.ts'
import { waitUntil } from '#adapters/asterisk/test-exchange.ts'
import { handlingText } from '#domains/desk/handling-text.ts'
import { text as deskText, formText } from '#domains/desk/text.ts'
import { actionKinds, listFloorActions } from '#domains/floor/contract.ts'
import { listListenings } from '#domains/recordings/contract.ts'
import { text as recordingText } from '#domains/recordings/text.ts'
import { gradeWords, text, troubleWords } from '#domains/telephony/text.ts'
import { findWrongs, questionsTo } from '#server/faults/test-drill.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { arrive, sizes, type Visitor } from './centre.ts'
import { eventually, handsOn, keep } from './hands.ts'
import { headsetButton, isTalking, type Lines } from './headset-hands.ts'
import { hears, hearsTone, plays, tones, trafficOf, watchSpeakers } from './hearing.ts'
import { arriveWithHeadset, openPhones, type Phones } from './open-phones.ts'
import { type OwnBrowser, openOwnBrowser } from './own-browser.ts'

const locale = 'zh'
const names = { agent: '小鸣', other: '小钟', leader: '陈班长', analyst: '质检', manager: '运营' }
const host = '127.0.1.60'
const callerId = '02160000000'

type Away = { isAway: boolean; notices: string[] }
/** The tab may go out of sight, and what the system is asked to show is kept. */
const watchNotices = (context: BrowserContext) =>
  context.addInitScript(() => {
    const told = { isAway: false, notices: [] as string[] }
    Object.assign(window, told)
    Object.defineProperty(document, 'hidden', { get: () => (window as unknown as Away).isAway })
    const Notice = window.Notification
    window.Notification = class extends Notice {
      constructor(title: string, wishes?: NotificationOptions) {
        super(title, wishes)
        ;(window as unknown as Away).notices.push(`${title}: ${wishes?.body}`)
      }
    }
  })
const goAway = (page: Page, isAway: boolean) => page.evaluate((away) => Object.assign(window, { isAway: away }), isAway)

// On a busy machine sound takes its time, and there is much to listen to.
vi.setConfig({ testTimeout: 120_000 })

describeWithPhones('a conversation on the telephone', (programs) => {
  let customers: TestCustomers
  let phones: Phones
  const browsers: OwnBrowser[] = []
  const ids = { agent: '', other: '', leader: '' }
  let agent: Visitor
  let other: Visitor
  let leader: Visitor
  let callId = ''
  let caller: Awaited<ReturnType<typeof callByHand>> | undefined

  const on = ({ page }: Visitor) => handsOn(page, locale)
  const customer = (): TestCustomer => customers.calls().at(-1) ?? expect.fail('nobody was called')
  const call = async (id: string) => {
    await phones.centre.engine().journal.written()
    const { engine } = phones.centre.base.database
    return engine.selectFrom('calls.call').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  }
  const comeIn = async (hertz: number, loginName: string): Promise<Visitor> => {
    const own = await openOwnBrowser(hertz)
    browsers.push(own)
    const visitor = await arriveWithHeadset({ browser: own.browser, address: phones.centre.address }, loginName)
    await watchSpeakers(visitor.context)
    await watchNotices(visitor.context)
    await visitor.context.grantPermissions(['microphone', 'notifications'], { origin: phones.centre.address })
    await visitor.page.reload()
    return visitor
  }
  const conclude = async (visitor: Visitor, digit: string): Promise<void> => {
    await on(visitor).sees(formText.wrapUpLeft)
    await visitor.page.keyboard.press(digit)
    await visitor.page.keyboard.press('Control+Enter')
  }
  /** Opens the agent's seat on the floor; what can be done there is in the drawer. */
  const stepIn = async () => {
    const { page } = leader
    await page
      .getByRole('button', { name: new RegExp(names.agent) })
      .first()
      .click()
    return handsOn(page.getByRole('dialog'), locale)
  }
  const deeds = async () => {
    const answer = await leader.context.request.get(
      `${phones.centre.address}/api${listFloorActions.path}?agentId=${ids.agent}`,
    )
    const rows = listFloorActions.reply.parse(await answer.json())
    return rows.map(({ kind, actorName, callId: of, refusal }) => ({ kind, actorName, of, refusal })).reverse()
  }
  const deed = (kind: keyof typeof actionKinds, of = callId) => ({ kind, actorName: names.leader, of, refusal: null })

  beforeAll(async () => {
    customers = await openTestCustomers({ host, hertz: tones.customer })
    phones = await openPhones(programs, { carrier: customers.address, customers: 1 })
    const { centre } = phones
    ids.agent = await centre.hire('agent', names.agent, 'agent')
    ids.other = await centre.hire('other', names.other, 'agent')
    ids.leader = await centre.hire('leader', names.leader, 'teamLeader')
    await centre.hire('analyst', names.analyst, 'qualityAnalyst')
    agent = await comeIn(tones.agent, 'agent')
    await on(agent).sees(deskText.startTitle)
  })
  afterAll(async () => {
    caller?.close()
    for (const own of browsers) await own.close()
    await phones?.close()
    customers?.close()
  })

  test('begins with a headset that was checked: the bar follows the voice, the echo comes back, devices can be chosen', async () => {
    const { page } = agent
    await headsetButton(page, text.off).click()
    await on(agent).press(text.check)
    const dialog = page.getByRole('dialog')
    const step = (name: { zh: string }) => dialog.getByRole('listitem').filter({ hasText: name.zh })
    const passes = (name: { zh: string }) =>
      step(name).getByRole('img', { name: '通过', exact: true }).first().waitFor()
    const level = () =>
      dialog
        .getByRole('meter')
        .first()
        .evaluate((bar: HTMLMeterElement) => bar.value)
    await dialog.getByRole('meter').first().waitFor()
    // It speaks in words, with silence between them.
    await eventually(level).toBeGreaterThan(0.5)
    await eventually(level).toBeLessThan(0.2)
    await passes(text.stepMicrophone)
    const sample = hearsTone(page, 440)
    await step(text.stepSpeaker).getByRole('button', { name: text.tryIt.zh }).click()
    await sample
    await step(text.stepSpeaker).getByRole('button', { name: text.heardIt.zh, exact: true }).click()
    await passes(text.stepLine)
    const deviceOf = () =>
      page.evaluate(() => {
        const sender = (window as unknown as Lines).lines.connections.at(-1)?.getSenders()[0]
        return { id: sender?.track?.getSettings().deviceId, name: sender?.track?.label }
      })
    const before = await deviceOf()
    await dialog.getByRole('combobox', { name: text.microphone.zh, exact: true }).click()
    await page.getByTitle('Fake Audio Input 2').click()
    await eventually(async () => (await deviceOf()).name).toBe('Fake Audio Input 2')
    expect((await deviceOf()).id).not.toBe(before.id)
    await step(text.stepEcho).getByRole('button', { name: text.echoStart.zh }).click()
    await hears(page, ['agent'])
    await passes(text.stepEcho)
    await keep(page, 'headset-checked')
    await step(text.stepEcho).getByRole('button', { name: text.echoStop.zh }).click()
    await hears(page, [])
    await page.getByRole('button', { name: text.close.zh }).last().click()
    // Keys belong to the dialog until it has closed.
    await dialog.waitFor({ state: 'hidden' })
  })

  test('is told by tone, notice and title; agent and customer hear each other, in A-law; the bars say how well', async () => {
    const { page } = agent
    await page.keyboard.press('F2')
    await on(agent).sees(deskText.pausedHelp)
    await goAway(page, true)
    const bell = hearsTone(page, 990)
    await page.keyboard.press('F4')
    await bell
    await eventually(() => page.title()).toContain(`● ${deskText.callArrived.zh}`)
    expect(await page.evaluate(() => (window as unknown as Away).notices)).toEqual([
      expect.stringContaining(deskText.callArrived.zh),
    ])
    await goAway(page, false)
    await eventually(() => page.title()).not.toContain('●')
    await isTalking(page)
    callId = phones.agent(ids.agent).callId ?? ''
    const before = await trafficOf(page)
    await Promise.all([hears(page, ['customer']), hears(customer(), ['agent'])])
    const after = await trafficOf(page)
    expect(after.kinds).toEqual(['audio/PCMA', 'audio/PCMA'])
    expect(after.energyIn).toBeGreaterThan(before.energyIn + 0.01)
    expect(after.energyOut).toBeGreaterThan(before.energyOut + 0.01)
    expect(after.packetsOut).toBeGreaterThan(before.packetsOut + 50)
    await page
      .getByRole('img', { name: `${text.quality.zh}: ${gradeWords.good.zh}` })
      .first()
      .waitFor()
    expect([customer().to, customer().from].map((number) => number.slice(-10))).toEqual([
      phones.numbers[0]?.slice(-10),
      callerId.slice(-10),
    ])
  })

  test('reaches menus: keys pressed at the desk arrive at the customer’s telephone', async () => {
    const { page } = agent
    await page.keyboard.press('Alt+k')
    await page.getByText(deskText.keypadHelp.zh).waitFor()
    await page.keyboard.press('1')
    await page.keyboard.press('2')
    await page.keyboard.press('#')
    await eventually(() => customer().keys()).toBe('12#')
    await page.keyboard.press('Alt+k')
  })

  test('is heard by a leader whom nobody hears, then by the agent alone, then by both; the agent is told; all is on record', async () => {
    leader = await comeIn(tones.leader, 'leader')
    await leader.page.setViewportSize(sizes.desktop)
    await leader.page.goto(`${phones.centre.address}/floor`)
    await headsetButton(leader.page, text.off).click()
    await on(leader).press(text.connect)
    await headsetButton(leader.page, text.seated).waitFor()
    await leader.page.keyboard.press('Escape')
    const seat = await stepIn()
    await seat.press(actionKinds.listen)
    await hears(leader.page, ['agent', 'customer'])
    await Promise.all([hears(agent.page, ['customer']), hears(customer(), ['agent'])])
    expect(await agent.page.getByText(handlingText.leaderListens.zh).count()).toBe(0)

    await seat.press(actionKinds.whisper)
    await on(agent).sees(handlingText.leaderWhispers)
    await hears(agent.page, ['customer', 'leader'])
    await Promise.all([hears(leader.page, ['agent', 'customer']), hears(customer(), ['agent'])])
    const [spoken, heard] = [await trafficOf(leader.page), await trafficOf(agent.page)]
    await keep(agent.page, 'leader-whispers-agent')
    await keep(leader.page, 'leader-whispers-floor')

    await seat.press(actionKinds.barge)
    await on(agent).sees(handlingText.leaderBarges)
    await hears(customer(), ['agent', 'leader'])
    await Promise.all([hears(agent.page, ['customer', 'leader']), hears(leader.page, ['agent', 'customer'])])
    expect((await trafficOf(leader.page)).energyIn).toBeGreaterThan(spoken.energyIn)
    expect((await trafficOf(leader.page)).energyOut).toBeGreaterThan(spoken.energyOut)
    expect((await trafficOf(agent.page)).energyIn).toBeGreaterThan(heard.energyIn)

    await seat.press(actionKinds.leave)
    await hears(leader.page, [])
    await Promise.all([hears(agent.page, ['customer']), hears(customer(), ['agent'])])
    await agent.page.getByText(handlingText.leaderBarges.zh).waitFor({ state: 'detached' })
    expect(await deeds()).toEqual([deed('listen'), deed('whisper'), deed('barge'), deed('leave')])
  })

  test('is played from the page of the call: the customer on the left, the agent on the right, from any second; who listened is on record', async () => {
    await agent.page.keyboard.press('F8')
    await conclude(agent, '4')
    expect(customer().endedBy()).toBe('us')
    const analyst = await arrive(phones.centre, 'analyst', sizes.laptop)
    await watchSpeakers(analyst.context)
    const { page } = analyst
    await page.goto(`${phones.centre.address}/calls/${callId}`)
    const wave = page.getByRole('slider', { name: recordingText.position.zh })
    const second = async () => Number(await wave.getAttribute('aria-valuenow'))
    await wave.waitFor({ timeout: 40_000 })
    await on(analyst).press(recordingText.play)
    await plays(page, { left: ['customer'], right: ['agent'] })
    const { x, y, width } = (await wave.boundingBox()) ?? expect.fail('there is no wave')
    const lasts = Number(await wave.getAttribute('aria-valuemax'))
    await page.mouse.click(x + width * 0.5, y + 20)
    await eventually(second).toBeGreaterThan(lasts * 0.45)
    await plays(page, { left: ['customer'], right: ['agent'] })
    await keep(page, 'real-recording-played')
    await page.keyboard.press('Space')
    await on(analyst).button(recordingText.play).waitFor()
    const path = listListenings.path.replace('{callId}', callId)
    const asked = async () => {
      const rows = await (await page.request.get(`${phones.centre.address}/api${path}`)).json()
      return listListenings.reply
        .parse(rows)
        .map(({ byName, kind, heard }) => ({ byName, kind, isHeard: heard.length > 0 }))
    }
    await eventually(asked).toEqual([{ byName: names.analyst, kind: 'listen', isHeard: true }])
    expect(analyst.troubles).toEqual([])
    await analyst.leave()
  })

  test('goes on when the customer calls back: the browser of who called them rings, and nobody else’s', async () => {
    other = await arriveWithHeadset(phones.centre, 'other')
    await on(other).sees(deskText.startTitle)
    await other.page.keyboard.press('F2')
    await headsetButton(other.page, text.seated).waitFor()
    await other.page.keyboard.press('F4')
    await on(other).sees(deskText.waitTitle)
    await on(agent).sees(deskText.waitTitle)
    const [node] = phones.network.nodes
    if (!node) throw new Error('a network has a node')
    const bell = hearsTone(agent.page, 990)
    const number = phones.numbers[0] ?? ''
    caller = await callByHand({ host, number, says: secondOf(tone(tones.customer)) }, { ...node.sip, number: callerId })
    await caller.answered
    void caller.talk(600_000)
    await bell
    await on(agent).sees(deskText.incomingHelp)
    await on(agent).heading('客户1').waitFor()
    await Promise.all([hears(agent.page, ['customer']), hears(caller, ['agent'])])
    await keep(agent.page, 'customer-called-back')
    expect(phones.agent(ids.other).state).toBe('ready')
    await hears(other.page, [])
    callId = phones.agent(ids.agent).callId ?? ''
    expect(await call(callId)).toMatchObject({ direction: 'in', number })
  })

  test('is taken over: the agent is out, the customer goes on with the leader, who says what came of it', async () => {
    const handling = { outside: [], messagePrompt: '', showsListening: true, version: 0 }
    await phones.centre.hire('manager', names.manager, 'campaignManager')
    const manager = await arrive(phones.centre, 'manager')
    const changed = await manager.context.request.put(
      `${phones.centre.address}/api/campaigns/${phones.campaignId}/handling`,
      { data: handling },
    )
    expect(changed.status()).toBe(200)
    await manager.leave()
    const seat = handsOn(leader.page.getByRole('dialog'), locale)
    await seat.press(actionKinds.listen)
    await on(agent).sees(handlingText.leaderListens)
    await seat.press(actionKinds.takeOver)
    await handsOn(leader.page.getByRole('dialog').last(), locale).press(actionKinds.takeOver)
    await leader.page.waitForURL(/\/desk$/)
    await isTalking(leader.page)
    const theirs = caller ?? expect.fail('nobody called')
    await Promise.all([hears(theirs, ['leader']), hears(leader.page, ['customer']), hears(agent.page, [])])
    await on(agent).sees(deskText.noCall)
    await keep(leader.page, 'leader-took-over')
    expect((await deeds()).slice(4)).toEqual([deed('listen'), deed('takeOver')])
    theirs.hangUp()
    await conclude(leader, '1')
    await waitUntil(async () => (await call(callId)).outcome !== null, 10)
    expect(await call(callId)).toMatchObject({
      ...{ agentId: ids.leader, direction: 'in', state: 'ended', cause: 'normal', endedBy: 'customer' },
      outcomeKind: 'success',
    })
  })

  test('ends with a headset that is unplugged: its wearer is told what to do, and has it back when it is plugged in', async () => {
    const { page } = agent
    await page.evaluate(() => {
      const { mediaDevices } = navigator
      const open = mediaDevices.getUserMedia.bind(mediaDevices)
      Object.assign(window, { plugIn: () => Object.assign(mediaDevices, { getUserMedia: open }) })
      mediaDevices.getUserMedia = () => Promise.reject(new DOMException('gone', 'NotFoundError'))
      const sender = (window as unknown as Lines).lines.connections.at(-1)?.getSenders()[0]
      sender?.track?.dispatchEvent(new Event('ended'))
    })
    await on(agent).sees(troubleWords.unplugged.title)
    await on(agent).sees(troubleWords.unplugged.help)
    await waitUntil(() => phones.agent(ids.agent).state === 'notReady', 20)
    await keep(page, 'headset-unplugged')
    await page.evaluate(() => (window as unknown as { plugIn: () => void }).plugIn())
    await on(agent).press(text.retry)
    await headsetButton(page, text.seated).waitFor()
  })

  test('leaves nothing behind', async () => {
    for (const id of Object.values(ids)) phones.centre.engine().presence.signOut(id, 'agent')
    for (const one of [agent, other, leader]) await one.leave()
    await waitUntil(phones.isEmpty, 30)
    expect(await findWrongs(questionsTo(phones.centre.base))).toEqual({})
    expect([...agent.troubles, ...other.troubles, ...leader.troubles]).toEqual([])
  })
})
