import type { Words } from '#contract/words.ts'
import { text, troubleWords } from '../text.ts'
import type { Headset } from './use-headset.ts'

export type HeadsetTone = 'ok' | 'busy' | 'warn' | 'alarm' | 'quiet'
export type HeadsetState = {
  name: Words
  /** The word of the button. */
  short: Words
  tone: HeadsetTone
  /** What to do, where the wearer has to. */
  help: Words | undefined
  deed: 'wear' | 'takeOver' | 'takeOff' | undefined
}

/**
 * Joined is what the server says, for only the exchange knows; everything before that is what this tab tries. Undefined
 * where nobody needs a headset.
 */
export const stateOf = ({ standing, look }: Headset): HeadsetState | undefined => {
  if (!standing?.isNeeded) return undefined
  const is = (name: Words, tone: HeadsetTone, more: Partial<HeadsetState> = {}): HeadsetState => ({
    ...{ name, short: name, tone, help: undefined, deed: undefined },
    ...more,
  })
  switch (look.phase) {
    case 'off':
      return standing.state === 'away'
        ? is(text.off, 'alarm', { help: text.connectHelp, deed: 'wear' })
        : is(text.elsewhere, 'warn', { help: text.elsewhereHelp, deed: 'takeOver' })
    case 'elsewhere':
      return is(text.elsewhere, 'warn', { help: text.elsewhereHelp, deed: 'takeOver' })
    case 'trouble': {
      const told = troubleWords[look.trouble ?? 'unknown']
      return is(told.title, 'alarm', { short: text.trouble, help: look.why ?? told.help, deed: 'wear' })
    }
    case 'starting':
      return is(text.starting, 'busy')
    case 'connecting': {
      const told = look.trouble ? troubleWords[look.trouble] : undefined
      return is(told?.title ?? text.connecting, 'warn', { short: text.connecting, help: told?.help, deed: 'takeOff' })
    }
    default:
      if (look.hasLeg && look.isCut) return is(text.cut, 'warn', { help: text.cutHelp, deed: 'takeOff' })
      // The leg may still be that of a page just left.
      return standing.state === 'seated' && look.hasLeg
        ? is(text.seated, 'ok', { deed: 'takeOff' })
        : is(text.joining, 'busy', { deed: 'takeOff' })
  }
}
