import type { BindingKind } from './contract.ts'
import type { IdleCause } from './idle-causes.ts'

/** What a ready agent waits for while that keeps the next call from being placed. */
const causes: Readonly<Record<BindingKind, IdleCause>> = {
  dialling: 'pacing',
  allAgentsBusy: 'pacing',
  customerWaiting: 'pacing',
  loading: 'list',
  resting: 'list',
  listDone: 'list',
  inBooks: 'list',
  networkFault: 'lines',
  lineLimit: 'lines',
  callsPerSecond: 'lines',
  nodesAway: 'lines',
  trunksShut: 'lines',
  outsideHours: 'hours',
  ledgerSpent: 'gate',
  heldBack: 'gate',
  noAgents: 'other',
  agentsDialThemselves: 'other',
  databaseAway: 'other',
  stopping: 'other',
}
export const causeOf = (binding: BindingKind): IdleCause => causes[binding]
