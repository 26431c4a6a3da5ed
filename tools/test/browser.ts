import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe } from 'vitest'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** What to say to a person whose machine has no browser for the journeys. */
export const howToGetABrowser =
  'no Chromium or Chrome here. Debian or Ubuntu: apt-get install chromium fonts-noto-cjk; macOS: ' +
  'brew install --cask google-chrome; elsewhere set CARILLON_BROWSER to the program.'

const runs = (program: string): boolean => {
  try {
    accessSync(program, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The browser that journeys use: the one named by CARILLON_BROWSER, on the path, or where installers put it. */
export const findBrowser = (env = process.env): string | undefined => {
  if (env.CARILLON_BROWSER) return env.CARILLON_BROWSER
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const onThePath = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return [...onThePath, ...places].find(runs)
}

/** Flags under which Chromium runs in a container, as root, and talks to nobody but us. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A `describe` for journeys: skipped where there is no browser. */
export const describeInBrowser = describe.skipIf(findBrowser() === undefined)
