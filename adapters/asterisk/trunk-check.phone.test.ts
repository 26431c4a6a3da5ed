import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Trunk, TrunkCheck } from '#domains/telephony/server/port.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { type BareAri, openBareAri } from './network/bare-ari.ts'
import type { PjsipObject } from './pjsip-objects.ts'
import { openTestExchange, openTestPort, type TestExchange, waitUntil } from './test-exchange.ts'

const password = 'carrier-secret'
/** An account at a carrier: another Asterisk, which knows us by name and password. */
const account: PjsipObject[] = [
  { type: 'auth', id: 'centre', fields: { auth_type: 'userpass', username: 'centre', password } },
  { type: 'aor', id: 'centre', fields: { max_contacts: '1', remove_existing: 'yes' } },
  {
    type: 'endpoint',
    id: 'centre',
    fields: {
      transport: 'trunk-udp',
      context: 'from-trunk',
      disallow: 'all',
      allow: 'alaw',
      auth: 'centre',
      aors: 'centre',
    },
  },
]

describeWithPhones('The check of a trunk', (programs) => {
  let exchange: TestExchange
  let own: Awaited<ReturnType<typeof openTestPort>>
  let carrier: BareAri
  let trunk: Trunk
  beforeAll(async () => {
    exchange = await openTestExchange(programs, { nodes: 2 })
    const other = exchange.network.nodes[1]
    if (!other) throw new Error('two nodes were ordered')
    carrier = await openBareAri(other)
    own = await openTestPort(exchange, { only: 1 })
    await carrier.put(account)
    const address = `${other.sip.address}:${other.sip.port}`
    trunk = { ...exchange.trunk, name: 'login', address, login: { user: 'centre', password }, registers: true }
  })
  afterAll(async () => {
    carrier?.close()
    await own?.close()
    await exchange?.close()
  })

  const checked = async (change: Partial<Trunk>): Promise<TrunkCheck['steps']> => {
    await own.port.equip({ ...own.equipment, trunks: [exchange.trunk, { ...trunk, ...change }] })
    return (await own.port.checkTrunk('login')).steps
  }
  const wrong = (steps: TrunkCheck['steps']): string[] => steps.flatMap((one) => (one.isRight ? [] : [one.step]))

  test('finds nothing wrong where the carrier knows us and we are registered', async () => {
    await waitUntil(async () => wrong(await checked({})).length === 0, 30)
    const steps = await checked({})
    expect(steps.map(({ step }) => step)).toEqual(['name', 'reach', 'transport', 'login', 'register', 'answer'])
    expect(steps.find(({ step }) => step === 'register')?.found).toContain('sip:')
  })

  test('names the password where that is wrong', async () => {
    const steps = await checked({ login: { user: 'centre', password: 'another' } })
    expect(wrong(steps)).toContain('login')
    expect(steps.find(({ step }) => step === 'login')?.found).toContain('401')
  })

  test('names the name nobody knows', async () => {
    expect(wrong(await checked({ address: 'no-such-carrier.invalid' }))).toEqual(['name'])
  })

  test('names the place where nobody is', async () => {
    expect(wrong(await checked({ address: '127.0.0.1:9' }))).toEqual(['reach'])
    expect(wrong(await checked({ address: '127.0.0.1:9', transport: 'tcp' }))).toEqual(['reach'])
  })

  test('names the transport where somebody is who speaks no TLS', async () => {
    expect(wrong(await checked({ transport: 'tls' }))).toEqual(['transport'])
  })

  test('names the answer where the carrier knows us by address and does not know ours', async () => {
    expect(wrong(await checked({ login: undefined, registers: false }))).toEqual(['answer'])
  })
})
