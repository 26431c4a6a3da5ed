import type { Filters } from '#web/ui/filters.ts'
import type { ReportAddress, ReportDescription } from '../shapes.ts'

/** What is asked of a report, as the address of its page holds it. */
export type ReportFilters = Filters<ReportAddress>
export type ReportProps = { description: ReportDescription; filters: ReportFilters }
