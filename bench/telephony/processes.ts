import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts processor time in hundredths of a second on every Linux we run on. */
const ticksPerSecond = 100

const statOf = (pid: number): string[] => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name stands in brackets, and may hold blanks and brackets itself.
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}
const parentOf = (pid: number): number => Number(statOf(pid)[1])
const ownSeconds = (pid: number): number => {
  const stat = statOf(pid)
  return (Number(stat[11]) + Number(stat[12])) / ticksPerSecond
}
/** Of children that have ended and were waited for. */
const endedSeconds = (pid: number): number => {
  const stat = statOf(pid)
  return (Number(stat[13]) + Number(stat[14])) / ticksPerSecond
}
const ifThere = (read: () => number): number => {
  try {
    return read()
  } catch {
    return 0
  }
}
export const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((one) => one > 0 && ifThere(() => parentOf(one)) === pid)

/** Processor seconds a process has used so far. */
export const cpuSeconds = (pid: number): number => ifThere(() => ownSeconds(pid))
/** With all it started, also of what has ended meanwhile. */
export const cpuSecondsWithChildren = (pid: number): number =>
  cpuSeconds(pid) +
  ifThere(() => endedSeconds(pid)) +
  childrenOf(pid).reduce((sum, child) => sum + cpuSeconds(child), 0)

/** Memory in use, in MB. */
export const memoryMb = (pid: number): number =>
  ifThere(() => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)

/** The share of the machine's processor time that somebody used between two looks, and how many cores there are. */
export const machineTime = (): { busy: number; all: number } => {
  const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/).map(Number)
  const all = ticks.slice(0, 8).reduce((sum, one) => sum + one, 0)
  return { busy: all - (ticks[3] ?? 0) - (ticks[4] ?? 0), all }
}
