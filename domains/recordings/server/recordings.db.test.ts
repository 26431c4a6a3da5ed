import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderStore } from '#adapters/storage-folder/folder.ts'
import type { Person } from '#server/testing.ts'
import * as contract from '../contract.ts'
import { usualPolicy } from '../policy.ts'
import { linearOf, sampleRate, wavHeadBytes } from '../sound.ts'
import { hearSpeech, openHearing } from './hear-speech.ts'
import { keysInFile } from './keys.ts'
import { type RecordingCentre, recordingCentre, talkMs } from './test-recordings.ts'

let work: RecordingCentre
let quality: Person
let agent: Person
let leader: Person
type Call = { id: string; agentId: string; teamId: string; campaignId: string; talkMs: number }
let call: Call
const vault = () => ({
  store: folderStore({ folder: join(work.folder, 'recordings'), leaveFreeBytes: 0 }),
  keys: keysInFile(join(work.folder, 'recordings.keys')),
})

beforeAll(async () => {
  work = await recordingCentre()
  await work.callFor(3)
  quality = await work.centre.someone('qualityAnalyst')
  leader = await work.leader()
  const [first] = await work.query<Call>(`select id, agent_id, team_id, campaign_id, talk_ms from calls.call
    where state = 'ended' and talk_ms > 0 and team_id = '${work.lions.teamId}' order by placed_at limit 1`)
  call = first ?? expect.fail('nobody talked')
  agent = await work.centre.someone('agent', { id: call.agentId })
})
afterAll(() => work?.close())

const detail = (who: Person, callId = call.id) => who.ask(contract.getRecording, { params: { callId } })
const listen = async (who: Person, callId = call.id, reason = '') => {
  const begun = await who.ask(contract.startListening, { params: { callId }, body: { reason } })
  expect(begun.status).toBe(200)
  return begun.body.listeningId
}
const sound = async (who: Person, listening: string, range?: string, callId = call.id) => {
  const answer = await work.centre.app.inject({
    method: 'GET',
    url: `/api/recordings/${callId}/sound?listening=${listening}`,
    headers: { cookie: who.cookie, ...(range ? { range } : {}) },
  })
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload }
}
const energyOf = (wav: Buffer, leg: 0 | 1): number => {
  let sum = 0
  for (let at = wavHeadBytes + leg * 2; at + 1 < wav.length; at += 4) sum += wav.readInt16LE(at) ** 2
  return Math.sqrt(sum / ((wav.length - wavHeadBytes) / 4))
}

