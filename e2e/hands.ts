import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Locale, Words } from '#contract/words.ts'

/** `await eventually(() => rows.count()).toBe(5)`: as long as a person would wait. */
export const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 20_000 })

const folder = process.env.CARILLON_SHOTS
/** Keeps what the page looks like, in the folder that CARILLON_SHOTS names; nothing where it names none. */
export const keep = async (page: Page, name: string): Promise<void> => {
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** The same, so tall that nothing has to be scrolled into sight. */
export const keepWhole = async (page: Page, name: string): Promise<void> => {
  const viewport = page.viewportSize()
  if (!folder || !viewport) return
  const hidden = await page.evaluate(() =>
    Math.max(0, ...[...document.querySelectorAll('main')].map((part) => part.scrollHeight - part.clientHeight)),
  )
  await page.setViewportSize({ ...viewport, height: viewport.height + hidden })
  await keep(page, name)
  await page.setViewportSize(viewport)
}

type Said = Words | string

const literally = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** What a person does with a page or a part of it: finds what is named in their language, presses, fills in, looks. */
export const handsOn = (place: Page | Locator, locale: Locale) => {
  const said = (words: Said): string => (typeof words === 'string' ? words : words[locale])
  /** The name of a button follows that of its icon. */
  const named = (words: Said) => new RegExp(String.raw`(^|\s)${literally(said(words))}$`)
  const button = (words: Said) => place.getByRole('button', { name: named(words) })
  const field = (words: Said) => place.getByLabel(said(words), { exact: true })
  return {
    button,
    field,
    /** Opens a page from the menu. */
    goTo: (words: Said) => place.getByRole('menuitem', { name: named(words) }).click(),
    press: (words: Said) => button(words).click(),
    fill: (words: Said, value: string) => field(words).fill(value),
    /** In a field with choices: types, and takes the first that fits. */
    choose: async (words: Said, option: string) => {
      await field(words).click()
      await field(words).pressSequentially(option)
      await field(words).page().getByTitle(option).last().waitFor()
      await field(words).press('Enter')
    },
    /** In a calendar field: types the day. */
    pickDay: async (words: Said, day: string) => {
      await field(words).fill(day)
      await field(words).press('Enter')
    },
    sees: (words: Said) => place.getByText(said(words)).first().waitFor(),
    heading: (words: Said) => place.getByRole('heading', { name: said(words), exact: true }),
  }
}
