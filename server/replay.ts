import { parseArgs } from 'node:util'
import { Day } from '#contract/when.ts'
import { urlOfDatabase } from '#platform/postgres/client.ts'
import { buildScreens } from './build-screens.ts'
import { readConfig } from './config.ts'
import { closeGround, openGround } from './ground.ts'
import { openReplay } from './replay/open.ts'
import { type PastCampaign, readPastCampaign } from './replay/past-campaign.ts'
import { printReplay } from './replay/print.ts'
import { progressBar } from './replay/progress.ts'
import { replayCampaign } from './replay/run.ts'

const usage = `npm run replay -- FILE [--agents 60] [--seats N] [--rows N] [--seed 7] [--speed max|N] [--json] [--open]
npm run replay -- --open [--at 2026-03-14]

Works a finished campaign (columns of the UCI Bank Marketing file) through the whole product on a virtual clock.
  --agents  simulated agents (60)        --seats  at most so many at once (as many as agents)
  --rows    only the first N records     --seed   of the simulated network and staff (7)
  --speed   max, or times real time      --json   figures as one JSON object on the last line
  --open    opens the product on the replay afterwards; without FILE on the last one
  --at      the day in whose evening it is opened (that of the last call)`

const fail = (message: string): never => {
  console.error(`${message}\n\n${usage}`)
  process.exit(2)
}
const { values, positionals } = (() => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        agents: { type: 'string', default: '60' },
        seats: { type: 'string' },
        rows: { type: 'string' },
        seed: { type: 'string', default: '7' },
        speed: { type: 'string', default: 'max' },
        json: { type: 'boolean', default: false },
        open: { type: 'boolean', default: false },
        at: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    return fail((error as Error).message)
  }
})()
const whole = (name: string, said: string | undefined, usual: number): number => {
  const value = said === undefined ? usual : Number(said)
  return Number.isInteger(value) && value > 0 ? value : fail(`--${name} must be a whole number above 0, not “${said}”`)
}
const [file] = positionals
if (values.help || !(file || values.open)) fail(file || values.help ? '' : 'Which file? / 请给出文件')

if (values.at !== undefined && !Day.safeParse(values.at).success)
  fail(`--at must be a day like 2026-03-14, not “${values.at}”`)
const config = readConfig()
const agents = whole('agents', values.agents, 60)
const speed = values.speed === 'max' ? ('max' as const) : whole('speed', values.speed, 1)
const seed = whole('seed', values.seed, 7)
const rows = whole('rows', values.rows, Number.MAX_SAFE_INTEGER)
const started = performance.now()
const past = file
  ? await readPastCampaign(file, { rows, seed }).catch((error: Error) => fail(error.message))
  : undefined

const say = (line: string): void => console.error(line)
const ground = await openGround(config, say)
const urlOf = (database: string): { url: string; ownerUrl: string } => ({
  url: urlOfDatabase(ground.url, database),
  ownerUrl: urlOfDatabase(ground.ownerUrl, database),
})
const replay = async (campaign: PastCampaign): Promise<void> => {
  const bar = progressBar(campaign.rows.length)
  const result = await replayCampaign(config, {
    ownerUrl: ground.ownerUrl,
    urlOf,
    past: campaign,
    agents: Math.min(agents, whole('seats', values.seats, agents)),
    seed,
    speed,
    onProgress: bar.show,
  })
  bar.end()
  printReplay(result, { wallSeconds: (performance.now() - started) / 1000, json: values.json })
}

let opened: Awaited<ReturnType<typeof openReplay>> | undefined
let leaving = false
const leave = async (code: number): Promise<void> => {
  if (leaving) return
  leaving = true
  await opened?.stop()
  await closeGround(ground)
  process.exit(code)
}
try {
  if (past) await replay(past)
  if (values.open) await buildScreens(say)
  if (values.open) opened = await openReplay(config, { ownerUrl: ground.ownerUrl, urlOf, say, day: values.at })
} catch (error) {
  console.error(error)
  await leave(1)
}
if (values.open && !opened) {
  say('还没有回放过：先给出文件 / nothing was replayed yet: give a file first')
  await leave(2)
}
if (opened) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void leave(0))
else await leave(0)
