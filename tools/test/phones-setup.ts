import type { TestProject } from 'vitest/node'
import { getPhonePrograms, usualCache } from '#adapters/asterisk/network/get-asterisk.ts'

/**
 * Asterisk and SIPp, once for all tests: from the cache (CARILLON_PHONE_CACHE, or the usual one), else from Debian's
 * packages. Where that cannot be, it is said once; on the build server nothing may be skipped in silence.
 */
export const setup = async (project: TestProject): Promise<void> => {
  const cache = process.env.CARILLON_PHONE_CACHE || usualCache
  const accept = process.env.CARILLON_ACCEPT_ASTERISK
  const source = process.env.CARILLON_DEBIAN_SOURCE
  try {
    project.provide(
      'phones',
      await getPhonePrograms({ cache, ...(accept ? { accept } : {}), ...(source ? { source } : {}) }),
    )
  } catch (problem) {
    if (process.env.CI === 'true') throw problem
    console.log(`skipped: no telephone network here. ${String(problem)}`)
    project.provide('phones', null)
  }
}
