import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { type Locale, locales } from '#contract/words.ts'
import { handlingText } from '#domains/desk/handling-text.ts'
import { text as deskText } from '#domains/desk/text.ts'
import { foundCampaign, foundList } from '#server/setup/found.ts'
import { describeInBrowser } from '#tools/test/browser.ts'
import { arrive, type JourneyCentre, numberOf, openCentre, type Visitor } from './centre.ts'
import { handsOn, keep } from './hands.ts'

const customer = { zh: '王芳', en: 'Mary Hill' }
const names = { first: { zh: '小鸣', en: 'Ming' }, second: { zh: '小钟', en: 'Zhong' } }

const openDesks = async (locale: Locale) => {
  const centre = await openCentre({
    locale,
    behaviour: () => person({ ringsAfterMs: 300, answersAfterMs: 1000, talkMs: 600_000 }),
  })
  await centre.hire('first', names.first[locale], 'agent')
  await centre.hire('second', names.second[locale], 'agent')
  const { siteId, teamId } = centre
  const { listId } = await foundList(centre.ctx, {
    siteId,
    name: { zh: '春季名单', en: 'Spring list' }[locale],
    rows: [{ number: numberOf(0), name: customer[locale] }],
  })
  await foundCampaign(centre.ctx, {
    siteId,
    listId,
    teamIds: [teamId],
    name: { zh: '春季推广', en: 'Spring offer' }[locale],
  })
  return centre
}

describeInBrowser('a customer', () => {
  describe.each(locales)('read in %s', (locale) => {
    let centre: JourneyCentre
    let first: Visitor
    let second: Visitor
    const on = ({ page }: Visitor) => handsOn(page, locale)
    beforeAll(async () => {
      centre = await openDesks(locale)
      first = await arrive(centre, 'first')
      second = await arrive(centre, 'second')
      for (const one of [first, second]) {
        await on(one).sees(deskText.startTitle)
        await one.page.keyboard.press('F2')
        await on(one).sees(deskText.pausedHelp)
      }
      await first.page.keyboard.press('F4')
      await first.page.getByText(deskText.talking[locale], { exact: true }).waitFor()
    })
    afterAll(() => centre?.close())

    test('is handed to a colleague who was consulted first, by keyboard alone, and both screens say so', async () => {
      await first.page.keyboard.press('Alt+t')
      await first.page.getByRole('option', { name: names.second[locale] }).waitFor()
      await first.page.keyboard.type(names.second[locale])
      await keep(first.page, `parties-${locale}`)
      await first.page.keyboard.press('Enter')
      // Keys belong to the list until it has closed.
      await first.page.getByRole('dialog').waitFor({ state: 'hidden' })
      await on(first).sees(handlingText.asking[locale](names.second[locale]))
      await on(second).sees(handlingText.askedBy[locale](names.first[locale]))
      await on(second).heading(handlingText.consultedBy[locale](names.first[locale])).waitFor()
      const goReady = second.page.getByRole('button', { name: deskText.goReady[locale] })
      expect(await goReady.isEnabled()).toBe(false)
      await on(first).sees(deskText.held)
      await keep(first.page, `consulting-${locale}`)
      await keep(second.page, `asked-${locale}`)
      await first.page.keyboard.press('Alt+c')
      await on(first).sees(handlingText.conference[locale](names.second[locale]))
      await on(second).sees(handlingText.askedConference[locale](names.first[locale]))
      await keep(first.page, `conference-${locale}`)
      await first.page.keyboard.press('Alt+g')
      await on(second).heading(customer[locale]).waitFor()
      await second.page.getByText(deskText.talking[locale], { exact: true }).waitFor()
      await on(first).sees(deskText.noCall)
      await keep(second.page, `handed-over-${locale}`)
      expect([...first.troubles, ...second.troubles]).toEqual([])
    })
  })
})
