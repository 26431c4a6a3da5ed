import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitUntil } from '#adapters/asterisk/test-exchange.ts'
import { handlingText } from '#domains/desk/handling-text.ts'
import { text as deskText, formText } from '#domains/desk/text.ts'
import { seedTeam } from '#domains/people/server/public.ts'
import { text } from '#domains/telephony/text.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import type { Visitor } from './centre.ts'
import { handsOn, keep } from './hands.ts'
import { headsetButton, hearsNothing, hearsSound, isTalking } from './headset-hands.ts'
import { arriveWithHeadset, openPhones, type Phones } from './open-phones.ts'

const locale = 'zh'
const names = { first: '小鸣', second: '小钟' }

describeWithPhones('two agents with headsets in browsers, on two telephone nodes', (programs) => {
  let phones: Phones
  let first: Visitor
  let second: Visitor
  const ids = { first: '', second: '' }
  let callId = ''

  const on = ({ page }: Visitor) => handsOn(page, locale)
  const homeOf = async (who: keyof typeof ids): Promise<string | undefined> => {
    const { endpoint } = phones.agent(ids[who])
    const headset = (await phones.phones.headsets()).find((one) => one.endpoint === endpoint)
    return headset?.state === 'seated' ? headset.node : undefined
  }
  const call = async (id = callId) => {
    await phones.centre.engine().journal.written()
    return phones.centre.base.database.engine
      .selectFrom('calls.call')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  }
  const pickColleague = async ({ page }: Visitor, name: string, key: string): Promise<void> => {
    await page.keyboard.press('Alt+t')
    await page.getByRole('option', { name }).waitFor()
    await page.keyboard.type(name)
    await page.keyboard.press(key)
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  const endWith = async (visitor: Visitor): Promise<void> => {
    await on(visitor).sees(formText.wrapUpLeft)
    await visitor.page.keyboard.press('1')
    await visitor.page.keyboard.press('Control+Enter')
  }

  beforeAll(async () => {
    phones = await openPhones(programs, { nodes: 2 })
    const { centre } = phones
    ids.first = await centre.hire('first', names.first, 'agent')
    // Of a team without a campaign: nobody is called for them, and they may be given whoever is.
    const otherTeamId = await seedTeam(centre.ctx.db, { siteId: centre.siteId, name: '二班' })
    ids.second = await centre.hire('second', names.second, 'agent', otherTeamId)
    first = await arriveWithHeadset(centre, 'first')
    second = await arriveWithHeadset(centre, 'second')
    for (const one of [first, second]) {
      await on(one).sees(deskText.startTitle)
      await one.page.keyboard.press('F2')
      await headsetButton(one.page, text.seated).waitFor()
      await one.page.keyboard.press('F4')
    }
    await isTalking(first.page)
    callId = phones.agent(ids.first).callId ?? ''
  })
  afterAll(() => phones?.close())

  test('are on one node each; who has no customer hears nobody', async () => {
    expect([await homeOf('first'), await homeOf('second')].sort()).toEqual(['node-1', 'node-2'])
    await hearsSound(first.page)
    await hearsNothing(second.page)
  })

  test('hand a customer on at once: from then on the second hears them, and the first does not', async () => {
    // Else the next customer would be called for the first at once.
    phones.centre.engine().presence.ask(ids.first, { pause: 'break', reasonId: null })
    await pickColleague(first, names.second, 'Control+Enter')
    await isTalking(second.page)
    await hearsSound(second.page)
    await hearsNothing(first.page)
    await on(first).sees(deskText.noCall)
    await second.page.keyboard.press('F8')
    await endWith(second)
    await waitUntil(() => phones.agent(ids.second).state === 'ready', 20)
    expect(await call()).toMatchObject({ agentId: ids.second, cause: 'normal', endedBy: 'us', outcomeKind: 'success' })
  })

  test('when the node of one dies under a call: it is over and lost, the headset is ready at the other node, the next call comes', async () => {
    const [home, other] = [await homeOf('first'), await homeOf('second')]
    await first.page.keyboard.press('F4')
    await isTalking(first.page)
    await hearsSound(first.page)
    const lost = phones.agent(ids.first).callId ?? ''
    await phones.network.nodes.find(({ name }) => name === home)?.kill()
    await first.page.getByRole('button', { name: new RegExp(`^${text.headset.zh}: (?!${text.seated.zh})`) }).waitFor()
    await keep(first.page, 'two-headsets-node-dead')
    await on(first).sees(formText.wrapUpLeft)
    await headsetButton(first.page, text.seated).waitFor()
    expect([await homeOf('first'), await homeOf('second')]).toEqual([other, other])
    await endWith(first)
    await waitUntil(() => phones.agent(ids.first).callId !== lost && phones.agent(ids.first).state === 'talking', 40)
    expect(await call(lost)).toMatchObject({
      ...{ agentId: ids.first, state: 'ended', cause: 'lost', endedBy: 'network', outcomeKind: 'success' },
    })
    await isTalking(first.page)
    await hearsSound(first.page)
    await hearsNothing(second.page)
  })

  test('ask each other while the customer hears music, and hand over: each hears whom they ought to', async () => {
    const handed = phones.agent(ids.first).callId ?? ''
    await pickColleague(first, names.second, 'Enter')
    await on(first).sees(handlingText.asking[locale](names.second))
    await on(second).sees(handlingText.askedBy[locale](names.first))
    await hearsSound(first.page)
    await hearsSound(second.page)
    await keep(second.page, 'two-headsets-consulting')
    await first.page.keyboard.press('Alt+g')
    await isTalking(second.page)
    await hearsSound(second.page)
    await hearsNothing(first.page)
    await on(first).sees(deskText.noCall)
    expect(await call(handed)).toMatchObject({ agentId: ids.second })
    expect((await call(handed)).state).not.toBe('ended')
    expect([...first.troubles, ...second.troubles].filter((trouble) => !/WebSocket/.test(trouble))).toEqual([])
  })
})
