import type { Words } from '#contract/words.ts'

/** A wall is 16 : 9 and cut into this many squares. */
export const columns = 16
export const rows = 9

export const widgetKinds = {
  goal: { zh: '目标达成', en: 'Goal' },
  figure: { zh: '指标大数字', en: 'Big figure' },
  hours: { zh: '分时成功', en: 'Hour by hour' },
  race: { zh: '班组竞赛', en: 'Team race' },
  top: { zh: '今日之星', en: 'Stars of the day' },
  praise: { zh: '喜报', en: 'Good news' },
  clock: { zh: '时钟', en: 'Clock' },
  words: { zh: '标语', en: 'Words' },
} as const satisfies Record<string, Words>
export type WidgetKind = keyof typeof widgetKinds
export const widgetKindCodes = Object.keys(widgetKinds) as [WidgetKind, ...WidgetKind[]]

/** What a big figure may show; only sums and rates of today that name nobody. */
export const wallCodes = [
  'online_successes',
  'close_rate',
  'connects',
  'connect_rate',
  'agent_calls',
  'effective_calls',
  'calls_per_login_hour',
  'talk_time',
] as const
export type WallCode = (typeof wallCodes)[number]

export const backgrounds = {
  night: { zh: '夜蓝', en: 'Night' },
  forest: { zh: '松绿', en: 'Forest' },
  dawn: { zh: '晨曦', en: 'Dawn' },
  paper: { zh: '素白', en: 'Paper' },
} as const satisfies Record<string, Words>
export type Background = keyof typeof backgrounds
export const backgroundCodes = Object.keys(backgrounds) as [Background, ...Background[]]

export type Box = { x: number; y: number; w: number; h: number }
export type Widget = Box & {
  kind: WidgetKind
  /** For big figures. */
  code?: WallCode | undefined
  /** For words. */
  said?: string | undefined
}

/** Small enough to fit seven on a wall, big enough for digits of 40 px on it. */
export const leastSize: Record<WidgetKind, { w: number; h: number }> = {
  goal: { w: 4, h: 3 },
  figure: { w: 3, h: 2 },
  hours: { w: 5, h: 3 },
  race: { w: 5, h: 3 },
  top: { w: 4, h: 3 },
  praise: { w: 5, h: 2 },
  clock: { w: 3, h: 2 },
  words: { w: 3, h: 2 },
}
export const fewestWidgets = 3
export const mostWidgets = 7
export const mostPages = 6

export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
export const isInside = ({ x, y, w, h }: Box): boolean => x >= 0 && y >= 0 && x + w <= columns && y + h <= rows

export type WallFault = 'widgetCount' | 'outside' | 'tooSmall' | 'overlapping'
/** What is wrong with a page of a wall; undefined where it can be shown. */
export const faultOf = (widgets: readonly Widget[]): WallFault | undefined => {
  if (widgets.length < fewestWidgets || widgets.length > mostWidgets) return 'widgetCount'
  if (!widgets.every(isInside)) return 'outside'
  if (widgets.some(({ kind, w, h }) => w < leastSize[kind].w || h < leastSize[kind].h)) return 'tooSmall'
  const clash = widgets.some((one, place) => widgets.slice(place + 1).some((other) => overlap(one, other)))
  return clash ? 'overlapping' : undefined
}

/** Where a widget may go without touching another: the place itself, or undefined. */
export const placed = (widgets: readonly Widget[], index: number, box: Box): Widget[] | undefined => {
  const widget = widgets[index]
  if (!widget) return undefined
  const least = leastSize[widget.kind]
  const moved = { ...widget, ...box }
  if (!isInside(moved) || moved.w < least.w || moved.h < least.h) return undefined
  if (widgets.some((other, place) => place !== index && overlap(moved, other))) return undefined
  return widgets.map((other, place) => (place === index ? moved : other))
}

/** The first free place for one more of that kind, row by row; undefined on a full wall. */
export const roomFor = (widgets: readonly Widget[], kind: WidgetKind): Box | undefined => {
  const { w, h } = leastSize[kind]
  for (let y = 0; y + h <= rows; y++)
    for (let x = 0; x + w <= columns; x++)
      if (!widgets.some((other) => overlap(other, { x, y, w, h }))) return { x, y, w, h }
  return undefined
}

/** What a new wall begins with: the day's goal, and who carries it. */
export const firstPages: readonly { widgets: Widget[] }[] = [
  {
    widgets: [
      { kind: 'goal', x: 0, y: 0, w: 6, h: 5 },
      { kind: 'figure', code: 'online_successes', x: 6, y: 0, w: 5, h: 2 },
      { kind: 'figure', code: 'close_rate', x: 11, y: 0, w: 5, h: 2 },
      { kind: 'hours', x: 6, y: 2, w: 10, h: 3 },
      { kind: 'race', x: 0, y: 5, w: 10, h: 4 },
      { kind: 'praise', x: 10, y: 5, w: 6, h: 4 },
    ],
  },
  {
    widgets: [
      { kind: 'top', x: 0, y: 0, w: 7, h: 6 },
      { kind: 'praise', x: 7, y: 0, w: 9, h: 6 },
      { kind: 'figure', code: 'connects', x: 0, y: 6, w: 5, h: 3 },
      { kind: 'figure', code: 'connect_rate', x: 5, y: 6, w: 6, h: 3 },
      { kind: 'clock', x: 11, y: 6, w: 5, h: 3 },
    ],
  },
]
