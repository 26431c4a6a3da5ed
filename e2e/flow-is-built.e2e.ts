import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { type Locale, locales, type Words } from '#contract/words.ts'
import { FlowBody } from '#domains/ivr/contract.ts'
import { changeKindWords, editorText } from '#domains/ivr/editor-text.ts'
import { createFlow, publishFlow } from '#domains/ivr/server/public.ts'
import { endWords } from '#domains/ivr/text.ts'
import { promptText } from '#domains/telephony/prompt-text.ts'
import { wavOf } from '#domains/telephony/wav.ts'
import { foundPrompts } from '#server/setup/demo-prompts.ts'
import { describeInBrowser } from '#tools/test/browser.ts'
import { arrive, type JourneyCentre, openCentre, sizes, type Visitor } from './centre.ts'
import { lookInSizes, settled } from './faults.ts'
import { eventually, handsOn } from './hands.ts'

const names = {
  manager: { zh: '周经理', en: 'Ms Chow' },
  flow: { zh: '总机', en: 'Switchboard' },
  welcome: { zh: '欢迎', en: 'Welcome' },
  greeting: { zh: '节日问候', en: 'Greeting' },
  choice: { zh: '选业务', en: 'Choice' },
  loans: { zh: '贷款', en: 'Loans' },
  cards: { zh: '信用卡', en: 'Cards' },
  thanks: { zh: '致谢', en: 'Thanks' },
  uploaded: { zh: '上传的欢迎词', en: 'Uploaded greeting' },
  recorded: { zh: '自己录的留言', en: 'Recorded by hand' },
  words: { zh: '换成节日问候', en: 'A greeting for the holidays' },
}
/** A microphone that beeps once a second, and nobody who is asked for it. */
const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
const tone = (): Buffer =>
  Buffer.from(
    wavOf(
      Int16Array.from({ length: 32_000 }, (_, n) => 9000 * Math.sin((2 * Math.PI * 440 * n) / 16_000)),
      16_000,
    ),
  )

/** Published, with prompts that are there. */
const foundSwitchboard = async ({ ctx, siteId }: JourneyCentre, locale: Locale): Promise<string> => {
  const prompt = (name: string, words: Words) => ({ name, title: words[locale], zh: words.zh, en: words.en })
  await foundPrompts(ctx, [
    prompt('welcome', names.welcome),
    prompt('choice', names.choice),
    prompt('thanks', names.thanks),
  ])
  const body = FlowBody.parse({
    purpose: 'incoming',
    goodbye: 'thanks',
    steps: [
      { kind: 'say', id: 'welcome', name: names.welcome[locale], prompt: 'welcome', next: 'choice' },
      {
        ...{ kind: 'choose', id: 'choice', name: names.choice[locale], prompt: 'choice' },
        options: [
          { key: '1', value: names.loans[locale], next: 'thanks' },
          { key: '2', value: names.cards[locale], next: 'thanks' },
        ],
      },
      { kind: 'end', id: 'thanks', name: names.thanks[locale], prompt: 'thanks' },
    ],
  })
  const ground = { isRecordingOn: true }
  const { id, revision } = await createFlow(ctx, { name: names.flow[locale], siteId, body }, ground)
  await publishFlow(ctx, id, { revision, words: '' }, ground)
  return id
}

