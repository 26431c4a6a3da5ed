import { useLine } from '#web/client/use-topic.ts'
import { StateTag } from './StateTag.tsx'
import { text } from './text.ts'

/** Whether what is shown is live, and if not, how old it is. */
export const DataAge = () => {
  const { connected, age } = useLine()
  if (!connected && age === 0) return null
  if (connected) return <StateTag tone="ok" text={text.live} />
  const seconds = Math.round(age / 1000)
  return <StateTag tone="alarm" text={{ zh: text.stale.zh(seconds), en: text.stale.en(seconds) }} />
}
