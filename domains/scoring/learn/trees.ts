import { seededChance } from './chance.ts'
import type { Encoded } from './encoding.ts'
import { chanceOf, logOddsOf } from './logistic.ts'

/** Nodes by number, the root first. A leaf has column -1; what is not above `cut` goes left. `value` is the mean of the node. */
export type Tree = { column: number[]; cut: number[]; left: number[]; right: number[]; value: number[] }
export type Trees = { start: number; trees: Tree[] }

export type TreeOptions = {
  most: number
  depth: number
  /** How much of what a tree would correct it may. */
  shrinkage: number
  penalty: number
  /** Least curvature (about: rows × p(1−p)) of a leaf. */
  leastCurve: number
  /** Share of the rows and of the columns each tree sees. */
  rowShare: number
  columnShare: number
  /** Stops after so many trees that did not help the rows kept back. */
  patience: number
  weights: Float64Array
  /** The last so many rows are kept back to know when to stop. */
  keptBack: number
  seed: number
}

const mostBins = 256

type Sums = { pull: Float64Array; curve: Float64Array }
type Spread = { from: number; to: number; sums: Sums; pull: number; curve: number; node: number; depth: number }
type Cut = { gain: number; column: number; bin: number }

/** Grows one tree at a time on gradients; all memory is taken once. */
class Grower {
  private readonly order: Int32Array
  private readonly spare: Int32Array
  private columns: number[] = []
  private tree: Tree = { column: [], cut: [], left: [], right: [], value: [] }
  private readonly data: Encoded
  private readonly pull: Float64Array
  private readonly curve: Float64Array
  private readonly options: TreeOptions
  constructor(data: Encoded, { pull, curve }: Sums, options: TreeOptions) {
    this.data = data
    this.pull = pull
    this.curve = curve
    this.options = options
    this.order = new Int32Array(data.rows)
    this.spare = new Int32Array(data.rows)
  }

  grow(rows: Int32Array, columns: number[]): Tree {
    this.columns = columns
    this.tree = { column: [], cut: [], left: [], right: [], value: [] }
    this.order.set(rows)
    const root = this.measure(0, rows.length, 0)
    root.node = this.leaf(root)
    const open = [root]
    for (let next = open.pop(); next; next = open.pop()) {
      if (next.depth >= this.options.depth) continue
      const cut = this.bestCut(next)
      if (cut) open.push(...this.part(next, cut))
    }
    return this.tree
  }
  private leaf({ pull, curve }: Spread): number {
    const { tree, options } = this
    tree.column.push(-1)
    tree.cut.push(0)
    tree.left.push(-1)
    tree.right.push(-1)
    return tree.value.push((options.shrinkage * pull) / (curve + options.penalty)) - 1
  }
  /** Sums of gradient and curvature by column and bin, of the rows from `from` to `to`. */
  private measure(from: number, to: number, depth: number): Spread {
    const { data, order } = this
    const sums: Sums = {
      pull: new Float64Array(data.columns * mostBins),
      curve: new Float64Array(data.columns * mostBins),
    }
    let [pull, curve] = [0, 0]
    for (let n = from; n < to; n++) {
      pull += this.pull[order[n] as number] as number
      curve += this.curve[order[n] as number] as number
    }
    for (const column of this.columns) this.addColumn(column, from, to, sums)
    return { from, to, sums, pull, curve, node: -1, depth }
  }
  private addColumn(column: number, from: number, to: number, sums: Sums): void {
    const { order, pull, curve } = this
    const bins = this.data.bins.subarray(column * this.data.rows, (column + 1) * this.data.rows)
    const intoPull = sums.pull.subarray(column * mostBins, (column + 1) * mostBins)
    const intoCurve = sums.curve.subarray(column * mostBins, (column + 1) * mostBins)
    for (let n = from; n < to; n++) {
      const row = order[n] as number
      const bin = bins[row] as number
      intoPull[bin] = (intoPull[bin] as number) + (pull[row] as number)
      intoCurve[bin] = (intoCurve[bin] as number) + (curve[row] as number)
    }
  }
  private bestCut(spread: Spread): Cut | undefined {
    let best: Cut = { gain: 1e-6, column: -1, bin: 0 }
    for (const column of this.columns) best = this.bestOfColumn(spread, column, best)
    return best.column < 0 ? undefined : best
  }
  private bestOfColumn({ sums, pull, curve }: Spread, column: number, least: Cut): Cut {
    let best = least
    const { penalty, leastCurve } = this.options
    const whole = (pull * pull) / (curve + penalty)
    let [leftPull, leftCurve] = [0, 0]
    for (let bin = 0; bin < mostBins - 1; bin++) {
      const cell = column * mostBins + bin
      if (sums.curve[cell] === 0) continue
      leftPull += sums.pull[cell] as number
      leftCurve += sums.curve[cell] as number
      const rightCurve = curve - leftCurve
      if (leftCurve < leastCurve) continue
      if (rightCurve < leastCurve) break
      const rightPull = pull - leftPull
      const gain =
        (leftPull * leftPull) / (leftCurve + penalty) + (rightPull * rightPull) / (rightCurve + penalty) - whole
      if (gain > best.gain) best = { gain, column, bin }
    }
    return best
  }
  /** Parts the rows of a node in place; the larger side's sums are the node's less the smaller side's. */
  private part(spread: Spread, { column, bin }: Cut): Spread[] {
    const { tree } = this
    const middle = this.sort(spread, column, bin)
    const depth = spread.depth + 1
    const leftIsSmall = middle - spread.from <= spread.to - middle
    const small = leftIsSmall ? this.measure(spread.from, middle, depth) : this.measure(middle, spread.to, depth)
    const large: Spread = {
      from: leftIsSmall ? middle : spread.from,
      to: leftIsSmall ? spread.to : middle,
      sums: spread.sums,
      pull: spread.pull - small.pull,
      curve: spread.curve - small.curve,
      node: -1,
      depth,
    }
    for (let cell = 0; cell < large.sums.pull.length; cell++) {
      large.sums.pull[cell] = (large.sums.pull[cell] as number) - (small.sums.pull[cell] as number)
      large.sums.curve[cell] = (large.sums.curve[cell] as number) - (small.sums.curve[cell] as number)
    }
    const [left, right] = leftIsSmall ? [small, large] : [large, small]
    left.node = this.leaf(left)
    right.node = this.leaf(right)
    tree.column[spread.node] = column
    tree.cut[spread.node] = bin
    tree.left[spread.node] = left.node
    tree.right[spread.node] = right.node
    return [left, right]
  }
  private sort({ from, to }: Spread, column: number, bin: number): number {
    const { order, spare, data } = this
    let [left, right] = [from, 0]
    for (let n = from; n < to; n++) {
      const row = order[n] as number
      if ((data.bins[column * data.rows + row] as number) <= bin) order[left++] = row
      else spare[right++] = row
    }
    order.set(spare.subarray(0, right), left)
    return left
  }
}

