/** A timer waiting in a `TimerQueue`; `work` is undefined once it has run or was called off. */
export type Timer = { readonly due: number; readonly turn: number; work: (() => void) | undefined }

export interface TimerQueue {
  /** Adds a timer; at equal `due` (milliseconds from any start) the one added first comes first. */
  add(due: number, work: () => void): Timer
  callOff(timer: Timer): void
  /** The next timer that will run, left in the queue. */
  first(): Timer | undefined
  /** Takes the next timer out, if it is due at `until` or before. */
  takeDue(until: number): Timer | undefined
  clear(): void
}

const before = (a: Timer, b: Timer): boolean => a.due < b.due || (a.due === b.due && a.turn < b.turn)

const sink = (heap: Timer[], from: number): void => {
  const timer = heap[from] as Timer
  let place = from
  for (let child = 2 * place + 1; child < heap.length; child = 2 * place + 1) {
    if (child + 1 < heap.length && before(heap[child + 1] as Timer, heap[child] as Timer)) child++
    const smaller = heap[child] as Timer
    if (!before(smaller, timer)) break
    heap[place] = smaller
    place = child
  }
  heap[place] = timer
}

const rise = (heap: Timer[], timer: Timer): void => {
  let place = heap.push(timer) - 1
  while (place > 0) {
    const parent = (place - 1) >> 1
    const above = heap[parent] as Timer
    if (!before(timer, above)) break
    heap[place] = above
    place = parent
  }
  heap[place] = timer
}

/**
 * A binary heap. Timers called off stay until they come to the top, or until they are more than half of the queue:
 * most timers of a call centre are called off, and finding one in the heap would cost more than carrying it.
 */
export const timerQueue = (): TimerQueue => {
  let heap: Timer[] = []
  let turns = 0
  let calledOff = 0

  const removeFirst = (): void => {
    const last = heap.pop() as Timer
    if (heap.length === 0) return
    heap[0] = last
    sink(heap, 0)
  }
  const sweep = (): void => {
    heap = heap.filter((timer) => timer.work)
    for (let place = (heap.length >> 1) - 1; place >= 0; place--) sink(heap, place)
    calledOff = 0
  }
  const first = (): Timer | undefined => {
    while (heap.length > 0 && !heap[0]?.work) {
      removeFirst()
      calledOff--
    }
    return heap[0]
  }

  return {
    add(due, work) {
      const timer: Timer = { due, turn: turns++, work }
      rise(heap, timer)
      return timer
    },
    callOff(timer) {
      if (!timer.work) return
      timer.work = undefined
      calledOff++
      if (calledOff > 1000 && calledOff > heap.length / 2) sweep()
    },
    first,
    takeDue(until) {
      const timer = first()
      if (!timer || timer.due > until) return undefined
      removeFirst()
      return timer
    },
    clear() {
      for (const timer of heap) timer.work = undefined
      heap = []
      calledOff = 0
    },
  }
}
