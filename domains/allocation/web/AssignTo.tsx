import { Button, Select, Space } from 'antd'
import { useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { assignCustomers, listHoldings, listPool, listPoolHistory } from '../contract.ts'
import { text } from '../text.ts'
import { asOptions, useAgents } from './use-agents.ts'

/** Gives the chosen customers to an agent. */
export const AssignTo = ({ customerIds, onDone }: { customerIds: string[]; onDone: () => void }) => {
  const say = useWords()
  const [agentId, setAgentId] = useState<string | undefined>()
  const agents = useAgents()
  const assign = useDo(assignCustomers, {
    refresh: [listPool, listHoldings, listPoolHistory],
    done: text.assignedDone,
    onDone,
  })
  return (
    <Space>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 200 }}
        size="small"
        placeholder={say(text.agent)}
        aria-label={say(text.assign)}
        value={agentId}
        onChange={setAgentId}
        options={asOptions(agents).map(({ value, text: label }) => ({ value, label: String(label) }))}
      />
      <Button
        type="primary"
        size="small"
        disabled={!agentId}
        loading={assign.isPending}
        onClick={() => agentId && assign.mutate({ body: { customerIds, agentId } })}
      >
        {say(text.assign)}
      </Button>
    </Space>
  )
}
