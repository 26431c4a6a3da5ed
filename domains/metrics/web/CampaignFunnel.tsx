import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { StepFunnel } from '#web/ui/charts/StepFunnel.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { getCampaignFunnel } from '../contract.ts'
import { text } from '../text.ts'

const stages = ['records', 'valid', 'dialled', 'answered', 'connected', 'effective', 'succeeded'] as const

/** How many records came how far: counts and both rates at every step. */
export const CampaignFunnel = ({ campaignId }: { campaignId: string }) => {
  const say = useWords()
  const asked = useAsk(getCampaignFunnel, { params: { campaignId } }, { everyMs: 20_000 })
  return (
    <Sheet>
      <Shown asked={asked} rows={7}>
        {(funnel) => (
          <StepFunnel
            title={text.funnel}
            note={say(text.funnelHelp)}
            steps={stages.map((key) => ({ key, name: text.stages[key], count: funnel[key] }))}
          />
        )}
      </Shown>
    </Sheet>
  )
}
