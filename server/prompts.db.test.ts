import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complianceContract } from '#domains/compliance/contract.ts'
import { promptContract as contract, type PromptView } from '#domains/telephony/contract.ts'
import { promptJobs } from '#domains/telephony/server/public.ts'
import { wavOf } from '#domains/telephony/wav.ts'
import { systemContext } from '#platform/context.ts'
import { type Person, type TestCentre, testCentre } from './testing.ts'

let centre: TestCentre
let keeper: Person
let supervisor: Person
let agent: Person
beforeAll(async () => {
  const nodes = ['east', 'west'].map((name) => ({ name, mostCalls: null }))
  centre = await testCentre({ nodes })
  await centre.openTelephony('http://127.0.0.1:7300')
  keeper = await centre.someone('campaignManager')
  supervisor = await centre.someone('supervisor')
  agent = await centre.someone('agent')
})
afterAll(() => centre.close())

const tone = (hertz: number, seconds = 1, loudness = 0.3): Int16Array =>
  Int16Array.from(
    { length: 16_000 * seconds },
    (_, n) => 32_767 * loudness * Math.sin((2 * Math.PI * hertz * n) / 16_000),
  )
const wav = (samples: Int16Array): File => new File([new Uint8Array(wavOf(samples, 16_000))], '欢迎 "1".wav')
const send = (body: File, who = keeper) => who.ask(contract.uploadPromptSound, { body })
const soundOf = async (hertz: number): Promise<string> => (await send(wav(tone(hertz)))).body.sound
const add = async (title: string, hertz = 500): Promise<PromptView> => {
  const { status, body } = await keeper.ask(contract.addPrompt, { body: { title, sound: await soundOf(hertz) } })
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}
const listed = async (name: string): Promise<PromptView | undefined> =>
  (await supervisor.ask(contract.listPrompts)).body.find((prompt) => prompt.name === name)

describe('a sound that is uploaded', () => {
  test('is brought to what a telephone plays, and told how loud it is', async () => {
    const { body } = await send(wav(tone(500, 2)))
    expect(body).toMatchObject({
      milliseconds: 2000,
      grade: 'good',
      from: { rate: 16_000, channels: 1, coding: 'pcm' },
    })
    expect((await send(wav(tone(500, 2)))).body.sound).toBe(body.sound)
    expect((await send(wav(tone(500, 2, 0.01)))).body.grade).toBe('quiet')
  })

  test('is refused in words where it is no sound a customer could hear', async () => {
    const whole = new Uint8Array(wavOf(tone(500), 16_000))
    const wrong: [BlobPart, string][] = [
      ['<html>', 'notWav'],
      [new Uint8Array(readFileSync(process.execPath).subarray(0, 5000)), 'notWav'],
      [whole.slice(0, 30), 'cutShort'],
      [whole.slice(0, 9000), 'cutShort'],
      [new Uint8Array(wavOf(new Int16Array(), 8000)), 'noSound'],
      [new Uint8Array(wavOf(tone(500, 1, 0.0005), 16_000)), 'silent'],
      [new Uint8Array(wavOf(new Int16Array(8000 * 200).fill(9000), 8000)), 'tooLong'],
      [new Uint8Array(wavOf(new Int16Array((8000 * 7200) / 2), 4000)), 'tooLong'],
    ]
    for (const [bytes, code] of wrong) {
      const { status, problem } = await send(new File([bytes], 'sound.mp3', { type: 'audio/mpeg' }))
      expect([status, problem.code]).toEqual([400, `telephony.${code}`])
    }
    expect((await send(wav(tone(500)), supervisor)).status).toBe(403)
  })

  test('is heard by whoever may, whole or from the middle, and goes after a day if no prompt is made of it', async () => {
    const sound = await soundOf(333)
    const kept = await add('留着', 444)
    const whole = await supervisor.inject({ method: 'GET', url: `/api/prompt-sounds/${sound}` })
    expect([whole.statusCode, whole.headers['content-type']]).toEqual([200, 'audio/wav'])
    const part = await supervisor.inject({
      method: 'GET',
      url: `/api/prompt-sounds/${sound}`,
      headers: { range: 'bytes=44-99' },
    })
    expect([part.statusCode, part.headers['content-length']]).toEqual([206, '56'])
    expect((await agent.inject({ method: 'GET', url: `/api/prompt-sounds/${sound}` })).statusCode).toBe(403)

    await centre.clock.runFor(25 * 3_600_000)
    for (const { work } of promptJobs) await work(systemContext(centre.base), {})
    const statusOf = async (one: string | null) =>
      (await supervisor.inject({ method: 'GET', url: `/api/prompt-sounds/${one}` })).statusCode
    expect([await statusOf(sound), await statusOf(kept.sound)]).toEqual([404, 200])
  })
})

