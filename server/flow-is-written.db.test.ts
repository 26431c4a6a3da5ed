import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as ivr from '#domains/ivr/contract.ts'
import { promptContract } from '#domains/telephony/contract.ts'
import { type Context, systemContext } from '#platform/context.ts'
import { withClient } from '#platform/postgres/client.ts'
import { foundFlows } from './setup/demo-flows.ts'
import { foundSite } from './setup/found.ts'
import { type Person, type TestCentre, testCentre } from './testing.ts'

let centre: TestCentre
let ctx: Context
let manager: Person
let flows: { recruitingId: string; surveyId: string }
let siteId: string

beforeAll(async () => {
  centre = await testCentre({ environment: { CARILLON_RECORDING: 'on' } })
  ctx = systemContext(centre.base)
  siteId = await foundSite(ctx, '上海职场')
  flows = await foundFlows(ctx, { siteId, campaignIds: [] })
  await centre.openTelephony()
  manager = await centre.someone('campaignManager')
})
afterAll(() => centre?.close())

const pass = (seconds: number): Promise<void> => centre.clock.runFor(seconds * 1000)
const runOf = async (callId: string): Promise<ivr.Run> => {
  await centre.engine().journal.written()
  const { id } = await ctx.db.selectFrom('ivr.run').select('id').where('callId', '=', callId).executeTakeFirstOrThrow()
  return (await manager.ask(ivr.getRun, { params: { runId: id } })).body
}

