import { useParams } from '@tanstack/react-router'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { text } from '../text.ts'
import { CallDetails, useCall } from './CallDetails.tsx'

/** One call, at an address of its own. */
export const CallPage = () => {
  const { callId } = useParams({ strict: false }) as { callId: string }
  const asked = useCall(callId)
  return (
    <PageFrame title={text.call} crumbs={[{ title: text.ledger, to: '/calls' }]}>
      <Sheet>
        <CallDetails asked={asked} />
      </Sheet>
    </PageFrame>
  )
}
