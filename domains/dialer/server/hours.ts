import { type Campaign, closesAt, isOpen, nextOpening } from '#domains/campaigns/server/public.ts'
import type { Clock } from '#platform/clock.ts'

/** Watches over the calling hours of one campaign. */
export class Hours {
  /** Customers may be called now. */
  isOpen = false
  private readonly clock: Clock
  private readonly changed: () => void
  private callOff = (): void => {}

  constructor(clock: Clock, changed: () => void) {
    this.clock = clock
    this.changed = changed
  }

  /** Looks at the clock now and at every opening and closing; answers when customers may be called again, if they may not. */
  watch({ callingHours, timeZone, endsOn }: Campaign): { opensAt: string | null } {
    this.stop()
    const now = this.clock.now()
    const today = new Intl.DateTimeFormat('sv', { timeZone }).format(now)
    const isOver = endsOn !== null && today > endsOn
    this.isOpen = isOpen(callingHours, timeZone, now) && !isOver
    const next = this.isOpen
      ? closesAt(callingHours, timeZone, now)
      : nextOpening(callingHours, timeZone, new Date(now.getTime() + 1))
    if (next) this.callOff = this.clock.after(Math.max(1, next.getTime() - now.getTime()), this.changed)
    return { opensAt: next && !this.isOpen && !isOver ? next.toISOString() : null }
  }
  stop(): void {
    this.callOff()
  }
}
