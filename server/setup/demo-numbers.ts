import { addCallerId, moveCallerId, noteCallerIdFlag } from '#domains/compliance/server/public.ts'
import type { Context } from '#platform/context.ts'
import { dayMs, hourMs } from '../past/when.ts'
import type { WorkedDay } from './demo-past.ts'

const owner = '钟鸣银行'
const relay = { kind: 'axb', ownerName: owner, licence: '中间号协议 2026-018' } as const

/**
 * The numbers of the demo: one for each campaign, wide enough to hold nothing back; a second, smaller one for one of them;
 * and one that rests because telephones showed it as a nuisance. Practice numbers, nobody's own.
 */
const numbers: readonly Parameters<typeof addCallerId>[1][] = [
  {
    ...{ number: '02160000000', ownerName: owner, region: '上海', licence: '固话服务协议 2025-1207' },
    kind: 'landline',
    purpose: 'marketing',
    ...{ concurrentLimit: 300, hourLimit: 6000, dayLimit: 60_000 },
  },
  {
    ...{ ...relay, number: '14200000201', region: '成都' },
    purpose: 'any',
    ...{ concurrentLimit: 60, hourLimit: 3000, dayLimit: 30_000 },
  },
  {
    ...{ ...relay, number: '14200000202', region: '武汉' },
    purpose: 'any',
    ...{ concurrentLimit: 40, hourLimit: 2000, dayLimit: 20_000 },
  },
  {
    ...{ ...relay, number: '14200000203', region: '武汉' },
    purpose: 'any',
    ...{ concurrentLimit: 40, hourLimit: 2000, dayLimit: 20_000 },
  },
  {
    ...{ ...relay, number: '14200000204', region: '成都' },
    purpose: 'service',
    ...{ concurrentLimit: 10, hourLimit: 300, dayLimit: 2000 },
  },
]

/** The number that rests, since when, and which one its campaign calls under instead. */
const rested = { callerId: '14200000203', by: '14200000202', sinceWorkday: 17 }
const rest = {
  note: '手机上显示“骚扰电话”，已向标记平台申诉，等待解除',
  days: 30,
  flags: [
    { label: 'harassment', source: '手机自带的来电识别', note: '客户反映来电显示“骚扰电话”' },
    { label: 'sales', source: '来电识别应用', note: '' },
  ],
} as const

/** What a campaign called under before the number it has now. */
export const earlierNumberOf = (
  callerId: string,
  days: readonly WorkedDay[],
): { callerId: string; untilMs: number } | undefined => {
  const day = days[rested.sinceWorkday]
  return callerId === rested.by && day ? { callerId: rested.callerId, untilMs: day.midnightMs } : undefined
}

/** Puts them into the pool; the one that rests has done so since a day of the past. */
export const poolDemoNumbers = async (ctx: Context, days: readonly WorkedDay[]): Promise<void> => {
  const begins = new Date((days[0]?.midnightMs ?? ctx.now().getTime()) + 8 * hourMs)
  const midnightMs = days[rested.sinceWorkday]?.midnightMs ?? ctx.now().getTime()
  for (const number of numbers) {
    const { id, version } = await addCallerId({ ...ctx, now: () => begins }, number)
    if (number.number !== rested.callerId) continue
    const then = { ...ctx, now: () => new Date(midnightMs - 4 * hourMs) }
    for (const flag of rest.flags) await noteCallerIdFlag(then, id, flag)
    const restUntil = new Date(midnightMs + rest.days * dayMs).toISOString()
    await moveCallerId(then, id, { state: 'resting', note: rest.note, restUntil, version })
  }
}
