import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { roles } from '#contract/role.ts'
import { locales } from '#contract/words.ts'
import { text as accessText } from '#domains/access/text.ts'
import { text as signInText } from '#domains/access/web/text.ts'
import { text as callText } from '#domains/calls/text.ts'
import { text as campaignText } from '#domains/campaigns/text.ts'
import { text as listText } from '#domains/lists/text.ts'
import { describeInBrowser } from '#tools/test/browser.ts'
import { text as frameText } from '#web/frame/text.ts'
import { text as kitText } from '#web/ui/text.ts'
import { arrive, type JourneyCentre, openCentre } from './centre.ts'
import { handsOn } from './hands.ts'

const newcomer = { zh: '郑质检', en: 'Zheng of quality' }
const passwords = { first: 'Given by hand 4', own: 'Chosen alone 88' }

describeInBrowser('the first password', () => {
  describe.each(locales)('read in %s', (locale) => {
    let centre: JourneyCentre
    beforeAll(async () => {
      centre = await openCentre({ behaviour: () => person(), locale })
      await centre.hire('admin', { zh: '邓管理', en: 'Deng the administrator' }[locale], 'administrator')
    })
    afterAll(() => centre?.close())

    test('is changed by the person it was given to, who then sees what the post may see', async () => {
      const administrator = await arrive(centre, 'admin')
      await administrator.page.goto(`${centre.address}/accounts`)
      await handsOn(administrator.page, locale).press(accessText.addAccount)
      const form = handsOn(administrator.page.getByRole('dialog'), locale)
      await form.fill(accessText.loginName, 'quality')
      await form.fill(accessText.displayName, newcomer[locale])
      await form.fill(accessText.firstPassword, passwords.first)
      await form.choose(accessText.roles, roles.qualityAnalyst[locale])
      await form.press(kitText.save)
      const row = administrator.page.getByRole('row').filter({ hasText: newcomer[locale] })
      await row.filter({ hasText: accessText.mustChange[locale] }).waitFor()
      await row.filter({ hasText: accessText.scopes.all[locale] }).waitFor()

      const visitor = await arrive({ ...centre, password: passwords.first }, 'quality')
      const { page } = visitor
      const hands = handsOn(page, locale)
      await hands.sees(signInText.mustChange)
      // No way around it.
      await page.goto(`${centre.address}/calls`)
      await hands.sees(signInText.mustChange)
      await hands.fill(signInText.current, passwords.first)
      await hands.fill(signInText.next, passwords.own)
      await hands.fill(signInText.again, `${passwords.own}9`)
      await hands.press(signInText.changePassword)
      await hands.sees(signInText.differs)
      await hands.fill(signInText.again, passwords.own)
      await hands.press(signInText.changePassword)

      const menu = page.getByRole('navigation', { name: frameText.menu[locale] })
      await menu.getByText(callText.ledger[locale]).waitFor()
      await menu.getByText(campaignText.campaigns[locale], { exact: true }).waitFor()
      expect(await menu.getByText(accessText.accounts[locale], { exact: true }).count()).toBe(0)
      expect(await menu.getByText(listText.lists[locale], { exact: true }).count()).toBe(0)
      await page.goto(`${centre.address}/accounts`)
      await hands.sees(frameText.notForYou)

      await handsOn(administrator.page, locale).press(kitText.refresh)
      await row.filter({ hasText: accessText.inUse[locale] }).waitFor()
      expect([...administrator.troubles, ...visitor.troubles]).toEqual([])
    })
  })
})
