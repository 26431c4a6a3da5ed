import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Disk } from '#domains/telephony/contract.ts'
import { diskState } from '#domains/telephony/server/public.ts'
import { type DiskRoom, roomAt } from '#platform/disk.ts'
import type { AsteriskNodeSetting } from './asterisk-nodes.ts'
import type { Config } from './config.ts'

/** Where ops/asterisk has Asterisk keep what it records. */
const usualSpool = '/var/spool/carillon-asterisk/recording'
const isHere = (url: string): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)

/** Where this process finds what a node records; undefined: on another machine, as far as anybody said. */
const spoolOf = ({ spool, url }: AsteriskNodeSetting): string | undefined =>
  spool ?? (isHere(url) && existsSync(usualSpool) ? usualSpool : undefined)

const look = async (
  {
    of,
    node = null,
    folder,
    leaveFreeBytes = 0,
  }: Pick<Disk, 'of'> & { node?: string | null } & {
    folder: string | undefined
    leaveFreeBytes?: number
  },
  warnPercent: number,
): Promise<Disk> => {
  const found: DiskRoom | null = folder === undefined ? null : await roomAt(folder)
  const room = {
    freeBytes: found && Math.max(0, found.freeBytes - leaveFreeBytes),
    totalBytes: found?.totalBytes ?? null,
  }
  return { of, node, ...room, state: diskState(room, warnPercent) }
}

/**
 * The disks a centre stops for when they are full: where telephony nodes record, where recordings are kept (what is to be
 * left free there is not room), and where the database is. Those of other machines are not known here.
 */
export const readDisks = ({ telephony, recordings, stateDir, database, diskWarnPercent }: Config): Promise<Disk[]> => {
  const nodes = telephony.kind === 'asterisk' ? telephony.nodes : []
  const { isOn, folder, leaveFreeBytes } = recordings
  return Promise.all([
    ...nodes.map((node) => look({ of: 'spool', node: node.name, folder: spoolOf(node) }, diskWarnPercent)),
    ...(isOn ? [look({ of: 'recordings', folder, leaveFreeBytes }, diskWarnPercent)] : []),
    look({ of: 'database', folder: database ? undefined : join(stateDir, 'postgres') }, diskWarnPercent),
  ])
}
