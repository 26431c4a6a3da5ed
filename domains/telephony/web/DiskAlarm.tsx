import { Alert } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { formatBytes } from '#web/ui/format.ts'
import { Moment } from '#web/ui/Values.tsx'
import { diskText as text } from '../disk-text.ts'
import { trunkContract as contract, type Disk } from '../trunk-contract.ts'

const DiskAlert = ({ disk: { of, node, state, freeBytes } }: { disk: Disk }) => {
  const say = useWords()
  const isFull = state === 'full'
  const named = { name: say(text.uses[of]), node: node ?? '', free: formatBytes(freeBytes) }
  return (
    <Alert
      type={isFull ? 'error' : 'warning'}
      showIcon
      title={say(isFull ? text.fullTitle : text.lowTitle, named)}
      description={say((isFull ? text.whatIfFull : text.whatIfLow)[of])}
    />
  )
}

/** Says, wherever people watch the dialling, which disk is or will be full, and what to do; nothing as long as none is. */
export const DiskAlarm = () => {
  const say = useWords()
  const maySee = useMay()(contract.getTelephoneHealth)
  const health = useAsk(contract.getTelephoneHealth, {}, { everyMs: 15_000, when: maySee })
  const { disks = [], recordingBrokeOffAt = null } = health.data ?? {}
  return (
    <>
      {disks
        .filter(({ state }) => state === 'full' || state === 'low')
        .map((disk) => (
          <DiskAlert key={`${disk.of} ${disk.node}`} disk={disk} />
        ))}
      {recordingBrokeOffAt && (
        <Alert
          type="error"
          showIcon
          title={
            <>
              {say(text.brokeOffTitle)} <Moment at={recordingBrokeOffAt} grain="second" />
            </>
          }
          description={say(text.brokeOffHelp)}
        />
      )}
    </>
  )
}
