import { parseArgs } from 'node:util'
import { urlOfDatabase } from '#platform/postgres/client.ts'
import { readConfig } from './config.ts'
import { closeGround, openGround } from './ground.ts'
import { readPastCampaign } from './replay/past-campaign.ts'
import { printReplay } from './replay/print.ts'
import { progressBar } from './replay/progress.ts'
import { replayCampaign } from './replay/run.ts'

const usage = `npm run replay -- FILE [--agents 60] [--seats N] [--rows N] [--seed 7] [--speed max|N] [--json]

Works a finished campaign (columns of the UCI Bank Marketing file) through the whole product on a virtual clock.
  --agents  simulated agents (60)        --seats  at most so many at once (as many as agents)
  --rows    only the first N records     --seed   of the simulated network and staff (7)
  --speed   max, or times real time      --json   figures as one JSON object on the last line`

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
if (values.help || !file) fail(file ? '' : 'Which file? / 请给出文件')

const config = readConfig()
const agents = whole('agents', values.agents, 60)
const speed = values.speed === 'max' ? ('max' as const) : whole('speed', values.speed, 1)
const seed = whole('seed', values.seed, 7)
const started = performance.now()
const past = await readPastCampaign(file ?? '', {
  rows: whole('rows', values.rows, Number.MAX_SAFE_INTEGER),
  seed,
}).catch((error: Error) => fail(error.message))

const ground = await openGround(config, (line) => console.error(line))
const bar = progressBar(past.rows.length)
try {
  const urlOf = (database: string): { url: string; ownerUrl: string } => ({
    url: urlOfDatabase(ground.url, database),
    ownerUrl: urlOfDatabase(ground.ownerUrl, database),
  })
  const result = await replayCampaign(config, {
    ownerUrl: ground.ownerUrl,
    urlOf,
    past,
    agents: Math.min(agents, whole('seats', values.seats, agents)),
    seed,
    speed,
    onProgress: bar.show,
  })
  bar.end()
  printReplay(result, { wallSeconds: (performance.now() - started) / 1000, json: values.json })
} finally {
  await closeGround(ground)
}
process.exit(0)
