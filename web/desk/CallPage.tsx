import { useParams } from '@tanstack/react-router'
import { text } from '#domains/calls/text.ts'
import { CallDetails, useCall } from '#domains/calls/web/public.tsx'
import { CustomerLink } from '#domains/complaints/web/public.tsx'
import { CallRecording } from '#domains/recordings/web/public.tsx'
import { PageFrame, Sheet } from '../ui/PageFrame.tsx'

/** One call, at an address of its own, with the link its customer may be given. */
export const CallPage = () => {
  const { callId } = useParams({ strict: false }) as { callId: string }
  const asked = useCall(callId)
  return (
    <PageFrame
      title={text.call}
      crumbs={[{ title: text.ledger, to: '/calls' }]}
      actions={asked.data && <CustomerLink callId={callId} />}
    >
      {asked.data?.bridgedAt && (
        <CallRecording callId={callId} moments={asked.data.signals} outcome={asked.data.outcome} />
      )}
      <Sheet>
        <CallDetails asked={asked} />
      </Sheet>
    </PageFrame>
  )
}
