import { buildScreens } from '#server/build-screens.ts'
import { findBrowser } from './browser.ts'

/** The pages, once before the journeys begin: so that each worker finds them, and none waits for them in a test. */
export const setup = async (): Promise<void> => {
  if (findBrowser()) await buildScreens(console.log)
}
