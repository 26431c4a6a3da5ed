import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainTrunk } from '#domains/telephony/server/port.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { headsetObjects, trunkId, trunkObjects } from '../pjsip-objects.ts'
import { type AriEvent, type BareAri, openBareAri } from './bare-ari.ts'
import { type Network, openNetwork } from './open-network.ts'
import { numberThat, type Outcome } from './outcomes.ts'
import { fromALaw } from './sounds.ts'

/** What Asterisk makes of what a carrier does: cause and SIP code of `ChannelDestroyed`, and the words of `Dial`. */
const table: Partial<Record<Outcome, { cause: number; sip: number; dialled: string[] }>> = {
  busy: { cause: 17, sip: 486, dialled: ['', 'BUSY'] },
  noAnswer: { cause: 19, sip: 480, dialled: ['', 'RINGING', 'NOANSWER'] },
  switchedOff: { cause: 19, sip: 480, dialled: ['', 'NOANSWER'] },
  suspended: { cause: 22, sip: 410, dialled: ['', 'NOANSWER'] },
  emptyNumber: { cause: 1, sip: 404, dialled: ['', 'NOANSWER'] },
  rejected: { cause: 21, sip: 603, dialled: ['', 'NOANSWER'] },
  fault: { cause: 34, sip: 503, dialled: ['', 'CONGESTION'] },
  timedOut: { cause: 18, sip: 408, dialled: ['', 'NOANSWER'] },
  announced: { cause: 1, sip: 404, dialled: ['', 'PROGRESS', 'NOANSWER'] },
  // Nothing rang, yet it reads like a telephone nobody took.
  dead: { cause: 19, sip: 480, dialled: [''] },
}
const refused = Object.keys(table) as Outcome[]
const trunk = trunkId('test')

