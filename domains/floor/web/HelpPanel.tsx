import { BulbOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { answerHelp, type FloorAgent } from '../contract.ts'
import { text } from '../text.ts'
import style from './floor.module.css'
import { Timer } from './server-now.tsx'

/** Says that help is coming. */
export const AnswerHelp = ({ agent }: { agent: Pick<FloorAgent, 'id' | 'helpAskedAt'> }) => {
  const say = useWords()
  const may = useMay()
  const answer = useDo(answerHelp, { done: text.helpAnswered })
  if (!agent.helpAskedAt || !may(answerHelp)) return null
  return (
    <Button
      type="primary"
      size="small"
      icon={<BulbOutlined />}
      loading={answer.isPending}
      onClick={() => answer.mutate({ params: { agentId: agent.id } })}
    >
      {say(text.answerHelp)}
    </Button>
  )
}

/** Who asks for help, the longest waiting first; not there while nobody does. */
export const HelpPanel = ({ agents, onOpen }: { agents: readonly FloorAgent[]; onOpen: (id: string) => void }) => {
  const say = useWords()
  const asking = agents
    .filter(({ helpAskedAt }) => helpAskedAt !== null)
    .sort((a, b) => ((a.helpAskedAt ?? '') < (b.helpAskedAt ?? '') ? -1 : 1))
  if (asking.length === 0) return null
  return (
    <Sheet title={text.helpAsked} flush>
      <ul className={style.calls} aria-live="polite">
        {asking.map((agent) => (
          <li key={agent.id}>
            <button type="button" className={style.link} onClick={() => onOpen(agent.id)}>
              {agent.name}
            </button>
            <span className={style.muted}>{say(text.waitsFor)}</span>
            <span className={style.figure}>
              <Timer since={agent.helpAskedAt ?? ''} />
            </span>
            <AnswerHelp agent={agent} />
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
