/** How a day of somebody differs from what is usual; factors beside 1. */
export type Bend = { talks: number; success: number; reach: number; notReadyMinutes: number }
const usual: Bend = { talks: 1, success: 1, reach: 1, notReadyMinutes: 0 }

/**
 * Who fell behind when the new price list came, stopping between calls to look up terms, and was coached: the agent of
 * the demo accounts, so that the coaching can be read from both sides.
 */
export const coached = { staffNumber: 'D001', from: 3, until: 10 }
/** Who has closed much less than the others for two weeks, and whom nobody has spoken with yet. */
export const fallingBehind = { staffNumber: 'SH1003', from: 15 }
/** Who closes well above the others: worth showing. */
export const example = { staffNumber: 'CD1005' }
/** The campaign whose list got its last records in the second week and tired: fewer answer, fewer agree. */
export const tired = { campaign: 1, lastBatch: 8, from: 15 }

/** Who it is about: the number of the person and the index of the campaign. */
type Who = { staffNumber: string; campaign: number }
const rulesOfDay: readonly ((agent: Who, day: number) => Partial<Bend> | undefined)[] = [
  ({ staffNumber }, day) =>
    staffNumber === coached.staffNumber && day >= coached.from && day < coached.until
      ? { talks: 0.74, notReadyMinutes: 5 }
      : undefined,
  ({ staffNumber }, day) =>
    staffNumber === fallingBehind.staffNumber && day >= fallingBehind.from ? { success: 0.25 } : undefined,
  ({ staffNumber }) => (staffNumber === example.staffNumber ? { success: 1.9 } : undefined),
  ({ campaign }, day) =>
    campaign === tired.campaign && day >= tired.from
      ? { success: 0.62 - 0.02 * (day - tired.from), reach: 0.78 - 0.02 * (day - tired.from) }
      : undefined,
]

/** What becomes of a day of that agent; `day` counts the days of work of the past from 0. */
export const bendOf = (agent: Who, day: number): Bend => {
  let bend = usual
  for (const rule of rulesOfDay) {
    const more = rule(agent, day)
    if (more)
      bend = {
        talks: bend.talks * (more.talks ?? 1),
        success: bend.success * (more.success ?? 1),
        reach: bend.reach * (more.reach ?? 1),
        notReadyMinutes: bend.notReadyMinutes + (more.notReadyMinutes ?? 0),
      }
  }
  return bend
}
