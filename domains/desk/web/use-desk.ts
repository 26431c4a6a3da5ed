import { useCallback, useEffect, useState } from 'react'
import { useMe } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { useTopic } from '#web/client/use-topic.ts'
import type { CallCard, DeskState } from '../contract.ts'
import * as desk from '../contract.ts'

const newer = (held: DeskState | undefined, heard: DeskState | undefined): DeskState | undefined =>
  held && heard && held.now > heard.now ? held : (heard ?? held)

/** Everything an agent can do at the desk; each answer is the whole desk as it is afterwards. */
const useDeeds = (onDone: (state: DeskState) => void) => ({
  startWork: useDo(desk.startWork, { onDone }),
  endWork: useDo(desk.endWork, { onDone }),
  goReady: useDo(desk.goReady, { onDone }),
  pause: useDo(desk.pause, { onDone }),
  dialOffer: useDo(desk.dialOffer, { onDone }),
  askOffer: useDo(desk.askOffer, { onDone }),
  skipOffer: useDo(desk.skipOffer, { onDone }),
  dialContact: useDo(desk.dialContact, { onDone }),
  hangUp: useDo(desk.hangUp, { onDone }),
  endMachine: useDo(desk.endMachine, { onDone }),
  hold: useDo(desk.hold, { onDone }),
  mute: useDo(desk.mute, { onDone }),
  sendDigits: useDo(desk.sendDigits, { onDone }),
  askForHelp: useDo(desk.askForHelp, { onDone }),
  finishCall: useDo(desk.finishCall, { onDone }),
  transferCall: useDo(desk.handlingContract.transferCall, { onDone }),
  consultParty: useDo(desk.handlingContract.consultParty, { onDone }),
  endConsult: useDo(desk.handlingContract.endConsult, { onDone }),
  leaveMessage: useDo(desk.handlingContract.leaveMessage, { onDone }),
  callColleague: useDo(desk.handlingContract.callColleague, { onDone }),
  leaveColleague: useDo(desk.handlingContract.leaveColleague, { onDone }),
})
export type Deeds = ReturnType<typeof useDeeds>

/** The desk as the server has it: pushed at every change, asked again while the line is broken. */
export const useDesk = () => {
  const me = useMe()
  const [held, setHeld] = useState<{ state: DeskState | undefined; aheadMs: number }>({ state: undefined, aheadMs: 0 })
  const keep = useCallback((state: DeskState) => {
    setHeld((now) => {
      const state_ = newer(now.state, state)
      return state_ === now.state ? now : { state: state_, aheadMs: Date.parse(state.now) - Date.now() }
    })
  }, [])
  const line = useTopic(desk.agentDesk, { agentId: me.id }, { onNews: keep, refresh: [desk.getDesk] })
  const isBroken = !line.connected && line.age > 0
  const asked = useAsk(desk.getDesk, {}, { freshMs: 0, ...(isBroken ? { everyMs: 3000 } : {}) })
  const { data } = asked
  useEffect(() => {
    if (data) keep(data)
  }, [data, keep])
  return { state: held.state, aheadMs: held.aheadMs, asked, brokenMs: isBroken ? line.age : 0, deeds: useDeeds(keep) }
}

/** The card of the call or offer at hand, and never that of the one before. */
export const useCard = (state: DeskState | undefined): CallCard | undefined => {
  const callId = state?.call?.id ?? null
  const entryId = state?.call?.entryId ?? state?.offer?.entryId ?? null
  const { data, refetch } = useAsk(desk.getCallCard, {}, { when: entryId !== null, freshMs: Number.POSITIVE_INFINITY })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another call is another card
  useEffect(() => {
    if (entryId) void refetch()
  }, [callId, entryId, refetch])
  return data && entryId && data.callId === callId && data.entryId === entryId ? data : undefined
}
