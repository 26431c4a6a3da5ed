import { RateControl as ControlOfRate } from './analysis/ControlTab.tsx'
import { CallsBehind as CallDrawer, CallRows as CallSheet } from './CallsBehind.tsx'
import { CampaignFunnel as FunnelSheet } from './CampaignFunnel.tsx'
import { CampaignHours as HoursSheet } from './CampaignHours.tsx'
import { CampaignIndicators as IndicatorsSheet } from './CampaignIndicators.tsx'
import { useProgressColumns as progressColumns } from './CampaignProgress.tsx'
import { MeasureLink as LinkToMeasure } from './dictionary/MeasureLink.tsx'
import { formatMeasure as format, figureUnits as unitsOfFigures } from './measured-value.ts'

/** How many records of a campaign came how far. */
export const CampaignFunnel = FunnelSheet
/** A campaign's day hour by hour. */
export const CampaignHours = HoursSheet
/** Every measure of a campaign in a period. */
export const CampaignIndicators = IndicatorsSheet
/** Columns that show how far campaigns have come. */
export const useProgressColumns = progressColumns
/** The same in a drawer beside the page that shows the number. */
export const CallsBehind = CallDrawer
/** The calls one or the other part of a measure is made of. */
export const CallRows = CallSheet
/** Leads to the page of the dictionary that explains a number. */
export const MeasureLink = LinkToMeasure
/** A value in the unit of its measure; not known is `–`. */
export const formatMeasure = format
/** Units of measures in the words of the kit. */
export const figureUnits = unitsOfFigures
/** The control chart of one rate by day. */
export const RateControl = ControlOfRate
