import { Segmented } from 'antd'
import { useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Share } from '#web/ui/Values.tsx'
import { listScoredContacts, type ScoredContact } from '../contract.ts'
import { reasonWords, text } from '../text.ts'
import style from './scoring.module.css'

const Reasons = ({ reasons, isFor }: { reasons: ScoredContact['reasons']; isFor: boolean }) => {
  const shown = reasons.filter(([, , part]) => part > 0 === isFor)
  if (shown.length === 0) return <span className={style.quiet}>–</span>
  return (
    <span className={style.reasons}>
      {shown.map((reason) => (
        <StateTag key={reason[0]} tone={isFor ? 'ok' : 'alarm'} text={reasonWords(reason)} icon={isFor ? '▲' : '▼'} />
      ))}
    </span>
  )
}

const columns: readonly Column<ScoredContact>[] = [
  { key: 'name', title: text.customer, show: ({ name }) => name || '–' },
  { key: 'number', title: text.number, show: ({ number }) => number },
  { key: 'success', title: text.success, number: true, show: ({ success }) => <Share value={success} /> },
  { key: 'answer', title: text.answer, number: true, show: ({ answer }) => <Share value={answer} /> },
  { key: 'for', title: text.reasonsFor, show: ({ reasons }) => <Reasons reasons={reasons} isFor /> },
  { key: 'against', title: text.reasonsAgainst, show: ({ reasons }) => <Reasons reasons={reasons} isFor={false} /> },
]

/** Who is called first, or last, and why. */
export const ContactScores = ({ campaignId }: { campaignId: string }) => {
  const say = useWords()
  const [from, setFrom] = useState<'best' | 'worst'>('best')
  const asked = useAsk(listScoredContacts, { params: { campaignId }, query: { from, limit: 20 } })
  return (
    <Sheet title={text.contacts} help={text.contactsHelp} flush>
      <DataTable
        name="scored-contacts"
        asked={asked}
        columns={columns}
        rowKey={({ entryId }) => entryId}
        empty={{ words: text.nobody }}
        toolbar={
          <Segmented<'best' | 'worst'>
            aria-label={say(text.order)}
            value={from}
            onChange={setFrom}
            options={[
              { value: 'best', label: say(text.best) },
              { value: 'worst', label: say(text.worst) },
            ]}
          />
        }
      />
    </Sheet>
  )
}
