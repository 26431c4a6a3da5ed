/** The digits of an E.164 number as one float: at most fifteen of them, so none is lost. 0 for what is no number. */
export const packNumber = (number: string): number => {
  const packed = Number(number.slice(1))
  return Number.isSafeInteger(packed) && packed > 0 ? packed : 0
}
/** 52 random bits of an id: two of a million people share them once in 9,000 centres, and then share their caps. */
export const packId = (id: string): number => {
  const packed =
    Number.parseInt(id.slice(-12), 16) + (Number.parseInt(id.slice(-16, -13), 16) % 16) * 281_474_976_710_656
  return Number.isFinite(packed) ? packed + 1 : 0
}

const hashOf = (key: number): number => {
  const high = Math.floor(key / 4_294_967_296)
  let hash = Math.imul((key - high * 4_294_967_296) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** Where each packed key stands: a slot of 8 bytes a key, at most two thirds full. */
export type Slots = {
  readonly size: number
  readonly capacity: number
  /** The slot of that key, or −1. */
  find(key: number): number
  /** The slot of that key, made if it is new. */
  make(key: number): number
  keyAt(slot: number): number
}

/** `moved` is told when all slots are other ones: from which to which. */
const openSlots = (moved: (capacity: number, from: Float64Array, to: (key: number) => number) => void): Slots => {
  let keys = new Float64Array(1024)
  let size = 0
  const place = (key: number): number => {
    const mask = keys.length - 1
    let slot = hashOf(key) & mask
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask
    return slot
  }
  const grow = (): void => {
    const old = keys
    keys = new Float64Array(old.length * 2)
    for (const key of old) if (key !== 0) keys[place(key)] = key
    moved(keys.length, old, place)
  }
  return {
    get size() {
      return size
    },
    get capacity() {
      return keys.length
    },
    find: (key) => {
      const slot = place(key)
      return keys[slot] === key ? slot : -1
    },
    make: (key) => {
      let slot = place(key)
      if (keys[slot] === key) return slot
      if ((size + 1) * 3 > keys.length * 2) {
        grow()
        slot = place(key)
      }
      keys[slot] = key
      size++
      return slot
    },
    keyAt: (slot) => keys[slot] as number,
  }
}

/** One float for each packed key: 16 bytes a slot where a `Map` takes sixty. 0 says nothing is kept. */
export type NumberMap = {
  readonly size: number
  get(key: number): number
  set(key: number, value: number): void
  each(tell: (key: number, value: number) => void): void
}
export const openNumberMap = (): NumberMap => {
  let values = new Float64Array(1024)
  const slots = openSlots((capacity, from, to) => {
    const old = values
    values = new Float64Array(capacity)
    for (let slot = 0; slot < from.length; slot++) {
      const key = from[slot] as number
      if (key !== 0) values[to(key)] = old[slot] as number
    }
  })
  return {
    get size() {
      return slots.size
    },
    get: (key) => {
      const slot = slots.find(key)
      return slot < 0 ? 0 : (values[slot] as number)
    },
    set: (key, value) => {
      if (key === 0) return
      // Growing swaps the array: the slot comes first.
      const slot = slots.make(key)
      values[slot] = value
    },
    each: (tell) => {
      for (let slot = 0; slot < slots.capacity; slot++)
        if (slots.keyAt(slot) !== 0) tell(slots.keyAt(slot), values[slot] as number)
    },
  }
}

/** Numbers in rising order, eight bytes each: ten million are 80 MB and are searched in 24 steps. */
export const holds = (sorted: Float64Array, number: number): boolean => {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = sorted[middle] as number
    if (found === number) return true
    if (found < number) low = middle + 1
    else high = middle - 1
  }
  return false
}
