import { afterAll, beforeAll } from 'vitest'
import { portSuite } from '#domains/telephony/server/port-suite.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { openTestExchange, portUnderTest, type TestExchange } from './test-exchange.ts'

describeWithPhones('Asterisk', (programs) => {
  let exchange: TestExchange
  beforeAll(async () => {
    exchange = await openTestExchange(programs)
  })
  afterAll(() => exchange?.close())

  portSuite('answers the telephone port', () => portUnderTest(exchange))
})
