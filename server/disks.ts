import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Disk } from '#domains/telephony/contract.ts'
import { diskState } from '#domains/telephony/server/public.ts'
import { roomAt } from '#platform/disk.ts'
import type { AsteriskNodeSetting } from './asterisk-nodes.ts'
import type { Config } from './config.ts'

/** Where ops/asterisk has Asterisk keep what it records. */
const usualSpool = '/var/spool/carillon-asterisk/recording'
const isHere = (url: string): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)

/** Where this process finds what a node records; undefined: on another machine, as far as anybody said. */
const spoolOf = ({ spool, url }: AsteriskNodeSetting): string | undefined =>
  spool ?? (isHere(url) && existsSync(usualSpool) ? usualSpool : undefined)

type Place = { of: Disk['of']; node?: string; folder: string | undefined; leaveFreeBytes?: number }
/** How a disk is asked; a test that may not have a disk of its own says its figures. */
type RoomAt = typeof roomAt

const look = async ({ of, node, folder, leaveFreeBytes = 0 }: Place, warnPercent: number, ask: RoomAt) => {
  const found = folder === undefined ? null : await ask(folder)
  const room = {
    freeBytes: found && Math.max(0, found.freeBytes - leaveFreeBytes),
    totalBytes: found?.totalBytes ?? null,
  }
  const state = diskState({ ...room, reservedBytes: leaveFreeBytes }, warnPercent)
  return { of, node: node ?? null, ...room, state } satisfies Disk
}

/**
 * The disks a centre stops for when they are full: where telephony nodes record, where recordings are kept (what is to be
 * left free there is not room), and where the database is. Those of other machines are not known here.
 */
export const readDisks = (
  { telephony, recordings, stateDir, database, diskWarnPercent }: Config,
  ask: RoomAt = roomAt,
): Promise<Disk[]> => {
  const nodes = telephony.kind === 'asterisk' ? telephony.nodes : []
  const { isOn, folder, leaveFreeBytes } = recordings
  const places: Place[] = [
    ...nodes.map((node) => ({ of: 'spool' as const, node: node.name, folder: spoolOf(node) })),
    ...(isOn ? [{ of: 'recordings' as const, folder, leaveFreeBytes }] : []),
    { of: 'database', folder: database ? undefined : join(stateDir, 'postgres') },
  ]
  return Promise.all(places.map((place) => look(place, diskWarnPercent, ask)))
}
