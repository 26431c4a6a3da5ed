import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { getPhonePrograms, usualCache } from '#adapters/asterisk/network/get-asterisk.ts'
import type { Figures } from '../ground.ts'
import { openGround } from '../ground.ts'
import { type DayWish, day } from './day.ts'
import { type HearingWish, hearing } from './hearing.ts'
import { type ClimbWish, rate } from './rate.ts'
import { recovery } from './recovery.ts'
import type { TelephonyGround } from './scene.ts'

type Plan = { rate: ClimbWish; hearing: HearingWish; day: DayWish }

const whole: Plan = {
  rate: { rates: [40, 50, 60, 70, 80, 90, 100, 120, 140, 160], warmUpSeconds: 30, seconds: 15 },
  hearing: { agents: 8, seconds: 45 },
  day: { agents: 50, browsers: 2, perSecond: 20, warmUpSeconds: 30, seconds: 600, earEvery: 25 },
}
const quick: Plan = {
  rate: { rates: [10], warmUpSeconds: 15, seconds: 10 },
  hearing: { agents: 6, seconds: 15 },
  day: { agents: 20, browsers: 2, perSecond: 6, warmUpSeconds: 20, seconds: 60, earEvery: 10 },
}

const parts: Record<string, (ground: TelephonyGround, plan: Plan) => Promise<Figures>> = {
  rate: (ground, plan) => rate(ground, plan.rate),
  hearing: (ground, plan) => hearing(ground, plan.hearing),
  day: (ground, plan) => day(ground, plan.day),
  recovery: (ground) => recovery(ground),
}

const readOptions = (args: readonly string[]) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      only: { type: 'string' },
      cache: { type: 'string' },
      /** Overrides of the day. */
      seconds: { type: 'string' },
      browsers: { type: 'string' },
      rates: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  })
  const plan = structuredClone(values.quick ? quick : whole)
  if (values.seconds) plan.day.seconds = Number(values.seconds)
  if (values.browsers) plan.day.browsers = Number(values.browsers)
  if (values.rates) plan.rate.rates = values.rates.split(',').map(Number)
  const only = values.only?.split(',') ?? Object.keys(parts)
  const unknown = only.find((name) => !(name in parts))
  if (unknown !== undefined) throw new Error(`no part ${unknown}; there are ${Object.keys(parts).join(', ')}`)
  return { quick: values.quick, json: values.json, cache: values.cache ?? usualCache, keep: values.keep, only, plan }
}

/** The whole product on a real Asterisk and real SIP carriers, beside bare ARI on the same machine in the same run. */
export const telephony = async (args: readonly string[], print: (figures: Figures) => void): Promise<void> => {
  const { quick: isQuick, json, cache, keep, only, plan } = readOptions(args)
  const programs = await getPhonePrograms({ cache })
  const { ground, close } = await openGround(isQuick, (line) => console.log(line))
  const folder = await mkdtemp(join(tmpdir(), 'carillon-bench-telephony-'))
  try {
    let figures: Figures = {}
    for (const name of only) figures = { ...figures, ...(await parts[name]?.({ ...ground, programs, folder }, plan)) }
    print(figures)
    if (json) console.log(JSON.stringify({ bench: 'telephony', quick: isQuick, ...figures }))
  } finally {
    await close()
    if (keep) console.log(`kept: ${folder}`)
    else await rm(folder, { recursive: true, force: true })
  }
}