describeInBrowser('a voice flow and its prompts', () => {
  describe.each(locales)('made in %s', (locale) => {
    let centre: JourneyCentre
    let manager: Visitor
    let flowId = ''
    beforeAll(async () => {
      centre = await openCentre({ behaviour: () => person(), locale, flags: microphone })
      await centre.hire('manager', names.manager[locale], 'campaignManager')
      flowId = await foundSwitchboard(centre, locale)
      manager = await arrive(centre, 'manager', sizes.desktop)
    })
    afterAll(() => centre?.close())
    const look = async (name: string): Promise<void> => {
      await settled(manager.page)
      expect(await lookInSizes(manager.page, { name, locale, keepAs: `${locale}-made-${name}` })).toEqual([])
    }
    const hands = () => handsOn(manager.page, locale)
    const drawer = () => handsOn(manager.page.getByRole('dialog'), locale)
    const saveDrawer = () => manager.page.getByRole('dialog').locator('button.ant-btn-primary').last().click()
    const rowOf = (words: Words) => manager.page.getByRole('row').filter({ hasText: words[locale] })

    test('a prompt is uploaded, and told how long and how loud it is', async () => {
      const { page } = manager
      await page.goto(`${centre.address}/prompts`)
      await hands().button(promptText.add).first().click()
      await drawer().fill(promptText.title, names.uploaded[locale])
      await page
        .getByRole('dialog')
        .locator('input[type=file]')
        .setInputFiles({ name: 'greeting.wav', mimeType: 'audio/wav', buffer: tone() })
      await drawer().sees('2.0 s')
      await look('prompt-uploaded')
      await saveDrawer()
      await rowOf(names.uploaded).waitFor()
    })

    test('another is recorded by microphone, and plays as it was recorded', async () => {
      const { page } = manager
      await hands().button(promptText.add).first().click()
      await drawer().fill(promptText.title, names.recorded[locale])
      await drawer().press(promptText.record)
      const stop = page.getByRole('dialog').getByRole('button', { name: locale === 'zh' ? /停止录音/ : /Stop \(/ })
      await eventually(() => stop.textContent()).toContain(promptText.stop[locale](3))
      await look('prompt-recording')
      await stop.click()
      await page.getByRole('dialog').getByRole('button', { name: promptText.play[locale] }).waitFor()
      await look('prompt-recorded')
      await saveDrawer()
      await rowOf(names.recorded).waitFor()
      const { milliseconds } = await centre.ctx.db
        .selectFrom('telephony.prompt as p')
        .innerJoin('telephony.promptSound as s', 's.sound', 'p.sound')
        .select('s.milliseconds')
        .where('p.title', '=', names.recorded[locale])
        .executeTakeFirstOrThrow()
      expect(milliseconds).toBeGreaterThan(2500)
      await rowOf(names.recorded).getByRole('button', { name: promptText.play[locale] }).click()
      await page.getByRole('button', { pressed: true, name: promptText.play[locale] }).waitFor()
      await look('prompts')
    })

    test('a step is renamed, taken back and renamed again', async () => {
      const { page } = manager
      await page.goto(`${centre.address}/voice-flows/${flowId}`)
      const stepName = hands().field(editorText.stepName)
      await stepName.fill(names.greeting[locale])
      await hands().sees(editorText.notSaved)
      await look('flow-changed')
      await hands().press(editorText.undo)
      await eventually(() => stepName.inputValue()).not.toBe(names.greeting[locale])
      await hands().press(editorText.redo)
      await eventually(() => stepName.inputValue()).not.toBe(names.welcome[locale])
      await stepName.fill(names.greeting[locale])
    })

    test('the draft is tried out before anybody hears it', async () => {
      const { page } = manager
      await hands().press(editorText.tryBegin)
      await hands().press(editorText.trySaid)
      await hands().press(editorText.trySaid)
      await look('flow-tried')
      await page.getByRole('button', { name: '2', exact: true }).click()
      await hands().press(editorText.trySaid)
      await hands().sees(endWords.completed)
      await hands().sees(names.cards)
      await look('flow-tried-to-its-end')
    })

    test('what changed is shown before it is published, and then callers hear it', async () => {
      await hands().press(editorText.publish)
      await drawer().sees(editorText.whatChanged)
      await drawer().sees(`${changeKindWords.changed[locale]} · ${names.greeting[locale]}`)
      await drawer().fill(editorText.changeWords, names.words[locale])
      await look('flow-publishing')
      await saveDrawer()
      await hands().sees(editorText.published)
      const { version } = await centre.ctx.db
        .selectFrom('ivr.flow')
        .select('version')
        .where('id', '=', flowId)
        .executeTakeFirstOrThrow()
      expect(version).toBe(2)
      expect(manager.troubles).toEqual([])
    })
  })
})
