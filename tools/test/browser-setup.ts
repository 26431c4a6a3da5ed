import { findBrowser, howToGetABrowser } from './browser.ts'

/** Says once why the journeys are skipped. On the build server nothing may be skipped in silence: it fails there. */
export const setup = (): void => {
  if (findBrowser()) return
  if (process.env.CI === 'true') throw new Error(`e2e cannot run: ${howToGetABrowser}`)
  console.log(`skipped: ${howToGetABrowser}`)
}
