import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

const linesAtOnce = 2000
function* piecesOf(lines: readonly string[]): Generator<string> {
  for (let at = 0; at < lines.length; at += linesAtOnce) yield lines.slice(at, at + linesAtOnce).join('')
}
/** One COPY: keys, checks, triggers and marks of change as for any other writer. */
export const copyRows = (client: pg.Client, target: string, lines: readonly string[]): Promise<void> =>
  pipeline(Readable.from(piecesOf(lines)), client.query(copyFrom(`copy ${target} from stdin`)))
