import { RedoOutlined, SaveOutlined, UndoOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber } from 'antd'
import { useEffect } from 'react'
import { PromptChoice } from '#domains/telephony/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { UnsavedGuard } from '#web/ui/UnsavedGuard.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { type Flow, getFlow, listFlows, publishFlow, retireFlow, saveFlowDraft } from '../contract.ts'
import { editorText as text } from '../editor-text.ts'
import style from './flows.module.css'
import { ProblemLine } from './ProblemLine.tsx'
import { PublishDrawer } from './PublishDrawer.tsx'
import { StepForm } from './StepForm.tsx'
import { StepList } from './StepList.tsx'
import { Field } from './step-fields.tsx'
import { TryPanel } from './TryPanel.tsx'
import { type Drafting, useDraft } from './use-draft.ts'

const refresh = [getFlow, listFlows]

const isTypedIn = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

/** Ctrl+Z, Ctrl+Y and Ctrl+S; while a field is typed in, taking back is the browser's. */
const useEditorKeys = ({ undo, redo }: Drafting, save: () => void) => {
  useEffect(() => {
    const deedOf = ({ key, shiftKey, target }: KeyboardEvent): (() => void) | undefined => {
      const pressed = `${shiftKey ? 'shift+' : ''}${key.toLowerCase()}`
      if (pressed === 's') return save
      if (isTypedIn(target)) return undefined
      return { z: undo, y: redo, 'shift+z': redo }[pressed]
    }
    const onKey = (event: KeyboardEvent) => {
      const deed = event.ctrlKey || event.metaKey ? deedOf(event) : undefined
      if (!deed) return
      event.preventDefault()
      deed()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

const Settings = ({ drafting, isLocked }: { drafting: Drafting; isLocked: boolean }) => {
  const { flow, name, setName, setFlow } = drafting
  return (
    <>
      <div className={style.pair}>
        <Field label={text.name}>
          <Input value={name} maxLength={60} disabled={isLocked} onChange={({ target }) => setName(target.value)} />
        </Field>
        <Field label={text.mostMinutes}>
          <InputNumber
            controls={false}
            value={flow.mostMinutes}
            min={1}
            max={30}
            precision={0}
            disabled={isLocked}
            style={{ width: '100%' }}
            onChange={(mostMinutes) => mostMinutes !== null && setFlow({ mostMinutes })}
          />
        </Field>
      </div>
      <Field label={text.goodbye} help={text.goodbyeHelp}>
        <PromptChoice value={flow.goodbye} onChange={(goodbye) => setFlow({ goodbye })} />
      </Field>
      <Field label={text.note}>
        <Input.TextArea
          value={flow.note}
          maxLength={500}
          rows={2}
          disabled={isLocked}
          onChange={({ target }) => setFlow({ note: target.value })}
        />
      </Field>
    </>
  )
}

const Standing = ({ drafting }: { drafting: Drafting }) => {
  const say = useWords()
  const count = drafting.problems.length
  return (
    <>
      {drafting.isChanged && <StateTag tone="warn" text={text.notSaved} />}
      {count === 0 ? (
        <StateTag tone="ok" text={text.noProblems} />
      ) : (
        <span className={style.problem}>{say(text.problems, count)}</span>
      )}
    </>
  )
}

const useSaving = (flow: Flow, drafting: Drafting) => {
  const saving = useDo(saveFlowDraft, { refresh, done: text.saved, onDone: drafting.wasSaved })
  const save = () => {
    const { name, flow: body } = drafting
    const asked = { params: { flowId: flow.id }, body: { revision: drafting.revision(), name, body } }
    // A refusal is told as a toast; what was written stays.
    return saving.mutateAsync(asked).catch(() => undefined)
  }
  return { save, isSaving: saving.isPending }
}

const Bar = ({ flow, drafting, mayEdit }: { flow: Flow; drafting: Drafting; mayEdit: boolean }) => {
  const say = useWords()
  const may = useMay()
  const confirm = useConfirm()
  const publishing = useDrawer<Flow>()
  const { save, isSaving } = useSaving(flow, drafting)
  const retiring = useDo(retireFlow, { refresh, done: text.retired })
  useEditorKeys(drafting, () => mayEdit && drafting.isChanged && void save())
  const publish = async () => {
    const now = drafting.isChanged ? await save() : flow
    if (now) publishing.show(now)
  }
  const retire = async () => {
    if (await confirm({ title: text.retireTitle, body: text.retireBody, action: text.retire, danger: true }))
      retiring.mutate({ params: { flowId: flow.id }, body: { revision: drafting.revision() } })
  }
  const isOver = flow.state === 'retired'
  return (
    <div className={style.bar}>
      {mayEdit && (
        <>
          <Button icon={<UndoOutlined />} disabled={!drafting.mayUndo} onClick={drafting.undo}>
            {say(text.undo)}
          </Button>
          <Button icon={<RedoOutlined />} disabled={!drafting.mayRedo} onClick={drafting.redo}>
            {say(text.redo)}
          </Button>
          <Button icon={<SaveOutlined />} loading={isSaving} disabled={!drafting.isChanged} onClick={() => void save()}>
            {say(text.save)}
          </Button>
        </>
      )}
      {may(publishFlow) && !isOver && (
        <Button type="primary" disabled={drafting.problems.length > 0} onClick={() => void publish()}>
          {say(text.publish)}
        </Button>
      )}
      {may(retireFlow) && !isOver && (
        <Button danger onClick={() => void retire()}>
          {say(text.retire)}
        </Button>
      )}
      <Standing drafting={drafting} />
      <PublishDrawer flow={publishing.shown} open={publishing.open} onClose={publishing.close} />
    </div>
  )
}

/** A draft on screen: its steps and where they lead, the chosen step as a form, and the flow walked through by hand. */
export const FlowEditor = ({ flow }: { flow: Flow }) => {
  const drafting = useDraft(flow)
  const mayEdit = useMay()(saveFlowDraft) && flow.state !== 'retired'
  const step = drafting.flow.steps.find(({ id }) => id === drafting.chosen)
  const ofFlow = drafting.problems.filter(({ stepId }) => stepId === null)
  return (
    <>
      <UnsavedGuard unsaved={drafting.isChanged} />
      <Bar flow={flow} drafting={drafting} mayEdit={mayEdit} />
      {ofFlow.map((problem) => (
        <ProblemLine key={JSON.stringify(problem)} problem={problem} />
      ))}
      <div className={style.editor}>
        <Sheet title={text.steps}>
          <StepList drafting={drafting} mayEdit={mayEdit} />
        </Sheet>
        <div>
          {step && (
            <Sheet title={step.name}>
              <StepForm
                step={step}
                flow={drafting.flow}
                problems={drafting.problems.filter(({ stepId }) => stepId === step.id)}
                isLocked={!mayEdit}
                onChange={(changed) => mayEdit && drafting.change(step.id, changed)}
              />
            </Sheet>
          )}
        </div>
        <div>
          <Sheet title={text.tryOut} help={text.tryHelp}>
            <TryPanel flow={drafting.flow} />
          </Sheet>
          <div className={style.space} />
          <Sheet title={text.settings}>
            <Settings drafting={drafting} isLocked={!mayEdit} />
          </Sheet>
        </div>
      </div>
    </>
  )
}
