import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { editorText as text } from '../editor-text.ts'
import { type Step, type StepKind, stepKinds, type WayOut, waysOut } from '../flow.ts'
import { kindHelp, kindWords } from '../text.ts'
import style from './flows.module.css'
import { ProblemLine } from './ProblemLine.tsx'
import type { Drafting } from './use-draft.ts'

const useWayWords = () => {
  const say = useWords()
  const fixed: Record<Exclude<WayOut['by'], 'key'>, Words> = {
    next: text.next,
    giveUp: text.byGiveUp,
    nobody: text.byNobody,
  }
  return ({ by, key }: WayOut): string => (by === 'key' ? say(text.byKey, key ?? '') : say(fixed[by]))
}

const Ways = ({ step, steps }: { step: Step; steps: readonly Step[] }) => {
  const say = useWords()
  const wayOf = useWayWords()
  const placeOf = (to: string | null): string => {
    const place = steps.findIndex(({ id }) => id === to)
    return to === null ? say(text.endsHere) : `${place + 1} ${steps[place]?.name ?? to}`
  }
  const ways = waysOut(step)
  return (
    <ul className={style.ways}>
      {ways.map((way, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a key may stand there twice until that is mended.
        <li key={place}>
          {wayOf(way)} → {placeOf(way.to)}
        </li>
      ))}
    </ul>
  )
}

const AddStep = ({ onAdd }: { onAdd: (kind: StepKind) => void }) => {
  const say = useWords()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: stepKinds.map((key) => ({ key, label: say(kindWords[key]), title: say(kindHelp[key]) })),
        onClick: ({ key }) => onAdd(key as StepKind),
      }}
    >
      <Button size="small" icon={<PlusOutlined />}>
        {say(text.addStep)}
      </Button>
    </Dropdown>
  )
}

/** The steps in order, each with where it leads and what is wrong with it. Arrow keys choose, Alt+arrow moves. */
export const StepList = ({ drafting, mayEdit }: { drafting: Drafting; mayEdit: boolean }) => {
  const say = useWords()
  const { flow, chosen, problems, choose, move, remove, add } = drafting
  const onKey = (place: number, { key, altKey }: { key: string; altKey: boolean }) => {
    const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
    const step = flow.steps[place]
    if (by === 0 || !step) return
    if (altKey && mayEdit) return move(step.id, by)
    const next = flow.steps[place + by]
    if (next) choose(next.id)
  }
  return (
    <div>
      <div className={style.head}>
        <p className={style.small}>{say(text.begin)}</p>
        {mayEdit && <AddStep onAdd={(kind) => add(kind, say(kindWords[kind]))} />}
      </div>
      <ol className={style.steps}>
        {flow.steps.map((step, place) => {
          const wrong = problems.filter(({ stepId }) => stepId === step.id)
          const looks = [style.step, step.id === chosen && style.chosen, wrong.length > 0 && style.wrong]
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: its button below chooses it by key; arrows go on from there.
            <li key={step.id} className={looks.filter(Boolean).join(' ')} onClick={() => choose(step.id)}>
              <div className={style.head}>
                <Button
                  type="text"
                  size="small"
                  aria-pressed={step.id === chosen}
                  onClick={() => choose(step.id)}
                  onKeyDown={(event) => onKey(place, event)}
                >
                  <b>
                    {place + 1} {step.name}
                  </b>
                </Button>
                <span className={style.small}>{say(kindWords[step.kind])}</span>
              </div>
              <Ways step={step} steps={flow.steps} />
              {wrong.map((problem) => (
                <ProblemLine key={JSON.stringify(problem)} problem={problem} />
              ))}
              {mayEdit && step.id === chosen && (
                <div>
                  <Button
                    size="small"
                    type="text"
                    icon={<ArrowUpOutlined />}
                    aria-label={say(text.up)}
                    disabled={place === 0}
                    onClick={() => move(step.id, -1)}
                  />
                  <Button
                    size="small"
                    type="text"
                    icon={<ArrowDownOutlined />}
                    aria-label={say(text.down)}
                    disabled={place === flow.steps.length - 1}
                    onClick={() => move(step.id, 1)}
                  />
                  <Button
                    size="small"
                    type="text"
                    danger
                    icon={<DeleteOutlined />}
                    aria-label={say(text.removeStep)}
                    disabled={flow.steps.length === 1}
                    onClick={(event) => {
                      event.stopPropagation()
                      remove(step.id)
                    }}
                  />
                </div>
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
