// npm run bench -- NAME [--quick] [--json] [more options of that bench]
import type { Bench, Figures } from './ground.ts'

type Run = (args: readonly string[]) => Promise<void>

const print = (figures: Figures): void => {
  const width = Math.max(...Object.keys(figures).map(({ length }) => length))
  for (const [figure, value] of Object.entries(figures))
    console.log(`${figure.padEnd(width)}  ${String(value).padStart(12)}`)
}

/** A bench that works on a Postgres of its own. */
const onDatabase =
  (bench: string, load: () => Promise<Bench>): Run =>
  async (args) => {
    const { openGround } = await import('./ground.ts')
    const [quick, json] = ['--quick', '--json'].map((flag) => args.includes(flag)) as [boolean, boolean]
    const { ground, close } = await openGround(quick, (line) => console.log(line))
    try {
      const figures = await (await load())(ground)
      print(figures)
      if (json) console.log(JSON.stringify({ bench, quick, ...figures }))
    } finally {
      await close()
    }
  }

/** Every benchmark by its name; only the one asked for is loaded. */
const benches: Record<string, Run> = {
  histories: onDatabase('histories', async () => (await import('./histories.ts')).equalHistories),
  diagnosis: async (args) => (await import('./diagnosis/bench.ts')).diagnosis(args),
  ledger: onDatabase('ledger', async () => (await import('./ledger.ts')).ledger),
  lists: async (args) => (await import('./lists/bench.ts')).lists(args),
  measures: async (args) => (await import('./measures/bench.ts')).measures(args),
  outbound: async (args) => (await import('./outbound/bench.ts')).outbound(args),
  recordings: async (args) => {
    const figures = await (await import('./recordings.ts')).recordings(args)
    print(figures)
    if (args.includes('--json')) console.log(JSON.stringify({ bench: 'recordings', ...figures }))
  },
  telephony: async (args) => (await import('./telephony/bench.ts')).telephony(args, print),
}

const [name = '', ...args] = process.argv.slice(2)
const run = benches[name]
if (run) await run(args)
else {
  console.error(`用法 / usage: npm run bench -- <${Object.keys(benches).join(' | ')}> [--quick] [--json]`)
  process.exitCode = 1
}
