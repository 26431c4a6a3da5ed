import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { browserFlags, findBrowser } from '#tools/test/browser.ts'
import { headsetFlags } from './headset-hands.ts'

/** A browser of somebody's own, into whose microphone they speak in a tone of theirs. */
export type OwnBrowser = {
  browser: Browser
  /** As a crash, or an impatient hand at the power switch: no process of it says another word. */
  kill: () => Promise<void>
  /** Cuts it off from every network, or lets it go on: nothing is refused, nothing arrives, nobody is told. */
  isolate: (on: boolean) => Promise<void>
  close: () => Promise<void>
}

const samplesPerSecond = 48_000
/** Words of one tone with breaks between them: what never changes would be taken for the hum of the room. */
const speechOf = (hertz: number): Buffer => {
  const samples = Buffer.alloc(samplesPerSecond * 2 * 2)
  for (let i = 0; i < samples.length / 2; i++) {
    const seconds = i / samplesPerSecond
    const loudness = seconds % 1 < 0.75 ? 0.5 : 0
    samples.writeInt16LE(Math.round(32_767 * loudness * Math.sin(2 * Math.PI * hertz * seconds)), i * 2)
  }
  return samples
}
const wavOf = (sound: Buffer): Buffer => {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + sound.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(samplesPerSecond, 24)
  head.writeUInt32LE(samplesPerSecond * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(sound.length, 40)
  return Buffer.concat([head, sound])
}

const parentOf = async (pid: string): Promise<string> =>
  /^PPid:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1] ?? '0'
const descendsFrom = async (pid: string, ancestor: string): Promise<boolean> => {
  for (let one = pid; Number(one) > 1; one = await parentOf(one)) if (one === ancestor) return true
  return false
}
/** The process of that browser through which all it sends and hears goes, sound too. */
const networkProcessOf = async (ancestor: number): Promise<number> => {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    const isIt = command.includes('network.mojom.NetworkService')
    if (isIt && (await descendsFrom(pid, String(ancestor)))) return Number(pid)
  }
  throw new Error('the browser has no process for its network')
}

export const openOwnBrowser = async (hertz: number, flags: readonly string[] = []): Promise<OwnBrowser> => {
  const folder = await mkdtemp(join(tmpdir(), 'carillon-voice-'))
  const voice = join(folder, 'voice.wav')
  await writeFile(voice, wavOf(speechOf(hertz)))
  const server = await chromium.launchServer({
    executablePath: findBrowser() ?? '',
    args: [...browserFlags, ...headsetFlags, `--use-file-for-fake-audio-capture=${voice}`, ...flags],
  })
  const browser = await chromium.connect(server.wsEndpoint())
  const pid = server.process().pid ?? 0
  let isolated: number | undefined
  const isolate = async (on: boolean): Promise<void> => {
    if (isolated) process.kill(isolated, 'SIGCONT')
    isolated = on ? await networkProcessOf(pid) : undefined
    if (isolated) process.kill(isolated, 'SIGSTOP')
  }
  return {
    browser,
    isolate,
    kill: () => server.kill(),
    close: async () => {
      await isolate(false)
      await browser.close()
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
