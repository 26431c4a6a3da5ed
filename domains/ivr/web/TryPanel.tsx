import { PhoneOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { useState } from 'react'
import type { Words } from '#contract/words.ts'
import { PromptShown } from '#domains/telephony/web/public.tsx'
import { useWords } from '#web/client/session.tsx'
import { editorText as text } from '../editor-text.ts'
import type { FlowBody } from '../flow.ts'
import { type FlowEvent, type FlowOrder, type FlowState, newRun, nextMove } from '../runtime.ts'
import { endWords, resultWords } from '../text.ts'
import style from './flows.module.css'

/** What was told so far: prompts said, steps left. */
type Line = { id: number } & (
  | { says: string }
  | { step: string; result: Words; values: readonly string[] }
  | { end: Words }
)
type Walk = { state: FlowState; lines: readonly Line[] }

const told = (flow: FlowBody, lines: readonly Line[], orders: readonly FlowOrder[]): Line[] => {
  const next = [...lines]
  const add = (line: Record<string, unknown>) => next.push({ ...line, id: next.length } as Line)
  for (const order of orders) {
    if (order.do === 'say') for (const prompt of order.prompts) add({ says: prompt })
    if (order.do === 'end') add({ end: endWords[order.end] })
    if (order.do === 'leave') {
      const step = flow.steps.find(({ id }) => id === order.passage.stepId)?.name ?? order.passage.stepId
      add({ step, result: resultWords[order.result], values: order.passage.values })
    }
  }
  return next
}

const useWalk = (flow: FlowBody) => {
  const [walk, setWalk] = useState<Walk | undefined>()
  const hear = (event: FlowEvent) =>
    setWalk((now) => {
      if (!now) return now
      const { state, orders } = nextMove(now.state, event)
      return { state, lines: told(now.state.flow, now.lines, orders) }
    })
  const begin = () => {
    const { state, orders } = nextMove(newRun(flow), { kind: 'begin' })
    setWalk({ state, lines: told(flow, [], orders) })
  }
  return { walk, hear, begin }
}

const phaseWords: Record<FlowState['phase'], Words> = {
  saying: text.trySays,
  asking: text.tryWaits,
  speaking: text.tryRecords,
  handing: text.tryHands,
  leaving: text.trySays,
  over: text.tryOver,
}
/** What may happen next, by where the call stands. */
const happenings: Record<FlowState['phase'], readonly [FlowEvent['kind'], Words][]> = {
  saying: [['said', text.trySaid]],
  asking: [['timeUp', text.tryTimeUp]],
  speaking: [
    ['talking', text.tryTalk],
    ['silent', text.trySilent],
    ['timeUp', text.tryTimeUp],
  ],
  handing: [
    ['handed', text.tryHanded],
    ['nobody', text.tryNobody],
  ],
  leaving: [['said', text.trySaid]],
  over: [],
}

const Told = ({ lines }: { lines: readonly Line[] }) => {
  const say = useWords()
  return (
    <ul className={style.told} aria-live="polite">
      {[...lines].reverse().map((line) => (
        <li key={line.id}>
          {'says' in line && (
            <>
              ♪ <PromptShown name={line.says} />
            </>
          )}
          {'step' in line && (
            <>
              <b>{line.step}</b> {say(line.result)} {line.values.join(' ')}
            </>
          )}
          {'end' in line && <b>{say(line.end)}</b>}
        </li>
      ))}
    </ul>
  )
}

/** A call through the draft as it stands, by the rules real calls follow; keys are pressed here. */
export const TryPanel = ({ flow }: { flow: FlowBody }) => {
  const say = useWords()
  const { walk, hear, begin } = useWalk(flow)
  const state = walk?.state
  const isOn = state !== undefined && state.phase !== 'over'
  const step = state?.flow.steps.find(({ id }) => id === state.passage?.stepId)
  return (
    <div>
      <Button type={isOn ? 'default' : 'primary'} size="small" icon={<PhoneOutlined />} onClick={begin}>
        {say(walk ? text.tryAgain : text.tryBegin)}
      </Button>
      {state && (
        <>
          <p>
            {step && <b>{step.name} · </b>}
            {say(phaseWords[state.phase])}
            {state.typed && ` · ${say(text.typed)} ${state.typed}`}
          </p>
          {isOn && (
            <>
              <Space wrap size={4}>
                {happenings[state.phase].map(([kind, words]) => (
                  <Button key={kind} size="small" onClick={() => hear({ kind } as FlowEvent)}>
                    {say(words)}
                  </Button>
                ))}
                <Button size="small" danger onClick={() => hear({ kind: 'hungUp' })}>
                  {say(text.tryHangUp)}
                </Button>
              </Space>
              <div className={style.keys}>
                {[...'123456789*0#'].map((key) => (
                  <Button key={key} size="small" onClick={() => hear({ kind: 'key', key })}>
                    {key}
                  </Button>
                ))}
              </div>
            </>
          )}
          <Told lines={walk.lines} />
        </>
      )}
    </div>
  )
}
