import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callByHand, type TestCaller } from '#adapters/asterisk/network/test-caller.ts'
import {
  addressOf,
  openTestExchange,
  openTestPort,
  type TestExchange,
  waitUntil,
  whatIsUp,
} from '#adapters/asterisk/test-exchange.ts'
import { folderStore } from '#adapters/storage-folder/folder.ts'
import { keysInFile, openRecordings } from '#domains/recordings/server/public.ts'
import { TrunkForm } from '#domains/telephony/contract.ts'
import { addTrunk, type TelephonyPort } from '#domains/telephony/server/public.ts'
import { type Clock, wallClock } from '#platform/clock.ts'
import { type Base, type Context, systemContext } from '#platform/context.ts'
import { type Engine, openEngine } from '#server/engine.ts'
import { foundSite } from '#server/setup/found.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { nodeSettingOf, openProduct } from '../../../e2e/product-process.ts'
import { FlowBody, type Run } from '../contract.ts'
import { createFlow, publishFlow, setNumber } from './public.ts'
import { getRun } from './reading.ts'
import { tieSpoken } from './spoken.ts'

const ourNumber = '+864008001234'
const asking = { prompt: 'beep', tries: 2, waitSeconds: 10 }
const flow = FlowBody.parse({
  purpose: 'incoming',
  goodbye: 'beep',
  steps: [
    { kind: 'say', id: 'welcome', name: '欢迎', prompt: 'beep', next: 'name' },
    { kind: 'speak', id: 'name', name: '姓名', ...asking, waitSeconds: 2, maxSeconds: 20, next: 'age' },
    { kind: 'number', id: 'age', name: '年龄', ...asking, readAs: 'age', maxDigits: 3, next: 'experience' },
    {
      ...{ kind: 'choose', id: 'experience', name: '经验', ...asking },
      options: [
        { key: '1', value: '有', next: 'shifts' },
        { key: '2', value: '没有', next: 'shifts' },
      ],
    },
    {
      ...{ kind: 'chooseSeveral', id: 'shifts', name: '班次', ...asking, next: 'thanks' },
      options: [
        { key: '1', value: '早' },
        { key: '3', value: '晚' },
      ],
    },
    { kind: 'end', id: 'thanks', name: '谢谢', prompt: 'beep' },
  ],
})
const surelyOurs = {
  fencing: 2,
  guard: { text: 'select 1', values: [] },
  isSure: () => true,
  prove: async () => true,
  release: async () => {},
}

