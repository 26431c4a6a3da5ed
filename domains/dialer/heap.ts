/** A queue that always gives the item that comes first; adding and taking cost log n. */
export type Heap<T> = {
  push(item: T): void
  peek(): T | undefined
  pop(): T | undefined
  readonly size: number
  items(): readonly T[]
}

export const heapOf = <T>(comesFirst: (a: T, b: T) => boolean): Heap<T> => {
  const items: T[] = []
  const swap = (a: number, b: number): void => {
    const kept = items[a] as T
    items[a] = items[b] as T
    items[b] = kept
  }
  const first = (a: number, b: number): boolean => b >= items.length || comesFirst(items[a] as T, items[b] as T)
  const sink = (): void => {
    for (let at = 0; ; ) {
      const left = 2 * at + 1
      if (left >= items.length) return
      const child = first(left, left + 1) ? left : left + 1
      if (first(at, child)) return
      swap(at, child)
      at = child
    }
  }
  return {
    push: (item) => {
      items.push(item)
      for (let at = items.length - 1; at > 0; ) {
        const above = (at - 1) >> 1
        if (first(above, at)) return
        swap(above, at)
        at = above
      }
    },
    peek: () => items[0],
    pop: () => {
      const top = items[0]
      const last = items.pop()
      if (items.length > 0 && last !== undefined) {
        items[0] = last
        sink()
      }
      return top
    },
    get size() {
      return items.length
    },
    items: () => items,
  }
}
