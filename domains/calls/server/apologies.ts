import { OrderRefused, type TelephonyPort } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { LiveCall } from './live-call.ts'

type Apologies = {
  clock: Clock
  phones: TelephonyPort
  hangUp: (call: LiveCall) => void
  failed: (error: unknown, what: string, callId: string) => void
  /** Word of the end of a message may get lost: nobody is kept on the line for longer. */
  lastsAtMostMs: (prompt: string) => number
}

/** What a customer hears whose call nobody took in time: who called and how to reach them, then the call is over. */
export const openApologies = ({ clock, phones, hangUp, failed, lastsAtMostMs }: Apologies) => {
  const under = new Map<string, () => void>()
  const end = (call: LiveCall): void => {
    under.get(call.id)?.()
    under.delete(call.id)
    if (call.record.endedAt === null) hangUp(call)
  }
  return {
    say: (call: LiveCall, prompt: string): void => {
      if (under.has(call.id)) return
      under.set(
        call.id,
        clock.after(lastsAtMostMs(prompt), () => end(call)),
      )
      phones.play(call.id, prompt).catch((error: unknown) => {
        // The customer has hung up in this very instant: `ended` tells the rest.
        if (!(error instanceof OrderRefused))
          failed(error, 'the message for an abandoned call could not be played', call.id)
        end(call)
      })
    },
    /** The message is over. */
    said: (call: LiveCall): void => {
      if (under.has(call.id)) end(call)
    },
    stop: (): void => {
      for (const callOff of under.values()) callOff()
      under.clear()
    },
  }
}
