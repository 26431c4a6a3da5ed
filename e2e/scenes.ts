import { vi } from 'vitest'
import type { Locale } from '#contract/words.ts'
import { text as allocationText } from '#domains/allocation/text.ts'
import { methods } from '#domains/allocation/way.ts'
import { assignTeams, createCampaign, moveCampaign, usualHours, usualPolicy } from '#domains/campaigns/server/public.ts'
import { addSeller } from '#domains/compliance/server/public.ts'
import { deskWords, text as ruleText } from '#domains/compliance/text.ts'
import { panelText } from '#domains/dialer/explanation-text.ts'
import { text as oversightText } from '#domains/oversight/text.ts'
import { seedTeam } from '#domains/people/server/public.ts'
import { text as screeningText } from '#domains/screening/text.ts'
import { text as forecastText } from '#domains/simulation/text.ts'
import { text as supplyText } from '#domains/supply/text.ts'
import { dayAfter, foundCampaign } from '#server/setup/found.ts'
import { text as kitText } from '#web/ui/text.ts'
import type { JourneyCentre } from './centre.ts'
import { handsOn } from './hands.ts'
import { type Scene, trunkScenes } from './number-scenes.ts'

const names = {
  team: { zh: '二班', en: 'Team Two' },
  restingTeam: { zh: '三班', en: 'Team Three' },
  dialled: { zh: '夏季推广', en: 'Summer offer' },
  planned: { zh: '秋季推广', en: 'Autumn offer' },
  paused: { zh: '冬季推广', en: 'Winter offer' },
  seller: { zh: '海风银行', en: 'Seabreeze Bank' },
  message: {
    zh: '您好，这里是海风银行。刚才未能及时为您接通客户经理，非常抱歉。如需联系我们，请拨打 021-6000-0000。',
    en: 'This is Seabreeze Bank. We are sorry that nobody could speak with you just now. You reach us at 021-6000-0000.',
  },
}

/** All but one of a team leave while telephones ring, so that the second to answer finds nobody. */
const abandonSome = async ({ engine, ctx }: JourneyCentre, campaignId: string): Promise<void> => {
  const { presence, calls, dialer } = engine()
  const ringing = () => [...calls.all()].filter((call) => call.campaignId === campaignId && !call.agentId)
  await vi.waitUntil(() => ringing().length > 2, { timeout: 30_000, interval: 20 })
  const [, ...left] = dialer.runner(campaignId)?.agents() ?? []
  for (const { id } of left) presence.ask(id, { pause: 'break', reasonId: null })
  const abandoned = () =>
    ctx.db
      .selectFrom('calls.call')
      .select('id')
      .where('campaignId', '=', campaignId)
      .where('outcome', '=', 'abandoned')
      .executeTakeFirst()
  await vi.waitUntil(abandoned, { timeout: 30_000, interval: 500 })
  for (const { id } of left) presence.ask(id, { ready: true })
}

/** A predictive campaign that has abandoned calls, one that is planned, and one that is paused. */
export const openPredictiveCampaign = async (centre: JourneyCentre, listId: string) => {
  const { ctx, siteId, locale } = centre
  const teamId = await seedTeam(ctx.db, { siteId, name: names.team[locale] })
  const { id: sellerId } = await addSeller(ctx, {
    name: names.seller[locale],
    phone: '02160000000',
    messageZh: locale === 'zh' ? names.message.zh : '',
    messageEn: locale === 'en' ? names.message.en : '',
  })
  const seconds = { wrapUpSeconds: 30, rescueSeconds: 15, machineDetection: 'off', machineAudits: 20 } as const
  const form = { siteId, listId, sellerId, mode: 'predictive', agentHourCost: 60, ...seconds } as const
  const dialledId = await foundCampaign(ctx, { ...form, teamIds: [teamId], name: names.dialled[locale] })
  await centre.colleagues(6, teamId)
  const { id: plannedId } = await createCampaign(ctx, {
    ...form,
    name: names.planned[locale],
    type: 'sales',
    purpose: 'acquire',
    callerId: '02160000000',
    jurisdiction: 'us',
    abandonTargetOwn: null,
    lineLimit: null,
    callingHours: usualHours,
    attemptPolicy: usualPolicy,
    targetSuccesses: 100,
    startsOn: dayAfter(ctx.now(), 1),
    endsOn: dayAfter(ctx.now(), 30),
    openingWords: names.message[locale],
    product: '',
  })
  await assignTeams(ctx, plannedId, [teamId])
  const restingTeam = await seedTeam(ctx.db, { siteId, name: names.restingTeam[locale] })
  const pausedId = await foundCampaign(ctx, { ...form, teamIds: [restingTeam], name: names.paused[locale] })
  await moveCampaign(ctx, pausedId, 'pause')
  await abandonSome(centre, dialledId)
  return { dialledId, plannedId, pausedId }
}

type Ids = Record<'campaignId' | 'dialledId' | 'plannedId' | 'pausedId', string>

