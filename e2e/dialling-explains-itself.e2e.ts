import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Behaviour, person, unreached } from '#adapters/simulator/call-script.ts'
import { chanceOf } from '#adapters/simulator/chance.ts'
import { locales } from '#contract/words.ts'
import { moveCampaign } from '#domains/campaigns/server/public.ts'
import { text as campaignText } from '#domains/campaigns/text.ts'
import { idleCauseWords, modeSentences, panelText, terms } from '#domains/dialer/explanation-text.ts'
import { foundCampaign, foundList } from '#server/setup/found.ts'
import { describeInBrowser } from '#tools/test/browser.ts'
import { text as kitText } from '#web/ui/text.ts'
import { arrive, type JourneyCentre, numberOf, openCentre, sizes, type Visitor } from './centre.ts'
import { eventually, handsOn, keep } from './hands.ts'

const names = {
  manager: { zh: '林经理', en: 'Lin the manager' },
  list: { zh: '春季名单', en: 'Spring list' },
  campaign: { zh: '春季推广', en: 'Spring offer' },
}

/** Four in ten answer, and talk for a few seconds. */
const behaviour: Behaviour = (to) => {
  const chance = chanceOf('panel', to)
  if (chance() > 0.4) return unreached('busy', { endsAfterMs: 700 })
  return person({ ringsAfterMs: 200, answersAfterMs: 800 + chance() * 1200, talkMs: 2000 + chance() * 4000 })
}

describeInBrowser('dialling that explains itself', () => {
  describe.each(locales)('read in %s', (locale) => {
    let centre: JourneyCentre
    let manager: Visitor
    let campaignId: string
    beforeAll(async () => {
      centre = await openCentre({ behaviour, locale })
      const { ctx, siteId, teamId } = centre
      await centre.hire('manager', names.manager[locale], 'campaignManager')
      const rows = Array.from({ length: 300 }, (_, place) => ({ number: numberOf(place), name: '' }))
      const { listId } = await foundList(ctx, { siteId, name: names.list[locale], rows })
      const form = { name: names.campaign[locale], siteId, listId, teamIds: [teamId] }
      campaignId = await foundCampaign(ctx, { ...form, mode: 'predictive' })
      await centre.colleagues(6)
      manager = await arrive(centre, 'manager', sizes.laptop)
      await manager.page.goto(`${centre.address}/campaigns/${campaignId}`)
    })
    afterAll(() => centre?.close())

    test('the manager reads the sum behind the calls, and sees it move', async () => {
      const { page } = manager
      const sum = page.getByRole('region', { name: panelText.arithmetic[locale] })
      for (const { name } of Object.values(terms))
        if (name !== terms.waiting.name) await sum.getByRole('button', { name: name[locale] }).first().waitFor()
      await sum.getByRole('button', { name: terms.margin.name[locale] }).focus()
      await page.getByRole('tooltip').getByText(terms.margin.help[locale]).waitFor()
      const shown = await sum.textContent()
      await eventually(() => sum.textContent()).not.toBe(shown)
      await handsOn(page, locale).heading(panelText.abandonedCalls).waitFor()
      await keep(page, `${locale}-panel-sum`)
    })

    test('the manager aims at another share of abandoned calls; above the ceiling is refused', async () => {
      const { page } = manager
      const ledger = page.getByRole('region', { name: panelText.ledger[locale] })
      const hands = handsOn(ledger, locale)
      await hands.fill(campaignText.abandonTarget, '9')
      await hands.sees(campaignText.aboveCeiling[locale]('3.0%'))
      expect(await hands.button(kitText.save).isDisabled()).toBe(true)
      await hands.fill(campaignText.abandonTarget, '2.5')
      await hands.sees(campaignText.abandonTargetCosts[locale]('25'))
      await hands.press(kitText.save)
      await handsOn(page, locale).sees(campaignText.abandonTargetSet)
      await hands.sees(`${panelText.target[locale]} 2.5%`)
      await keep(page, `${locale}-panel-target`)
    })

    test('what agents waited for is told as a bar, as a table and by the quarter of an hour', async () => {
      const { page } = manager
      const idle = page.getByRole('region', { name: panelText.idle[locale] })
      await idle.getByText(idleCauseWords.pacing.name[locale], { exact: true }).waitFor()
      await handsOn(idle, locale).press(kitText.asTable)
      await idle.getByRole('row').filter({ hasText: panelText.total[locale] }).waitFor()
      await keep(page, `${locale}-panel-idle`)
      // What was counted is written down as dialling stops.
      await moveCampaign(centre.ctx, campaignId, 'pause')
      await handsOn(page, locale).sees(modeSentences.predictive)
      await handsOn(idle, locale).press(panelText.idleOfDays)
      const drawer = page.getByRole('dialog')
      const today = drawer.getByRole('rowheader').getByRole('button')
      await today.waitFor({ timeout: 30_000 })
      await today.click()
      await drawer.getByRole('button', { name: panelText.backToDays[locale] }).waitFor()
      await drawer.getByRole('rowheader').first().waitFor()
      const [file] = await Promise.all([page.waitForEvent('download'), handsOn(drawer, locale).press(panelText.export)])
      expect(file.suggestedFilename()).toContain(panelText.exportName[locale])
      expect(manager.troubles).toEqual([])
    })
  })
})
