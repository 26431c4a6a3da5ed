import type { Call } from './call.ts'

/** Who hears what on a call at this moment. */
export type Wiretap = {
  /**
   * For `customer` and for each headset on the call: the others it hears, besides `music` (on hold) and
   * `prompt:<name>`. Empty while nobody has answered.
   */
  hears: Record<string, string[]>
  recording: boolean
}

export const customer = 'customer'

/**
 * A leader always hears both sides; the agent hears a leader who whispers or joins, the customer only one who joins.
 * Music cuts the customer off from everybody. A muted agent is unheard by the customer only.
 */
export const wiretapOf = (call: Call): Wiretap => {
  const { endpoint, held, muted, prompts } = call
  const recording = call.recordingSince !== null
  if (call.state !== 'answered' && call.state !== 'bridged') return { hears: {}, recording }
  const prompted = prompts.map((prompt) => `prompt:${prompt}`)
  if (call.state === 'answered' || endpoint === null) return { hears: { [customer]: prompted }, recording }

  const leaders = [...(call.leaders ?? [])]
  const fromCustomer = held ? [] : [customer]
  const heardByAgent = leaders.filter(([, mode]) => mode !== 'listen').map(([leader]) => leader)
  const heardByCustomer = [
    ...(muted ? [] : [endpoint]),
    ...leaders.filter(([, mode]) => mode === 'barge').map(([leader]) => leader),
  ]
  const hears: Record<string, string[]> = {
    [customer]: [...(held ? ['music'] : heardByCustomer), ...prompted],
    [endpoint]: [...fromCustomer, ...heardByAgent],
  }
  for (const [leader] of leaders) hears[leader] = [...fromCustomer, endpoint]
  return { hears, recording }
}