describeWithPhones('a voice flow on a real telephone network', (programs) => {
  let exchange: TestExchange
  let own: Awaited<ReturnType<typeof openTestPort>>
  let centre: TestCentre
  let base: Base
  let ctx: Context
  let folder: string
  let clock: Clock
  let engine: Engine
  let recordings: Awaited<ReturnType<typeof openRecordings>>
  const callers: TestCaller[] = []
  let isDead = true

  const open = async (phones: TelephonyPort = own.port): Promise<void> => {
    clock = wallClock()
    isDead = false
    const limits = { lines: null, callsPerSecond: null }
    engine = await openEngine({ base, clock, phones, limits, isRecordingOn: true }, surelyOurs)
    const vault = {
      store: folderStore({ folder: join(folder, 'recordings'), leaveFreeBytes: 0 }),
      keys: keysInFile(join(folder, 'recordings.keys')),
    }
    recordings = await openRecordings({ base, clock, phones, engine, vault, isOn: true })
  }
  /** As a kill does: nothing is told that was not told before. */
  const die = async (): Promise<void> => {
    if (isDead) return
    isDead = true
    await engine.journal.stop()
    await recordings.stop()
    await engine.stop()
    clock.stop()
  }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carillon-flows-'))
    centre = await testCentre()
    base = { ...centre.base, now: () => new Date() }
    ctx = systemContext(base)
    exchange = await openTestExchange(programs)
    own = await openTestPort(exchange)
    await addTrunk(ctx, TrunkForm.parse({ name: 'test', address: exchange.carrier.address, isOn: true }))
    const ground = { isRecordingOn: true }
    const siteId = await foundSite(ctx, '上海职场')
    const { id, revision } = await createFlow(ctx, { name: '招聘', siteId, body: flow }, ground)
    await publishFlow(ctx, id, { revision, words: '' }, ground)
    await setNumber(ctx, ourNumber, id)
    await open()
  })
  afterAll(async () => {
    for (const caller of callers) caller.close()
    await die()
    await own?.close()
    await exchange?.close()
    await centre?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const ring = async (number: string): Promise<TestCaller> => {
    const [host = ''] = exchange.carrier.address.split(':')
    const caller = await callByHand({ host, number }, { ...exchange.node.sip, number: ourNumber })
    callers.push(caller)
    await caller.answered
    return caller
  }
  const runOf = async (number: string): Promise<Run | undefined> => {
    if (!isDead) await engine.journal.written()
    const row = await ctx.db.selectFrom('ivr.run').select('id').where('number', '=', number).executeTakeFirst()
    return row && getRun({ ...ctx, all: ctx.db }, row.id)
  }
  /** The caller has come to that step and has heard what it asks. */
  const at = async (number: string, stepId: string): Promise<void> => {
    await waitUntil(async () => (await runOf(number))?.answers.at(-1)?.stepId === stepId, 20)
    await new Promise((go) => setTimeout(go, 800))
  }
  const told = (run: Run | undefined): string[] =>
    (run?.answers ?? []).map(({ stepId, result, values }) => [stepId, result, ...values].join(' '))

  test('hears a name spoken and keys pressed, and what was told is stored as it was told', async () => {
    const number = '+8614200000701'
    const caller = await ring(number)
    await at(number, 'name')
    await caller.talk(2500)
    await at(number, 'age')
    await caller.press('28#')
    await at(number, 'experience')
    await caller.press('2')
    await at(number, 'shifts')
    await caller.press('31#')
    await caller.hungUpOn
    await waitUntil(async () => (await runOf(number))?.end === 'completed', 20)
    expect(told(await runOf(number))).toEqual([
      ...['welcome passed', 'name answered', 'age answered 28', 'experience answered 没有', 'shifts answered 早 晚'],
      'thanks passed',
    ])
    await waitUntil(async () => {
      await recordings.keeper.settled()
      return (await runOf(number))?.answers[1]?.sound?.state === 'kept'
    }, 30)
    const name = (await runOf(number))?.answers[1]
    expect(name?.sound?.fromMs).toBe(0)
    expect(name?.sound?.milliseconds).toBeGreaterThan(2500)
    const part = await ctx.db.selectFrom('recordings.part').selectAll().executeTakeFirstOrThrow()
    // The loudest the caller was: somebody spoke.
    expect(Math.max(...(part.customerPeaks ?? []))).toBeGreaterThan(20)
  })

  test('keeps what a caller had typed who hangs up', async () => {
    const number = '+8614200000702'
    const caller = await ring(number)
    await at(number, 'name')
    await caller.press('#')
    await at(number, 'age')
    await caller.press('4')
    caller.hangUp()
    await waitUntil(async () => (await runOf(number))?.end === 'hungUp', 20)
    expect(told(await runOf(number)).at(-1)).toBe('age hungUp 4')
  })

  test('finds what a caller said again where our server is killed between its end and word of its recording', async () => {
    await die()
    // Whatever is told of recordings is told to a process that is as good as dead.
    const listen: TelephonyPort['listen'] = (hear) =>
      own.port.listen((event) => event.kind !== 'recorded' && hear(event))
    await open({ ...own.port, listen })
    const number = '+8614200000704'
    const caller = await ring(number)
    await at(number, 'name')
    await caller.talk(2500)
    await at(number, 'age')
    await engine.journal.written()
    await die()
    await open()
    caller.hangUp()
    await waitUntil(async () => (await runOf(number))?.end !== null, 20)
    expect((await runOf(number))?.answers[1]).toMatchObject({ stepId: 'name', result: 'answered', sound: null })
    await recordings.keeper.settled()
    await tieSpoken({ ...ctx, now: () => new Date(Date.now() + 61_000) })
    const sound = (await runOf(number))?.answers[1]?.sound
    expect(sound).toMatchObject({ state: 'kept', fromMs: 0 })
    expect(sound?.milliseconds).toBeGreaterThan(2500)
  })

  test('goes on at the step begun when our server, a process of its own, is killed in the middle of it', async () => {
    await die()
    await own.close()
    const product = await openProduct({
      ...{ CARILLON_STATE_DIR: folder, CARILLON_DEMO: '0', CARILLON_LOG: 'error' },
      ...{ CARILLON_TELEPHONY: 'asterisk', CARILLON_RECORDINGS_LEAVE_FREE_MB: '0' },
      CARILLON_ASTERISK_NODES: JSON.stringify([nodeSettingOf(exchange.node)]),
      ...{ DATABASE_URL: centre.urls.url, DATABASE_OWNER_URL: centre.urls.ownerUrl },
    })
    try {
      await product.start()
      const number = '+8614200000703'
      const caller = await ring(number)
      await at(number, 'name')
      await caller.press('#')
      await at(number, 'age')
      await product.kill()
      await product.start()
      await new Promise((go) => setTimeout(go, 1500))
      await caller.press('35#')
      await at(number, 'experience')
      await caller.press('1')
      await at(number, 'shifts')
      await caller.press('1#')
      await caller.hungUpOn
      await waitUntil(async () => (await runOf(number))?.end === 'completed', 20)
      const run = await runOf(number)
      expect(run?.resumptions).toBe(1)
      expect(told(run)).toEqual([
        ...['welcome passed', 'name answered', 'age answered 35', 'experience answered 有', 'shifts answered 早'],
        'thanks passed',
      ])
      await waitUntil(async () => (await whatIsUp(addressOf(exchange.node))).length === 0, 10)
    } finally {
      await product.kill()
    }
  }, 180_000)
})
