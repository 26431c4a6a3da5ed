import { useParams } from '@tanstack/react-router'
import { useAsk } from '#web/client/use-ask.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { getCall } from '../contract.ts'
import { text } from '../text.ts'
import { CallDetails } from './CallDetails.tsx'

/** One call, at an address of its own. */
export const CallPage = () => {
  const { callId } = useParams({ strict: false }) as { callId: string }
  const asked = useAsk(getCall, { params: { callId } })
  return (
    <PageFrame title={text.call} crumbs={[{ title: text.ledger, to: '/calls' }]}>
      <Sheet>
        <CallDetails asked={asked} />
      </Sheet>
    </PageFrame>
  )
}
