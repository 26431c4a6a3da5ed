/** How ADAPT meets a day whose drop rate is too high already. */
export type AdaptMethod = 'hardLimit' | 'average' | 'tapered'

export type AdaptSettings = {
  method: AdaptMethod
  /** `adaptive_maximum_level`, 3.0 unless set. */
  maximumLevel: number
  /** `adaptive_dropped_percentage`, percent. */
  droppedPercent: number
  /** `adaptive_intensity`, percent. */
  intensity: number
  /** `adaptive_dl_diff_target`. */
  differenceTarget: number
  /** `adaptive_latest_server_time`, read as the number HHMM. */
  latestTime: number
}

export const adaptDefaults: AdaptSettings = {
  method: 'hardLimit',
  maximumLevel: 3,
  droppedPercent: 3,
  intensity: 0,
  differenceTarget: 0,
  latestTime: 2100,
}

/** What the drop statistics said when they were last refreshed. */
export type DropStatistics = {
  callsLastMinute: number
  dropsLastMinute: number
  callsToday: number
  answersToday: number
  dropsToday: number
}

export type AdaptInput = {
  level: number
  /** Mean of the last 15 samples of ready agents less that of waiting calls. */
  difference: number
  /** Mean of the last 15 samples of all agents signed in. */
  agents: number
  drops: DropStatistics
  /** Local time as the number HHMM: 1030 for half past ten. */
  time: number
}

const round3 = (level: number): number => Math.round(level * 1000) / 1000

/**
 * One step of the dial level, every 15 s (VICIdial bin/AST_VDadapt.pl, revision 3884, calculate_dial_level: formula
 * re-described). Nothing but the level is remembered, so the cuts of an exhausted day compound with every step.
 */
export const nextLevel = (input: AdaptInput, settings: AdaptSettings): number => {
  const steered = steer(input, settings)
  const { callsLastMinute, dropsLastMinute } = input.drops
  const panic = callsLastMinute > 20 && dropsLastMinute / callsLastMinute > 0.5
  const level = keepBudget(panic ? steered / 2 : steered, input, settings)
  return round3(Math.max(1, level))
}

const steer = ({ level, difference, agents }: AdaptInput, settings: AdaptSettings): number => {
  const { differenceTarget, intensity, maximumLevel } = settings
  const share = difference === 0 || agents === 0 ? 0 : (difference + differenceTarget) / agents
  const intense = share * (share >= 0 ? 1 + intensity / 100 : Math.abs(intensity / 100 - 1))
  return Math.max(1, Math.min(maximumLevel, round3(level * (1 + intense))))
}

const keepBudget = (level: number, { drops, time }: AdaptInput, settings: AdaptSettings): number => {
  const { callsToday, answersToday, dropsToday } = drops
  const spent = callsToday > 50 && answersToday > 0 && (100 * dropsToday) / answersToday > settings.droppedPercent
  if (!spent) return level
  if (settings.method === 'hardLimit') return 1
  if (settings.method === 'average') return level / 2
  // The hours are subtracted as plain numbers, so 2100 − 1030 is 1070: the taper begins about ten "hours" before the end.
  const left = settings.latestTime - time
  return left < 0 ? 1 : level * Math.min(1, left / 1000)
}
