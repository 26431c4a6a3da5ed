import { useParams } from '@tanstack/react-router'
import { getRecord } from '#domains/customers/contract.ts'
import { text } from '#domains/customers/text.ts'
import { CustomerRecordView, MergeButton } from '#domains/customers/web/public.tsx'
import { getSummary, getTimeline } from '#domains/profile/contract.ts'
import { CustomerSummary, CustomerTimeline } from '#domains/profile/web/public.tsx'
import { useMay, useWords } from '../client/session.tsx'
import { useAsk } from '../client/use-ask.ts'
import { PageFrame } from '../ui/PageFrame.tsx'
import { Shown } from '../ui/Shown.tsx'

/** One customer: the golden record on one side, everything that happened on the other. */
export const CustomerPage = () => {
  const say = useWords()
  const may = useMay()
  const { customerId } = useParams({ strict: false }) as { customerId: string }
  const asked = useAsk(getRecord, { params: { customerId } })
  return (
    <Shown asked={asked}>
      {(record) => (
        <PageFrame
          title={record.name || say(text.nobody)}
          crumbs={[{ title: text.customers, to: '/customers' }]}
          actions={<MergeButton record={record} />}
        >
          <CustomerRecordView customerId={customerId}>
            {may(getSummary) && <CustomerSummary customerId={record.id} />}
            {may(getTimeline) && <CustomerTimeline customerId={record.id} />}
          </CustomerRecordView>
        </PageFrame>
      )}
    </Shown>
  )
}
