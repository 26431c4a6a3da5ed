import { Space, Tag } from 'antd'
import { typeMeanings } from '#domains/campaigns/contract.ts'
import { type Say, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { type Cause, causes, notKnown } from '../cause.ts'
import { type CauseCount, countCauses } from '../contract.ts'
import { causeWords, responsibilityWords, sourceWords, text, topicWords, weekdayWords } from '../text.ts'

export type Narrowed = Partial<Record<Cause, string | undefined>>

const fixedWords: Partial<Record<Cause, Record<string, { zh: string; en: string }>>> = {
  topic: topicWords,
  source: sourceWords,
  responsibility: responsibilityWords,
  campaignType: Object.fromEntries(Object.entries(typeMeanings).map(([type, { name }]) => [type, name])),
}
/** What a key of a cause is called. */
export const causeName = (say: Say, cause: Cause, { key, label }: Pick<CauseCount, 'key' | 'label'>): string => {
  if (key === null || key === notKnown) return say(cause === 'responsibility' ? text.undecided : text.notKnown)
  if (label) return say(label)
  const known = fixedWords[cause]?.[key] ?? (cause === 'weekday' ? weekdayWords[Number(key) - 1] : undefined)
  if (known) return say(known)
  return cause === 'hour' ? `${key}:00` : key
}

/** Campaigns stand in the address by their id, regions in Chinese: their names are asked for. */
const useName = (cause: 'campaignId' | 'region', value: string | undefined) => {
  const when = value !== undefined && value !== notKnown
  const asked = useAsk(countCauses, { query: { by: cause, [cause]: value } as never }, { when, freshMs: 600_000 })
  return when ? asked.data?.find(({ key }) => key === value)?.label : undefined
}

/** By what complaints are narrowed: each layer can be taken away again. */
export const CauseTrail = ({
  narrowed,
  leaveOut = [],
  onTake,
}: {
  narrowed: Narrowed
  /** Causes shown elsewhere on the page. */
  leaveOut?: readonly Cause[]
  onTake: (cause: Cause) => void
}) => {
  const say = useWords()
  const names: Narrowed = {}
  const labels: Partial<Record<Cause, CauseCount['label'] | undefined>> = {
    campaignId: useName('campaignId', narrowed.campaignId),
    region: useName('region', narrowed.region),
  }
  for (const cause of causes) {
    const key = narrowed[cause]
    if (key !== undefined && !leaveOut.includes(cause))
      names[cause] = causeName(say, cause, { key, label: labels[cause] ?? null })
  }
  const shown = causes.filter((cause) => names[cause] !== undefined)
  if (shown.length === 0) return null
  return (
    <Space wrap size={[4, 4]}>
      {shown.map((cause) => (
        <Tag key={cause} closable onClose={() => onTake(cause)} style={{ margin: 0 }}>
          {say(text.layer, { cause: say(causeWords[cause]), value: names[cause] })}
        </Tag>
      ))}
    </Space>
  )
}
