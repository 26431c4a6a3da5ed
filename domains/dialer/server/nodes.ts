/** One node of the telephone system as a campaign sees it. */
export type NodeShare = {
  readonly node: string
  /** How many of the campaign's agents there are free, or likely to be when an answer comes. */
  readonly free: number
  /** Calls under way there that nobody has answered yet. */
  readonly calls: number
}

/**
 * Where the next call for nobody in particular belongs, so that calls are shared out among nodes in proportion to the
 * agents who can take them: the node whose agents have the fewest calls each, half of the call in question counted
 * (Sainte-Laguë). Undefined where nobody is likely to be free anywhere.
 */
export const nextNode = (shares: readonly NodeShare[]): string | undefined => {
  let best: NodeShare | undefined
  const load = ({ calls, free }: NodeShare): number => (calls + 0.5) / free
  for (const share of shares) if (share.free > 0 && (!best || load(share) < load(best))) best = share
  return best?.node
}
