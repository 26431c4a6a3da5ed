import type { Report } from '../read-report.ts'
import { type Kind, type ValueName, valueFields } from '../report.ts'
import type { Ties } from './resolve.ts'

export type Value = string | number | boolean | null
export const valueNames = [
  ...new Set(Object.values(valueFields).flatMap((fields) => fields.map(({ name }) => name))),
] as readonly ValueName[]

/** What a result says: when compared, whether it is told otherwise than before. */
export type Said = { at: string } & Ties & Record<ValueName, Value>

export const saidBy = (kind: Kind, report: Report, ties: Ties): Said => ({
  at: report.at,
  ...ties,
  ...(Object.fromEntries(valueNames.map((name) => [name, null])) as Record<ValueName, Value>),
  ...(Object.fromEntries(valueFields[kind].map(({ name }) => [name, report[name]])) as Record<ValueName, Value>),
})

/** Where somebody works now, and whose record a customer is now, may change without the source telling anything new. */
const told = ['callId', 'agentId', 'campaignId', ...valueNames] as const
export const saysTheSame = (one: Said, other: Said): boolean =>
  Date.parse(one.at) === Date.parse(other.at) && told.every((name) => one[name] === other[name])
