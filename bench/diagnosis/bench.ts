// npm run bench -- diagnosis [--quick] [--json]
import {
  answers,
  everTold,
  type Fault,
  faults,
  tally,
  unchangedButPicked,
  usualCoaching,
  usualWorld,
  verdictsOf,
  type World,
} from './study.ts'

type Figures = Record<string, number>
const share = (value: number): string => `${(value * 100).toFixed(1)} %`.padStart(9)

/** One world of each fault, and what is said of it: rows are the truth, columns the answer. */
const confusion = (
  figures: Figures,
  name: string,
  world: Omit<World, 'fault'>,
  { rounds, seed }: { rounds: number; seed: number },
): void => {
  console.log(
    `\n${name}: ${world.agents} agents, ${world.calls} calls each, people differ by ${share(world.nature).trim()}`,
  )
  console.log(`${'planted'.padEnd(10)}${answers.map((answer) => answer.padStart(16)).join('')}`)
  for (const [index, fault] of faults.entries()) {
    const told = tally({ ...world, fault: fault as Fault }, rounds, seed + index)
    console.log(`${fault.padEnd(10)}${answers.map((answer) => share(told[answer]).padStart(16)).join('')}`)
    for (const answer of answers) figures[`${name}.${fault}.${answer}`] = told[answer]
  }
}

/** Plants faults and coaching, and counts how often the product's own rules say what is true. */
export const diagnosis = async (args: readonly string[]): Promise<void> => {
  const quick = args.includes('--quick')
  const rounds = quick ? 400 : 4000
  const figures: Figures = {}
  console.log(
    `behaviour ${share(usualWorld.sound).trim()}, where something is wrong ${share(usualWorld.faulty).trim()}; ${rounds} rounds each`,
  )
  const first = { rounds, seed: 100 }
  for (const agents of [6, 12, 20, 40]) confusion(figures, `agents${agents}`, { ...usualWorld, agents }, first)
  for (const agents of [6, 12, 20, 40])
    confusion(figures, `agents${agents}again`, { ...usualWorld, agents }, { rounds, seed: 900 })
  for (const calls of [50, 200]) confusion(figures, `calls${calls}`, { ...usualWorld, calls }, first)
  for (const agents of [12, 40])
    confusion(figures, `nature5of${agents}`, { ...usualWorld, agents, nature: 0.05 }, first)

  console.log(`\n${'coaching, 100 calls a side, against 11 peers'.padEnd(50)}    better notProven     worse`)
  const coachings = {
    'moved 40 to 60 %': usualCoaching,
    'moved 40 to 60 %, 5 peers': { ...usualCoaching, peers: 5 },
    'moved 40 to 50 %': { ...usualCoaching, after: 0.5 },
    'moved nothing': { ...usualCoaching, after: 0.4 },
    'moved nothing, everybody rose by 10 points': { ...usualCoaching, after: 0.4, drift: 0.1 },
    'moved nothing, peers changed by 5 points each': { ...usualCoaching, after: 0.4, nature: 0.05 },
    'fell from 60 to 40 %': { ...usualCoaching, before: 0.6, after: 0.4 },
  }
  for (const [index, [name, coaching]] of Object.entries(coachings).entries()) {
    const { better, notProven, worse } = verdictsOf(coaching, rounds * 2, 200 + index)
    console.log(`${name.padEnd(50)} ${share(better)} ${share(notProven)} ${share(worse)}`)
    Object.assign(figures, { [`${name}.better`]: better, [`${name}.notProven`]: notProven, [`${name}.worse`]: worse })
  }
  const { picked, better } = unchangedButPicked(rounds, 300)
  figures.pickedAndUnchangedSaidBetter = better
  console.log(`\nfound at fault and unchanged since (${picked}): said to be better ${share(better).trim()}`)
  figures.everToldDaily = everTold(Math.ceil(rounds / 10), 301)
  figures.everToldOnceAWindow = everTold(Math.ceil(rounds / 4), 302, { looks: 4, every: 5 })
  console.log(
    `sound campaign told something in 20 days: looked at daily ${share(figures.everToldDaily).trim()}, once a window ${share(figures.everToldOnceAWindow).trim()}`,
  )
  if (args.includes('--json')) console.log(JSON.stringify({ bench: 'diagnosis', quick, ...figures }))
}
