/** Points in the order of x; y that are no number are left out. */
export type Line = { name: string; points: readonly (readonly [number, number])[] }

export type Chart = {
  title: string
  xTitle: string
  yTitle: string
  lines: readonly Line[]
  /** Equal ratios of x equally far apart, a tick at each value. */
  logX?: boolean
  /** Where something happened. */
  markX?: number
  yFrom?: number
  yTo?: number
}

const [width, height] = [860, 420]
const plot = { left: 64, right: 640, top: 40, bottom: 366 }

/** One colour a policy in all charts; ours is black and thick. */
const colours: Readonly<Record<string, string>> = {
  ours: '#111111',
  progressive: '#7f7f7f',
  look: '#d62728',
  oracleFrees: '#e8a3c8',
  oracleAnswers: '#9467bd',
  oracleAll: '#c9b3de',
  ratioBest: '#1f77b4',
  ratio2: '#9ec9e8',
  adaptHard: '#ff7f0e',
  adaptAverage: '#ffc48a',
  adaptTapered: '#e0b000',
  adaptTuned: '#b3560c',
  issabel: '#2ca02c',
  pid: '#17becf',
  erlang: '#98c77b',
  newsvendor: '#8c564b',
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const number = (value: number): string => String(Number(value.toFixed(2)))

/** About five round values from `from` to `to`. */
const ticksBetween = (from: number, to: number): number[] => {
  const rough = (to - from) / 5 || 1
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power
  const ticks: number[] = []
  for (let tick = Math.ceil(from / step) * step; tick <= to + 1e-9; tick += step) ticks.push(Number(tick.toFixed(9)))
  return ticks
}

type Scale = { x: (value: number) => number; y: (value: number) => number; xTicks: number[]; yTicks: number[] }

const scaleOf = ({ lines, logX, yFrom, yTo }: Chart): Scale => {
  const points = lines.flatMap(({ points }) => points).filter(([, y]) => Number.isFinite(y))
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const at = (value: number): number => (logX ? Math.log(value) : value)
  const [least, most] = [at(Math.min(...xs)), at(Math.max(...xs))]
  const [low, high] = [yFrom ?? Math.min(...ys), yTo ?? Math.max(...ys)]
  return {
    x: (value) => plot.left + ((at(value) - least) / (most - least || 1)) * (plot.right - plot.left),
    y: (value) => plot.bottom - ((value - low) / (high - low || 1)) * (plot.bottom - plot.top),
    xTicks: logX ? [...new Set(xs)].sort((a, b) => a - b) : ticksBetween(least, most),
    yTicks: ticksBetween(low, high),
  }
}

const axes = ({ xTitle, yTitle, markX }: Chart, { x, y, xTicks, yTicks }: Scale): string[] => [
  ...yTicks.map(
    (tick) =>
      `<line x1="${plot.left}" x2="${plot.right}" y1="${number(y(tick))}" y2="${number(y(tick))}" stroke="#ddd"/>` +
      `<text x="${plot.left - 8}" y="${number(y(tick) + 4)}" text-anchor="end">${number(tick)}</text>`,
  ),
  ...xTicks.map(
    (tick) =>
      `<line x1="${number(x(tick))}" x2="${number(x(tick))}" y1="${plot.bottom}" y2="${plot.bottom + 5}" stroke="#666"/>` +
      `<text x="${number(x(tick))}" y="${plot.bottom + 20}" text-anchor="middle">${number(tick)}</text>`,
  ),
  `<text x="${(plot.left + plot.right) / 2}" y="${height - 12}" text-anchor="middle">${escaped(xTitle)}</text>`,
  `<text transform="translate(16 ${(plot.top + plot.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(yTitle)}</text>`,
  ...(markX === undefined
    ? []
    : [
        `<line x1="${number(x(markX))}" x2="${number(x(markX))}" y1="${plot.top}" y2="${plot.bottom}" stroke="#999" stroke-dasharray="4 4"/>`,
      ]),
]

const drawLine = ({ name, points }: Line, { x, y }: Scale, place: number): string => {
  const colour = colours[name] ?? '#444444'
  const thick = name === 'ours' ? 3 : 1.5
  const path = points
    .filter(([, value]) => Number.isFinite(value))
    .map(([at, value], n) => `${n === 0 ? 'M' : 'L'}${number(x(at))} ${number(y(value))}`)
    .join('')
  const row = plot.top + 8 + place * 19
  return (
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${thick}" clip-path="url(#plot)"/>` +
    `<line x1="${plot.right + 24}" x2="${plot.right + 52}" y1="${row}" y2="${row}" stroke="${colour}" stroke-width="${thick}"/>` +
    `<text x="${plot.right + 60}" y="${row + 4}">${escaped(name)}</text>`
  )
}

/** A line chart as SVG; empty where nothing is to be drawn. */
export const drawChart = (chart: Chart): string => {
  if (!chart.lines.some(({ points }) => points.length > 0)) return ''
  const scale = scaleOf(chart)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    `<title>${escaped(chart.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<clipPath id="plot"><rect x="${plot.left}" y="${plot.top - 2}" width="${plot.right - plot.left}" height="${plot.bottom - plot.top + 4}"/></clipPath>`,
    `<text x="${plot.left}" y="24" font-size="15">${escaped(chart.title)}</text>`,
    ...axes(chart, scale),
    ...chart.lines.map((line, place) => drawLine(line, scale, place)),
    '</svg>',
  ].join('\n')
}
