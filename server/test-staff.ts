import { hireStaff, type Staff } from '#domains/simulation/server/public.ts'
import type { TestCentre } from './testing.ts'

/** Simulated agents for a centre under test: they answer, talk and wrap up like people, always the same way. */
export const hireTestStaff = (centre: TestCentre): Staff => {
  let seed = 0
  const chance = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
  }
  return hireStaff({ ...centre.engine(), hear: centre.network.heard, chance, wrapUp: { mean: 25, sd: 12 } })
}
