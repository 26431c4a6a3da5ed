import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { agrees, type Behaviour, person, refusesFor, unreached } from '#adapters/simulator/call-script.ts'
import { chanceOf } from '#adapters/simulator/chance.ts'
import { type RoleCode, roles } from '#contract/role.ts'
import type { Locale } from '#contract/words.ts'
import { addWallboard, firstPages, makeWallLink } from '#domains/boards/server/public.ts'
import { page as customerText } from '#domains/complaints/customer-text.ts'
import { linkForCall } from '#domains/complaints/server/public.ts'
import { foundCampaign, foundList } from '#server/setup/found.ts'
import { describeInBrowser } from '#tools/test/browser.ts'
import { pages } from '#web/router.tsx'
import { arrive, type JourneyCentre, numberOf, openCentre, sizes } from './centre.ts'
import { faultsOf, lookAt, lookInSizes, settled } from './faults.ts'
import { keep } from './hands.ts'
import { numberScenes, type Scene } from './number-scenes.ts'
import { diagnoseThePast } from './past.ts'
import { openPredictiveCampaign, scenesOf } from './scenes.ts'
import { foundFlow } from './voice-flow.ts'

/** Between them they may open every page; each opens all their post may see, the last only what nobody else does. */
const mostReaders = ['agent', 'teamLeader', 'campaignManager', 'administrator'] as const satisfies RoleCode[]
export const readers = [...mostReaders, 'complianceOfficer'] as const
type Reader = (typeof readers)[number]
const isOpenTo = (post: RoleCode, { path, permission }: (typeof pages)[number]): boolean =>
  permission.roles.includes(post) || (permission.roles.length === 0 && path !== '/sign-in')
const pagesOf = (post: Reader) =>
  pages.filter(
    (page) =>
      isOpenTo(post, page) && (post !== 'complianceOfficer' || !mostReaders.some((other) => isOpenTo(other, page))),
  )
/** The call and its customer were a colleague's; agents see their own. */
const isOfOthers = (post: Reader, path: string): boolean =>
  (['agent', 'teamLeader'].includes(post) && path === '/customers/$customerId') ||
  (post === 'agent' && path === '/calls/$callId')
/** The pages each of them opens. */
export const shownTo = (post: Reader) => pagesOf(post).filter(({ path }) => !isOfOthers(post, path))
/** Every page is looked at in both sizes by the first who may open it, by everybody else on the small screen alone. */
const sizesFor = (post: Reader, path: string): (keyof typeof sizes)[] =>
  readers.find((reader) => shownTo(reader).some((page) => page.path === path)) === post
    ? ['laptop', 'desktop']
    : ['laptop']
/** Some posts open half a hundred pages. */
const longWalk = { timeout: 360_000 }
const names = {
  zh: ['王芳', '李强', '张伟', '刘洋', '陈静', '杨帆', '赵敏', '黄磊'],
  en: ['Mary Hill', 'Li Qiang', 'John Reed', 'Ann Lowe', 'Eve Stone', 'Sam Young', 'Zoe Chan', 'Lee Wong'],
}

