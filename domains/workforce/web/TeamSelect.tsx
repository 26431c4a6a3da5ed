import { Select } from 'antd'
import { listTeams } from '#domains/people/contract.ts'
import { useMe, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { text } from '../text.ts'

/** One team or all; not there for those who see only themselves. */
export const TeamSelect = ({
  teamId,
  onChange,
}: {
  teamId: string | undefined
  onChange: (teamId: string | undefined) => void
}) => {
  const say = useWords()
  const seesOthers = useMe().scope !== 'own'
  const teams = useAsk(listTeams, { query: {} }, { when: seesOthers, freshMs: 300_000 })
  if (!seesOthers) return null
  return (
    <Select
      style={{ minWidth: 180 }}
      aria-label={say(text.team)}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={say(text.allTeams)}
      value={teamId}
      options={(teams.data ?? [])
        .filter(({ closedAt }) => closedAt === null)
        .map(({ id, name, siteName }) => ({ value: id, label: `${siteName} · ${name}` }))}
      onChange={(chosen?: string) => onChange(chosen)}
    />
  )
}
