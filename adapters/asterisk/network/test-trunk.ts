import type { Trunk } from '#domains/telephony/server/port.ts'

/** The trunk to a carrier of a test. */
export const testTrunk = ({ address }: { address: string }, name = 'test'): Trunk => ({
  name,
  address,
  transport: 'udp',
  registers: false,
  prefix: '',
  strip: '',
  channels: null,
  callsPerSecond: null,
  allowedPrefixes: [],
  isOn: true,
})
