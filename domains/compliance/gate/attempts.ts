import { openNumberMap } from './packed.ts'

/** No attempt beyond this one. */
export const none = -1

const walk = (first: number, next: Int32Array, tell: (index: number) => void): void => {
  for (let index = first; index !== none; index = next[index] as number) tell(index)
}

/**
 * Every attempt of the last weeks, in memory, found by number and by person: 24 bytes an attempt and 24 a number.
 * Chains are unordered; whoever counts looks at all of one.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the arrays its small functions share.
export const openAttempts = () => {
  let at = new Float64Array(1024)
  let campaign = new Int32Array(1024)
  let nextOfNumber = new Int32Array(1024)
  let nextOfPerson = new Int32Array(1024)
  let used = 0
  let freed = none
  /** First of each chain, plus one: 0 says there is none. */
  let numbers = openNumberMap()
  let people = openNumberMap()

  const grow = (): void => {
    const double = <A extends Float64Array | Int32Array>(old: A, made: A): A => {
      made.set(old)
      return made
    }
    const length = at.length * 2
    at = double(at, new Float64Array(length))
    campaign = double(campaign, new Int32Array(length))
    nextOfNumber = double(nextOfNumber, new Int32Array(length))
    nextOfPerson = double(nextOfPerson, new Int32Array(length))
  }
  const place = (): number => {
    if (freed !== none) {
      const free = freed
      freed = nextOfNumber[free] as number
      return free
    }
    if (used === at.length) grow()
    return used++
  }
  const count = (number: number, person: number, ofCampaign: number, moment: number): void => {
    const index = place()
    at[index] = moment
    campaign[index] = ofCampaign
    nextOfNumber[index] = numbers.get(number) - 1
    numbers.set(number, index + 1)
    if (person === 0) {
      nextOfPerson[index] = none
      return
    }
    nextOfPerson[index] = people.get(person) - 1
    people.set(person, index + 1)
  }
  const unlink = (heads: typeof numbers, next: Int32Array, key: number, isIt: (index: number) => boolean): number => {
    let before = none
    for (let index = heads.get(key) - 1; index !== none; index = next[index] as number) {
      if (!isIt(index)) {
        before = index
        continue
      }
      const after = next[index] as number
      if (before === none) heads.set(key, after + 1)
      else next[before] = after
      return index
    }
    return none
  }

  return {
    count,
    /** It never reached the telephone system. */
    uncount: (number: number, person: number, ofCampaign: number, moment: number): void => {
      const isIt = (index: number): boolean => at[index] === moment && campaign[index] === ofCampaign
      const index = unlink(numbers, nextOfNumber, number, isIt)
      if (index === none) return
      if (person !== 0) unlink(people, nextOfPerson, person, (other) => other === index)
      nextOfNumber[index] = freed
      campaign[index] = none
      freed = index
    },
    firstOfNumber: (number: number): number => numbers.get(number) - 1,
    firstOfPerson: (person: number): number => people.get(person) - 1,
    nextOfNumber: (index: number): number => nextOfNumber[index] as number,
    nextOfPerson: (index: number): number => nextOfPerson[index] as number,
    at: (index: number): number => at[index] as number,
    campaign: (index: number): number => campaign[index] as number,
    /** Numbers and attempts held. */
    get size() {
      return { numbers: numbers.size, people: people.size, attempts: used }
    },
    /** Lets go of what no cap counts any more. */
    forget: (before: number): void => {
      const [numberOf, personOf] = [new Float64Array(used), new Float64Array(used)]
      numbers.each((number, first) => walk(first - 1, nextOfNumber, (index) => numberOf.set([number], index)))
      people.each((person, first) => walk(first - 1, nextOfPerson, (index) => personOf.set([person], index)))
      const old = { at, campaign, used }
      numbers = openNumberMap()
      people = openNumberMap()
      used = 0
      freed = none
      at = new Float64Array(1024)
      campaign = new Int32Array(1024)
      nextOfNumber = new Int32Array(1024)
      nextOfPerson = new Int32Array(1024)
      for (let index = 0; index < old.used; index++) {
        const moment = old.at[index] as number
        if (moment >= before && numberOf[index] !== 0)
          count(numberOf[index] as number, personOf[index] as number, old.campaign[index] as number, moment)
      }
    },
  }
}
export type Attempts = ReturnType<typeof openAttempts>
