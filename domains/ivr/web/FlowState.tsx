import { useWords } from '#web/client/session.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { Words } from '#web/ui/Values.tsx'
import type { FlowRow, FlowState as State } from '../contract.ts'
import { editorText as text } from '../editor-text.ts'
import { stateWords } from '../text.ts'
import style from './flows.module.css'

const tones: Record<State, Tone> = { draft: 'info', published: 'ok', retired: 'quiet' }

/** Whether callers hear it, which version, and whether something else is written already. */
export const FlowState = ({ flow: { state, version, hasDraft } }: { flow: FlowRow }) => {
  const say = useWords()
  return (
    <>
      <StateTag tone={tones[state]} text={stateWords[state]} /> {version !== null && say(text.version, version)}
      {hasDraft && version !== null && (
        <p className={style.small}>
          <Words of={text.hasDraft} />
        </p>
      )}
    </>
  )
}
