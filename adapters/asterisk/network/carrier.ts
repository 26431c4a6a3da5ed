import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { callerScenario } from './caller-scenario.ts'
import { type CarrierCall, readCarrierLog } from './carrier-log.ts'
import { type Customers, carrierScenario, talkerScenario, usualCustomers } from './carrier-scenario.ts'
import { type Child, startChild } from './child.ts'
import type { Program } from './get-asterisk.ts'
import { freePort, freeSoundPorts } from './ports.ts'

/** Where SIPp works: its files, the sounds it plays, and the Asterisk it talks to. */
export type SippPlace = { sipp: Program; folder: string; sounds: string; asterisk: { address: string; port: number } }

export type Carrier = {
  /** Where calls go: host:port, as a trunk's address says it. */
  address: string
  host: string
  port: number
  pid: number
  /** Every call it was sent, in order, as the carrier saw it: what bills are written from. */
  calls: () => Promise<CarrierCall[]>
  isRunning: () => boolean
  stop: () => Promise<void>
}

/** A carrier with customers behind it. `host` may be any loopback address, so that carriers are told apart by it. */
export const startCarrier = (
  place: SippPlace,
  name: string,
  host: string,
  customers: Partial<Customers> = {},
): Promise<Carrier> => {
  const scenario = carrierScenario({ ...usualCustomers, ...customers }, place.sounds)
  return answering(place, name, host, scenario)
}

/** Headsets without a browser: each call to it is taken at once and talked in for ten minutes. */
export const startTalkers = (place: SippPlace, name: string, host: string): Promise<Carrier> =>
  answering(place, name, host, talkerScenario(place.sounds))

const answering = async (place: SippPlace, name: string, host: string, scenario: string): Promise<Carrier> => {
  const port = await freePort(host)
  const { child, log } = await startSipp(place, { name, host, port, scenario, soundPorts: 4000 })
  return {
    address: `${host}:${port}`,
    host,
    port,
    pid: child.pid,
    calls: async () => readCarrierLog(await readFile(log, 'utf8').catch(() => '')),
    isRunning: child.isRunning,
    stop: () => child.stop('SIGTERM', 1000),
  }
}

/** A customer who calls us, and hangs up after a while. */
export type CallIn = {
  from: string
  to: string
  host: string
  talkMs: number
  /** Rings no longer than that. */
  givesUpMs?: number
  times?: number
  perSecond?: number
}

/** Resolves when the calls are over, with what became of them, as the customers saw it. */
export const callIn = async (
  place: SippPlace,
  { from, to, host, talkMs, givesUpMs, times = 1, perSecond = 10 }: CallIn,
) => {
  const port = await freePort(host)
  const name = `caller-${port}`
  const scenario = callerScenario({ from, talkMs, givesUpMs }, place.sounds)
  const rate = ['-m', String(times), '-r', String(perSecond), '-s', to, '-recv_timeout', '35000']
  const { child, log } = await startSipp(place, { name, host, port, scenario, soundPorts: 200 }, rate)
  await child.ended
  return readCarrierLog(await readFile(log, 'utf8').catch(() => ''))
}

type SippRun = { name: string; host: string; port: number; scenario: string; soundPorts: number }

const startSipp = async (
  { sipp, folder, asterisk }: SippPlace,
  { name, host, port, scenario, soundPorts }: SippRun,
  more: readonly string[] = [],
): Promise<{ child: Child; log: string }> => {
  await mkdir(folder, { recursive: true })
  const file = (ending: string): string => join(folder, `${name}.${ending}`)
  await writeFile(file('xml'), scenario)
  const control = await freePort(host)
  const sound = await freeSoundPorts(soundPorts, host)
  const child = await startChild(
    sipp,
    [
      `${asterisk.address}:${asterisk.port}`,
      ...['-i', host, '-mi', host, '-ci', host, '-p', String(port), '-cp', String(control)],
      ...['-mp', String(sound.first), '-sf', file('xml'), '-nostdin', '-aa'],
      ...['-trace_err', '-error_file', file('errors'), '-trace_logs', '-log_file', file('calls')],
      // It would give up on a busy machine, and on the 120th call that went otherwise than the scenario says.
      ...['-max_socket', '10000', '-watchdog_minor_maxtriggers', '1000000', '-watchdog_major_maxtriggers', '1000000'],
      ...more,
    ],
    file('output'),
  )
  return { child, log: file('calls') }
}
