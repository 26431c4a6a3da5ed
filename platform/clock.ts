/**
 * The product's only source of time. Real time runs the centre; a faster clock runs replays, forecasts and tests
 * through exactly the same code.
 */
export interface Clock {
  now(): Date
  /** Milliseconds since 1970, of this clock. */
  nowMs(): number
  /** Runs `then` once, that many milliseconds of this clock from now. Returns a way to call it off. */
  after(milliseconds: number, then: () => void): () => void
  /**
   * Keeps a clock that runs as fast as it can from passing this moment until the returned function is called:
   * whoever waits for the database before acting holds the clock meanwhile. Real clocks ignore it.
   */
  hold(): () => void
  /** Stops all timers. */
  stop(): void
}
