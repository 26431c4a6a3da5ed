import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Behaviour, person } from '#adapters/simulator/call-script.ts'
import { locales } from '#contract/words.ts'
import type { LiveCall } from '#domains/calls/server/public.ts'
import { listListenings } from '#domains/recordings/contract.ts'
import { partMissing, stateWords, text } from '#domains/recordings/text.ts'
import { foundCampaign, foundList } from '#server/setup/found.ts'
import { describeInBrowser } from '#tools/test/browser.ts'
import { arrive, type JourneyCentre, numberOf, openCentre, sizes, type Visitor } from './centre.ts'
import { lookInSizes } from './faults.ts'
import { eventually, handsOn, keep } from './hands.ts'

const names = {
  analyst: { zh: '郑质检', en: 'Zheng of quality' },
  list: { zh: '秋季名单', en: 'Autumn list' },
  campaign: { zh: '秋季推广', en: 'Autumn offer' },
  remark: { zh: '语气很好', en: 'A good tone' },
}
const behaviour: Behaviour = () => person({ ringsAfterMs: 200, answersAfterMs: 800, talkMs: 9000 })

describeInBrowser('a recording', () => {
  describe.each(locales)('heard in %s', (locale) => {
    let centre: JourneyCentre
    let analyst: Visitor
    beforeAll(async () => {
      centre = await openCentre({ behaviour, locale })
      const { ctx, siteId, teamId } = centre
      await centre.hire('analyst', names.analyst[locale], 'qualityAnalyst')
      const rows = Array.from({ length: 40 }, (_, place) => ({ number: numberOf(place), name: '' }))
      const { listId } = await foundList(ctx, { siteId, name: names.list[locale], rows })
      await foundCampaign(ctx, { name: names.campaign[locale], siteId, listId, teamIds: [teamId] })
      await centre.colleagues(2)
      analyst = await arrive(centre, 'analyst', sizes.laptop)
    })
    afterAll(() => centre?.close())
    const wave = () => analyst.page.getByRole('slider', { name: text.position[locale] })
    const second = async (): Promise<number> => Number(await wave().getAttribute('aria-valuenow'))

    test('is in the list when the call is over, and opens on the page of its call', async () => {
      const { page } = analyst
      const kept = () => page.getByRole('row').filter({ hasText: stateWords.kept[locale] })
      await eventually(async () => {
        await page.goto(`${centre.address}/recordings`)
        await page.getByRole('heading', { name: text.recordings[locale], level: 1 }).waitFor()
        await page.getByRole('row').nth(1).waitFor()
        return kept().count()
      }).toBeGreaterThan(0)
      await keep(page, `${locale}-recordings`)
      await kept().first().click()
      await wave().waitFor()
    })

    test('is played from any second: sound comes, the wave moves, and a click goes further', async () => {
      const { page } = analyst
      const hands = handsOn(page, locale)
      await hands.press(text.play)
      await eventually(second).toBeGreaterThan(0)
      const { x, y, width } = (await wave().boundingBox()) ?? expect.fail('there is no wave')
      await page.mouse.click(x + width * 0.6, y + 20)
      await eventually(second).toBeGreaterThan(4)
      await page.keyboard.press('Space')
      await hands.button(text.play).waitFor()
      const stopped = await second()
      await page.keyboard.press('ArrowLeft')
      await eventually(second).toBeLessThan(stopped)
      await keep(page, `${locale}-recording-played`)
    })

    test('gets a remark at its second, and tells who listened to which', async () => {
      const { page } = analyst
      const hands = handsOn(page, locale)
      await page.keyboard.press('c')
      await page.keyboard.type(names.remark[locale])
      await page.keyboard.press('Enter')
      await page.getByRole('listitem').filter({ hasText: names.remark[locale] }).waitFor()
      const answer = await page.request.get(
        `${centre.address}/api${listListenings.path.replace('{callId}', page.url().split('/').at(-1) ?? '')}`,
      )
      const [listening] = listListenings.reply.parse(await answer.json())
      expect(listening?.heard.length).toBeGreaterThan(0)
      await page.getByRole('button', { name: text.listened[locale] }).click()
      await page.getByRole('dialog').getByText(names.analyst[locale]).waitFor()
      await hands.sees(text.kindListen)
      await keep(page, `${locale}-recording-listenings`)
    })

    test('tells how much of a conversation was not recorded', async () => {
      const { page } = analyst
      const { calls } = centre.engine()
      const isSomeWayIn = ({ recordingOn, record: { endedAt, bridgedAt } }: LiveCall) => {
        const talkedMs = endedAt === null && bridgedAt !== null ? Date.now() - bridgedAt : 0
        return recordingOn && talkedMs > 800 && talkedMs < 2500
      }
      const live = await vi.waitUntil(() => [...calls.all()].find(isSomeWayIn), { timeout: 30_000, interval: 50 })
      // Behind our back, as a disk that is full would.
      await centre.network.record(live.id, false)
      await vi.waitUntil(() => live.record.endedAt !== null, { timeout: 30_000, interval: 200 })
      await page.goto(`${centre.address}/calls/${live.id}`)
      const [before] = partMissing[locale]('…').split('…')
      await page
        .getByRole('alert')
        .filter({ hasText: before ?? '' })
        .waitFor()
      await wave().waitFor()
      const faults = await lookInSizes(page, {
        name: 'part-missing',
        locale,
        keepAs: `${locale}-recording-part-missing`,
      })
      expect([...faults, ...analyst.troubles]).toEqual([])
    })
  })
})
