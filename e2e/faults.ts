import type { Page } from 'playwright-core'
import type { Locale } from '#contract/words.ts'
import { sizes } from './centre.ts'
import { eventually, keep, keepWhole } from './hands.ts'

/** What a page must never show, in either language. */
const slips = /undefined|\bNaN\b|\[object |\{\w+\}|\bnull\b/
/** Words nobody translates: names of the product, of encodings, keys and browsers, and the other language's. */
const kept = {
  en: /钟鸣|切换为中文|^中$/gu,
  zh: /Carillon|Ctrl [A-Z]\w*|Alt [A-Z]|UTF-\d+|GB \d+|CSV|Windows-\d+|Switch to English|^Mozilla.*/gu,
}
const leftovers = {
  en: /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u,
  zh: /[A-Za-z]{3,} [A-Za-z]{2,}/,
}
/** Reasons to pause and the basis of a jurisdiction are written in both languages: pages that show what was written. */
const inBothLanguages = ['/pause-reasons', '/audit', 'jurisdiction-form']

type Found = { texts: string[]; headings: number; title: string; tooWide: number; tooTall: number }
/** Every word in sight, and those a pointer or a screen reader meets; but what says itself to be in another language. */
const wordsOn = (page: Page, locale: Locale): Promise<string[]> =>
  page.evaluate(
    (own) =>
      [...document.querySelectorAll('body *')]
        .filter((element) => element.checkVisibility() && element.closest<HTMLElement>('[lang]')?.lang.startsWith(own))
        .flatMap((element) => [
          ...[...element.childNodes]
            .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
            .map((node) => node.textContent),
          ...['placeholder', 'title', 'aria-label'].map((name) => element.getAttribute(name)),
        ])
        .flatMap((words) => words?.trim() || []),
    locale,
  )
export const lookAt = async (page: Page, locale: Locale): Promise<Found> => ({
  texts: await wordsOn(page, locale),
  ...(await page.evaluate(() => ({
    headings: [...document.querySelectorAll('h1')].filter((heading) => heading.checkVisibility()).length,
    title: document.title,
    tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    tooTall: document.documentElement.scrollHeight - document.documentElement.clientHeight,
  }))),
})

/** Something fades in; what turns for ever does not count. */
const appears = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .some(
        (motion) =>
          motion instanceof CSSAnimation &&
          motion.playState === 'running' &&
          motion.effect?.getTiming().iterations !== Number.POSITIVE_INFINITY,
      ),
  )

/** Shown in full: nothing loads, slides or fades in any more. */
const isSettled = async (page: Page): Promise<boolean> =>
  (await page.locator('h1').count()) > 0 &&
  (await page
    .locator(
      '.ant-skeleton, [aria-busy="true"], .ant-spin-spinning, [class*="ant-drawer-"][class*="-motion-"][class*="-active"]',
    )
    .count()) === 0 &&
  !(await appears(page))

export const faultsOf = (path: string, found: Found, locale: Locale): string[] => {
  const foreign = found.texts
    .map((words) => words.replace(kept[locale], ''))
    .filter((words) => slips.test(words) || (leftovers[locale].test(words) && !inBothLanguages.includes(path)))
  return [
    ...foreign.map((words) => `says “${words.slice(0, 80)}”`),
    ...(found.texts.length > 0 ? [] : ['says nothing in the language of its reader']),
    ...(found.headings === 1 ? [] : [`has ${found.headings} headings of the first rank`]),
    ...(found.title ? [] : ['has no title']),
    ...(found.tooWide > 0 ? [`is ${found.tooWide} px too wide`] : []),
    // Pages scroll inside their frame; a window that scrolls too shows nothing below.
    ...(found.tooTall > 0 ? [`is ${found.tooTall} px taller than its window`] : []),
  ].map((fault) => `${path} ${fault}`)
}

export const settled = (page: Page): Promise<void> => eventually(() => isSettled(page)).toBe(true)

type Size = keyof typeof sizes
type Looked = { name: string; locale: Locale; keepAs: string; inSizes?: readonly Size[] }
/** What is wrong with a page at each size, both unless told; keeps how it looks there. */
export const lookInSizes = async (
  page: Page,
  { name, locale, keepAs, inSizes = ['laptop', 'desktop'] }: Looked,
): Promise<string[]> => {
  const faults: string[] = []
  for (const size of inSizes) {
    await page.setViewportSize(sizes[size])
    faults.push(...faultsOf(name, await lookAt(page, locale), locale).map((fault) => `${fault} (${size})`))
    await keep(page, `${keepAs}-${size}`)
    await keepWhole(page, `${keepAs}-${size}-whole`)
  }
  return faults
}
