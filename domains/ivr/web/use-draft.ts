import { useEffect, useRef, useState } from 'react'
import { useAsk } from '#web/client/use-ask.ts'
import { checkFlow, type Flow } from '../contract.ts'
import { beginWriting, movedStep, redone, undone, withChangedStep, withoutStep, withStep, written } from '../draft.ts'
import type { FlowBody, Step, StepKind } from '../flow.ts'
import type { FlowProblem } from '../problems.ts'

/** Until somebody has stopped typing for so long, what is wrong is not asked. */
const restMs = 400

const useResting = <T>(value: T): T => {
  const [resting, setResting] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setResting(value), restMs)
    return () => clearTimeout(timer)
  }, [value])
  return resting
}

const useProblems = (flow: FlowBody, first: readonly FlowProblem[]): readonly FlowProblem[] => {
  const resting = useResting(flow)
  const asked = useAsk(checkFlow, { body: resting })
  return asked.data ?? first
}

export type Drafting = ReturnType<typeof useDraft>

/** The draft of a flow while it is written: its steps, the chosen one, what is wrong, and the way back. */
export const useDraft = (saved: Flow) => {
  const [writing, setWriting] = useState(() => beginWriting(saved.draft))
  const [name, setName] = useState(saved.name)
  const [chosen, setChosen] = useState(saved.draft.steps[0]?.id ?? '')
  const savedAs = useRef({ revision: saved.revision, body: JSON.stringify(saved.draft), name: saved.name })
  const flow = writing.now
  const problems = useProblems(flow, saved.problems)
  const isChanged = JSON.stringify(flow) !== savedAs.current.body || name !== savedAs.current.name

  const write = (next: FlowBody): void => setWriting((before) => written(before, next))
  return {
    flow,
    name,
    setName,
    problems,
    isChanged,
    chosen: flow.steps.some(({ id }) => id === chosen) ? chosen : (flow.steps[0]?.id ?? ''),
    choose: setChosen,
    mayUndo: writing.past.length > 0,
    mayRedo: writing.future.length > 0,
    undo: () => setWriting(undone),
    redo: () => setWriting(redone),
    setFlow: (change: Partial<FlowBody>) => write({ ...flow, ...change }),
    change: (id: string, step: Step) => {
      write(withChangedStep(flow, id, step))
      if (step.id !== id) setChosen(step.id)
    },
    move: (id: string, by: -1 | 1) => write(movedStep(flow, id, by)),
    remove: (id: string) => write(withoutStep(flow, id)),
    add: (kind: StepKind, called: string) => {
      const made = withStep(flow, chosen, { kind, name: called })
      write(made.flow)
      setChosen(made.id)
    },
    revision: () => savedAs.current.revision,
    wasSaved: (now: Flow) => {
      savedAs.current = { revision: now.revision, body: JSON.stringify(now.draft), name: now.name }
      setWriting((before) => ({ ...before, now: now.draft }))
      setName(now.name)
    },
  }
}