describe('a flow', () => {
  test('is published only when it is whole, by who may, once for each change', async () => {
    const steps = [{ kind: 'say', id: 'hello', name: '欢迎', prompt: 'nothing-there', next: 'hello' }]
    const body = ivr.FlowBody.parse({ purpose: 'incoming', steps })
    const made = (await manager.ask(ivr.createFlow, { body: { name: '半成品', siteId, body } })).body
    expect(made.problems.map(({ code }) => code)).toEqual(['noExit', 'unknownPrompt'])
    const params = { flowId: made.id }
    const wrong = await manager.ask(ivr.publishFlow, { params, body: { revision: made.revision } })
    expect([wrong.problem.code, wrong.problem.params?.count]).toEqual(['ivr.flowWrong', 2])
    const recruiter = await centre.someone('recruiter', { siteIds: [siteId] })
    expect((await recruiter.ask(ivr.publishFlow, { params, body: { revision: made.revision } })).status).toBe(403)
    const stale = await manager.ask(ivr.saveFlowDraft, { params, body: { name: '半成品', revision: 0, body } })
    expect(stale.problem.code).toBe('ivr.changedMeanwhile')
    const taken = await manager.ask(ivr.createFlow, { body: { name: '招聘报名', siteId, body } })
    expect(taken.problem.code).toBe('ivr.nameTaken')
    const number = await manager.ask(ivr.setFlowNumber, { params: { number: '14200000902' }, body: params })
    expect(number.problem.code).toBe('ivr.notPublished')
    const bad = await manager.ask(ivr.setFlowNumber, {
      params: { number: 'abc1' },
      body: { flowId: flows.recruitingId },
    })
    expect(bad.problem.code).toBe('ivr.notANumber')
    const purpose = await manager.ask(ivr.setFlowNumber, {
      params: { number: '14200000902' },
      body: { flowId: flows.surveyId },
    })
    expect(purpose.problem.code).toBe('ivr.wrongPurpose')
    const used = (await manager.ask(ivr.getFlow, { params: { flowId: flows.recruitingId } })).body
    const again = { params: { flowId: used.id }, body: { revision: used.revision } }
    expect((await manager.ask(ivr.publishFlow, again)).problem.code).toBe('ivr.nothingToPublish')
    expect((await manager.ask(ivr.retireFlow, again)).problem.code).toBe('ivr.stillUsed')
    expect((await manager.ask(ivr.retireFlow, { params, body: { revision: made.revision } })).body.state).toBe(
      'retired',
    )
    expect((await manager.ask(ivr.getFlowVersion, { params: { flowId: used.id, version: 9 } })).problem.code).toBe(
      'ivr.noSuchVersion',
    )
  })

  test('of before, whose prompts had names nothing can have, is read and edited with names that can', async () => {
    const steps = [
      { kind: 'say', id: 'hello', name: '欢迎', prompt: 'sound:custom/hello', next: 'name' },
      {
        ...{ kind: 'speak', id: 'name', name: '姓名', prompt: 'flow-name', tries: 1, waitSeconds: 3, maxSeconds: 9 },
        ...{ wrongPrompt: '../up', silencePrompt: 'custom/dir.name', onGiveUp: null, next: null },
      },
    ]
    const body = { purpose: 'incoming', mostMinutes: 5, goodbye: 'http://elsewhere', note: 'a: b', steps }
    const good = ivr.FlowBody.parse({
      purpose: 'incoming',
      steps: [{ ...steps[0], prompt: 'flow-welcome', next: null }],
    })
    const { id } = (await manager.ask(ivr.createFlow, { body: { name: '旧流程', siteId, body: good } })).body
    const old = JSON.stringify(body)
    await ctx.db.updateTable('ivr.flow').set({ draft: old }).where('id', '=', id).execute()
    expect((await manager.ask(ivr.getFlow, { params: { flowId: id } })).status).not.toBe(200)
    const migration = await readFile(
      join(import.meta.dirname, '../database/migrations/0066_runs_of_a_call.sql'),
      'utf8',
    )
    const part = migration.split(/^-- /m).find((text) => text.startsWith('A prompt is a name'))
    await withClient(centre.urls.ownerUrl, (client) => client.query(part?.replace(/^.*$/m, '') ?? ''))
    const read = await manager.ask(ivr.getFlow, { params: { flowId: id } })
    expect(read.status).toBe(200)
    expect(read.body.draft).toMatchObject({
      ...{ goodbye: 'http---elsewhere', note: 'a: b', mostMinutes: 5 },
      steps: [
        { prompt: 'sound-custom-hello' },
        { prompt: 'flow-name', wrongPrompt: '---up', silencePrompt: 'custom/dir.name' },
      ],
    })
    const saved = {
      params: { flowId: id },
      body: { name: '旧流程', revision: read.body.revision, body: read.body.draft },
    }
    expect((await manager.ask(ivr.saveFlowDraft, saved)).status).toBe(200)
    const named = { ...good, goodbye: 'sound:beep' }
    expect((await manager.ask(ivr.checkFlow, { body: named })).status).toBe(400)
  })

  test('keeps the prompts it says from being removed', async () => {
    const { body: prompts } = await manager.ask(promptContract.listPrompts)
    const rating = prompts.find(({ name }) => name === 'survey-rating')
    expect(rating?.uses).toMatchObject([{ kind: 'flow', label: '通话满意度' }])
    const removed = await manager.ask(promptContract.removePrompt, { params: { name: 'survey-rating' } })
    expect(removed.problem.code).toBe('telephony.promptInUse')
  })

  test('is tried out as callers get it: the same answers, prompts and seconds, also where it takes too long', async () => {
    const { body: prompts } = await manager.ask(promptContract.listPrompts)
    const { draft: recruiting } = (await manager.ask(ivr.getFlow, { params: { flowId: flows.recruitingId } })).body
    const slow = ivr.FlowBody.parse({
      ...{ purpose: 'incoming', goodbye: 'flow-goodbye', mostMinutes: 1 },
      steps: [
        {
          ...{ kind: 'number', id: 'age', name: '年龄', prompt: 'flow-age', tries: 5, waitSeconds: 25 },
          ...{ silencePrompt: 'flow-silence', maxDigits: 3, next: null },
        },
      ],
    })
    const cases = [
      {
        body: recruiting,
        // Each time a prompt is heard to its end, the next of its keys are pressed.
        pressed: { 'flow-age': ['31#'], 'flow-experience': ['5', '2'], 'flow-shifts': ['13#'] },
        given: [
          { stepId: 'name', speaksSeconds: 3 },
          { stepId: 'age', keys: '31#' },
          { stepId: 'experience', keys: '5' },
          { stepId: 'experience', keys: '2' },
          { stepId: 'shifts', keys: '13#' },
        ],
        speaks: [{ onPrompt: 'flow-name', afterMs: 3900, forMs: 3000 }],
      },
      { body: recruiting, pressed: {}, given: [], speaks: [] },
      { body: slow, pressed: {}, given: [], speaks: [] },
    ]
    const { play, press } = centre.network
    for (const [n, { body, given, pressed, speaks }] of cases.entries()) {
      const number = `+86142000009${40 + n}`
      const { id, revision } = (await manager.ask(ivr.createFlow, { body: { name: `试走${n}`, siteId, body } })).body
      await manager.ask(ivr.publishFlow, { params: { flowId: id }, body: { revision } })
      await manager.ask(ivr.setFlowNumber, { params: { number }, body: { flowId: id } })
      await centre.engine().flows.load()
      const heard: string[] = []
      const keys = new Map<string, string[]>(Object.entries(pressed).map(([prompt, all]) => [prompt, [...all]]))
      centre.network.play = (callId, prompt) => {
        heard.push(prompt)
        const next = keys.get(prompt)?.shift()
        const ms = prompts.find(({ name }) => name === prompt)?.milliseconds ?? 0
        if (next) centre.clock.after(ms + 400, () => press(callId, next))
        return play(callId, prompt)
      }
      const callId = centre.network.callIn('14200000555', number, { patienceMs: 600_000, presses: [], speaks })
      await pass(240)
      centre.network.play = play
      const run = await runOf(callId)
      const { body: tried } = await manager.ask(ivr.tryFlow, { body: { ...body, given } as never })
      const facts = ({
        place,
        stepId,
        result,
        values,
        tries,
        wrongKeys,
        silences,
      }: (typeof tried.answers)[number]) => ({
        ...{ place, stepId, result, values, tries, wrongKeys, silences },
      })
      expect(tried.heard.map(({ prompt }) => prompt)).toEqual(heard)
      expect([tried.end, tried.answers.map(facts)]).toEqual([run.end, run.answers.map(facts)])
      const seconds = (Date.parse(run.endedAt ?? '') - Date.parse(run.beganAt)) / 1000
      expect(Math.abs(tried.seconds - seconds)).toBeLessThan(2)
    }
  })

  test('is tried out with an agent who is free, and without', async () => {
    const body = ivr.FlowBody.parse({
      purpose: 'incoming',
      steps: [
        {
          kind: 'handOver',
          id: 'agent',
          name: '转人工',
          prompt: '',
          to: 'agents',
          campaignId: crypto.randomUUID(),
          onNobody: null,
        },
      ],
    })
    const ended = async (given: object[]) =>
      (await manager.ask(ivr.tryFlow, { body: { ...body, given } as never })).body.end
    expect([await ended([{ stepId: 'agent', isTaken: true }]), await ended([])]).toEqual(['handedOver', 'completed'])
  })

  test('is tried out as the server would run it', async () => {
    const { draft } = (await manager.ask(ivr.getFlow, { params: { flowId: flows.recruitingId } })).body
    const given = [
      { stepId: 'name', speaksSeconds: 3 },
      { stepId: 'age', keys: '31#' },
      { stepId: 'experience', keys: '9' },
      { stepId: 'experience', keys: '1' },
      { stepId: 'shifts', keys: '2#' },
    ]
    const { body } = await manager.ask(ivr.tryFlow, { body: { ...draft, given } })
    expect([body.problems, body.end]).toEqual([[], 'completed'])
    expect(body.answers.map(({ stepId, values }) => [stepId, ...values].join(' '))).toEqual([
      ...['welcome', 'name', 'age 31', 'experience 重听', 'experience 有', 'shifts 中班', 'thanks'],
    ])
  })
})