/** Somebody who was called opens the page of the call and complains: the path of the page, and the complaint. */
const complainOf = async (centre: JourneyCentre, callId: string) => {
  const { path } = (await linkForCall(centre.base, centre.ctx.db, callId)) ?? { path: '' }
  const words = { zh: '这个月第三次来电，我不需要。', en: 'The third call this month; I do not want it.' }[
    centre.locale
  ]
  const answer = await fetch(`${centre.address}/api/customer-page/${path.slice(3)}/complaints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ topic: 'tooManyCalls', words }),
  })
  expect(answer.status).toBe(200)
  const { id } = await centre.ctx.db.selectFrom('complaints.complaint').select('id').executeTakeFirstOrThrow()
  return { pagePath: path, complaintId: id }
}

const behaviour: Behaviour = (to) => {
  const chance = chanceOf('looks', to)
  const draw = chance()
  const pace = { ringsAfterMs: 200, answersAfterMs: 600 + chance() * 800 }
  if (draw < 0.25) return unreached('busy', { endsAfterMs: 500 })
  if (draw < 0.4) return person({ ...pace, talkMs: 2500, heard: agrees })
  if (draw < 0.55)
    return person({ ...pace, talkMs: 2000, heard: { ...agrees, verdict: 'callback', callbackInHours: 3 } })
  return person({ ...pace, talkMs: 1500 + chance() * 4000, heard: refusesFor('noNeed', draw > 0.9) })
}

/** A centre at work for a minute: a running campaign, one still planned, refused rows, calls of every kind. */
const openBusyCentre = async (locale: Locale) => {
  const centre = await openCentre({ behaviour, locale })
  const { siteId, ctx } = centre
  const hired: Partial<Record<Reader, string>> = {}
  for (const post of readers) hired[post] = await centre.hire(post.toLowerCase(), roles[post][locale], post)
  const { listId } = await foundList(ctx, {
    siteId,
    name: { zh: '春季名单', en: 'Spring list' }[locale],
    rows: Array.from({ length: 400 }, (_, place) => ({
      number: place % 50 === 7 ? '1420' : numberOf(place),
      name: names[locale][place % 8] ?? '',
      attributes: { [{ zh: '城市', en: 'City' }[locale]]: { zh: '杭州', en: 'Hangzhou' }[locale] },
    })),
  })
  const form = { siteId, listId, teamIds: [centre.teamId] }
  const openingWords = { zh: '{姓名}您好，耽误您一分钟。', en: 'Good morning {name}, one minute please.' }[locale]
  const campaignId = await foundCampaign(ctx, {
    ...form,
    name: { zh: '春季推广', en: 'Spring offer' }[locale],
    openingWords,
  })
  const wall = await addWallboard(ctx, {
    ...{ siteId, teamId: centre.teamId, title: { zh: '现场', en: 'The hall' }[locale], logoWords: '' },
    ...{ background: 'night', rotateSeconds: 20, pages: firstPages() },
  })
  const { path: wallPath } = await makeWallLink(ctx, wall.id, { label: 'TV', days: 1 })
  const flowId = await foundFlow(centre, locale)
  await centre.colleagues(6)
  const predictive = await openPredictiveCampaign(centre, listId)
  const past = { campaignId: predictive.pausedId, agentId: hired.agent ?? '', leader: 'teamleader' }
  const found = await diagnoseThePast(centre, past)
  return { ...centre, listId, campaignId, flowId, wallboardId: wall.id, wallPath, ...predictive, ...found }
}

/** Every page of every post, and every state of a page that is worth a look, in one language. */
export const lookEverywhere = (locale: Locale) =>
  describeInBrowser(`every page, read in ${locale}`, () => {
    let centre: Awaited<ReturnType<typeof openBusyCentre>>
    let callId = ''
    let customerId = ''
    let agentId = ''
    let complained = { pagePath: '', complaintId: '' }
    beforeAll(async () => {
      centre = await openBusyCentre(locale)
      const anyCall = () =>
        centre.ctx.db
          .selectFrom('calls.call')
          .select('id')
          .where('campaignId', '=', centre.campaignId)
          .where('outcome', '=', 'success')
          .executeTakeFirst()
      callId = await vi.waitUntil(async () => (await anyCall())?.id, { timeout: 90_000, interval: 500 })
      const called = await centre.ctx.db
        .selectFrom('calls.call')
        .select(['customerId', 'agentId'])
        .where('id', '=', callId)
        .executeTakeFirstOrThrow()
      customerId = called.customerId ?? ''
      agentId = called.agentId ?? ''
      complained = await complainOf(centre, callId)
    })
    afterAll(() => centre?.close())

    const addressOf = (path: string): string =>
      path
        .replace('$campaignId', centre.campaignId)
        .replace('$listId', centre.listId)
        .replace('$callId', callId)
        .replace('$customerId', customerId)
        .replace('$employeeId', agentId)
        .replace('$complaintId', complained.complaintId)
        .replace('/c/$token', complained.pagePath)
        .replace('/tv/$token', centre.wallPath)
        .replace('$wallboardId', centre.wallboardId)
        .replace('$findingId', centre.findingId)
        .replace('$ruleId', centre.ruleId)
        .replace('$flowId', centre.flowId)
        .replace('$report', 'progress')

    const lookAround = (post: Reader) => arrive({ ...centre, isStill: true }, post.toLowerCase(), sizes.desktop)
    test.each(readers)('is whole and in one language for the %s', longWalk, async (post) => {
      const visitor = await lookAround(post)
      const { page } = visitor
      const faults: string[] = []
      for (const { path } of shownTo(post)) {
        const inSizes = sizesFor(post, path)
        await page.setViewportSize(sizes[inSizes.at(-1) ?? 'laptop'])
        await page.goto(`${centre.address}${addressOf(path)}`)
        await settled(page)
        const keepAs = `${locale}-${post}${path.replaceAll(/[/$]+/g, '-')}`
        faults.push(...(await lookInSizes(page, { name: path, locale, keepAs, inSizes })))
      }
      await visitor.leave()
      expect([...new Set(faults), ...visitor.troubles]).toEqual([])
    })

    const expectWhole = async (post: Reader, scenes: readonly Scene[]) => {
      const visitor = await lookAround(post)
      const { page } = visitor
      const faults: string[] = []
      for (const { name, path, open, quick } of scenes) {
        if (path) await page.goto(`${centre.address}${path}`)
        if (path) await settled(page)
        await open?.(page)
        if (!quick) await settled(page)
        faults.push(...(await lookInSizes(page, { name, locale, keepAs: `${locale}-state-${name}` })))
      }
      await visitor.leave()
      expect([...new Set(faults), ...visitor.troubles]).toEqual([])
    }
    test.each(['campaignManager', 'administrator'] as const)(
      'is whole in every state the %s meets',
      longWalk,
      async (post) => expectWhole(post, scenesOf(centre, locale)[post]),
    )
    test('is whole in every chart and drawer of numbers', longWalk, async () =>
      expectWhole('campaignManager', numberScenes(centre.dialledId, locale)),
    )

    test('of a customer: the page of a call, on a telephone', async () => {
      const context = await centre.browser.newContext({
        viewport: { width: 390, height: 844 },
        locale: locale === 'zh' ? 'zh-CN' : 'en-GB',
        hasTouch: true,
      })
      const page = await context.newPage()
      await page.goto(`${centre.address}${complained.pagePath}`)
      await settled(page)
      await page.getByRole('button', { name: customerText.noMoreCalls[locale] }).tap()
      await page.getByRole('status').filter({ hasText: customerText.notCalled[locale] }).waitFor()
      await page.getByRole('button', { name: customerText.complain[locale], exact: true }).tap()
      await keep(page, `${locale}-customer-page`)
      expect(faultsOf('/c/$token', await lookAt(page, locale), locale)).toEqual([])
      await context.close()
    })

    test('of somebody unknown: the sign-in', async () => {
      const context = await centre.browser.newContext({
        viewport: sizes.laptop,
        locale: locale === 'zh' ? 'zh-CN' : 'en-GB',
      })
      const page = await context.newPage()
      await page.goto(`${centre.address}/sign-in`)
      await settled(page)
      await keep(page, `${locale}-sign-in-laptop`)
      expect(faultsOf('/sign-in', await lookAt(page, locale), locale)).toEqual([])
      await context.close()
    })
  })
