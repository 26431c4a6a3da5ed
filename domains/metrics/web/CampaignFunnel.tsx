import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { StepFunnel } from '#web/ui/charts/StepFunnel.tsx'
import { DetailDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { useLocalFilters } from '#web/ui/filters.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import {
  type CalledStage,
  calledStages,
  getCampaignFunnel,
  listCallsBehindStage,
  metricsContract,
} from '../contract.ts'
import { text } from '../text.ts'
import { CallTable } from './CallsBehind.tsx'
import style from './metrics.module.css'

const stages = ['records', 'valid', ...calledStages] as const

const StageCalls = ({ campaignId, stage }: { campaignId: string; stage: CalledStage }) => {
  const filters = useLocalFilters(metricsContract.listCallsBehindStage.query)
  const { after } = filters.values
  const asked = useAsk(listCallsBehindStage, { params: { campaignId, stage }, query: { limit: 30, after } })
  return <CallTable asked={asked} paging={filters.cursor} />
}

/** How many records came how far: counts and both rates at every step. A step opens the calls that brought them there. */
export const CampaignFunnel = ({ campaignId }: { campaignId: string }) => {
  const say = useWords()
  const may = useMay()
  const drawer = useDrawer<CalledStage>()
  const asked = useAsk(getCampaignFunnel, { params: { campaignId } }, { everyMs: 20_000 })
  const open = (key: string) => {
    const stage = calledStages.find((one) => one === key)
    if (stage) drawer.show(stage)
  }
  const stage = drawer.shown
  return (
    <Sheet>
      <Shown asked={asked} rows={7}>
        {(funnel) => (
          <StepFunnel
            title={text.funnel}
            note={say(text.funnelHelp)}
            steps={stages.map((key) => ({ key, name: text.stages[key], count: funnel[key] }))}
            {...(may(listCallsBehindStage) ? { onPick: open } : {})}
          />
        )}
      </Shown>
      {stage && (
        <DetailDrawer
          open={drawer.open}
          width={860}
          title={`${say(text.funnel)} · ${say(text.stages[stage])}`}
          onClose={drawer.close}
        >
          <p className={style.formula}>{say(text.stageCallsHelp)}</p>
          <StageCalls key={stage} campaignId={campaignId} stage={stage} />
        </DetailDrawer>
      )}
    </Sheet>
  )
}
