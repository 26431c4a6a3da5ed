/** Erlang-B: share of calls lost with so many agents and that load in erlangs (the recursion over the agents). */
export const erlangB = (agents: number, load: number): number => {
  let inverse = 1
  for (let n = 1; n <= agents; n++) inverse = 1 + (inverse * n) / load
  return 1 / inverse
}

/**
 * Share of calls lost in M/M/n when everybody waits exactly so long (patience as a share of the mean handling time).
 * The density of the offered wait is λπ₍ₙ₋₁₎·exp(−(nμ−λ)w) up to the patience W and falls with nμ beyond it (Baccelli
 * and Hebuterne, "On queues with impatient customers", 1981; W = 0 is Erlang-B).
 */
export const lostWithPatience = (agents: number, load: number, patience: number): number => {
  // π of n−1 busy agents over the sum of π up to it, by Erlang-B of n−1; everything is divided by that sum.
  const full = agents === 1 ? 1 : erlangB(agents - 1, load)
  const slack = agents - load
  const waits = load * full * (Math.abs(slack) < 1e-9 ? patience : (1 - Math.exp(-slack * patience)) / slack)
  const lost = (load * full * Math.exp(-slack * patience)) / agents
  return lost / (1 + waits + lost)
}

/** The load in erlangs at which so many are lost, by bisection. */
export const loadFor = (agents: number, lost: number, patience: number): number => {
  let [low, high] = [0, 3 * agents + 5]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (lostWithPatience(agents, middle, patience) < lost) low = middle
    else high = middle
  }
  return (low + high) / 2
}
