import type { TextAreaRef } from 'antd/es/input/TextArea.js'
import { useRef } from 'react'
import type { CallCard, DeskState } from '../contract.ts'
import { CustomerCard } from './CustomerCard.tsx'
import style from './desk.module.css'
import { OutcomeForm } from './OutcomeForm.tsx'
import { callerIdWords } from './phone-words.ts'
import { ScriptPane } from './ScriptPane.tsx'
import type { Deeds } from './use-desk.ts'
import { useDraft } from './use-draft.ts'

type Call = NonNullable<DeskState['call']>

/** One call from dialling to its outcome: whom, what to say, what came of it. */
export const CallView = (props: { state: DeskState; call: Call; card: CallCard | undefined; deeds: Deeds }) => {
  const { state, call, card, deeds } = props
  const draft = useDraft(call.id, card?.draft)
  const isIncoming = call.direction === 'in'
  const note = useRef<TextAreaRef>(null)
  const addToNote = (heading: string) => {
    const before = draft.filled.note
    draft.change({ note: `${before}${before && !before.endsWith('\n') ? '\n' : ''}【${heading}】` })
    note.current?.focus({ cursor: 'end' })
  }
  return (
    <div className={style.columns}>
      <CustomerCard
        card={card}
        maskedNumber={call.maskedNumber}
        attempt={isIncoming ? undefined : call.attemptNumber}
        incoming={isIncoming}
        callerId={callerIdWords(call)}
        type={state.campaign?.type}
      />
      {state.campaign ? (
        <ScriptPane campaign={state.campaign} card={card} call={call} onNote={addToNote} />
      ) : (
        <section />
      )}
      <OutcomeForm state={state} deeds={deeds} draft={draft} note={note} />
    </div>
  )
}
