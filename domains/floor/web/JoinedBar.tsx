import { Alert, Button, Space } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { actionKinds, type FloorAgent, listFloorActions, superviseAgent } from '../contract.ts'
import { text } from '../text.ts'

/** On whose conversation the reader is, and who hears them. */
export const joinedWords = { listen: text.joinedListen, whisper: text.joinedWhisper, barge: text.joinedBarge }

/** Says so above the floor: nobody is to forget that they are on a call, or search for the way out. */
export const JoinedBar = ({ agents, onOpen }: { agents: readonly FloorAgent[]; onOpen: (id: string) => void }) => {
  const say = useWords()
  const leave = useDo(superviseAgent, { refresh: [listFloorActions] })
  return agents.map(({ id, name, joined }) => {
    if (!joined) return null
    const actions = (
      <Space>
        <Button size="small" onClick={() => onOpen(id)}>
          {say(text.openSeat)}
        </Button>
        <Button
          size="small"
          type="primary"
          loading={leave.isPending}
          onClick={() => leave.mutate({ params: { agentId: id }, body: { mode: null } })}
        >
          {say(actionKinds.leave)}
        </Button>
      </Space>
    )
    return (
      <Alert
        key={id}
        type={joined === 'barge' ? 'warning' : 'info'}
        showIcon
        role="status"
        title={say(joinedWords[joined], { name })}
        action={actions}
      />
    )
  })
}
