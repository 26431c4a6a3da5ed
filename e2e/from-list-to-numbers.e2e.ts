import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnsweredScript, person, withOwnScripts } from '#adapters/simulator/call-script.ts'
import { type Locale, locales } from '#contract/words.ts'
import { text as callText, signalWords } from '#domains/calls/text.ts'
import { gateSteps } from '#domains/campaigns/stage-gates.ts'
import { text as campaignText, moveWords, stateWords } from '#domains/campaigns/text.ts'
import { callbackText, text as deskText, formText } from '#domains/desk/text.ts'
import { text as floorText } from '#domains/floor/text.ts'
import { text as followupText } from '#domains/followups/text.ts'
import { text as listText, refusedReasons } from '#domains/lists/text.ts'
import { text as measureText } from '#domains/metrics/text.ts'
import { agentStates } from '#domains/presence/contract.ts'
import { describeInBrowser } from '#tools/test/browser.ts'
import { text as kitText } from '#web/ui/text.ts'
import { arrive, type JourneyCentre, numberOf, openCentre, siteName, sizes, teamName, type Visitor } from './centre.ts'
import { eventually, handsOn, keep } from './hands.ts'

/** Customers in the order in which the list wants them called. */
const customers = {
  zh: ['王芳', '李强', '张伟', '刘洋', '陈静'],
  en: ['Mary Hill', 'Li Qiang', 'John Reed', 'Ann Lowe', 'Eve Stone'],
}
const cities = { zh: '杭州', en: 'Hangzhou' }
const people = {
  manager: { zh: '林经理', en: 'Lin the manager' },
  leader: { zh: '陈班长', en: 'Chen the leader' },
  agent: { zh: '小鸣', en: 'Ming' },
}
const listName = { zh: '春季名单', en: 'Spring list' }
const campaignName = { zh: '春季推广', en: 'Spring offer' }
const openingWords = { zh: '{姓名}您好，耽误您一分钟。', en: 'Good morning {name}, one minute please.' }
const greeting = (customer: string, locale: Locale) =>
  ({ zh: `${customer}您好，耽误您一分钟。`, en: `Good morning ${customer}, one minute please.` })[locale]

const scriptOf = (place: number): AnsweredScript =>
  // The first customer stays until the agent hangs up; the others say goodbye themselves.
  person({ ringsAfterMs: 300, answersAfterMs: 1200, talkMs: place === 0 ? 120_000 : 3000 })
const behaviour = withOwnScripts(
  Object.fromEntries(customers.zh.map((_, place) => [`+86${numberOf(place)}`, scriptOf(place)])),
)

/** Nine rows: five customers, the first of them once more, and three nobody could dial or call in that order. */
const csv = (locale: Locale): string =>
  [
    { zh: '手机号码,姓名,优先级,城市', en: 'Phone number,Name,Priority,City' }[locale],
    ...customers[locale].map((name, place) => `${numberOf(place)},${name},${place + 1},${cities[locale]}`),
    `${numberOf(0)},${customers[locale][0]},1,${cities[locale]}`,
    `142001,${customers[locale][1]},1,${cities[locale]}`,
    `,${customers[locale][2]},1,${cities[locale]}`,
    `${numberOf(9)},${customers[locale][3]},soon,${cities[locale]}`,
  ].join('\r\n')

const dayAt = (timeZone: string, ahead: number): string =>
  new Intl.DateTimeFormat('sv', { timeZone }).format(Date.now() + ahead * 86_400_000)

