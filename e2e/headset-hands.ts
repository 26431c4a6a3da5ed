import type { BrowserContext, Page } from 'playwright-core'
import { text as deskText } from '#domains/desk/text.ts'
import { text } from '#domains/telephony/text.ts'
import { eventually } from './hands.ts'

/** Chromium speaks to itself over loopback, plays without a click, and beeps into a microphone of its own. */
export const headsetFlags = [
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--host-resolver-rules=MAP centre.example 127.0.0.1',
]

export type Lines = { lines: { connections: RTCPeerConnection[]; sockets: WebSocket[]; isCut: boolean } }

/** Keeps hold of what the page talks through, so that a journey can measure it and cut it. */
export const watchLines = (context: BrowserContext) =>
  context.addInitScript(() => {
    const lines = { connections: [] as RTCPeerConnection[], sockets: [] as WebSocket[], isCut: false }
    const Connection = window.RTCPeerConnection
    const Socket = window.WebSocket
    window.RTCPeerConnection = class extends Connection {
      constructor(...told: ConstructorParameters<typeof Connection>) {
        super(...told)
        lines.connections.push(this)
      }
    }
    window.WebSocket = class extends Socket {
      constructor(url: string | URL, kind?: string | string[]) {
        const isLine = String(kind).includes('sip')
        // Nobody listens on the discard port.
        super(isLine && lines.isCut ? 'ws://127.0.0.1:9' : url, kind)
        if (isLine) lines.sockets.push(this)
      }
    }
    Object.assign(window, { lines })
  })

/** The energy of the sound that has come in over the newest leg so far, and whether the microphone speaks. */
export const soundOf = (page: Page) =>
  page.evaluate(async () => {
    const connection = (window as unknown as Lines).lines.connections.at(-1)
    let energy = 0
    for (const report of (await connection?.getStats())?.values() ?? [])
      if (report.type === 'inbound-rtp') energy = (report.totalAudioEnergy as number | undefined) ?? 0
    return { energy, speaks: connection?.getSenders().some(({ track }) => track?.enabled) ?? false }
  })
/** Sound comes in now: of a customer, or of music. */
export const hearsSound = async (page: Page): Promise<void> => {
  const { energy } = await soundOf(page)
  await eventually(async () => (await soundOf(page)).energy).toBeGreaterThan(energy + 0.01)
}

export const headsetButton = (page: Page, name: { zh: string }) =>
  page.getByRole('button', { name: `${text.headset.zh}: ${name.zh}` })
export const isTalking = (page: Page) => page.getByText(deskText.talking.zh, { exact: true }).waitFor()
/** For a whole second nothing comes in that could be heard. */
export const hearsNothing = async (page: Page): Promise<void> => {
  const growth = async () => {
    const { energy } = await soundOf(page)
    await page.waitForTimeout(1000)
    return (await soundOf(page)).energy - energy
  }
  await eventually(growth).toBeLessThan(0.0005)
}
