import { type Heap, heapOf } from './heap.ts'

type Group<T> = {
  readonly number: string
  readonly line: Heap<T>
  readonly all: Set<T>
  readonly shared: Set<T>
}

/** Who waits until a trunk takes calls, by the trunks that may call them: all of a group find the same. */
export class PutOff<T> {
  private readonly comesFirst: (a: T, b: T) => boolean
  private readonly groups = new Map<string, Group<T>>()
  private readonly waysOf = new Map<T, string>()

  constructor(comesFirst: (a: T, b: T) => boolean) {
    this.comesFirst = comesFirst
  }

  get size(): number {
    return this.waysOf.size
  }
  has(one: T): boolean {
    return this.waysOf.has(one)
  }
  /** `ways` names the trunks that may call that number; `isShared`: anyone may call. */
  add(one: T, ways: string, { number, isShared }: { number: string; isShared: boolean }): void {
    const known = this.groups.get(ways)
    const group = known ?? { number, line: heapOf(this.comesFirst), all: new Set<T>(), shared: new Set<T>() }
    if (!known) this.groups.set(ways, group)
    this.waysOf.set(one, ways)
    group.line.push(one)
    group.all.add(one)
    if (isShared) group.shared.add(one)
  }
  delete(one: T): void {
    const ways = this.waysOf.get(one)
    const group = ways === undefined ? undefined : this.groups.get(ways)
    if (ways === undefined || !group) return
    this.waysOf.delete(one)
    group.all.delete(one)
    group.shared.delete(one)
    if (group.all.size === 0) this.groups.delete(ways)
  }
  /** How many anyone may call, of the groups of whose number that is true. */
  countShared(isWanted: (number: string) => boolean): number {
    let count = 0
    for (const { number, shared } of this.groups.values()) if (isWanted(number)) count += shared.size
    return count
  }
  /** Takes out the first of each group, as many as there are places for its number. */
  take(placesFor: (number: string) => number): T[] {
    return [...this.groups.values()].flatMap((group) => this.takeOf(group, placesFor(group.number)))
  }
  private takeOf({ line, all }: Group<T>, most: number): T[] {
    const taken: T[] = []
    while (taken.length < most && all.size > 0) {
      const next = line.pop()
      if (next === undefined) break
      // Who left meanwhile is in the heap still.
      if (!all.has(next)) continue
      this.delete(next)
      taken.push(next)
    }
    return taken
  }
}
