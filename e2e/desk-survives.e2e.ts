import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { type Locale, locales } from '#contract/words.ts'
import { text as accessText } from '#domains/access/text.ts'
import { text as signInText } from '#domains/access/web/text.ts'
import { text as deskText, formText } from '#domains/desk/text.ts'
import { foundCampaign, foundList } from '#server/setup/found.ts'
import { describeInBrowser } from '#tools/test/browser.ts'
import { arrive, type JourneyCentre, numberOf, openCentre, password, type Visitor } from './centre.ts'
import { eventually, handsOn, keep } from './hands.ts'

const customer = { zh: '王芳', en: 'Mary Hill' }
const agentName = { zh: '小鸣', en: 'Ming' }
const note = { zh: '客户想先看资料', en: 'wants to read about it first' }

/** Words of the browser itself about a line that is cut; the page says it in its own. */
const saysThatTheLineIsCut = (trouble: string): boolean =>
  /ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(trouble)

const openDesk = async (locale: Locale) => {
  const centre = await openCentre({
    locale,
    behaviour: () => person({ ringsAfterMs: 300, answersAfterMs: 1000, talkMs: 600_000 }),
  })
  await centre.hire('agent', agentName[locale], 'agent')
  await centre.hire('admin', { zh: '邓管理', en: 'Deng the administrator' }[locale], 'administrator')
  const { siteId } = centre
  const { listId } = await foundList(centre.ctx, {
    siteId,
    name: { zh: '春季名单', en: 'Spring list' }[locale],
    rows: [{ number: numberOf(0), name: customer[locale] }],
  })
  await foundCampaign(centre.ctx, {
    siteId,
    listId,
    teamIds: [centre.teamId],
    name: { zh: '春季推广', en: 'Spring offer' }[locale],
  })
  return centre
}

const secondsOf = (shown: string | null): number =>
  (shown ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

describeInBrowser('the desk survives', () => {
  describe.each(locales)('read in %s', (locale) => {
    let centre: JourneyCentre
    let agent: Visitor
    let beside: Visitor
    const noteOf = (page: Page) => page.getByRole('textbox', { name: formText.note[locale] })
    const hasTheCall = async (page: Page) => {
      await handsOn(page, locale).heading(customer[locale]).waitFor()
      await page.getByText(deskText.talking[locale], { exact: true }).waitFor()
      await eventually(() => noteOf(page).inputValue()).toBe(note[locale])
    }
    beforeAll(async () => {
      centre = await openDesk(locale)
      agent = await arrive(centre, 'agent')
      await handsOn(agent.page, locale).sees(deskText.startTitle)
      await agent.page.keyboard.press('F2')
      await handsOn(agent.page, locale).sees(deskText.pausedHelp)
      await agent.page.keyboard.press('F4')
    })
    afterAll(() => centre?.close())

    test('a reload in the middle of a call, with the timer and what was typed', async () => {
      const { page } = agent
      await page.getByText(deskText.talking[locale], { exact: true }).waitFor()
      await page.keyboard.press('Alt+n')
      await page.keyboard.type(note[locale])
      await handsOn(page, locale).sees(formText.saved)
      const timer = page.getByRole('timer').last()
      await eventually(async () => secondsOf(await timer.textContent())).toBeGreaterThan(1)
      const before = secondsOf(await timer.textContent())
      await page.reload()
      await hasTheCall(page)
      expect(secondsOf(await timer.textContent())).toBeGreaterThanOrEqual(before)
    })

    test('a second browser, which shows the same desk and what either does', async () => {
      beside = await arrive(centre, 'agent')
      await hasTheCall(beside.page)
      await beside.page.keyboard.press('Alt+m')
      await agent.page.getByRole('button', { name: deskText.unmute[locale] }).waitFor()
    })

    test('a cut line: says so, keeps what is typed, and is true again once it is back', async () => {
      const { page, context } = agent
      const banner = page.getByRole('alert').filter({ hasText: deskText.lineLostHelp[locale] })
      await context.setOffline(true)
      await banner.waitFor()
      await noteOf(page).fill(`${note[locale]} 2`)
      await handsOn(page, locale).sees(formText.keptHere)
      await keep(page, `${locale}-journey-line-cut`)
      await beside.page.keyboard.press('F8')
      await handsOn(beside.page, locale).sees(formText.wrapUpLeft)
      await context.setOffline(false)
      await banner.waitFor({ state: 'hidden' })
      await page.getByText(new RegExp(`${formText.wrapUpLeft[locale]}|${formText.wrapUpOver[locale]}`)).waitFor()
      await handsOn(page, locale).sees(formText.saved)
      expect(await noteOf(page).inputValue()).toBe(`${note[locale]} 2`)
    })

    test('a session ended by an administrator: the sign-in leads back to the call', async () => {
      await beside.leave()
      const administrator = await arrive(centre, 'admin')
      await administrator.page.goto(`${centre.address}/accounts`)
      const row = administrator.page.getByRole('row').filter({ hasText: agentName[locale] })
      await row.getByRole('button', { name: accessText.more[locale] }).click()
      await administrator.page.getByRole('menuitem', { name: accessText.forceOut[locale] }).click()
      // A question, and no form of the account behind it.
      await handsOn(administrator.page.getByRole('dialog'), locale).press(accessText.forceOut)
      await administrator.page.getByRole('dialog', { name: agentName[locale] }).waitFor({ state: 'hidden' })
      await row.filter({ hasText: accessText.offline[locale] }).waitFor()

      const { page } = agent
      await page.waitForURL('**/sign-in?**')
      await handsOn(page, locale).fill(signInText.loginName, 'agent')
      await handsOn(page, locale).fill(signInText.password, password)
      await handsOn(page, locale).press(signInText.signIn)
      await page.waitForURL('**/desk')
      await handsOn(page, locale).heading(customer[locale]).waitFor()
      await eventually(() => noteOf(page).inputValue()).toBe(`${note[locale]} 2`)
      await page.keyboard.press('1')
      await page.keyboard.press('Control+Enter')
      await page.getByText(`${deskText.connects[locale]} 1`, { exact: true }).waitFor()
      await noteOf(page).waitFor({ state: 'detached' })
      const troubles = [...agent.troubles, ...administrator.troubles].filter((one) => !saysThatTheLineIsCut(one))
      expect(troubles).toEqual([])
    })
  })
})