describe('a conversation', () => {
  test('is recorded from joining to its end and kept, and the telephone system need not keep it any more', async () => {
    const talked = await work.query<{ id: string }>(`select id from calls.call where state = 'ended' and talk_ms > 0`)
    const kept = await work.query<{ callId: string; milliseconds: number }>(
      `select call_id, milliseconds from recordings.recording where state = 'kept'`,
    )
    expect(talked.length).toBeGreaterThan(5)
    expect(kept.map(({ callId }) => callId).sort()).toEqual(talked.map(({ id }) => id).sort())
    for (const { milliseconds } of kept) expect(Math.abs(milliseconds - talkMs)).toBeLessThan(1000)
    expect(await work.centre.network.finishedRecordings()).toEqual([])
    expect(await work.query(`select from recordings.part where at_provider and state = 'kept'`)).toEqual([])
    expect(await work.objects()).toHaveLength(kept.length)
  })

  test('lies sealed: what is on the disk shows nothing of the sound', async () => {
    const [object = ''] = await work.objects()
    const bytes = await readFile(join(work.folder, 'recordings', object))
    const counts = new Array<number>(256).fill(0)
    for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1
    // Sound is mostly a few codes; what is sealed has each byte about as often as any other.
    expect(Math.max(...counts) / bytes.length).toBeLessThan(2 / 256)
  })

  test('is heard whole, customer left and agent right, and the wave tells how loud', async () => {
    const { bytes, status, headers } = await sound(quality, await listen(quality))
    expect([status, headers['content-type'], headers['accept-ranges']]).toEqual([200, 'audio/wav', 'bytes'])
    const { body } = await detail(quality)
    expect(bytes.length).toBe(wavHeadBytes + (body.milliseconds * sampleRate * 4) / 1000)
    for (const leg of [0, 1] as const) expect(energyOf(bytes, leg)).toBeGreaterThan(100)
    const peaks = [...Buffer.from(body.peaks?.customer ?? '', 'base64')]
    expect(peaks).toHaveLength(Math.ceil(body.milliseconds / 50))
    let loudest = 0
    for (let at = wavHeadBytes; at < bytes.length; at += 4) loudest = Math.max(loudest, Math.abs(bytes.readInt16LE(at)))
    expect(Math.max(...peaks)).toBe(loudest >> 7)
    expect(Math.max(...linearOf)).toBeGreaterThanOrEqual(loudest)
  })

  test('is read in any stretch, and refused beyond its end', async () => {
    const listening = await listen(quality)
    const { bytes } = await sound(quality, listening)
    for (const [from, to] of [
      [0, 1],
      [43, 45],
      [100_001, 300_002],
      [bytes.length - 3, bytes.length - 1],
    ] as const) {
      const part = await sound(quality, listening, `bytes=${from}-${to}`)
      expect([part.status, part.headers['content-range']]).toEqual([206, `bytes ${from}-${to}/${bytes.length}`])
      expect(part.bytes.equals(bytes.subarray(from, to + 1))).toBe(true)
    }
    const last = await sound(quality, listening, 'bytes=-10')
    expect(last.bytes.equals(bytes.subarray(-10))).toBe(true)
    expect((await sound(quality, listening, `bytes=${bytes.length}-`)).status).toBe(416)
  })

  test('is told who spoke how long, by loudness where no model is installed', async () => {
    const hearing = openHearing(join(work.folder, 'speech'))
    expect(hearing.method()).toBe('loudness')
    await hearSpeech(work.ctx(), vault(), hearing)
    await hearing.stop()
    const { speech, milliseconds } = (await detail(quality)).body
    if (!speech) return expect.fail('nobody listened')
    expect(speech.method).toBe('loudness')
    expect(speech.customerMs + speech.agentMs - speech.overlapMs + speech.silenceMs).toBeCloseTo(milliseconds, -1)
    expect(Math.min(speech.customerMs, speech.agentMs)).toBeGreaterThan(500)
    const facts = await work.query<{ callId: string; silenceMs: number }>(
      `select call_id, silence_ms from recordings.speech_fact where call_id = '${call.id}'`,
    )
    expect(facts).toEqual([{ callId: call.id, silenceMs: speech.silenceMs }])
  })
})

