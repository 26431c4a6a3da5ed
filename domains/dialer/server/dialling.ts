import type { Words } from '#contract/words.ts'
import type { LiveCalls } from '#domains/calls/server/public.ts'
import type { LiveGate } from '#domains/compliance/server/public.ts'
import type { LivePresence } from '#domains/presence/server/public.ts'
import type { LiveHeadsets } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import type { Journal } from '#platform/journal.ts'
import type { Lines } from './lines.ts'

export type Floor = {
  base: Base
  clock: Clock
  journal: Journal
  calls: LiveCalls
  presence: LivePresence
  gate: LiveGate
  headsets: Pick<LiveHeadsets, 'nodeOf'>
  /** What a campaign leaves on the tape of a machine; empty: nothing. */
  messageOf: (campaignId: string) => Promise<string>
  fencing: number
  /** Shared by all campaigns. */
  lines: Lines
  /** Entries taken back since the engine opened: they are called no more, wherever they are. */
  reverted: ReadonlySet<string>
  /** By campaign: entries in memory that rules have since taken out; looked at when their turn comes. */
  screened: ReadonlyMap<string, ReadonlySet<string>>
}

/** What keeps a campaign from placing another call right now, or that nothing does. */
export type Binding =
  | {
      kind:
        | 'dialling'
        | 'allAgentsBusy'
        | 'customerWaiting'
        | 'ledgerSpent'
        | 'networkFault'
        | 'lineLimit'
        | 'callsPerSecond'
        | 'nodesAway'
        | 'trunksShut'
        | 'noAgents'
        | 'agentsDialThemselves'
        | 'loading'
        | 'listDone'
        | 'inBooks'
        | 'databaseAway'
        | 'stopping'
    }
  | { kind: 'outsideHours'; until: string | null }
  /** A rule holds the whole campaign back, until then as far as known. */
  | { kind: 'heldBack'; until: string | null; why: Words }
  /** How many rest, as far as known. */
  | { kind: 'resting'; until: string | null; count: number | null }
