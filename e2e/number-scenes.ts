import type { Page } from 'playwright-core'
import type { Locale } from '#contract/words.ts'
import { text as boardText } from '#domains/boards/text.ts'
import { handlingText } from '#domains/desk/handling-text.ts'
import { words as dictionaryWords } from '#domains/metrics/dictionary-text.ts'
import { text as recordingText } from '#domains/recordings/text.ts'
import { text as reportText } from '#domains/reports/text.ts'
import { trunkText } from '#domains/telephony/trunk-text.ts'
import { handsOn } from './hands.ts'

/** A state of a page worth a look: how one gets there; `quick` where it passes by itself. */
export type Scene = { name: string; path?: string; open?: (page: Page) => Promise<unknown>; quick?: boolean }

const tabs = ['funnel', 'reasons', 'agents', 'zones', 'value', 'time', 'control', 'pace'] as const

/** What lies behind pages of numbers: charts of the analysis, drawers of reports, the builder of a measure. */
export const numberScenes = (campaignId: string, locale: Locale): Scene[] => {
  const behind = (name: string, path: string, open: (page: Page) => Promise<unknown>): Scene => ({ name, path, open })
  const month = '/reports/progress?edition=month'
  return [
    ...tabs.map((tab) => ({ name: `analysis-${tab}`, path: `/analysis?tab=${tab}&campaignId=${campaignId}` })),
    behind('report-columns', month, (page) => handsOn(page, locale).button(reportText.columns).first().click()),
    behind('report-schedule', month, (page) => handsOn(page, locale).press(reportText.subscribe)),
    behind('report-view', month, (page) => handsOn(page, locale).press(reportText.saveView)),
    behind('report-calls', month, async (page) => {
      await handsOn(page, locale).press(reportText.export)
      await page.getByText(reportText.callRows[locale]).click()
    }),
    { name: 'report-compared', path: `${month}&compare=previous` },
    { name: 'report-result', path: '/reports/result?edition=month' },
    { name: 'report-performance', path: '/reports/performance?edition=month' },
    { name: 'report-feedback', path: '/reports/feedback?edition=month' },
    behind('measure-form', '/measures', (page) => handsOn(page, locale).press(dictionaryWords.define)),
    { name: 'measure', path: '/measures?code=success_value' },
    { name: 'rule-form', path: '/diagnosis-rules/new' },
    behind('wall-links', '/wallboards', (page) => handsOn(page, locale).button(boardText.links).first().click()),
    behind('recording-policy', `/campaigns/${campaignId}?tab=recording`, (page) =>
      handsOn(page, locale).press(recordingText.change),
    ),
    behind('handling-rules', `/campaigns/${campaignId}?tab=handling`, (page) =>
      handsOn(page, locale).press(handlingText.change),
    ),
  ]
}

const trunk = { name: { zh: '上海 30 路', en: 'Shanghai 30' }, address: '203.0.113.9' }
/** Connecting a carrier: the guide, the form, and the check that follows it. */
export const trunkScenes = (locale: Locale): Scene[] => [
  {
    name: 'trunk-guide',
    path: '/trunks',
    open: (page) => handsOn(page, locale).button(trunkText.guide).first().click(),
  },
  { name: 'trunk-form', path: '/trunks', open: (page) => handsOn(page, locale).button(trunkText.add).first().click() },
  {
    name: 'trunk-check',
    open: async (page) => {
      const form = handsOn(page.getByRole('dialog'), locale)
      await form.fill(trunkText.name, trunk.name[locale])
      await form.fill(trunkText.address, trunk.address)
      await page.getByRole('dialog').locator('button.ant-btn-primary').click()
      await handsOn(page, locale).sees(trunkText.allRightSimulated)
    },
  },
]