describe('who may listen', () => {
  test('agents to their own, leaders to their team, quality to all', async () => {
    const [other] = await work.query<Call>(
      `select id from calls.call where talk_ms > 0 and state = 'ended' and team_id = '${work.tigers.teamId}' limit 1`,
    )
    const otherId = other?.id ?? expect.fail('no other call')
    for (const who of [agent, leader, quality]) expect((await detail(who)).status).toBe(200)
    expect((await detail(quality, otherId)).status).toBe(200)
    for (const who of [agent, leader]) {
      const refused = await detail(who, otherId)
      expect([refused.status, refused.problem.code]).toEqual([404, 'recordings.noRecording'])
      const begun = await who.ask(contract.startListening, { params: { callId: otherId }, body: {} })
      expect(begun.status).toBe(404)
    }
    const own = (await agent.ask(contract.listRecordings)).body.rows
    const all = (await quality.ask(contract.listRecordings)).body.rows
    expect(own.length).toBeGreaterThan(0)
    expect(all.length).toBeGreaterThan(own.length)
    const owners = await work.query<{ id: string }>(`select id from calls.call where agent_id = '${call.agentId}'`)
    const theirs = new Set(owners.map(({ id }) => id))
    expect(own.every(({ callId }) => theirs.has(callId))).toBe(true)
    const planner = await work.centre.someone('planner')
    expect((await planner.ask(contract.listRecordings)).status).toBe(403)
  })

  test('nobody without its standing on record, under their own name, for what and which seconds', async () => {
    const listening = await listen(leader, call.id, ' 每周抽检 ')
    expect((await sound(leader, '019b0000-0000-7000-8000-000000000000')).status).toBe(403)
    expect((await sound(quality, listening)).status).toBe(403)
    expect((await sound(leader, listening)).status).toBe(200)
    const params = { callId: call.id, listeningId: listening }
    const tell = (who: Person, seconds: [number, number][]) =>
      who.ask(contract.tellHeard, { params, body: { seconds } })
    expect(
      (
        await tell(leader, [
          [2, 5],
          [8, 9],
        ])
      ).status,
    ).toBe(200)
    expect(
      (
        await tell(leader, [
          [4, 8],
          [5000, 9000],
          [7, 3],
        ])
      ).status,
    ).toBe(200)
    expect((await tell(quality, [[0, 1]])).status).toBe(403)
    const { body } = await quality.ask(contract.listListenings, { params: { callId: call.id } })
    const row = body.find(({ id }) => id === listening)
    expect(row).toMatchObject({ kind: 'listen', reason: '每周抽检', heard: [[2, 9]] })
    const [served] = await work.query<{ served: string }>(
      `select served::text from recordings.listening where id = '${listening}'`,
    )
    expect(served?.served).toMatch(/^\{\[0,2\d\)\}$/)
    expect((await leader.ask(contract.listListenings, { params: { callId: call.id } })).status).toBe(403)
    await work.query(
      `update recordings.listening set began_at = began_at - interval '13 hours' where id = '${listening}'`,
    )
    expect((await sound(leader, listening)).status).toBe(403)
  })

  test('a campaign may ask what for, and a file leaves only for a reason', async () => {
    const director = await work.centre.someone('director')
    const params = { campaignId: call.campaignId }
    const before = (await director.ask(contract.getPolicy, { params })).body
    expect(before).toMatchObject({ ...usualPolicy, version: 0 })
    const asking = { ...usualPolicy, asksReason: true, mayPause: true, version: 0 }
    expect((await director.ask(contract.changePolicy, { params, body: asking })).body.version).toBe(1)
    const twice = await director.ask(contract.changePolicy, { params, body: asking })
    expect([twice.status, twice.problem.code]).toEqual([409, 'recordings.policyChanged'])
    const silent = await quality.ask(contract.startListening, { params: { callId: call.id }, body: { reason: ' ' } })
    expect([silent.status, silent.problem.code]).toEqual([400, 'recordings.reasonNeeded'])
    await listen(quality, call.id, '投诉核实')
    const take = (query: string) =>
      quality.inject({ method: 'GET', url: `/api/recordings/${call.id}/sound.wav${query}` })
    expect((await take('')).statusCode).toBe(400)
    const file = await take(`?reason=${encodeURIComponent('监管调取')}`)
    expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'audio/wav'])
    expect(String(file.headers['content-disposition'])).toContain(`${call.id}.wav`)
    const { body } = await quality.ask(contract.listListenings, { params: { callId: call.id } })
    expect(body.some(({ kind }) => kind === 'download')).toBe(true)
    expect(await work.query(`select from platform.data_export where reason = '监管调取'`)).toHaveLength(1)
    expect(
      (await agent.inject({ method: 'GET', url: `/api/recordings/${call.id}/sound.wav?reason=给朋友听` })).statusCode,
    ).toBe(403)
  })
})