describeWithPhones('a telephone network on this machine', (programs) => {
  let network: Network
  let ari: BareAri

  beforeAll(async () => {
    network = await openNetwork({
      programs,
      carriers: [{ ringMs: [500, 0], talkMs: [2500, 0], unansweredMs: 4000 }],
    })
    ari = await openBareAri(network.nodes[0]!)
    await ari.put(trunkObjects(plainTrunk('test', network.carriers[0]!.address), ['127.0.1.1'], '127.0.0.1'))
    for (const outcome of refused) {
      const timeout = outcome === 'dead' ? '5' : '30'
      await ari.originate(`PJSIP/${numberThat(outcome)}@${trunk}`, { channelId: outcome, timeout })
    }
  })
  afterAll(async () => {
    ari?.close()
    await network?.close()
  })

  const ended = (id: string): Promise<AriEvent> =>
    ari.heard(({ type, channel }) => type === 'ChannelDestroyed' && channel?.id === id)
  const started = (id: string, word?: string): Promise<AriEvent> =>
    ari.heard(
      ({ type, channel, args }) => type === 'StasisStart' && channel?.id === id && (!word || args?.[0] === word),
    )
  const dialled = (id: string): (string | undefined)[] =>
    ari.events.filter(({ type, peer }) => type === 'Dial' && peer?.id === id).map(({ dialstatus }) => dialstatus)

  test.each(refused)(
    'tells a call that comes out as %s by its cause, its SIP code and what went before',
    async (outcome) => {
      const { cause, tech_cause } = await ended(outcome)
      expect({ cause, sip: tech_cause, dialled: dialled(outcome) }).toEqual(table[outcome])
    },
  )

  test('counts at the carrier, call by call, what was dialled here', async () => {
    for (const outcome of refused) await ended(outcome)
    const seen = new Map((await network.carriers[0]!.calls()).map((call) => [call.to, call]))
    for (const outcome of refused) {
      const call = seen.get(numberThat(outcome))
      const isGivenUp = outcome === 'dead'
      expect(call, outcome).toMatchObject({
        end: isGivenUp ? 'cancelled' : 'refused',
        ...(isGivenUp ? {} : { sipCode: table[outcome]!.sip }),
      })
      expect(call?.rangAt !== undefined).toBe(outcome === 'noAnswer')
      expect(call?.answeredAt).toBeUndefined()
    }
  })

  test('lets a person answer, be heard, and hang up; the recording is theirs', async () => {
    await ari.originate(`PJSIP/${numberThat('person', 1)}@${trunk}`, { channelId: 'talk' })
    await started('talk')
    await ari.request('POST', 'channels/talk/snoop?spy=in&app=carillon&snoopId=ear')
    await ari.request('POST', 'channels/ear/record?name=customer&format=alaw')
    expect(await ended('talk')).toMatchObject({ cause: 16 })

    const sound = await readFile(join(network.nodes[0]!.recordings, 'customer.alaw'))
    expect(sound.length).toBeGreaterThan(8000)
    expect(Math.max(...[...sound].map(fromALaw))).toBeGreaterThan(0.1)
    const call = (await network.carriers[0]!.calls()).find(({ to }) => to === numberThat('person', 1))
    expect(call).toMatchObject({ end: 'customer' })
    expect(call!.endedAt! - call!.answeredAt!).toBeGreaterThan(2400)
  })

  test('tells of an answer that is hung up at once', async () => {
    await ari.originate(`PJSIP/${numberThat('instant')}@${trunk}`, { channelId: 'blink' })
    await started('blink')
    expect(await ended('blink')).toMatchObject({ cause: 16 })
    expect(dialled('blink')).toContain('ANSWER')
  })

  test.each([
    ['person', 'HUMAN'],
    ['machine', 'MACHINE'],
    ['fax', 'MACHINE'],
  ] as const)('has Asterisk take a %s for %s', async (outcome, verdict) => {
    const id = `amd-${outcome}`
    await ari.originate(`PJSIP/${numberThat(outcome, 2)}@${trunk}`, { channelId: id })
    await started(id)
    await ari.request('POST', `channels/${id}/continue?context=amd&extension=s&priority=1`)
    expect((await started(id, 'amd')).args?.slice(0, 2)).toEqual(['amd', verdict])
    await ari.request('DELETE', `channels/${id}`)
  })

  test('brings in a customer who calls, with the number they dialled', async () => {
    const call = network.callIn({ to: '+864008001234', from: '+8613800138000', talkMs: 300 })
    const { channel, args } = await ari.heard(({ args: said }) => said?.[0] === 'inbound')
    expect(args).toEqual(['inbound', '+864008001234'])
    await ari.request('POST', `channels/${channel!.id}/answer`)
    expect(await call).toMatchObject([{ from: '+8613800138000', end: 'customer' }])
  })

  test('draws the outcome of any other number by the carrier’s mix', async () => {
    const carrier = await openNetwork({
      programs,
      carriers: [{ mix: { busy: 0.5, fault: 0.3, emptyNumber: 0.2 }, sound: false }],
    })
    const other = await openBareAri(carrier.nodes[0]!)
    await other.put(trunkObjects(plainTrunk('test', carrier.carriers[0]!.address), ['127.0.1.1'], '127.0.0.1'))
    for (let i = 0; i < 150; i++)
      await other.originate(`PJSIP/+8614200000${String(i).padStart(3, '0')}@${trunk}`, { channelId: `mix-${i}` })
    for (let i = 0; i < 150; i++)
      await other.heard(({ type, channel }) => type === 'ChannelDestroyed' && channel?.id === `mix-${i}`)
    const codes = Map.groupBy(await carrier.carriers[0]!.calls(), ({ sipCode }) => sipCode)
    other.close()
    await carrier.close()
    // Six standard deviations either way.
    expect(codes.get(486)?.length).toBeGreaterThan(38)
    expect(codes.get(503)?.length).toBeGreaterThan(11)
    expect([...codes.keys()].toSorted()).toEqual([404, 486, 503])
  })

  test('forgets headsets and trunks with Asterisk, and takes them again when it is back', async () => {
    const own = await openNetwork({ programs, nodes: 2 })
    const [first, second] = own.nodes as [Network['nodes'][0], Network['nodes'][0]]
    const headset = headsetObjects({ endpoint: 'h1', password: 'secret' }, '127.0.0.1')
    const before = await openBareAri(first)
    await before.put(headset)
    const path = 'asterisk/config/dynamic/res_pjsip/endpoint/h1'
    expect(await before.request('GET', path)).toMatchObject({ status: 200 })

    const startedAt = (ofAri: BareAri): Promise<string> =>
      ofAri.request('GET', 'asterisk/info?only=status').then(({ body }) => body)
    const wasStarted = await startedAt(before)
    await first.kill()
    expect(first.isRunning()).toBe(false)
    expect(second.isRunning()).toBe(true)
    await first.start()

    const after = await openBareAri(first)
    expect(await after.request('GET', path)).toMatchObject({ status: 404 })
    expect(await startedAt(after)).not.toBe(wasStarted)
    await after.put(headset)
    expect(await after.request('GET', path)).toMatchObject({ status: 200 })
    after.close()
    await own.close()
  })

  test('makes lists grow when an object is told twice, so what changes must be taken away first', async () => {
    const path = 'asterisk/config/dynamic/res_pjsip/identify/growing'
    const match = async (): Promise<string[]> => {
      const fields = JSON.parse((await ari.request('GET', path)).body) as { attribute: string; value: string }[]
      return fields.filter(({ attribute }) => attribute === 'match').map(({ value }) => value.split('/')[0]!)
    }
    const tell = (address: string): Promise<void> =>
      ari.put([{ type: 'identify', id: 'growing', fields: { endpoint: trunk, match: address } }])
    await tell('127.0.3.1')
    await tell('127.0.3.2')
    expect(await match()).toEqual(['127.0.3.1', '127.0.3.2'])
    await ari.request('DELETE', path)
    await tell('127.0.3.3')
    expect(await match()).toEqual(['127.0.3.3'])
    await ari.request('DELETE', path)
  })
})
