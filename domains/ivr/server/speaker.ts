import type { LiveCalls } from '#domains/calls/server/public.ts'
import type { Clock } from '#platform/clock.ts'

type Ground = { clock: Clock; calls: LiveCalls; failed: (error: unknown, what: string, callId: string) => void }

type Saying = { prompts: string[]; callOff: () => void }

/**
 * Says prompts to one caller, one after the other, and tells when all were heard. What was cut short is told to be over
 * by the telephone system as well: that word is not taken for the end of what is said next.
 */
export const openSpeaker = ({ clock, calls, failed }: Ground, callId: string, onSaid: () => void) => {
  let saying: Saying | null = null
  let stale = 0

  const goOn = (): void => {
    saying?.callOff()
    const prompt = saying?.prompts.shift()
    if (saying === null) return
    if (prompt === undefined) {
      saying = null
      return onSaid()
    }
    const current = saying
    // Word of the end of a prompt may get lost: nobody is kept waiting for longer than it lasts.
    current.callOff = clock.after(calls.inFlow.lastsAtMostMs(prompt), goOn)
    calls.inFlow.play(callId, prompt).catch((error: unknown) => {
      failed(error, 'a prompt of a voice flow could not be played', callId)
      if (saying === current) goOn()
      else stale = Math.max(0, stale - 1)
    })
  }
  const hush = (): void => {
    if (saying === null) return
    saying.callOff()
    saying = null
    stale += 1
    calls.inFlow.stopPlaying(callId).catch((error: unknown) => failed(error, 'a prompt could not be cut short', callId))
  }
  return {
    say: (prompts: readonly string[]): void => {
      hush()
      saying = { prompts: [...prompts], callOff: () => {} }
      goOn()
    },
    hush,
    /** The telephone system says that a prompt is over. */
    played: (): void => {
      if (stale > 0) stale -= 1
      else goOn()
    },
    stop: (): void => {
      saying?.callOff()
      saying = null
    },
  }
}
export type Speaker = ReturnType<typeof openSpeaker>