describe('what is said of a recording', () => {
  test('comments stand at their second, and only who wrote one takes it back', async () => {
    const params = { callId: call.id }
    const say = (who: Person, atMs: number, words: string) =>
      who.ask(contract.writeComment, { params, body: { atMs, words } })
    expect((await say(leader, 9000, '这里可以先复述客户的顾虑')).status).toBe(200)
    const { body } = await say(quality, 3000, '开场很自然')
    expect(body.map(({ atMs, words }) => [atMs, words])).toEqual([
      [3000, '开场很自然'],
      [9000, '这里可以先复述客户的顾虑'],
    ])
    expect((await say(leader, 3_600_000, '太远')).problem.code).toBe('recordings.afterTheEnd')
    expect((await say(agent, 0, '我')).status).toBe(403)
    for (const words of ['', '   ', 'a\0b', 'x'.repeat(1001)]) expect((await say(leader, 0, words)).status).toBe(400)
    const mine = body.find(({ atMs }) => atMs === 3000)?.id ?? ''
    const remove = (who: Person) => who.ask(contract.removeComment, { params: { ...params, commentId: mine } })
    expect((await remove(leader)).problem.code).toBe('recordings.notYourComment')
    expect((await remove(quality)).body).toHaveLength(1)
    expect((await remove(quality)).problem.code).toBe('recordings.noSuchComment')
  })

  test('an excellent one is found by its mark', async () => {
    const params = { callId: call.id }
    const mark = (who: Person, on: boolean) =>
      who.ask(contract.markExcellent, { params, body: { on, words: '异议处理值得学习' } })
    const found = async () =>
      (await agent.ask(contract.listRecordings, { query: { excellent: 'true' } })).body.rows.map(({ callId }) => callId)
    expect((await mark(agent, true)).status).toBe(403)
    await mark(leader, true)
    await mark(quality, true)
    expect(await found()).toEqual([call.id])
    expect((await detail(agent)).body.excellent).toMatchObject({ words: '异议处理值得学习' })
    await mark(leader, false)
    expect(await found()).toEqual([])
  })
})

describe('the list of recordings', () => {
  test('is filtered by what one looks for, and pages without gap or repetition', async () => {
    const ask = async (query: object) => (await quality.ask(contract.listRecordings, { query })).body.rows
    const all = await ask({ limit: 200 })
    const paged: string[] = []
    for (let after: string | null | undefined; after !== null; ) {
      const { body } = await quality.ask(contract.listRecordings, { query: { limit: 3, ...(after ? { after } : {}) } })
      paged.push(...body.rows.map(({ callId }) => callId))
      after = body.next
    }
    expect(paged).toEqual(all.map(({ callId }) => callId))
    expect(await ask({ agentId: call.agentId, limit: 200 })).toEqual(
      all.filter(({ callId }) => paged.includes(callId) && ownIds.has(callId)),
    )
    const shares = all.map(({ silenceMs, milliseconds }) => ((silenceMs ?? 0) * 100) / milliseconds)
    const half = Math.round([...shares].sort((a, b) => a - b)[shares.length >> 1] ?? 0)
    const silent = await ask({ leastSilence: half, limit: 200 })
    expect(silent.map(({ callId }) => callId)).toEqual(
      all.filter((_, n) => (shares[n] ?? 0) >= half).map(({ callId }) => callId),
    )
    expect(await ask({ leastSeconds: 60 })).toEqual([])
    expect(await ask({ outcome: 'nothing' })).toEqual([])
    for (const wrong of [{ leastSilence: 101 }, { campaignId: 'x' }, { excellent: 'maybe' }, { from: 'yesterday' }])
      expect((await quality.ask(contract.listRecordings, { query: wrong as never })).status).toBe(400)
  })
  let ownIds = new Set<string>()
  beforeAll(async () => {
    const rows = await work.query<{ callId: string }>(
      `select call_id from recordings.recording where agent_id = '${call.agentId}'`,
    )
    ownIds = new Set(rows.map(({ callId }) => callId))
  })

  test('leaves as a file row by row, with masked numbers, for a reason', async () => {
    const { rows } = (await quality.ask(contract.listRecordings, { query: { limit: 200 } })).body
    const file = await quality.inject({
      method: 'GET',
      url: `/api/recordings.csv?reason=${encodeURIComponent('月度质检')}`,
    })
    expect(file.statusCode).toBe(200)
    const lines = file.body.trim().split('\r\n')
    expect(lines).toHaveLength(rows.length + 1)
    expect(file.body).toContain(rows[0]?.number ?? 'none')
    expect(file.body).not.toMatch(/139\d{8}/)
  })

  test('says how keeping goes on', async () => {
    const { body } = await quality.ask(contract.getKeeping)
    expect(body).toMatchObject({ trouble: null, missing: 0, speech: 'loudness' })
    expect(body.kept).toBeGreaterThan(5)
    expect(body.bytes).toBeGreaterThan(body.kept * talkMs * 15)
    expect((await agent.ask(contract.getKeeping)).status).toBe(403)
  })
})

