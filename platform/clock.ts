import { type Timer, type TimerQueue, timerQueue } from './timer-queue.ts'

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
  /** Stops all timers, for good: a timer set later never runs. */
  stop(): void
}

/** Virtual time: it stands still unless `run`, `runUntil` or `runFor` is under way. To pause a run, `hold` the clock. */
export interface FastClock extends Clock {
  /** Jumps from timer to timer until no timer and no hold is left, or the clock is stopped. Rejects if a timer throws. */
  run(): Promise<void>
  /** Runs the timers due up to that moment, then stands at it. */
  runUntil(moment: Date): Promise<void>
  /** `runUntil`, counted in milliseconds from now. */
  runFor(milliseconds: number): Promise<void>
}

/** Real time, as the computer's clock shows it. Timers do not follow when that clock is set. */
export const wallClock = (): Clock =>
  realClock(
    () => Date.now(),
    () => performance.now(),
    1,
  )

/** Runs `speed` times as fast as real time, from `startAt` on: 60 shows an hour in a minute. */
export const scaledClock = ({ speed, startAt }: { speed: number; startAt: Date }): Clock => {
  if (!(speed > 0)) throw new RangeError(`a clock needs a speed above 0, not ${speed}`)
  const began = performance.now()
  const elapsedMs = (): number => (performance.now() - began) * speed
  return realClock(() => startAt.getTime() + Math.floor(elapsedMs()), elapsedMs, speed)
}

/** The longest time Node's own timers can wait; beyond it they fire at once. */
const longestWait = 2 ** 31 - 1
const nothing = (): void => {}

/**
 * All timers wait in one queue behind one timer of Node: so they run in the order they are due at any speed.
 * `elapsedMs` counts milliseconds of this clock from any start and never goes back.
 */
const realClock = (nowMs: () => number, elapsedMs: () => number, speed: number): Clock => {
  const queue = timerQueue()
  let alarm: NodeJS.Timeout | undefined
  let alarmDue = Number.POSITIVE_INFINITY
  let stopped = false

  const setAlarm = (): void => {
    const due = queue.first()?.due
    if (due === alarmDue) return
    clearTimeout(alarm)
    alarmDue = due ?? Number.POSITIVE_INFINITY
    if (due === undefined) return
    const wait = Math.ceil(Math.max(0, due - elapsedMs()) / speed)
    alarm = setTimeout(ring, Math.min(wait, longestWait))
  }
  const ring = (): void => {
    alarmDue = Number.POSITIVE_INFINITY
    const until = elapsedMs()
    try {
      for (let timer = queue.takeDue(until); timer; timer = queue.takeDue(until)) runOnce(timer)
    } finally {
      setAlarm()
    }
  }

  return {
    now: () => new Date(nowMs()),
    nowMs,
    after(milliseconds, then) {
      if (stopped || milliseconds === Number.POSITIVE_INFINITY) return nothing
      const timer = queue.add(elapsedMs() + wholeMilliseconds(milliseconds), then)
      if (timer.due < alarmDue) setAlarm()
      return () => {
        queue.callOff(timer)
        if (timer.due === alarmDue) setAlarm()
      }
    },
    hold: () => nothing,
    stop() {
      stopped = true
      queue.clear()
      clearTimeout(alarm)
    },
  }
}

const wholeMilliseconds = (milliseconds: number): number => (milliseconds > 0 ? Math.round(milliseconds) : 0)

/** Forgets the work before doing it, so that calling it off from within itself changes nothing. */
const runOnce = (timer: Timer): void => {
  const { work } = timer
  timer.work = undefined
  work?.()
}

/**
 * So many timers run between two looks at the sockets. Promises settle between any two timers anyway; a socket that
 * matters is waited for under a hold, during which the event loop is free.
 */
const timersPerTurn = 128

/** Virtual time for replays and tests: it jumps to the next timer as soon as nothing holds it. */
export const fastClock = ({ startAt }: { startAt: Date }): FastClock => {
  const state: FastState = { queue: timerQueue(), now: startAt.getTime(), holds: 0, stopped: false }
  const { runTo, goOn } = runner(state)

  return {
    now: () => new Date(state.now),
    nowMs: () => state.now,
    after(milliseconds, then) {
      if (state.stopped || milliseconds === Number.POSITIVE_INFINITY) return nothing
      const timer = state.queue.add(state.now + wholeMilliseconds(milliseconds), then)
      return () => state.queue.callOff(timer)
    },
    hold() {
      let held = true
      state.holds++
      return () => {
        if (!held) return
        held = false
        if (--state.holds === 0) goOn()
      }
    },
    stop() {
      state.stopped = true
      state.queue.clear()
      goOn()
    },
    run: () => runTo(Number.POSITIVE_INFINITY),
    runUntil: (moment) => runTo(moment.getTime()),
    runFor: (milliseconds) => runTo(state.now + wholeMilliseconds(milliseconds)),
  }
}

type FastState = { queue: TimerQueue; now: number; holds: number; stopped: boolean }

/** The loop of a fast clock. `runTo` rejects when it already runs to another moment; `goOn` ends a wait for a hold. */
const runner = (state: FastState): { runTo(until: number): Promise<void>; goOn(): void } => {
  let inTurn = 0
  let running: Running | undefined

  const end = (error?: unknown): void => {
    const { ended, failed } = running as Running
    running = undefined
    error === undefined ? ended() : failed(error)
  }
  const step = (): void => {
    if (!running || running.waits === 'release') return
    if (state.stopped) end()
    else if (state.holds > 0) running.waits = 'release'
    else runNext(running)
  }
  const runNext = (run: Running): void => {
    const timer = state.queue.takeDue(run.until)
    if (!timer) {
      finish(run)
      return
    }
    run.waits = 'nothing'
    state.now = Math.max(state.now, timer.due)
    try {
      runOnce(timer)
      soon()
    } catch (error) {
      end(error ?? new Error('a timer threw nothing'))
    }
  }
  /** Before the end, the sockets get one last turn: what they bring may set a timer. */
  const finish = (run: Running): void => {
    if (run.waits === 'lastTurn') {
      if (Number.isFinite(run.until)) state.now = Math.max(state.now, run.until)
      end()
    } else {
      run.waits = 'lastTurn'
      setImmediate(step)
    }
  }
  /**
   * Goes on when every promise has settled: a tick ordered from within the microtasks runs after the last of them,
   * at a tenth of the price of a turn of the event loop.
   */
  const soon = (): void => {
    inTurn = (inTurn + 1) % timersPerTurn
    if (inTurn > 0) queueMicrotask(nextTick)
    else setImmediate(step)
  }
  const nextTick = (): void => process.nextTick(step)

  return {
    runTo(until) {
      if (running && running.until !== until)
        return Promise.reject(new Error('this clock already runs to another moment'))
      if (!running) {
        running = newRun(until)
        soon()
      }
      return running.promise
    },
    goOn() {
      if (running?.waits !== 'release') return
      running.waits = 'nothing'
      soon()
    },
  }
}

type Running = {
  until: number
  waits: 'nothing' | 'release' | 'lastTurn'
  promise: Promise<void>
  ended: () => void
  failed: (error: unknown) => void
}

const newRun = (until: number): Running => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  return { until, waits: 'nothing', promise, ended: resolve, failed: reject }
}
