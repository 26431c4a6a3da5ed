import type { AgentState } from './agent-state.ts'

/** States a correction may make. Dialling, talking and holding are told by calls, so nobody claims them afterwards. */
export const correctable = [
  'ready',
  'wrapUp',
  'notReady',
  'break',
  'meeting',
  'training',
  'playback',
  'internalCall',
] as const satisfies readonly AgentState[]
export type Correctable = (typeof correctable)[number]

/** A finished stretch as it was recorded. Moments are milliseconds since 1970. */
export type Recorded = {
  startedAt: number
  endedAt: number
  state: AgentState
  reasonId: string | null
  campaignId: string | null
  callId: string | null
}
/** What somebody says was done from one moment to another. */
export type Said = { id: string; startsAt: number; endsAt: number; state: AgentState; reasonId: string | null }
export type Piece = Recorded & { correctionId: string | null }

const within = (at: number, { startedAt, endedAt }: Recorded): boolean => at > startedAt && at < endedAt

const pieceFrom = (spell: Recorded, said: Said | undefined, startedAt: number, endedAt: number): Piece =>
  said
    ? {
        ...{ startedAt, endedAt, state: said.state, reasonId: said.reasonId },
        ...{ campaignId: spell.campaignId, callId: null, correctionId: said.id },
      }
    : { ...spell, startedAt, endedAt, correctionId: null }

/**
 * What corrections make of a recorded stretch: pieces that tile exactly that stretch, in order. Of two corrections of the
 * same second the later in the list holds. Empty where none touches it: the stretch stays as it was recorded.
 */
export const piecesOf = (spell: Recorded, corrections: readonly Said[]): Piece[] => {
  const touching = corrections.filter((said) => said.startsAt < spell.endedAt && said.endsAt > spell.startedAt)
  if (touching.length === 0) return []
  const cuts = touching.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]).filter((at) => within(at, spell))
  const edges = [...new Set([spell.startedAt, ...cuts, spell.endedAt])].sort((a, b) => a - b)
  const pieces: Piece[] = []
  for (const [place, from] of edges.slice(0, -1).entries()) {
    const to = edges[place + 1] as number
    const said = touching.findLast(({ startsAt, endsAt }) => startsAt <= from && endsAt >= to)
    const last = pieces.at(-1)
    if (last && last.correctionId === (said?.id ?? null)) last.endedAt = to
    else pieces.push(pieceFrom(spell, said, from, to))
  }
  return pieces
}
