export type Options = {
  quick: boolean
  json: boolean
  seed: number
  sizes: { rows: number; label: string }[]
  /** How long a size may spend on scans of the rows before the rest go without. */
  scanSeconds: number
  /** A folder where Postgres and the years written stay, so that the next run need not write them. */
  keep: string | undefined
  /** Makes all sums of a kept year anew though they were made as they would be made now. */
  recompute: boolean
  /** Everybody calls for one campaign all year: what is asked of a campaign is asked of all calls there are. */
  oneCampaign: boolean
}

const numberOf = (args: readonly string[], name: string, usual: number): number => {
  const text = args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
  if (text === undefined) return usual
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new Error(`--${name}=${text} is no number from 1 to 99999999`)
  return Number(text)
}
const labelOf = (rows: number): string => (rows % 1_000_000 === 0 ? `${rows / 1_000_000}m` : `${rows / 1000}k`)

/** `--rows=N`: a year of that many calls alone; otherwise a million, then ten, or 200 000 when quick. */
export const optionsOf = (args: readonly string[]): Options => {
  const quick = args.includes('--quick')
  const rows = numberOf(args, 'rows', 0)
  const sizes = rows > 0 ? [rows] : quick ? [200_000] : [1_000_000, 10_000_000]
  if (sizes.some((size) => size < 10_000)) throw new Error(`--rows=${rows}: ten teams need 10000 calls to be a centre`)
  return {
    ...{ quick, json: args.includes('--json'), seed: numberOf(args, 'seed', 7) },
    sizes: sizes.map((size) => ({ rows: size, label: labelOf(size) })),
    keep: args.find((arg) => arg.startsWith('--keep='))?.slice('--keep='.length) || undefined,
    recompute: args.includes('--recompute'),
    oneCampaign: args.includes('--one-campaign'),
    scanSeconds: numberOf(args, 'scan-seconds', quick ? 30 : 120),
  }
}