describeInBrowser('from a list to its numbers', () => {
  describe.each(locales)('read in %s', (locale) => {
    let centre: JourneyCentre
    let manager: Visitor
    let leader: Visitor
    let agent: Visitor
    beforeAll(async () => {
      centre = await openCentre({ behaviour, locale })
      await centre.hire('manager', people.manager[locale], 'campaignManager')
      await centre.hire('leader', people.leader[locale], 'teamLeader')
      await centre.hire('agent', people.agent[locale], 'agent')
      manager = await arrive(centre, 'manager', sizes.desktop)
    })
    afterAll(() => centre?.close())

    test('the manager imports a list, and every row is accounted for', async () => {
      const { page } = manager
      const { goTo, press, sees, button } = handsOn(page, locale)
      await goTo(listText.lists)
      await button(listText.create).first().click()
      const form = handsOn(page.getByRole('dialog'), locale)
      await form.fill(listText.name, listName[locale])
      await form.press(kitText.save)

      await sees(listText.dropFile)
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'spring.csv', mimeType: 'text/csv', buffer: Buffer.from(csv(locale)) })
      await sees(listText.previewFaults[locale](3))
      await keep(page, `${locale}-journey-import`)
      await press(listText.start)
      await sees(listText.finished)
      const account = { readRows: 9, accepted: 5, merged: 1, refused: 3 } as const
      for (const [part, count] of Object.entries(account))
        await page.getByText(`${listText[part as keyof typeof account][locale]}${count}`, { exact: true }).waitFor()

      await press(listText.downloadRefused)
      await page.getByRole('dialog').getByRole('textbox').fill('to be mended')
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('dialog').getByRole('button', { name: kitText.exportNow[locale], exact: true }).click(),
      ])
      const refused = await readFile(await file.path(), 'utf8')
      for (const reason of [refusedReasons.tooShort, refusedReasons.empty, refusedReasons.badPriority])
        expect(refused).toContain(reason[locale])
      expect(refused.trim().split('\n')).toHaveLength(4)
    })

    test('the manager plans a campaign, signs its nine steps and starts it', async () => {
      const { page } = manager
      const { goTo, press, sees, fill, choose, pickDay, button } = handsOn(page, locale)
      const next = async (step: keyof typeof campaignText.steps) => {
        await press(campaignText.next)
        await handsOn(page, locale).heading(campaignText.steps[step]).waitFor()
      }
      await goTo(campaignText.campaigns)
      await button(campaignText.create).first().click()
      await fill(campaignText.name, campaignName[locale])
      await choose(campaignText.site, siteName[locale])
      await next('list')
      await page.waitForURL('**/edit?step=list')
      await choose(campaignText.list, listName[locale])
      await next('hours')
      await next('mode')
      await fill(campaignText.callerId, '02161234567')
      await next('script')
      await fill(campaignText.openingWords, openingWords[locale])
      await next('teams')
      await choose(campaignText.teams, teamName[locale])
      await page.keyboard.press('Escape')
      await next('goals')
      await fill(campaignText.target, '10')
      await pickDay(campaignText.startsOn, dayAt(centre.timeZone, 0))
      await pickDay(campaignText.endsOn, dayAt(centre.timeZone, 30))
      await next('check')
      await sees(campaignText.complete)
      await keep(page, `${locale}-journey-check`)
      await press(moveWords.submit)
      await sees(stateWords.inReview)

      await press(campaignText.signAll[locale](gateSteps.length))
      await handsOn(page.getByRole('dialog'), locale).press(campaignText.sign)
      const signed = page.getByRole('row').filter({ hasText: campaignText.signed[locale] })
      await eventually(() => signed.count()).toBe(gateSteps.length)
      await keep(page, `${locale}-journey-steps`)
      await press(moveWords.approve)
      await sees(stateWords.ready)
      await press(moveWords.start)
      await handsOn(page.getByRole('dialog'), locale).press(moveWords.start)
      await sees(stateWords.running)
    })

    test('the agent takes five calls while the leader watches', async () => {
      leader = await arrive(centre, 'leader', sizes.desktop)
      const floor = handsOn(leader.page, locale)
      await floor.heading(floorText.floor).waitFor()
      await floor.sees(floorText.nobodyHere)
      let loads = 0
      leader.page.on('load', () => loads++)

      agent = await arrive(centre, 'agent', sizes.laptop)
      const { page } = agent
      const desk = handsOn(page, locale)
      await desk.sees(deskText.startTitle)
      await page.keyboard.press('F2')
      await desk.sees(deskText.pausedHelp)
      await page.keyboard.press('F4')
      for (const [place, customer] of customers[locale].entries()) {
        await desk.heading(customer).waitFor()
        await desk.sees(greeting(customer, locale))
        await keep(page, `${locale}-journey-call-${place + 1}`)
        if (place === 0) await talkAtLength(page, leader.page)
        await conclude(page, place)
      }
      await page.getByText(`${deskText.connects[locale]} 5`, { exact: true }).waitFor()
      await desk.button(`${deskText.callbacks[locale]} 1`).waitFor()

      const seat = leader.page.getByRole('button', { name: `${people.agent[locale]} E003` })
      await seat.filter({ hasText: agentStates.ready[locale] }).filter({ hasText: /1\/1$/ }).waitFor()
      expect(loads).toBe(0)
    })

    /** Mute and hold with their lamps, the running timer, the leader's view of it, and the agent hangs up. */
    const talkAtLength = async (page: Page, floor: Page) => {
      await page.getByText(deskText.talking[locale], { exact: true }).waitFor()
      const timer = page.getByRole('timer').last()
      const before = await timer.textContent()
      await eventually(() => timer.textContent()).not.toBe(before)
      const seat = floor.getByRole('button', { name: `${people.agent[locale]} E003` })
      await seat.filter({ hasText: agentStates.talking[locale] }).waitFor()
      const shown = await seat.textContent()
      await eventually(() => seat.textContent()).not.toBe(shown)

      const controls = page.getByRole('toolbar')
      await page.keyboard.press('Alt+m')
      await controls.getByRole('button', { name: deskText.unmute[locale], pressed: true }).waitFor()
      await page.keyboard.press('Alt+m')
      await controls.getByRole('button', { name: deskText.mute[locale], pressed: false }).waitFor()
      await page.keyboard.press('Alt+p')
      await page.getByText(deskText.held[locale], { exact: true }).waitFor()
      await seat.filter({ hasText: agentStates.holding[locale] }).waitFor()
      await page.keyboard.press('Alt+p')
      await page.getByText(deskText.talking[locale], { exact: true }).waitFor()
      await page.keyboard.press('F8')
    }

    /** The outcome by keyboard alone: a success, a refusal with its reason, a callback, no decision, do not call. */
    const conclude = async (page: Page, place: number) => {
      const form = page.getByRole('region', { name: formText.outcome[locale] })
      await form.getByText(formText.wrapUpLeft[locale]).waitFor()
      const keys = [['1'], ['3', '1'], ['2'], ['4'], ['Alt+j']][place] ?? []
      for (const key of keys) await page.keyboard.press(key)
      if (place === 2) await form.getByRole('button', { name: callbackText.inAnHour[locale] }).click()
      if (place === 4) await form.getByText(formText.doNotCallWords[locale]).waitFor()
      await page.keyboard.press('Alt+n')
      await page.keyboard.type(`note ${place + 1}`)
      await form.getByText(formText.saved[locale]).waitFor()
      await keep(page, `${locale}-journey-outcome-${place + 1}`)
      await page.keyboard.press('Control+Enter')
      await form.getByText(`note ${place + 1}`).waitFor({ state: 'detached' })
    }

    test('the numbers of the campaign are what happened, down to one call', async () => {
      const { page } = manager
      const { goTo } = handsOn(page, locale)
      await goTo(campaignText.campaigns)
      await page.getByRole('main').getByRole('link', { name: campaignName[locale] }).click()
      const stage = (name: keyof typeof measureText.stages) =>
        page
          .getByRole('row', { name: new RegExp(`^${measureText.stages[name][locale]} `) })
          .getByRole('cell')
          .nth(1)
          .textContent()
      const heading = handsOn(page, locale).heading(measureText.funnel)
      await heading.waitFor()
      await handsOn(page.getByRole('figure').filter({ has: heading }), locale).press(kitText.asTable)
      // The page asks every twenty seconds; what the last call came to may have been a moment late for the first time.
      const stages = ['records', 'valid', 'dialled', 'answered', 'connected', 'effective', 'succeeded'] as const
      await expect
        .poll(() => Promise.all(stages.map(stage)), { timeout: 45_000 })
        .toEqual(['5', '5', '5', '5', '5', '4', '1'])

      const connects = { zh: '接通量', en: 'Connects' }[locale]
      const successes = { zh: '外呼在线成功量', en: 'In-call successes' }[locale]
      await page.getByRole('button', { name: `${successes} 1,` }).waitFor()
      await page.getByRole('button', { name: `${connects} 5,` }).click()
      const calls = page.getByRole('dialog').getByRole('row').filter({ hasText: '142****' })
      await eventually(() => calls.count()).toBe(5)
      await keep(page, `${locale}-journey-calls-behind`)
      await calls.last().click()
      await handsOn(page, locale).heading(callText.call).waitFor()
      for (const signal of [
        'placed',
        'ringing',
        'answered',
        'bridged',
        'held',
        'resumed',
        'ended',
        'concluded',
      ] as const)
        await page
          .getByRole('listitem')
          .filter({ hasText: signalWords[signal]?.[locale] ?? signal })
          .first()
          .waitFor()
      await handsOn(page, locale).sees('note 1')
    })

    test('the callback waits for the agent, and nobody met an error', async () => {
      const { page } = agent
      await page.goto(`${centre.address}/callbacks`)
      await handsOn(page, locale).heading(followupText.callbacks).waitFor()
      await page
        .getByRole('row')
        .filter({ hasText: customers[locale][2] ?? '' })
        .waitFor()
      expect([...manager.troubles, ...leader.troubles, ...agent.troubles]).toEqual([])
    })
  })
})
