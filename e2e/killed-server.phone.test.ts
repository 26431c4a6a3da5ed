import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PhonePrograms } from '#adapters/asterisk/network/get-asterisk.ts'
import { openNetwork } from '#adapters/asterisk/network/open-network.ts'
import { numberThat } from '#adapters/asterisk/network/outcomes.ts'
import { addressOf, passed, waitUntil, whatIsUp } from '#adapters/asterisk/test-exchange.ts'
import { usualAttemptPolicy } from '#domains/campaigns/attempt-policy.ts'
import { text as deskText, formText } from '#domains/desk/text.ts'
import { seedTeam } from '#domains/people/server/public.ts'
import type { RecordingDetail } from '#domains/recordings/contract.ts'
import { TrunkForm } from '#domains/telephony/contract.ts'
import { addTrunk } from '#domains/telephony/server/public.ts'
import { text } from '#domains/telephony/text.ts'
import { systemContext } from '#platform/context.ts'
import { openDatabase } from '#platform/db.ts'
import { silentLog } from '#platform/log.ts'
import { freshDatabase } from '#platform/postgres/test-cluster.ts'
import { findWrongs, questionsTo } from '#server/faults/test-drill.ts'
import { foundCampaign, foundList } from '#server/setup/found.ts'
import { browserFlags, findBrowser } from '#tools/test/browser.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { arrive, foundPeople, type Visitor } from './centre.ts'
import { eventually, handsOn, keep } from './hands.ts'
import { headsetButton, headsetFlags, hearsSound, isTalking } from './headset-hands.ts'
import { arriveWithHeadset } from './open-phones.ts'
import { nodeSettingOf, openProduct } from './product-process.ts'

