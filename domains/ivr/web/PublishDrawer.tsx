import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { NoteField } from '#web/ui/fields.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { type Flow, getFlow, listFlows, publishFlow } from '../contract.ts'
import { changesOf } from '../draft.ts'
import { changeKindWords, editorText as text } from '../editor-text.ts'
import style from './flows.module.css'

const Changes = ({ flow }: { flow: Flow }) => {
  const say = useWords()
  if (!flow.published) return <p>{say(text.firstVersion)}</p>
  const { steps, settings } = changesOf(flow.published, flow.draft)
  return (
    <>
      <p>{say(text.whatChanged)}</p>
      <ul>
        {steps.map(({ kind, stepId, name }) => (
          <li key={`${kind} ${stepId}`}>
            {say(changeKindWords[kind])} · {name}
          </li>
        ))}
        {settings && <li>{say(text.settingsChanged)}</li>}
        {steps.length === 0 && !settings && <li>{say(text.noChange)}</li>}
      </ul>
    </>
  )
}

const Versions = ({ versions }: Pick<Flow, 'versions'>) => {
  const say = useWords()
  if (versions.length === 0) return null
  return (
    <>
      <p className={style.small}>{say(text.versions)}</p>
      <ul>
        {versions.map(({ version, publishedAt, publishedByName, words }) => (
          <li key={version}>
            {say(text.version, version)} · {publishedByName} <Moment at={publishedAt} grain="minute" /> {words}
          </li>
        ))}
      </ul>
    </>
  )
}

type Props = { flow: Flow | undefined; open: boolean; onClose: () => void }

/** Says what callers will hear otherwise, before they do. */
export const PublishDrawer = ({ flow, open, onClose }: Props) => {
  const publish = useDo(publishFlow, { refresh: [getFlow, listFlows], done: text.published, onDone: onClose })
  return (
    <FormDrawer<{ words?: string }>
      open={open}
      title={text.publishTitle}
      action={text.publish}
      onClose={onClose}
      onSave={async ({ words = '' }) =>
        flow && publish.mutateAsync({ params: { flowId: flow.id }, body: { revision: flow.revision, words } })
      }
    >
      {flow && <Changes flow={flow} />}
      <NoteField name="words" label={text.changeWords} max={300} rows={3} />
      {flow && <Versions versions={flow.versions} />}
    </FormDrawer>
  )
}