export const scenesOf = (
  { campaignId, dialledId, plannedId, pausedId }: Ids,
  locale: Locale,
): Record<'campaignManager' | 'administrator', Scene[]> => ({
  campaignManager: [
    { name: 'form-predictive', path: `/campaigns/${plannedId}/edit?step=mode` },
    { name: 'panel-planned', path: `/campaigns/${plannedId}?tab=overview` },
    { name: 'panel-paused', path: `/campaigns/${pausedId}?tab=overview` },
    { name: 'panel-progressive', path: `/campaigns/${campaignId}?tab=overview` },
    { name: 'panel-predictive', path: `/campaigns/${dialledId}?tab=overview` },
    {
      name: 'idle-table',
      open: async (page) => {
        const idle = page.getByRole('region', { name: panelText.idle[locale] })
        await handsOn(idle, locale).press(kitText.asTable)
      },
    },
    {
      name: 'idle-days',
      open: async (page) => {
        await handsOn(page, locale).press(panelText.idleOfDays)
        await page.getByRole('dialog').getByText(panelText.idleHelp[locale]).waitFor()
      },
    },
    {
      name: 'screening-rules',
      path: `/campaigns/${campaignId}?tab=screening`,
      open: (page) => handsOn(page, locale).button(screeningText.addRule).waitFor(),
    },
    {
      name: 'screening-classes',
      open: async (page) => {
        await page.getByText(screeningText.classes[locale], { exact: true }).first().click()
        await handsOn(page, locale).button(screeningText.addClass).waitFor()
      },
    },
    { name: 'scoring', path: `/campaigns/${dialledId}?tab=scoring` },
    {
      name: 'allocation-rules',
      path: `/allocation?campaignId=${plannedId}`,
      open: async (page) => {
        await handsOn(page, locale).press(allocationText.newRun)
        await page.getByText(methods.rule[locale], { exact: true }).click()
        await handsOn(page, locale).sees(allocationText.rulesOfWay)
      },
    },
    { name: 'pool-holdings', path: '/pool?tab=holdings' },
    { name: 'pool-moves', path: '/pool?tab=moves' },
    {
      name: 'list-price',
      path: '/list-quality',
      open: (page) => handsOn(page, locale).button(supplyText.setPrice).first().click(),
    },
    {
      name: 'list-quality-columns',
      path: `/list-quality?campaignId=${campaignId}&groupBy=column`,
    },
    { name: 'campaign-board', path: `/campaigns/${campaignId}?tab=board` },
    { name: 'forecast-none', path: `/campaigns/${plannedId}?tab=forecast` },
    {
      name: 'forecast-working',
      quick: true,
      open: async (page) => {
        const { button } = handsOn(page, locale)
        // Whoever looks a second time finds the first forecast.
        await button(forecastText.make).or(button(forecastText.makeAgain)).click()
        await handsOn(page, locale).sees(forecastText.working)
      },
    },
    { name: 'forecast-planned', open: (page) => handsOn(page, locale).button(forecastText.makeAgain).waitFor() },
    {
      name: 'forecast-running',
      path: `/campaigns/${dialledId}?tab=forecast`,
      open: (page) => handsOn(page, locale).sees(forecastText.madeFrom),
    },
    {
      name: 'forecast-table',
      open: (page) => handsOn(page, locale).press(kitText.asTable),
    },
    {
      name: 'forecast-tried',
      open: async (page) => {
        await handsOn(page, locale).fill(forecastText.agents, '12')
        await handsOn(page, locale).press(forecastText.tryOut)
        await handsOn(page, locale).sees(forecastText.supposed)
        await page.getByRole('status').filter({ hasText: forecastText.working[locale] }).waitFor({ state: 'detached' })
      },
    },
  ],
  administrator: [
    {
      name: 'jurisdiction-form',
      path: '/jurisdictions',
      open: (page) => handsOn(page, locale).button(ruleText.change).first().click(),
    },
    {
      name: 'rules-form',
      path: '/calling-rules?jurisdiction=cn-insurance',
      open: (page) => handsOn(page, locale).press(deskWords.newDraft),
    },
    { name: 'holiday-form', path: '/holidays', open: (page) => handsOn(page, locale).press(deskWords.addHoliday) },
    {
      name: 'registry-form',
      path: '/registries',
      open: (page) => handsOn(page, locale).button(deskWords.upload).first().click(),
    },
    { name: 'consent-form', path: '/consent', open: (page) => handsOn(page, locale).press(deskWords.noteConsent) },
    {
      name: 'caller-id-form',
      path: '/caller-ids',
      open: (page) => handsOn(page, locale).button(deskWords.addNumber).first().click(),
    },
    {
      name: 'do-not-call-form',
      path: '/do-not-call',
      open: (page) => handsOn(page, locale).button(ruleText.add).first().click(),
    },
    { name: 'retention-runs', path: '/retention', open: (page) => handsOn(page, locale).press(oversightText.runs) },
    { name: 'number-story', path: '/number-story?number=14210000000' },
    { name: 'seller-form', path: '/sellers', open: (page) => handsOn(page, locale).press(ruleText.addSeller) },
    ...trunkScenes(locale),
  ],
})
