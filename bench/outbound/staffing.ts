import type { Rehearsal, RehearsedAgent } from '#domains/simulation/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Listed } from './listed.ts'
import { logNormal, uniform } from './random.ts'
import type { Shift, Size } from './scenario.ts'

type Agent = RehearsedAgent<Listed>
export type Shop = { clock: Clock; rehearsal: Rehearsal<Listed>; seed: number; size: Size; startAt: number }

const minuteMs = 60_000
const readyWithinMs = 10 * minuteMs
const lunchMs = 30 * minuteMs
const usualBreak = { mean: 5 * minuteMs, cv: 0.5 }

/** The people of a day: when each signs in, goes on breaks and to lunch, and leaves. */
export class Staffing {
  /** Everybody who was ever signed in. */
  readonly everybody: Agent[] = []
  private readonly shop: Shop
  private readonly shift: Shift
  /** How long whoever has asked for a break will be away. */
  private readonly asked = new Map<Agent, number>()
  private readonly gone = new Set<Agent>()
  private readonly beforeLunch: Agent[] = []
  private atLunch = new Set<Agent>()
  private draws = 0

  constructor(shop: Shop, shift: Shift) {
    this.shop = shop
    this.shift = shift
  }

  open(): void {
    const { size, startAt, clock } = this.shop
    const { lunch, end, logOut, together } = this.shift
    const within = together ? 1000 : readyWithinMs
    for (let n = 0; n < size.agents; n++) this.signIn(within * this.draw(n, 77))
    const dayMs = size.hours * 3_600_000
    const at = (milliseconds: number, then: () => void): void =>
      void clock.after(startAt + milliseconds - clock.nowMs(), then)
    if (lunch) at(dayMs * 0.45, () => this.beginLunch())
    if (end) at(dayMs - readyWithinMs, () => this.leaveOneByOne())
    if (logOut) at(logOut.at * 1000, () => this.signOutMany(logOut))
  }
  /** To be told whenever an agent has begun something else. */
  onChange(agent: Agent, activity: Agent['activity'] | null): void {
    if (activity === null) this.gone.add(agent)
    const breakMs = this.asked.get(agent)
    if (activity !== 'away' || breakMs === undefined) return
    this.asked.delete(agent)
    this.shop.clock.after(breakMs, () => this.comeBack(agent))
  }

  private draw(position: number, what: number): number {
    return uniform(this.shop.seed, position, what)
  }
  private signIn(readyAfterMs: number): void {
    const { clock, rehearsal } = this.shop
    const agent = rehearsal.signIn()
    this.everybody.push(agent)
    clock.after(readyAfterMs, () => {
      if (this.gone.has(agent)) return
      rehearsal.ready(agent)
      this.planBreak(agent)
    })
  }
  /** After the current call. False if they are leaving or away already. */
  private goOnBreak(agent: Agent, breakMs: number): boolean {
    if (this.gone.has(agent) || agent.leaves || agent.activity === 'away') return false
    this.asked.set(agent, breakMs)
    this.shop.rehearsal.leave(agent, 'away')
    return true
  }
  private comeBack(agent: Agent): void {
    if (this.gone.has(agent)) return
    this.shop.rehearsal.ready(agent)
    if (this.atLunch.delete(agent)) this.sendToLunch()
    else this.planBreak(agent)
  }
  private planBreak(agent: Agent): void {
    const perHour = this.shift.breakMinutesPerHour
    if (!perHour) return
    const turn = this.draws++
    const apart = usualBreak.mean * (60 / perHour - 1)
    this.shop.clock.after(-apart * Math.log(1 - this.draw(turn, 80)), () => {
      const long = logNormal(usualBreak, this.draw(turn, 81), this.draw(turn, 82))
      if (!this.goOnBreak(agent, long)) this.planBreak(agent)
    })
  }

  private beginLunch(): void {
    this.beforeLunch.push(...this.everybody.filter((agent) => !this.gone.has(agent)))
    const most = Math.max(1, Math.floor(this.beforeLunch.length / 3))
    for (let n = 0; n < most; n++) this.sendToLunch()
  }
  /** The next who can; whoever is on a break just now goes last. */
  private sendToLunch(): void {
    for (let tries = this.beforeLunch.length; tries > 0; tries--) {
      const agent = this.beforeLunch.shift()
      if (!agent) return
      this.atLunch.add(agent)
      if (this.goOnBreak(agent, lunchMs)) return
      this.atLunch.delete(agent)
      if (!this.gone.has(agent)) this.beforeLunch.push(agent)
    }
    if (this.beforeLunch.length > 0) this.shop.clock.after(minuteMs, () => this.sendToLunch())
  }

  private leaveOneByOne(): void {
    const { clock, rehearsal } = this.shop
    this.everybody.forEach((agent, n) => {
      clock.after(readyWithinMs * this.draw(n, 83), () => {
        if (!this.gone.has(agent)) rehearsal.leave(agent, 'signOut')
      })
    })
  }
  private signOutMany({ share, backAfter }: { share: number; backAfter: number }): void {
    const { clock, rehearsal } = this.shop
    const leaving = this.everybody
      .map((agent, n) => ({ agent, order: this.draw(n, 84) }))
      .sort((a, b) => a.order - b.order)
      .slice(0, Math.round(share * this.everybody.length))
    for (const { agent } of leaving) rehearsal.drop(agent)
    clock.after(backAfter * 1000, () => {
      leaving.forEach((_, n) => {
        this.signIn(2 * minuteMs * this.draw(n, 85))
      })
    })
  }
}
