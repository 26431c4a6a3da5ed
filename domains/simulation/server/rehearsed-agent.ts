import type { Activity, AgentView, CallView } from '#domains/dialer/server/public.ts'

/** Someone to be called in a rehearsal. */
export type Person = { to: string; batchId: string; attemptNumber: number; chance: number | null }

export type RehearsedCall<P extends Person> = CallView & {
  id: string
  person: P
  answeredAt: number | null
  agent: RehearsedAgent<P> | null
  joinedAt: number | null
  abandoned: boolean
}

let seats = 0

/** An agent of a rehearsal, with the time spent on each activity. */
export class RehearsedAgent<P extends Person> implements AgentView {
  readonly endpoint = `seat-${++seats}`
  readonly signedInAt: number
  activity: Activity = 'away'
  since: number
  leaves = false
  goes: 'away' | 'signOut' = 'away'
  call: RehearsedCall<P> | null = null
  /** Milliseconds spent so far, by activity; the running one is not in yet. */
  readonly spent: Record<Activity, number> = { free: 0, talking: 0, wrapUp: 0, busy: 0, away: 0 }
  /** How long the agent waited before each call. */
  readonly waits: number[] = []

  constructor(now: number) {
    this.signedInAt = now
    this.since = now
  }
  turn(activity: Activity | null, now: number): void {
    this.spent[this.activity] += now - this.since
    if (this.activity === 'free' && activity === 'talking') this.waits.push(now - this.since)
    this.activity = activity ?? 'away'
    this.since = now
  }
}