describe('a telephone node', () => {
  const fetched = (file: string) => centre.app.inject({ method: 'GET', url: `/api/telephone-sounds/${file}` })

  test('fetches a sound by its name without a session, and may keep it for good', async () => {
    const { sound } = await add('节点', 600)
    const { statusCode, headers, rawPayload } = await fetched(`${sound}.alaw`)
    expect([statusCode, headers['content-type'], rawPayload.length]).toEqual([200, 'audio/x-alaw-basic', 8000])
    expect(headers['cache-control']).toContain('immutable')
  })

  test('is told nothing for a name nobody knows, and nothing but sounds', async () => {
    expect((await fetched(`${'0'.repeat(64)}.alaw`)).statusCode).toBe(404)
    for (const strange of ['x.alaw', '..%2F..%2Fetc%2Fpasswd', `${'0'.repeat(64)}.wav`])
      expect([400, 404]).toContain((await fetched(strange)).statusCode)
  })
})

describe('a prompt', () => {
  test('keeps its name, its words and every version it had', async () => {
    const first = await add('欢迎语')
    const sound = await soundOf(700)
    const change = { title: '欢迎语（新）', wordsZh: '您好，欢迎致电', wordsEn: '', sound, version: 1 }
    const { body } = await keeper.ask(contract.changePrompt, { params: { name: first.name }, body: change })
    expect(body).toMatchObject({ name: first.name, title: '欢迎语（新）', sound, version: 2 })
    const late = await keeper.ask(contract.changePrompt, { params: { name: first.name }, body: change })
    expect(late.problem.code).toBe('telephony.promptChanged')
    const versions = await supervisor.ask(contract.listPromptVersions, { params: { name: first.name } })
    expect(versions.body.map(({ version, sound: of }) => [version, of])).toEqual([
      [2, sound],
      [1, first.sound],
    ])
  })

  test('has a title nobody else has, a sound that is there, and a reader who may', async () => {
    const { sound, name } = await add('独一份', 510)
    const attempt = (body: { title: string; sound: string }) => keeper.ask(contract.addPrompt, { body })
    expect((await attempt({ title: ' 独一份 ', sound: sound ?? '' })).problem.code).toBe('telephony.promptNameTaken')
    expect((await attempt({ title: '没有', sound: 'f'.repeat(64) })).problem.code).toBe('telephony.noSuchSound')
    expect((await attempt({ title: '坏', sound: '../x' })).status).toBe(400)
    expect((await supervisor.ask(contract.removePrompt, { params: { name } })).status).toBe(403)
    expect((await agent.ask(contract.listPrompts)).status).toBe(403)
    const missing = await keeper.ask(contract.removePrompt, { params: { name: 'no-such' } })
    expect(missing.problem.code).toBe('telephony.noSuchPrompt')
  })

  test('in use is told by whom, and cannot be removed until nobody plays it', async () => {
    const { name } = await add('致歉', 520)
    const officer = await centre.someone('complianceOfficer')
    const seller = { name: '钟鸣银行', phone: '02160000000', messageZh: '钟鸣银行来电，请拨 02160000000' }
    const added = await officer.ask(complianceContract.addSeller, { body: { ...seller, chosenPrompt: name } })
    expect(added.body).toMatchObject({ chosenPrompt: name, promptName: name })
    expect((await listed(name))?.uses).toEqual([{ kind: 'seller', label: '钟鸣银行', path: '/sellers' }])
    const refused = await keeper.ask(contract.removePrompt, { params: { name } })
    expect([refused.status, refused.problem.params]).toEqual([409, { title: '致歉', uses: '钟鸣银行' }])

    const sellerId = added.body.id
    const changed = { ...seller, messageEn: '', chosenPrompt: null, version: 1 }
    const { body } = await officer.ask(complianceContract.changeSeller, { params: { sellerId }, body: changed })
    expect(body.promptName).toBe(`safe-harbour-${sellerId}`)
    expect((await keeper.ask(contract.removePrompt, { params: { name } })).status).toBe(200)
    expect(await listed(name)).toBeUndefined()
  })

  test('is on record with who changed it, and its bytes are not', async () => {
    const { name } = await add('入册', 530)
    const { rows } = await sql<{ before: unknown; after: { title: string } }>`
      select before, after from platform.audit_entry where table_name = 'telephony.prompt' and row_id = ${name}`.execute(
      centre.base.database.engine,
    )
    expect(rows).toEqual([{ before: null, after: expect.objectContaining({ title: '入册' }) }])
    const sounds = await sql`
      select from platform.audit_entry where table_name = 'telephony.prompt_sound'`.execute(centre.base.database.engine)
    expect(sounds.rows).toEqual([])
  })

  test('is asked for at every telephone node, beside those that come with it', async () => {
    const { name } = await add('三秒', 540)
    expect(name).toMatch(/^prompt-[0-9a-f]{12}$/)
    const missing = async () => {
      await centre.engine().prompts.follow()
      await centre.clock.runFor(1000)
      const { body } = await supervisor.ask(contract.getPromptDelivery)
      expect(body).toMatchObject({ isSimulated: true, address: null })
      return body.nodes.map((node) => [node.name, node.isUp, ...node.missing])
    }
    // A node lacks only what it was told of.
    centre.network.faults.lackPrompts('east', [name, 'never-told'])
    centre.network.faults.lackPrompts('west', [name, 'house-goodbye', 'beep'])
    expect(await missing()).toEqual([
      ['east', true, name],
      ['west', true, name, 'house-goodbye'],
    ])
    centre.network.faults.lackPrompts('east', [])
    expect((await keeper.ask(contract.removePrompt, { params: { name } })).status).toBe(200)
    expect(await missing()).toEqual([
      ['east', true],
      ['west', true, 'house-goodbye'],
    ])
    expect((await listed('beep'))?.sound).toBeNull()
  })

  test('that comes with us is listed with a sound, and a sound of one’s own takes its place until it is removed', async () => {
    const params = { name: 'house-goodbye' }
    const shipped = await listed('house-goodbye')
    expect(shipped).toMatchObject({ title: '中心告别语', version: 0, changedAt: null, grade: 'good' })
    expect(shipped?.uses).toEqual([{ kind: 'house', label: '', path: null }])
    expect(shipped?.milliseconds).toBeGreaterThan(4000)
    const heard = await supervisor.inject({ method: 'GET', url: `/api/prompt-sounds/${shipped?.sound}` })
    expect([heard.statusCode, heard.headers['content-type']]).toEqual([200, 'audio/wav'])
    const fetched = await centre.app.inject({ method: 'GET', url: `/api/telephone-sounds/${shipped?.sound}.alaw` })
    expect(Math.round(fetched.rawPayload.length / 8)).toBe(shipped?.milliseconds)
    expect(createHash('sha256').update(fetched.rawPayload).digest('hex')).toBe(shipped?.sound)

    const words = { title: '再见', wordsZh: '再见', wordsEn: '' }
    const change = (sound: string, version: number) =>
      keeper.ask(contract.changePrompt, { params, body: { ...words, sound, version } })
    // The words alone, and then the sound as well.
    expect((await change(shipped?.sound ?? '', 0)).body).toMatchObject({ version: 1, sound: shipped?.sound })
    expect((await change(shipped?.sound ?? '', 0)).problem.code).toBe('telephony.promptChanged')
    const own = await soundOf(810)
    expect((await change(own, 1)).body).toMatchObject({ version: 2, sound: own, title: '再见' })
    expect(
      (await supervisor.ask(contract.listPrompts)).body.filter(({ name }) => name === 'house-goodbye'),
    ).toHaveLength(1)
    expect((await keeper.ask(contract.removePrompt, { params })).status).toBe(200)
    expect(await listed('house-goodbye')).toEqual(shipped)
    expect((await keeper.ask(contract.removePrompt, { params })).problem.code).toBe('telephony.noSuchPrompt')
    expect((await change(own, 5)).problem.code).toBe('telephony.promptChanged')
  })
})