describe('an agent on the line', () => {
  test('stops the recording while a card number is read, and it is told; not where the campaign does not let them', async () => {
    await work.centre.events.start()
    await work.centre.engine().reactions.settled()
    await work.centre.clock.runFor(60_000)
    const talking = () =>
      [...work.engine.calls.all()].find(
        ({ recordingOn, record, campaignId }) =>
          recordingOn &&
          record.endedAt === null &&
          record.bridgedAt !== null &&
          campaignId === call.campaignId &&
          work.centre.clock.nowMs() - record.bridgedAt < 5000,
      )
    for (let n = 0; n < 120 && !talking(); n++) await work.centre.clock.runFor(1000)
    const live = talking() ?? expect.fail('nobody talks')
    const speaker =
      live.agentId === call.agentId ? agent : await work.centre.someone('agent', { id: live.agentId ?? '' })
    const params = { callId: live.id }
    const stranger = await work.centre.someone('agent')
    const pause = (who: Person, paused: boolean) => who.ask(contract.pauseRecording, { params, body: { paused } })
    expect((await pause(stranger, true)).problem.code).toBe('recordings.notYourCall')
    expect((await speaker.ask(contract.getLiveRecording, { params })).body).toEqual({
      on: true,
      paused: false,
      mayPause: true,
    })
    expect((await pause(speaker, true)).body).toEqual({ on: false, paused: true, mayPause: true })
    await work.centre.clock.runFor(6000)
    expect((await pause(speaker, false)).body).toEqual({ on: true, paused: false, mayPause: true })
    await work.callFor(1)
    const { body } = await detail(quality, live.id)
    expect([body.state, body.parts.length, body.pauses.length]).toEqual(['kept', 2, 1])
    expect(body.missingMs).toBe(0)
    const [gap] = body.pauses
    expect(Date.parse(gap?.resumedAt ?? '') - Date.parse(gap?.pausedAt ?? '')).toBe(6000)
    expect(body.milliseconds).toBeLessThan(talkMs - 5000)
    expect(body.milliseconds).toBeGreaterThan(talkMs - 8000)
    const whole = await sound(quality, await listen(quality, live.id, '核对暂停'), undefined, live.id)
    expect(whole.bytes.length).toBe(wavHeadBytes + (body.milliseconds * sampleRate * 4) / 1000)
  })

  test('is not recorded where the campaign says so, from the next conversation on', async () => {
    const director = await work.centre.someone('director')
    const params = { campaignId: work.otherCampaignId }
    await director.ask(contract.changePolicy, { params, body: { ...usualPolicy, mode: 'none', version: 0 } })
    await work.centre.engine().reactions.settled()
    const since = work.centre.clock.now().toISOString()
    await work.callFor(2)
    const count = (campaignId: string, of: string) =>
      work.query(`select from calls.call c where campaign_id = '${campaignId}' and bridged_at > '${since}' and ${of}
        exists (select from recordings.recording r where r.call_id = c.id)`)
    expect((await count(work.otherCampaignId, 'not')).length).toBeGreaterThan(0)
    expect(await count(work.otherCampaignId, '')).toHaveLength(0)
  })
})
