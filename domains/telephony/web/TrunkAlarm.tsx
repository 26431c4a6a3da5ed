import { Alert } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { trunkContract as contract } from '../trunk-contract.ts'
import { trunkText as text } from '../trunk-text.ts'

/** Says, wherever people watch the dialling, that a trunk has cost what it may today; nothing as long as none has. */
export const TrunkAlarm = () => {
  const say = useWords()
  const maySee = useMay()(contract.getTelephoneHealth)
  const health = useAsk(contract.getTelephoneHealth, {}, { everyMs: 15_000, when: maySee })
  const spent = (health.data?.trunks ?? []).filter(({ isSpent }) => isSpent)
  if (spent.length === 0) return null
  const names = spent.map(({ name }) => name)
  return <Alert type="error" showIcon title={say(text.spentTitle, { names })} description={say(text.spentHelp)} />
}
