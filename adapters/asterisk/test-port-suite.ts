import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type portParts, portSuite } from '#domains/telephony/server/port-suite.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { openTestExchange, portUnderTest, type TestExchange } from './test-exchange.ts'
import { longPromptHertz, type Overhearing, openOverhearing, writeCustomer, writeHeadset } from './test-overheard.ts'

/** Those parts of the suite every provider of telephony must pass, on an Asterisk of their own. */
export const askAsterisk = (parts: typeof portParts): void =>
  describeWithPhones('Asterisk', (programs) => {
    let exchange: TestExchange
    let overhearing: Overhearing
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'carillon-voices-'))
      const soundsOf = (endpoint: string): Promise<string> => writeHeadset(folder, endpoint)
      exchange = await openTestExchange(programs, { soundsOf, moreSounds: writeCustomer })
      overhearing = await openOverhearing(exchange.node)
    })
    afterAll(async () => {
      overhearing?.close()
      await exchange?.close()
      if (folder) await rm(folder, { recursive: true, force: true })
    })

    const make = () => {
      const { heardBy, hearsApart } = overhearing
      const prompts = [exchange.prompts.prompt('long', longPromptHertz, 75)]
      return portUnderTest(exchange, { prompts, ear: { heardBy, hearsApart, isDeafToWhispers: true } })
    }
    portSuite('answers the telephone port', make, parts)
  })
