import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Behaviour, machine, person } from '#adapters/simulator/call-script.ts'
import { locales } from '#contract/words.ts'
import { text, verdictWords } from '#domains/detection/text.ts'
import { foundCampaign, foundList } from '#server/setup/found.ts'
import { describeInBrowser } from '#tools/test/browser.ts'
import { arrive, type JourneyCentre, numberOf, openCentre, sizes, type Visitor } from './centre.ts'
import { lookInSizes, settled } from './faults.ts'
import { eventually } from './hands.ts'

const names = {
  analyst: { zh: '郑质检', en: 'Zheng of quality' },
  list: { zh: '秋季名单', en: 'Autumn list' },
  campaign: { zh: '秋季推广', en: 'Autumn offer' },
}
const pace = { ringsAfterMs: 200, answersAfterMs: 800 }
const behaviour: Behaviour = (to) =>
  Number(to.at(-1)) % 2 === 0 ? machine({ ...pace, talkMs: 6000 }) : person({ ...pace, talkMs: 3000 })

describeInBrowser('calls taken for machines', () => {
  describe.each(locales)('judged in %s', (locale) => {
    let centre: JourneyCentre
    let analyst: Visitor
    let campaignId = ''
    beforeAll(async () => {
      centre = await openCentre({ behaviour, locale })
      const { ctx, siteId, teamId } = centre
      await centre.hire('analyst', names.analyst[locale], 'qualityAnalyst')
      const rows = Array.from({ length: 60 }, (_, place) => ({ number: numberOf(place), name: '' }))
      const { listId } = await foundList(ctx, { siteId, name: names.list[locale], rows })
      // So many audits that each machine is drawn.
      const detection = { machineDetection: 'before', machineAudits: 500 } as const
      campaignId = await foundCampaign(ctx, {
        ...detection,
        name: names.campaign[locale],
        siteId,
        listId,
        teamIds: [teamId],
      })
      await centre.colleagues(4)
      analyst = await arrive({ ...centre, isStill: true }, 'analyst', sizes.laptop)
    })
    afterAll(() => centre?.close())

    const judgements = async (): Promise<(string | null)[]> => {
      const { db } = centre.ctx
      const all = await db.selectFrom('detection.judgement').select('verdict').orderBy('judgedAt').execute()
      return all.map(({ verdict }) => verdict)
    }
    const kept = async (): Promise<number> => {
      const found = centre.ctx.db
        .selectFrom('detection.answer')
        .innerJoin('recordings.recording', (on) =>
          on
            .onRef('recordings.recording.callId', '=', 'detection.answer.callId')
            .on('recordings.recording.state', '=', 'kept'),
        )
      return (await found.select('detection.answer.callId').where('heardAs', '=', 'machine').execute()).length
    }

    test('are said to be a person, a machine or unclear with 1, 2 and 3, and Z takes the last one back', async () => {
      const { page } = analyst
      await vi.waitUntil(async () => (await kept()) > 4, { timeout: 90_000, interval: 500 })
      await page.goto(`${centre.address}/detection-audit`)
      const answer = page.getByRole('button', { name: verdictWords.unclear[locale] })
      // The line also says what the machine had heard: only its tag tells the judgement.
      const last = (words: string) => page.getByRole('status').locator('.ant-tag').getByText(words).waitFor()
      for (const [place, verdict] of (['person', 'machine', 'unclear'] as const).entries()) {
        await eventually(() => answer.isEnabled()).toBe(true)
        await page.keyboard.press(String(place + 1))
        await last(verdictWords[verdict][locale])
      }
      await eventually(() => answer.isEnabled()).toBe(true)
      // Two keys at once, as a hand that slips strikes them: the first counts, and nobody is told off for the second.
      await page.evaluate(() => {
        for (const code of ['Digit2', 'Digit3'])
          document.body.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true }))
      })
      await last(verdictWords.machine[locale])
      await eventually(() => answer.isEnabled()).toBe(true)
      await page.keyboard.press('z')
      await last(text.takenBack[locale])
      // Who took one back has none to take back.
      await page.getByRole('status').getByRole('button').waitFor({ state: 'detached' })
      expect((await judgements()).slice(-4)).toEqual(['machine', 'unclear', 'machine', null])
      await settled(page)
      const look = { name: 'detection-judged', locale, keepAs: `${locale}-detection-judged` }
      expect([...(await lookInSizes(page, look)), ...analyst.troubles]).toEqual([])
    })

    test('give a rate whose every number opens its calls', async () => {
      const { page } = analyst
      await page.setViewportSize(sizes.laptop)
      await page.goto(`${centre.address}/machine-detection`)
      const row = page.getByRole('row').filter({ hasText: names.campaign[locale] })
      const rates = row.getByRole('button', { name: /%$/ })
      await rates.first().waitFor()
      // One person and one machine: half of those taken for machines, and fewer of all persons who answered.
      expect(await rates.last().textContent()).toBe('50.0%')
      expect(Number.parseFloat((await rates.first().textContent()) ?? '')).toBeGreaterThan(5)
      await settled(page)
      const look = { name: 'detection-results', locale, keepAs: `${locale}-detection-results` }
      const faults = await lookInSizes(page, look)
      await rates.first().click()
      const drawer = page.getByRole('dialog')
      await drawer.getByText(text.judgedPerson[locale], { exact: true }).waitFor()
      const call = drawer.getByRole('row').filter({ hasText: names.analyst[locale] })
      await call.filter({ hasText: verdictWords.person[locale] }).first().waitFor()
      expect(await call.count()).toBe((await judgements()).filter((verdict) => verdict === 'person').length)
      await settled(page)
      const drill = { name: 'detection-drill', locale, keepAs: `${locale}-detection-drill` }
      faults.push(...(await lookInSizes(page, drill)))
      await page.goto(`${centre.address}/campaigns/${campaignId}?tab=overview`)
      const way = page.getByRole('row').filter({ hasText: text.now[locale] })
      await way.getByText('50.0%').waitFor()
      await settled(page)
      const panel = { name: 'detection-campaign', locale, keepAs: `${locale}-detection-campaign` }
      faults.push(...(await lookInSizes(page, panel)))
      expect([...faults, ...analyst.troubles]).toEqual([])
    })
  })
})
