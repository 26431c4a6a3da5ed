import type { Edition } from '../period.ts'
import type { Level } from '../report.ts'
import type { KeptRequest, Narrowing, ReportAddress } from '../shapes.ts'

const narrowingNames = ['siteId', 'campaignId', 'teamId', 'agentId', 'batchId', 'product', 'region'] as const
export const narrowingIn = (address: ReportAddress): Narrowing =>
  Object.fromEntries(narrowingNames.flatMap((name) => (address[name] ? [[name, address[name]]] : [])))

/** What is asked of the server: the same without what only the page knows. */
export const queryOf = ({ pack: _, page, pageSize, ...query }: ReportAddress) => ({ ...query, page, pageSize })

const words = (list: string | undefined): string[] | undefined => (list ? list.split(',') : undefined)
/** What a view or a schedule keeps of an address. */
export const keptOf = (address: ReportAddress): KeptRequest => {
  const { edition, day, back, from, to, compare, sort } = address
  const [by, columns] = [words(address.by) as Level[] | undefined, words(address.columns)]
  return {
    ...narrowingIn(address),
    edition,
    back,
    compare,
    ...(day ? { day } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(sort ? { sort } : {}),
    ...(by ? { by } : {}),
    ...(columns ? { columns } : {}),
  }
}
/** The address that shows what was kept. */
export const addressOfKept = ({ by, columns, ...kept }: KeptRequest): Record<string, unknown> => ({
  ...kept,
  ...(by?.length ? { by: by.join(',') } : {}),
  ...(columns?.length ? { columns: columns.join(',') } : {}),
})

export const isFixed = (edition: Edition): edition is Exclude<Edition, 'custom'> => edition !== 'custom'
