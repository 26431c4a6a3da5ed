import type { Declared, Drawing } from './collect.ts'
import { mermaid, page } from './markdown.ts'

/** The first state of a table is where things begin; one without moves is where they end. */
const draw = ({ moves }: Drawing): string => {
  const [first] = Object.keys(moves)
  const arrows = Object.entries(moves).flatMap(([state, ways]) =>
    Object.entries(ways).map(([signal, next]) => `  ${state} --> ${next}: ${signal}`),
  )
  const ends = Object.keys(moves).filter((state) => Object.keys(moves[state] ?? {}).length === 0)
  return mermaid(
    'stateDiagram-v2',
    ...(first === undefined ? [] : [`  [*] --> ${first}`]),
    ...arrows,
    ...ends.map((state) => `  ${state} --> [*]`),
  )
}

/** Each table of moves as a drawing. */
export const statesPage = ({ drawings }: Declared): string =>
  page(
    'States · 状态图',
    'Drawn from the tables of moves that server and screen share.',
    drawings.map((drawing) => `## ${drawing.domain}: ${drawing.name.replace(/Moves$/, '')}\n\n${draw(drawing)}`),
  )
