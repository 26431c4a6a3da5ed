import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { type Locale, locales } from '#contract/words.ts'
import { handlingText } from '#domains/desk/handling-text.ts'
import { text as deskText, formText } from '#domains/desk/text.ts'
import { actionKinds } from '#domains/floor/contract.ts'
import { text as floorText } from '#domains/floor/text.ts'
import { editorText } from '#domains/ivr/editor-text.ts'
import { agentStates } from '#domains/presence/contract.ts'
import { foundFlows } from '#server/setup/demo-flows.ts'
import { foundCampaign, foundList } from '#server/setup/found.ts'
import { describeInBrowser } from '#tools/test/browser.ts'
import { arrive, type JourneyCentre, numberOf, openCentre, sizes, type Visitor } from './centre.ts'
import { lookInSizes, settled } from './faults.ts'
import { eventually, handsOn } from './hands.ts'

const customer = { zh: '王芳', en: 'Mary Hill' }
const names = { agent: { zh: '小鸣', en: 'Ming' }, leader: { zh: '陈班长', en: 'Chen the leader' } }
const callerId = '02160000000'

/** An agent with one customer, who talks for as long as they are let; the leader of the team; a survey for afterwards. */
const openLines = async (locale: Locale) => {
  const centre = await openCentre({
    locale,
    behaviour: () => person({ ringsAfterMs: 300, answersAfterMs: 1000, talkMs: 600_000 }),
  })
  const { ctx, siteId, teamId } = centre
  await centre.hire('agent', names.agent[locale], 'agent')
  await centre.hire('leader', names.leader[locale], 'teamLeader')
  const { listId } = await foundList(ctx, {
    siteId,
    name: { zh: '春季名单', en: 'Spring list' }[locale],
    rows: [{ number: numberOf(0), name: customer[locale] }],
  })
  const campaignId = await foundCampaign(ctx, {
    ...{ siteId, listId, teamIds: [teamId], callerId },
    name: { zh: '春季推广', en: 'Spring offer' }[locale],
    openingWords: { zh: '{姓名}您好，耽误您一分钟。', en: 'Good morning {name}, one minute please.' }[locale],
  })
  await foundFlows(ctx, { siteId, campaignIds: [campaignId] })
  return centre
}

describeInBrowser('who is on the line', () => {
  describe.each(locales)('read in %s', (locale) => {
    let centre: JourneyCentre
    let agent: Visitor
    let leader: Visitor
    const faults: string[] = []
    const on = ({ page }: Visitor) => handsOn(page, locale)
    const look = async (page: Page, name: string) => {
      await settled(page)
      faults.push(...(await lookInSizes(page, { name, locale, keepAs: `${locale}-line-${name}` })))
    }
    const isTalking = () => agent.page.getByText(deskText.talking[locale], { exact: true }).waitFor()
    beforeAll(async () => {
      centre = await openLines(locale)
      agent = await arrive(centre, 'agent')
      leader = await arrive(centre, 'leader', sizes.laptop)
      await on(agent).sees(deskText.startTitle)
      await agent.page.keyboard.press('F2')
      await on(agent).sees(deskText.pausedHelp)
    })
    afterAll(() => centre?.close())

    test('is told to the leader, also where a slow line brings the floor of a moment ago last', async () => {
      const { page } = leader
      let letGo = (): void => {}
      const isHeld = new Promise<void>((held) => {
        const released = new Promise<void>((resolve) => {
          letGo = resolve
        })
        void page.route('**/api/floor?*', async (route) => {
          const response = await route.fetch()
          held()
          await released
          await route.fulfill({ response }).catch(() => {})
        })
      })
      await page.goto(`${centre.address}/floor`)
      await isHeld
      await agent.page.keyboard.press('F4')
      await isTalking()
      const seat = page.getByRole('button', { name: new RegExp(names.agent[locale]) }).first()
      await eventually(() => seat.textContent()).toContain(agentStates.talking[locale])
      letGo()
      await page.waitForTimeout(500)
      await page.unroute('**/api/floor?*')
      expect(await seat.textContent()).toContain(agentStates.talking[locale])
    })

    test('is told to the agent: which number the customer sees', async () => {
      const card = agent.page.getByRole('region', { name: deskText.customer[locale] })
      await handsOn(card, locale).sees(deskText.shownAs[locale](callerId))
    })

    test('is told to both: a leader who listens, whispers, joins and leaves', async () => {
      const { page } = leader
      await page
        .getByRole('button', { name: new RegExp(names.agent[locale]) })
        .first()
        .click()
      const drawer = handsOn(page.getByRole('dialog'), locale)
      const modes = [
        [actionKinds.listen, floorText.joinedListen, undefined],
        [actionKinds.whisper, floorText.joinedWhisper, handlingText.leaderWhispers],
        [actionKinds.barge, floorText.joinedBarge, handlingText.leaderBarges],
      ] as const
      for (const [name, here, there] of modes) {
        await drawer.press(name)
        await on(leader).sees(here[locale]({ name: names.agent[locale] }))
        if (there) await on(agent).sees(there)
        await look(page, `leader-${name.en.toLowerCase().replace(' ', '-')}`)
        if (there) await look(agent.page, `agent-${name.en.toLowerCase().replace(' ', '-')}`)
      }
      // Who opens the floor anew still finds the way out.
      await page.goto(`${centre.address}/floor`)
      await on(leader).press(actionKinds.leave)
      await agent.page.getByText(handlingText.leaderBarges[locale]).waitFor({ state: 'detached' })
      await page.getByText(floorText.joinedBarge[locale]({ name: names.agent[locale] })).waitFor({ state: 'detached' })
    })

    test('is told to the agent: a customer who calls back', async () => {
      const { page } = agent
      await page.keyboard.press('F8')
      await on(agent).sees(formText.wrapUpLeft)
      await page.keyboard.press('4')
      await on(agent).sees(formText.saved)
      await page.keyboard.press('Control+Enter')
      await on(agent).sees(deskText.waitTitle)
      centre.network.callIn(`+86${numberOf(0)}`, callerId, { talkMs: 600_000 })
      await on(agent).heading(customer[locale]).waitFor()
      await isTalking()
      const card = handsOn(page.getByRole('region', { name: deskText.customer[locale] }), locale)
      await card.sees(deskText.incoming)
      await on(agent).sees(deskText.incomingHelp)
      await look(page, 'agent-called')
    })

    test('is told to the agent: a customer who is in the survey by now', async () => {
      const { page } = agent
      await page.getByRole('button', { name: new RegExp(editorText.handToSurvey[locale]) }).waitFor()
      await page.keyboard.press('Alt+o')
      await on(agent).sees(deskText.leftCustomer)
      await look(page, 'agent-left')
      await page.keyboard.press('1')
      await on(agent).sees(formText.saved)
      await page.keyboard.press('Control+Enter')
      await on(agent).sees(deskText.waitTitle)
      expect([...faults, ...agent.troubles, ...leader.troubles]).toEqual([])
    })
  })
})
