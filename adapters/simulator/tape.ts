/** What the customer hears apart from themselves. */
export type Sound = 'agent' | 'agentMuted' | 'music' | 'prompt' | 'silence'

/** A recording: not the sound itself, which is made when somebody asks, but when which sound began. */
export type Tape = {
  readonly name: string
  readonly callId: string
  /** Whose voice it is. */
  readonly number: string
  readonly isMachine: boolean
  readonly sinceMs: number
  untilMs: number
  readonly sounds: { at: number; sound: Sound }[]
}

/** So many finished recordings are kept if nobody forgets them; each is some hundred bytes. */
const keptTapes = 100_000

export const stopTape = (tape: Tape, moment: number): void => {
  tape.untilMs = Math.max(tape.sinceMs, moment)
}

export const keepTape = (tapes: Map<string, Tape>, tape: Tape): void => {
  tapes.set(tape.name, tape)
  if (tapes.size <= keptTapes) return
  for (const oldest of tapes.keys()) {
    tapes.delete(oldest)
    break
  }
}
