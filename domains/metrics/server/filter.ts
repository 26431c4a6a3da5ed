/** Narrows every fact that knows the thing; a fact that does not can say nothing about it. */
export type Filter = {
  campaignId?: string | undefined
  teamId?: string | undefined
  agentId?: string | undefined
  batchId?: string | undefined
}
export type FilterName = keyof Filter
