/**
 * Ticks in a thread of its own: browsers slow the timers of hidden tabs down to one a minute, which would make an
 * agent who looks something up in another tab count as gone.
 */
const everyMs = 10_000
setInterval(() => postMessage(null), everyMs)
