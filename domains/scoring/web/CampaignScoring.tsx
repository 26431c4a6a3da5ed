import { Alert, Button, Progress, Switch } from 'antd'
import { useEffect, useState } from 'react'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { formatNumber } from '#web/ui/format.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import {
  getScoring,
  listScoredContacts,
  type Model,
  type Plan,
  refitScoring,
  type ScoringView,
  setScoring,
} from '../contract.ts'
import { text, whyWords } from '../text.ts'
import { Alarms } from './Alarms.tsx'
import { ContactScores } from './ContactScores.tsx'
import { ModelCharts } from './ModelCharts.tsx'
import { ModelFigures } from './ModelFigures.tsx'
import { GroupRates, ModelTables } from './ModelTables.tsx'
import style from './scoring.module.css'

const isAtWork = ({ state }: Plan): boolean => state === 'waiting' || state === 'working'

const OnOff = ({ campaignId, plan }: { campaignId: string; plan: Plan }) => {
  const say = useWords()
  const confirm = useConfirm()
  const set = useDo(setScoring, { refresh: [getScoring, listScoredContacts] })
  const turn = async (isOn: boolean): Promise<void> => {
    if (!isOn && !(await confirm({ title: text.askOff, body: text.askOffWhy, action: text.turnOff, danger: true })))
      return
    set.mutate({ params: { campaignId }, body: { isOn, keptOut: plan.keptOut, version: plan.version } })
  }
  return (
    <Switch
      aria-label={say(text.switch)}
      checked={plan.isOn}
      loading={set.isPending}
      onChange={(isOn) => void turn(isOn)}
    />
  )
}

const Controls = ({ campaignId, plan, ended }: { campaignId: string; plan: Plan; ended: boolean }) => {
  const say = useWords()
  const may = useMay()
  const refit = useDo(refitScoring, { refresh: [getScoring], done: text.done })
  if (ended || !may(setScoring)) return null
  return (
    <div className={style.line}>
      <span>{say(text.on)}</span>
      <OnOff campaignId={campaignId} plan={plan} />
      <Button
        type="primary"
        disabled={!plan.isOn || isAtWork(plan)}
        loading={refit.isPending}
        onClick={() => refit.mutate({ params: { campaignId } })}
      >
        {say(text.refit)}
      </Button>
    </div>
  )
}

const AtWork = ({ plan }: { plan: Plan }) => {
  const say = useWords()
  return (
    <div className={style.working} role="status">
      <span>{say(text.working)}</span>
      <Progress percent={plan.progress} size="small" aria-label={say(text.working)} />
    </div>
  )
}

const Basis = ({ model, fresh, isOn }: { model: Model; fresh: number; isOn: boolean }) => {
  const say = useWords()
  const { version, rows, hits, attempts, answered, scored, switchedOff: off } = model
  const numbers = { version, rows, hits, attempts, answered, scored, off, fresh }
  return (
    <>
      <div className={style.line}>
        <Alarms alarms={model.alarms} isOn={isOn} />
      </div>
      <p className={style.quiet}>
        {say(text.trainedFrom, Object.fromEntries(Object.entries(numbers).map(([name, n]) => [name, formatNumber(n)])))}
      </p>
      {model.report.why && <Alert type="info" showIcon title={say(whyWords[model.report.why])} />}
    </>
  )
}

const State = ({ plan, model, newOutcomes }: ScoringView) => {
  const say = useWords()
  return (
    <div className={style.stack}>
      {isAtWork(plan) && <AtWork plan={plan} />}
      {plan.state === 'failed' && <Alert type="error" showIcon title={say(text.failed)} />}
      {!plan.isOn && <Alert type="warning" showIcon title={say(text.off)} />}
      {model ? (
        <Basis model={model} fresh={newOutcomes} isOn={plan.isOn} />
      ) : (
        !isAtWork(plan) && <Nothing words={text.noneYet} />
      )}
    </div>
  )
}

const Details = ({ campaignId, model, isOn }: { campaignId: string; model: Model; isOn: boolean }) => (
  <>
    <ModelFigures report={model.report} />
    {model.report.success && <ModelCharts report={model.report.success} />}
    <GroupRates groups={model.report.groups} />
    <ModelTables report={model.report} />
    {isOn && <ContactScores key={model.version} campaignId={campaignId} />}
  </>
)

/** Whom a campaign had better call first, how sure that is, and why; the switch and the training. */
export const CampaignScoring = ({ campaignId, ended }: { campaignId: string; ended: boolean }) => {
  const may = useMay()
  const [quick, setQuick] = useState(false)
  const asked = useAsk(
    getScoring,
    { params: { campaignId } },
    { everyMs: quick ? 1000 : 30_000, when: may(getScoring) },
  )
  const view = asked.data
  const working = view !== undefined && isAtWork(view.plan)
  useEffect(() => setQuick(working), [working])
  if (!may(getScoring)) return null
  return (
    <>
      <Sheet
        title={text.scoring}
        help={text.help}
        extra={view && <Controls campaignId={campaignId} plan={view.plan} ended={ended} />}
      >
        <Shown asked={asked} rows={6}>
          {(shown) => <State {...shown} />}
        </Shown>
      </Sheet>
      {view?.model && <Details campaignId={campaignId} model={view.model} isOn={view.plan.isOn} />}
    </>
  )
}
