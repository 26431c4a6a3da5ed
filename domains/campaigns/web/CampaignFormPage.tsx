import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Alert, Button, Form, Steps } from 'antd'
import { type ComponentType, useState } from 'react'
import { problemWords } from '#web/client/problem.ts'
import { useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { formatMoment } from '#web/ui/moments.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { usualAttemptPolicy } from '../attempt-policy.ts'
import { usualCallingHours } from '../calling-hours.ts'
import { mayPlan } from '../campaign.ts'
import { type CampaignDetail, getCampaign, listCampaigns, submitCampaign } from '../contract.ts'
import { gatesBefore, type Lack, lacksOf } from '../stage-gates.ts'
import { lackWords, moveWords, stateWords, text } from '../text.ts'
import style from './campaign.module.css'
import { Basics, GoalsStep, HoursStep, ListStep, ModeStep, ScriptStep, TeamsStep } from './campaign-steps.tsx'
import { stateTones } from './state-tones.ts'
import { type Draft, type Saving, useAutosave } from './use-autosave.ts'

const steps = ['basics', 'list', 'hours', 'mode', 'script', 'teams', 'goals', 'check'] as const
type Step = (typeof steps)[number]
const panels: Record<Exclude<Step, 'check'>, ComponentType> = {
  basics: Basics,
  list: ListStep,
  hours: HoursStep,
  mode: ModeStep,
  script: ScriptStep,
  teams: TeamsStep,
  goals: GoalsStep,
}
const plannedSteps: readonly Step[] = ['basics', 'list']
const stepOfLack: Record<Lack, Step> = {
  noTarget: 'goals',
  noDates: 'goals',
  noList: 'list',
  emptyList: 'list',
  noTeam: 'teams',
  noCallerId: 'mode',
  noSeller: 'mode',
  noScript: 'script',
}

const emptyDraft: Draft = {
  type: 'sales',
  purpose: 'grow',
  listId: null,
  callerId: '',
  moreCallerIds: [],
  mode: 'progressive',
  jurisdiction: 'cn',
  sellerId: null,
  abandonTargetOwn: null,
  lineLimit: null,
  agentHourCost: null,
  callingHours: usualCallingHours,
  attemptPolicy: usualAttemptPolicy,
  wrapUpSeconds: 30,
  rescueSeconds: 15,
  machineDetection: 'off',
  machineAudits: 20,
  targetSuccesses: 0,
  startsOn: null,
  endsOn: null,
  openingWords: '',
  product: '',
  teamIds: [],
}
const draftOf = (campaign: CampaignDetail): Draft =>
  Object.fromEntries(
    [...Object.keys(emptyDraft), 'name', 'siteId'].map((name) => [name, campaign[name as keyof CampaignDetail]]),
  ) as Draft

const SavingMark = ({ saving }: { saving: Saving }) => {
  const say = useWords()
  const place = { timeZone: useTimeZone(), locale: 'zh' as const }
  if (saving.state === 'saving') return <StateTag tone="busy" text={text.saving} />
  if (saving.state === 'invalid') return <StateTag tone="warn" text={text.notSaved} />
  if (saving.state === 'failed') return <StateTag tone="alarm" text={problemWords(saving.error)} />
  if (!saving.at) return <span className={style.aside}>{say(text.draftKept)}</span>
  const time = formatMoment(saving.at.toISOString(), place, 'second').slice(-8)
  return <StateTag tone="ok" text={{ zh: text.saved.zh(time), en: text.saved.en(time) }} />
}

const Check = ({ campaign, onGo }: { campaign: CampaignDetail | undefined; onGo: (step: Step) => void }) => {
  const say = useWords()
  const lacks = campaign ? lacksOf(campaign) : []
  const needed = campaign ? lacksOf(campaign, gatesBefore('approve')) : []
  if (!campaign) return <Alert type="warning" showIcon title={say(text.draftKept)} />
  return (
    <>
      {needed.length === 0 && <Alert type="success" showIcon title={say(text.complete)} />}
      {lacks.length > 0 && (
        <Alert
          style={{ marginTop: needed.length === 0 ? 10 : 0 }}
          type="warning"
          showIcon
          title={say(text.stillMissing)}
          description={
            <ul className={style.missing}>
              {lacks.map((lack) => (
                <li key={lack}>
                  {say(lackWords[lack])}{' '}
                  <Button type="link" size="small" onClick={() => onGo(stepOfLack[lack])}>
                    {say(text.goThere)}
                  </Button>
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
  )
}

const useStep = () => {
  const { step } = useSearch({ strict: false }) as { step?: string }
  const navigate = useNavigate()
  const place = Math.max(0, steps.indexOf((step ?? 'basics') as Step))
  const go = (to: Step) => void navigate({ to: '.', search: { step: to } as never, replace: true })
  return { place, step: steps[place] ?? 'basics', go }
}

const Wizard = ({ start }: { start: CampaignDetail | undefined }) => {
  const say = useWords()
  const navigate = useNavigate()
  const { place, step, go } = useStep()
  const [form] = Form.useForm<Draft>()
  const [campaign, setCampaign] = useState(start)
  const { saving, change, flush } = useAutosave(start, (saved) => setCampaign(saved))
  const submit = useDo(submitCampaign, {
    refresh: [getCampaign, listCampaigns],
    done: text.submitted,
    onDone: ({ id }) => void navigate({ to: `/campaigns/${id}` as string }),
  })
  const draft = !campaign || mayPlan(campaign.state)
  const turn = async (by: number) => {
    const next = steps[place + by] ?? step
    const saved = await flush()
    // Once there is a draft, its own address survives a reload.
    if (saved && !start)
      void navigate({ to: `/campaigns/${saved.id}/edit` as string, search: { step: next } as never, replace: true })
    else go(next)
  }
  const finish = async () => {
    const saved = await flush()
    if (saved) submit.mutate({ params: { campaignId: saved.id }, body: {} })
  }
  const Panel = step === 'check' ? undefined : panels[step]
  return (
    <PageFrame
      title={campaign?.name ?? text.create}
      crumbs={[
        { title: text.campaigns, to: '/campaigns' },
        ...(campaign ? [{ title: campaign.name, to: `/campaigns/${campaign.id}` }] : []),
      ]}
      aside={
        <>
          {campaign && <StateTag tone={stateTones[campaign.state]} text={stateWords[campaign.state]} />}
          {(!campaign || saving.state !== 'untouched') && <SavingMark saving={saving} />}
        </>
      }
    >
      {!draft && <Alert type="info" showIcon title={say(text.plannedFixed)} />}
      <div className={style.wizard}>
        <nav className={style.steps} aria-label={say(text.step)}>
          <Steps
            orientation="vertical"
            size="small"
            current={place}
            onChange={(next) => void turn(next - place)}
            items={steps.map((name) => ({ title: say(text.steps[name]) }))}
          />
        </nav>
        <Sheet title={text.steps[step]}>
          <Form<Draft>
            form={form}
            className={style.panel ?? ''}
            layout="vertical"
            initialValues={start ? draftOf(start) : emptyDraft}
            disabled={!draft && plannedSteps.includes(step)}
            onValuesChange={() => change(form.getFieldsValue(true) as Draft)}
          >
            {Panel ? <Panel /> : <Check campaign={campaign} onGo={go} />}
          </Form>
          <div className={style.panelFoot}>
            <Button disabled={place === 0} onClick={() => void turn(-1)}>
              {say(text.back)}
            </Button>
            <span className={style.grow} />
            {step !== 'check' && (
              <Button type="primary" onClick={() => void turn(1)}>
                {say(text.next)}
              </Button>
            )}
            {step === 'check' && draft && (
              <Button
                type="primary"
                loading={submit.isPending}
                disabled={!campaign || lacksOf(campaign, gatesBefore('approve')).length > 0}
                onClick={() => void finish()}
              >
                {say(moveWords.submit)}
              </Button>
            )}
          </div>
        </Sheet>
      </div>
    </PageFrame>
  )
}

/** Planning step by step; everything typed is kept as a draft. */
export const CampaignFormPage = () => {
  const { campaignId } = useParams({ strict: false }) as { campaignId?: string }
  const asked = useAsk(
    getCampaign,
    { params: { campaignId: campaignId ?? '' } },
    { when: campaignId !== undefined, freshMs: 0 },
  )
  if (!campaignId) return <Wizard start={undefined} />
  // Not from memory: what is saved must be saved over the newest version.
  const fresh = asked.isFetchedAfterMount ? asked : { ...asked, data: undefined, error: null }
  return <Shown asked={fresh}>{(campaign) => <Wizard key={campaign.id} start={campaign} />}</Shown>
}
