/**
 * How a passage through a step came out. `answered`: the caller told something; `passed`: nothing was asked, or the
 * caller was handed over; `gaveUp`: all tries used; `hungUp`: the caller hung up there; `cutShort`: it took too long, or
 * something of ours broke; `nobody`: no agent was free.
 */
export const stepResults = ['answered', 'passed', 'nobody', 'gaveUp', 'hungUp', 'cutShort'] as const
export type StepResult = (typeof stepResults)[number]

/**
 * How a call through a flow ended. `completed`: it came to an end of the flow; `handedOver`: an agent has the caller;
 * `hungUp`: the caller hung up before; `gaveUp`: the tries of a step ran out and nothing came after; `tooLong`: longer
 * than the flow allows; `lost`: the line or our server broke.
 */
export const runEnds = ['completed', 'handedOver', 'hungUp', 'gaveUp', 'tooLong', 'lost'] as const
export type RunEnd = (typeof runEnds)[number]
