import { type ChildProcess, spawn } from 'node:child_process'
import type { NetworkNode } from '#adapters/asterisk/network/open-network.ts'
import { freePort } from '#adapters/asterisk/network/ports.ts'
import { waitUntil } from '#adapters/asterisk/test-exchange.ts'

/** A node as an installation is told of it. */
export const nodeSettingOf = ({ name, url, sip, headsetUrl, mediaAddress }: NetworkNode) => ({
  ...{ name, url, sip: `${sip.address}:${sip.port}` },
  ...{ headsets: headsetUrl, media: mediaAddress },
})

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })

/** The product as it is installed: a process of its own, told where Asterisk and Postgres are, killed and started anew. */
export const openProduct = async (environment: Record<string, string>) => {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let said = ''
  const isServing = async (): Promise<boolean> => {
    if (child?.exitCode !== null) throw new Error(`the product ended:\n${said}`)
    const answer = await fetch(`${address}/api/health`).catch(() => undefined)
    return ((await answer?.json().catch(() => undefined)) as { telephony?: boolean } | undefined)?.telephony === true
  }
  const kill = async (): Promise<void> => {
    if (!child) return
    child.kill('SIGKILL')
    await ended(child)
  }
  return {
    address,
    /** What it has printed since it was started last. */
    words: (): string => said,
    kill,
    start: async (): Promise<void> => {
      said = ''
      child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/main.ts'], {
        env: { ...process.env, ...environment, CARILLON_PORT: String(port) },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (words) => (said += String(words)))
      await waitUntil(isServing, 60)
    },
  }
}
