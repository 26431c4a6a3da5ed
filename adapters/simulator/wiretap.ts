import type { Call } from './call.ts'

/** Who hears what on a call at this moment. */
export type Wiretap = {
  /**
   * For `customer` and for each headset on the call: the others it hears, besides `music` (on hold) and
   * `prompt:<name>`. Empty while nobody has answered.
   */
  hears: Record<string, string[]>
  recording: boolean
  /** What was pressed for the agent. */
  keys: string
}

export const customer = 'customer'

/**
 * A leader always hears both sides; the agent hears a leader who whispers or joins, the customer only one who joins.
 * Music cuts the customer off from everybody. A muted agent is unheard by the customer only. A third party is heard by
 * the agent, and by the customer once all three talk.
 */
export const wiretapOf = (call: Call): Wiretap => {
  const { endpoint, keys } = call
  const recording = call.tape !== null
  if (call.state !== 'answered' && call.state !== 'bridged') return { hears: {}, recording, keys }
  const prompted = (call.playing ?? []).map(({ prompt }) => `prompt:${prompt}`)
  const isAlone = call.state === 'answered' || call.leavesMessage || call.isWithUs
  if (isAlone) return { hears: { [customer]: prompted }, recording, keys }
  if (endpoint === null) return { hears: { [customer]: ['music', ...prompted] }, recording, keys }
  return { hears: talkOf(call, endpoint, prompted), recording, keys }
}

const talkOf = (call: Call, endpoint: string, prompted: readonly string[]): Wiretap['hears'] => {
  const { held, muted, third } = call
  const leaders = [...(call.leaders ?? [])]
  const heardByAgent = leaders.filter(([, mode]) => mode !== 'listen').map(([leader]) => leader)
  const joined = leaders.filter(([, mode]) => mode === 'barge').map(([leader]) => leader)
  const fromCustomer = held ? [] : [customer]
  const fromThird = third && third.stage !== 'called' ? [third.endpoint] : []
  const inConference = third?.stage === 'conferred' ? fromThird : []
  const heardByCustomer = [...(muted ? [] : [endpoint]), ...inConference, ...joined]
  const hears: Record<string, string[]> = {
    [customer]: [...(held ? ['music'] : heardByCustomer), ...prompted],
    [endpoint]: [...fromCustomer, ...fromThird, ...heardByAgent],
  }
  for (const party of fromThird) hears[party] = [endpoint, ...(inConference.length > 0 ? fromCustomer : [])]
  for (const [leader] of leaders) hears[leader] = [...fromCustomer, endpoint, ...fromThird]
  return hears
}
