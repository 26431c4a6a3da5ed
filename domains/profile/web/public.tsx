import { CustomerSummary as Summary } from './CustomerSummary.tsx'
import { CustomerTimeline as Timeline } from './CustomerTimeline.tsx'

/** Everything that happened with a customer, newest first, by kind. */
export const CustomerTimeline = Timeline
/** How well we know each other, in a line of figures. */
export const CustomerSummary = Summary
