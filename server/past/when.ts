export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
/** The sites keep the clock of Shanghai, which has had no summer time since 1991. */
export const clockMs = 8 * hourMs

export type Team = { id: string; siteId: string }
