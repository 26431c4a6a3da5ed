import { describe, inject } from 'vitest'
import type { PhonePrograms } from '#adapters/asterisk/network/get-asterisk.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Null: this machine cannot have them, and the tests on a real telephone network are skipped. */
    phones: PhonePrograms | null
  }
}

/** A `describe` for tests on a real telephone network: gets Asterisk and SIPp; skipped where there are none. */
export const describeWithPhones = (title: string, tests: (programs: PhonePrograms) => void): void => {
  const programs = inject('phones')
  if (programs) describe(title, () => tests(programs))
  else describe.skip(title, () => tests({} as PhonePrograms))
}
