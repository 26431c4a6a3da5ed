import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { text } from '#domains/desk/text.ts'
import { browserFlags, findBrowser } from '#tools/test/browser.ts'
import { benchPassword, loginOf } from './found.ts'

/** Chromium speaks to itself over loopback, plays without a click, and beeps into a microphone of its own. */
const flags = [
  ...browserFlags,
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
]
type Held = { connections?: RTCPeerConnection[] }

/** Keeps hold of what the page talks through, so that it can be asked what came in. */
const watchConnections = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(() => {
    const connections: RTCPeerConnection[] = []
    const Connection = window.RTCPeerConnection
    window.RTCPeerConnection = class extends Connection {
      constructor(...told: ConstructorParameters<typeof Connection>) {
        super(...told)
        connections.push(this)
      }
    }
    Object.assign(window, { connections })
  })
}

export type HeadsetSound = { packets: number; lost: number; jitterMs: number; energy: number; sent: number }

/** What the newest leg of a page has received and sent so far, as the browser counts it. */
const soundOf = (page: Page): Promise<HeadsetSound> =>
  page.evaluate(async () => {
    const reports = [...((await (window as Held).connections?.at(-1)?.getStats())?.values() ?? [])]
    const incoming = reports.find(({ type }) => type === 'inbound-rtp')
    const outgoing = reports.find(({ type }) => type === 'outbound-rtp')
    return {
      packets: incoming?.packetsReceived ?? 0,
      lost: incoming?.packetsLost ?? 0,
      jitterMs: 1000 * (incoming?.jitter ?? 0),
      energy: incoming?.totalAudioEnergy ?? 0,
      sent: outgoing?.packetsSent ?? 0,
    }
  })

const comeIn = async (browser: Browser, address: string, which: number): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  await context.grantPermissions(['microphone'], { origin: address })
  await watchConnections(context)
  const session = { loginName: loginOf(which), password: benchPassword }
  const answer = await context.request.post(`${address}/api/session`, { data: session })
  if (!answer.ok()) throw new Error(`a browser could not sign in: ${await answer.text()}`)
  const page = await context.newPage()
  await page.goto(address)
  await page.getByText(text.startTitle.zh).waitFor()
  await page.keyboard.press('F2')
  return page
}

/** Agents at real browsers: signed in through the page, their headset put on by it; F4 says that they are ready. */
export const openBrowsers = async (address: string, count: number) => {
  const browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: flags })
  const pages: Page[] = []
  for (let which = 0; which < count; which++) pages.push(await comeIn(browser, address, which))
  return {
    work: async (): Promise<void> => {
      for (const page of pages) await page.keyboard.press('F4')
    },
    sounds: () => Promise.all(pages.map(soundOf)),
    /** What the desk shows now, for whoever wonders. */
    keep: (folder: string) =>
      Promise.all(pages.map((page, n) => page.screenshot({ path: `${folder}/browser-${n + 1}.png` }))),
    close: () => browser.close(),
  }
}
export type Browsers = Awaited<ReturnType<typeof openBrowsers>>
