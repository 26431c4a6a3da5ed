import { useWords } from '#web/client/session.tsx'
import { StepFunnel } from '#web/ui/charts/StepFunnel.tsx'
import { Grid, Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import type { Measure } from '../../contract.ts'
import { CampaignFunnel } from '../CampaignFunnel.tsx'
import type { Narrow } from './search.ts'
import { text } from './text.ts'
import { figureOf, useDrill, useFigures } from './use-figures.tsx'

const steps = ['dials', 'agent_calls', 'effective_calls', 'online_successes'] as const

const CallsFunnel = ({ measures, narrow }: { measures: readonly Measure[]; narrow: Narrow }) => {
  const say = useWords()
  const asked = useFigures(steps, [], narrow)
  const drill = useDrill(narrow)
  const measureOf = (code: string) => measures.find((one) => one.code === code)
  return (
    <Sheet>
      <Shown asked={asked} rows={6}>
        {([whole]) => (
          <StepFunnel
            title={text.callsFunnel}
            note={say(text.callsFunnelHelp)}
            steps={steps.flatMap((code) => {
              const count = whole && figureOf(whole, code)?.value
              const name = measureOf(code)?.name
              return name && typeof count === 'number' ? [{ key: code, name, count }] : []
            })}
            onPick={(code) => drill.open(measureOf(code))}
          />
        )}
      </Shown>
      {drill.drawer}
    </Sheet>
  )
}

/** Where customers are lost: by calls in the period, and by records of one campaign. */
export const FunnelTab = ({ measures, narrow }: { measures: readonly Measure[]; narrow: Narrow }) => (
  <Grid least={480}>
    <CallsFunnel measures={measures} narrow={narrow} />
    {narrow.campaignId ? (
      <CampaignFunnel campaignId={narrow.campaignId} />
    ) : (
      <Sheet>
        <Nothing words={text.pickCampaign} />
      </Sheet>
    )}
  </Grid>
)
