// npm run bench -- NAME [--quick] [--json]
import { type Bench, type Figures, openGround } from './ground.ts'
import { ledger } from './ledger.ts'

/** Every benchmark by its name. */
const benches: Record<string, Bench> = { ledger }

const args = process.argv.slice(2)
const name = args.find((arg) => !arg.startsWith('-')) ?? ''
const [quick, json] = ['--quick', '--json'].map((flag) => args.includes(flag)) as [boolean, boolean]
const bench = benches[name]

const print = (figures: Figures): void => {
  const width = Math.max(...Object.keys(figures).map(({ length }) => length))
  for (const [figure, value] of Object.entries(figures))
    console.log(`${figure.padEnd(width)}  ${String(value).padStart(12)}`)
}

if (bench) {
  const { ground, close } = await openGround(quick, (line) => console.log(line))
  try {
    const figures = await bench(ground)
    print(figures)
    if (json) console.log(JSON.stringify({ bench: name, quick, ...figures }))
  } finally {
    await close()
  }
} else {
  console.error(`用法 / usage: npm run bench -- <${Object.keys(benches).join(' | ')}> [--quick] [--json]`)
  process.exitCode = 1
}
