import { openGround } from '../ground.ts'
import type { Part } from './part.ts'

/** The parts in the order they run. A new one is a file beside this one and a line here; only what is asked for is loaded. */
const parts: Record<string, () => Promise<Part>> = {
  import: async () => (await import('./import.ts')).importPart,
  gate: async () => (await import('./gate.ts')).gatePart,
  search: async () => (await import('./search.ts')).searchPart,
  scoring: async () => (await import('./scoring.ts')).scoringPart,
}

/** `--rows=10000000`: that size alone. */
const rowsOf = (args: readonly string[]): number | undefined => {
  const text = args.find((arg) => arg.startsWith('--rows='))?.slice('--rows='.length)
  if (text === undefined) return undefined
  if (!/^[1-9]\d{2,7}$/.test(text)) throw new Error(`--rows=${text} is no number from 100 to 99999999`)
  return Number(text)
}

const say = (line: string): void => console.log(line)

const chosen = (args: readonly string[]): string[] => {
  const only = args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length)
  const names = only ? only.split(',') : Object.keys(parts)
  const unknown = names.filter((name) => !(name in parts))
  if (unknown.length > 0)
    throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`)
  return names
}

/** ListsBench: lists worth calling and the gate before every dial. `--only=import,gate` runs those parts alone, `--rows=N` that size. */
export const lists = async (args: readonly string[]): Promise<void> => {
  const names = chosen(args)
  const [quick, json] = ['--quick', '--json'].map((flag) => args.includes(flag)) as [boolean, boolean]
  const { ground, close } = await openGround(quick, say)
  try {
    const all: Record<string, number> = {}
    for (const name of names) {
      const part = await parts[name]?.()
      const options = {
        quick,
        rows: rowsOf(args),
        log: (line: string) => say(`${name}: ${line}`),
        freshDatabase: ground.freshDatabase,
      }
      const figures = (await part?.(options)) ?? {}
      const width = Math.max(0, ...Object.keys(figures).map(({ length }) => length))
      for (const [figure, value] of Object.entries(figures))
        say(`${figure.padEnd(width)}  ${String(value).padStart(12)}`)
      Object.assign(all, figures)
    }
    if (json) say(JSON.stringify({ bench: 'lists', quick, ...all }))
  } finally {
    await close()
  }
}