const locale = 'zh'
/** A centre of two teams: one calls customers who stay on the line, the other somebody who lets it ring. */
const openDrill = async (programs: PhonePrograms) => {
  const network = await openNetwork({ programs, carriers: [{ ringMs: [500, 0], unansweredMs: 120_000 }] })
  const [node] = network.nodes
  const [carrier] = network.carriers
  if (!node || !carrier) throw new Error('a network has a node and a carrier')
  const folder = await mkdtemp(join(tmpdir(), 'carillon-killed-'))
  const database = await freshDatabase()
  const books = openDatabase(database.appUrl)
  const base = { database: books, now: () => new Date(), log: silentLog }
  const ctx = systemContext(base)
  const { siteId, teamId, hire } = await foundPeople(ctx, locale)
  const otherTeamId = await seedTeam(ctx.db, { siteId, name: '二班' })
  const talkerId = await hire('talker', '小鸣', 'agent')
  const ringerId = await hire('ringer', '小钟', 'agent', otherTeamId)
  await hire('listener', '质检', 'qualityAnalyst')
  await addTrunk(ctx, TrunkForm.parse({ name: 'SIPp', address: carrier.address, isOn: true }))
  const campaign = async (name: string, inTeam: string, numbers: readonly string[]): Promise<void> => {
    const rows = numbers.map((number, place) => ({ number, name: `${name}客户${place + 1}` }))
    const { listId } = await foundList(ctx, { siteId, name: `${name}名单`, rows })
    // It is to ring still when the next server looks, however busy this machine is.
    const attemptPolicy = { ...usualAttemptPolicy, ringSeconds: 90 }
    await foundCampaign(ctx, { siteId, listId, teamIds: [inTeam], name, attemptPolicy })
  }
  await campaign('春季推广', teamId, [numberThat('patient', 1), numberThat('patient', 2)])
  await campaign('秋季推广', otherTeamId, [numberThat('noAnswer', 1)])
  const product = await openProduct({
    CARILLON_STATE_DIR: folder,
    CARILLON_DEMO: '0',
    CARILLON_LOG: 'error',
    CARILLON_RECORDINGS_LEAVE_FREE_MB: '0',
    CARILLON_TELEPHONY: 'asterisk',
    CARILLON_ASTERISK_NODES: JSON.stringify([nodeSettingOf(node)]),
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
  })
  return {
    product,
    talkerId,
    ringerId,
    base,
    carrier,
    up: () => whatIsUp(addressOf(node)),
    close: async () => {
      await product.kill()
      await books.stop()
      await database.drop()
      await network.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

describeWithPhones('a server killed in the middle of calls', (programs) => {
  let drill: Awaited<ReturnType<typeof openDrill>>
  let browser: Browser
  let talker: Visitor
  let callId = ''
  let killedAt = 0

  const callOf = (agentId: string) =>
    drill.base.database.engine.selectFrom('calls.call').selectAll().where('agentId', '=', agentId).orderBy('placedAt')
  const ask = async <T>({ context }: Visitor, path: string): Promise<T> =>
    (await (await context.request.get(`${drill.product.address}/api${path}`)).json()) as T
  const comeIn = async (loginName: string): Promise<Visitor> => {
    const visitor = await arriveWithHeadset({ browser, address: drill.product.address }, loginName)
    await handsOn(visitor.page, locale).sees(deskText.startTitle)
    await visitor.page.keyboard.press('F2')
    await headsetButton(visitor.page, text.seated).waitFor()
    await visitor.page.keyboard.press('F4')
    return visitor
  }

  beforeAll(async () => {
    drill = await openDrill(programs)
    await drill.product.start()
    browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: [...browserFlags, ...headsetFlags] })
  })
  afterAll(async () => {
    await browser?.close()
    await drill?.close()
  })

  test('leaves customer and agent talking while nothing of it is there', async () => {
    talker = await comeIn('talker')
    await isTalking(talker.page)
    await hearsSound(talker.page)
    const ringer = await comeIn('ringer')
    const isRinging = async () =>
      (await drill.carrier.calls()).some(({ rangAt, answeredAt }) => rangAt !== undefined && answeredAt === undefined)
    await waitUntil(isRinging, 20)
    callId = (await callOf(drill.talkerId).executeTakeFirstOrThrow()).id
    await drill.product.kill()
    killedAt = Date.now()
    // Nobody is at that screen any more when the next server looks.
    await ringer.leave()
    await hearsSound(talker.page)
    expect((await drill.carrier.calls()).filter(({ endedAt }) => endedAt !== undefined)).toEqual([])
  })

  test('and started again finds the conversation, shows it to its agent, and ends what has none', async () => {
    await drill.product.start()
    await headsetButton(talker.page, text.seated).waitFor()
    await isTalking(talker.page)
    await keep(talker.page, 'killed-server-conversation-found')
    await hearsSound(talker.page)
    await waitUntil(async () => (await callOf(drill.ringerId).executeTakeFirst())?.state === 'ended', 30)
    expect(await callOf(drill.ringerId).execute()).toMatchObject([
      { cause: 'cancelled', endedBy: 'us', outcomeKind: 'unreached', answeredAt: null, bridgedAt: null },
    ])
    expect((await callOf(drill.talkerId).execute()).map(({ id, state }) => ({ id, state }))).toEqual([
      { id: callId, state: expect.not.stringContaining('ended') },
    ])
  })

  test('lets the agent put the customer on hold, hang up and say what came of it; the next customer comes', async () => {
    const { page } = talker
    await page.keyboard.press('Alt+p')
    await handsOn(page, locale).button(deskText.resume).waitFor()
    await page.keyboard.press('Alt+p')
    await handsOn(page, locale).button(deskText.hold).waitFor()
    // So long both sides are heard after the second start.
    await passed(3000)
    await page.keyboard.press('F8')
    await handsOn(page, locale).sees(formText.wrapUpLeft)
    await page.keyboard.press('1')
    await page.keyboard.press('Control+Enter')
    await waitUntil(async () => (await callOf(drill.talkerId).execute()).length === 2, 20)
    await isTalking(page)
    await hearsSound(page)
    const [first] = await callOf(drill.talkerId).execute()
    expect(first).toMatchObject({ id: callId, state: 'ended', cause: 'normal', endedBy: 'us', outcomeKind: 'success' })
    expect(Date.parse(first?.bridgedAt ?? '')).toBeLessThan(killedAt)
    expect(first?.talkMs).toBe(Date.parse(first?.endedAt ?? '') - Date.parse(first?.bridgedAt ?? ''))
  })

  test('has the whole conversation recorded, both sides, from before its death to after it', async () => {
    const listener = await arrive({ browser, address: drill.product.address, locale }, 'listener')
    const recording = () => ask<RecordingDetail>(listener, `/recordings/${callId}?peaks=100`)
    await eventually(async () => (await recording()).state).toBe('kept')
    const { milliseconds, peaks } = await recording()
    const [first] = await callOf(drill.talkerId).execute()
    expect(Math.abs(milliseconds - Number(first?.talkMs))).toBeLessThan(1500)
    const lastFifth = (leg: string | undefined) => [...Buffer.from(leg ?? '', 'base64').subarray(80)]
    expect(Math.max(...lastFifth(peaks?.customer))).toBeGreaterThan(5)
    expect(Math.max(...lastFifth(peaks?.agent))).toBeGreaterThan(5)
    await listener.leave()
  })

  test('leaves no ghost: at the end nobody is signed in, nothing is up, and the books are sound', async () => {
    const { page } = talker
    await page.keyboard.press('F8')
    await handsOn(page, locale).sees(formText.wrapUpLeft)
    await page.keyboard.press('1')
    await page.keyboard.press('Control+Enter')
    await waitUntil(async () => (await callOf(drill.talkerId).execute()).every(({ outcome }) => outcome !== null), 20)
    // Whose browser went with the server is no longer kept for a call, and may leave.
    const ringer = await arrive({ browser, address: drill.product.address, locale }, 'ringer')
    await handsOn(ringer.page, locale).sees(deskText.noCall)
    expect(await ask(ringer, '/desk')).toMatchObject({ agent: { state: 'notReady' }, call: null })
    for (const one of [ringer, talker]) {
      await one.context.request.delete(`${drill.product.address}/api/desk/session`)
      await one.leave()
    }
    await waitUntil(async () => (await drill.up()).length === 0, 20)
    const query = questionsTo(drill.base)
    await waitUntil(async () => (await query('select employee_id from presence.current')).length === 0, 20)
    expect(await findWrongs(query)).toEqual({})
  })
})
