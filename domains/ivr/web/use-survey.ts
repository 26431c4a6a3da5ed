import { useMay } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { getDeskSurvey, handToSurvey } from '../contract.ts'
import { editorText as text } from '../editor-text.ts'

/** The survey the customer of this call can be handed to, and the deed; undefined where there is none. */
export const useSurvey = (callId: string | undefined): { name: string; hand: () => void } | undefined => {
  const may = useMay()
  const isAsked = callId !== undefined && may(handToSurvey)
  const asked = useAsk(getDeskSurvey, {}, { when: isAsked, freshMs: 30_000, keep: false })
  const hand = useDo(handToSurvey, { done: text.handed })
  const name = isAsked ? asked.data?.flowName : undefined
  return name ? { name, hand: () => hand.mutate() } : undefined
}
