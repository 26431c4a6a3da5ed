import { setTimeout as wait } from 'node:timers/promises'
import type { CarrierCall } from '#adapters/asterisk/network/carrier-log.ts'
import type { HangupCause } from '#domains/telephony/contract.ts'
import { openDatabase } from '#platform/db.ts'
import type { Urls } from '../ground.ts'
import type { CentreNow, CentreOrder, LoopDelays } from './centre-process.ts'
import { type BenchChild, startChild } from './child.ts'
import type { LedgerCall } from './reconcile.ts'

export type { CentreOrder, LoopDelays } from './centre-process.ts'

export const until = async (
  isSo: () => boolean | Promise<boolean>,
  withinSeconds: number,
  what: string,
): Promise<void> => {
  const last = performance.now() + withinSeconds * 1000
  while (!(await isSo())) {
    if (performance.now() > last) throw new Error(`after ${withinSeconds} s still not: ${what}`)
    await wait(50)
  }
}

export type BenchCentre = Omit<BenchChild, 'ask'> & {
  look: () => Promise<CentreNow>
  work: () => Promise<void>
  /** How late its event loop came to what was due, since last asked. */
  loopDelays: () => Promise<LoopDelays>
  /** Dials nobody any more, and resolves once everything is over and on record; then everybody goes home. */
  finish: (withinSeconds?: number) => Promise<void>
}

/** The whole product as a process of its own; its agents' headsets are joined when this resolves. */
export const startCentre = async (order: CentreOrder, log: string): Promise<BenchCentre> => {
  const child = await startChild('./centre-process.ts', order, log)
  const look = (): Promise<CentreNow> => child.ask<CentreNow>('look')
  const agents = Object.keys(order.telephones).length
  await until(async () => (await look()).seated >= agents, 90, `${agents} headsets joined`)
  return {
    ...child,
    look,
    work: () => child.ask('work'),
    loopDelays: () => child.ask<LoopDelays>('loopDelays'),
    finish: async (withinSeconds = 120) => {
      await child.ask('pause')
      await until(async () => (await look()).isQuiet, withinSeconds, 'all calls over')
      // Who has just been given up may still be told to the carrier.
      await wait(500)
      await child.ask('goHome')
    },
  }
}

const moment = (at: string | null): number | null => (at === null ? null : Date.parse(at))

export type KeptCall = LedgerCall & { agentEndpoint: string | null; abandoned: boolean; isRecorded: boolean }

/** Every call on record, as a person could read it in the ledger. */
export const readLedger = async (urls: Urls): Promise<KeptCall[]> => {
  const database = openDatabase(urls.url, { poolSize: 1 })
  try {
    const rows = await database.engine
      .selectFrom('calls.call')
      .leftJoin('people.employee', 'people.employee.id', 'calls.call.agentId')
      .select([
        'number',
        'placedAt',
        'answeredAt',
        'bridgedAt',
        'endedAt',
        'cause',
        'endedBy',
        'abandoned',
        'recording',
      ])
      .select('people.employee.endpoint as agentEndpoint')
      .orderBy('placedAt')
      .execute()
    return rows.map(({ placedAt, answeredAt, bridgedAt, endedAt, recording, ...row }) => ({
      ...row,
      placedAt: Date.parse(placedAt),
      answeredAt: moment(answeredAt),
      bridgedAt: moment(bridgedAt),
      endedAt: moment(endedAt),
      cause: row.cause as HangupCause | null,
      endedBy: row.endedBy as LedgerCall['endedBy'],
      isRecorded: recording !== null,
    }))
  } finally {
    await database.stop()
  }
}

export const came = (calls: readonly CarrierCall[], from: number, to: number): CarrierCall[] =>
  calls.filter(({ cameAt }) => cameAt >= from && cameAt < to)