const leafOf = (tree: Tree, { bins, rows }: Encoded, row: number): number => {
  let node = 0
  for (let column = tree.column[0] as number; column >= 0; column = tree.column[node] as number) {
    const isLeft = (bins[column * rows + row] as number) <= (tree.cut[node] as number)
    node = (isLeft ? tree.left[node] : tree.right[node]) as number
  }
  return node
}

const addTree = (tree: Tree, data: Encoded, sums: Float64Array): void => {
  for (let row = 0; row < data.rows; row++)
    sums[row] = (sums[row] as number) + (tree.value[leafOf(tree, data, row)] as number)
}

const lossOf = (sums: Float64Array, target: Uint8Array, weights: Float64Array, from: number): number => {
  let loss = 0
  for (let row = from; row < target.length; row++) {
    const chance = Math.min(1 - 1e-9, Math.max(1e-9, chanceOf(sums[row] as number)))
    loss -= (weights[row] as number) * Math.log((target[row] as number) === 1 ? chance : 1 - chance)
  }
  return loss
}

const drawn = (count: number, share: number, chance: () => number): Int32Array => {
  const kept = new Int32Array(count)
  let length = 0
  for (let n = 0; n < count; n++) if (share >= 1 || chance() < share) kept[length++] = n
  return kept.subarray(0, length)
}

const startOf = (target: Uint8Array, weights: Float64Array): number => {
  let [hits, all] = [0.5, 1]
  for (let row = 0; row < target.length; row++) {
    all += weights[row] as number
    hits += (weights[row] as number) * (target[row] as number)
  }
  return logOddsOf(hits / all)
}

/**
 * Gradient boosted trees on histograms for the log-loss: Newton steps on leaves (Friedman 2001; Chen and Guestrin 2016,
 * eq. 5 to 7), on a part of rows and columns each time (Friedman 2002), stopped by the rows kept back. The same seed gives
 * the same trees.
 */
export const fitTrees = (data: Encoded, target: Uint8Array, options: TreeOptions): Trees => {
  const { weights, keptBack, seed } = options
  const chance = seededChance(seed)
  const start = startOf(target, weights)
  const sums = new Float64Array(data.rows).fill(start)
  const pull = new Float64Array(data.rows)
  const curve = new Float64Array(data.rows)
  const grower = new Grower(data, { pull, curve }, options)
  const learnable = data.rows - keptBack
  const trees: Tree[] = []
  let best = { loss: Number.POSITIVE_INFINITY, trees: 0 }
  while (trees.length < options.most && trees.length - best.trees < options.patience) {
    for (let row = 0; row < learnable; row++) {
      const p = chanceOf(sums[row] as number)
      pull[row] = (weights[row] as number) * ((target[row] as number) - p)
      curve[row] = (weights[row] as number) * Math.max(1e-6, p * (1 - p))
    }
    const columns = [...drawn(data.columns, options.columnShare, chance)]
    const tree = grower.grow(drawn(learnable, options.rowShare, chance), columns)
    addTree(tree, data, sums)
    trees.push(tree)
    const loss = keptBack > 0 ? lossOf(sums, target, weights, learnable) : -trees.length
    if (loss < best.loss) best = { loss, trees: trees.length }
  }
  return { start, trees: trees.slice(0, best.trees) }
}

/** Log-odds of every row. */
export const treesLogOdds = ({ start, trees }: Trees, data: Encoded): Float64Array => {
  const sums = new Float64Array(data.rows).fill(start)
  for (const tree of trees) addTree(tree, data, sums)
  return sums
}

/**
 * What each column adds to one row's log-odds: along the way through every tree, how far the mean moved at each question
 * about that column (Saabas 2014). Together with the roots these add up to the log-odds exactly.
 */
export const treesParts = ({ trees }: Trees, { bins, rows, columns }: Encoded, row: number): Float64Array => {
  const parts = new Float64Array(columns)
  for (const tree of trees) {
    let node = 0
    for (let column = tree.column[0] as number; column >= 0; column = tree.column[node] as number) {
      const isLeft = (bins[column * rows + row] as number) <= (tree.cut[node] as number)
      const next = (isLeft ? tree.left[node] : tree.right[node]) as number
      parts[column] = (parts[column] as number) + (tree.value[next] as number) - (tree.value[node] as number)
      node = next
    }
  }
  return parts
}
