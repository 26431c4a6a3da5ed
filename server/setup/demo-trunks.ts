import { TrunkForm } from '#domains/telephony/contract.ts'
import { addTrunk } from '#domains/telephony/server/public.ts'
import type { Context } from '#platform/context.ts'

/** Two lines to carriers that are none: addresses of documentation (RFC 5737), wide enough to hold nothing back. */
const demoTrunks = [
  {
    ...{ name: '上海电信 300 路', address: '203.0.113.10', strip: '+86', prefix: '', registers: false },
    ...{ channels: 300, callsPerSecond: 50, isOn: true, pricePerMinute: 0.06, dailyCostLimit: 3000 },
  },
  {
    ...{ name: '北京联通 备用', address: 'sip.carrier.example:5061', transport: 'tls', loginUser: 'carillon' },
    ...{ password: 'carillon-demo', registers: true, channels: 60, callsPerSecond: 10, allowedPrefixes: ['+86'] },
  },
]

export const connectDemoTrunks = async (ctx: Context): Promise<void> => {
  for (const trunk of demoTrunks) await addTrunk(ctx, TrunkForm.parse(trunk))
}
