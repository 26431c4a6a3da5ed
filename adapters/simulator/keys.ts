import { type Call, type Exchange, tell } from './call.ts'
import type { Presses } from './call-script.ts'

/** A finger needs so long from key to key. */
const keyEveryMs = 250

/** The customer presses these keys, from so many milliseconds on. */
export const press = (exchange: Exchange, call: Call, digits: string, afterMs: number): void => {
  const { clock } = exchange
  const from = clock.nowMs() + afterMs
  for (const [place, digit] of [...digits].entries()) {
    const moment = from + place * keyEveryMs
    clock.after(moment - clock.nowMs(), () => {
      if (call.state === 'answered' || call.state === 'bridged') tell(exchange, call, moment, { kind: 'digit', digit })
    })
  }
}

/** What the script says of keys: on the answer (null), or on that prompt. */
export const pressByThemselves = (
  exchange: Exchange,
  call: Call,
  presses: readonly Presses[],
  prompt: string | null,
): void => {
  for (const { digits, afterMs, onPrompt = null } of presses)
    if (onPrompt === prompt) press(exchange, call, digits, afterMs)
}
