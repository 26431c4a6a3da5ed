import { expect, test } from 'vitest'
import { PeopleLedger } from './people-ledger.ts'

const day = 24 * 3_600_000

test('the ledger of people forgets a machine from when it answered', () => {
  const ledger = new PeopleLedger({ target: 0.1, ceiling: 0.2 }, [{ at: 10 * day, answered: 40, abandoned: 2 }])
  ledger.answered(20 * day)
  ledger.abandoned(20 * day)
  expect(ledger.balance(20 * day)).toMatchObject({ answered24h: 1, answered30d: 41, abandoned30d: 3 })
  ledger.machine(10 * day)
  const balance = ledger.balance(20 * day)
  expect(balance).toMatchObject({ answered24h: 1, abandoned24h: 1, answered30d: 40, abandoned30d: 3 })
  expect(balance.left).toBeCloseTo(Math.min(0.1 * 1 - 1, 0.1 * 40 - 3))
})
