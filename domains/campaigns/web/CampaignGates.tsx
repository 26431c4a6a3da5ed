import { Button } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { NoteField } from '#web/ui/fields.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { type CampaignDetail, getCampaign, permissions, signGates, withdrawGate } from '../contract.ts'
import { type GateStep, gateSteps, gates, maySign } from '../stage-gates.ts'
import { lackWords, text } from '../text.ts'
import style from './campaign.module.css'

const Signature = ({ campaign, step }: { campaign: CampaignDetail; step: GateStep }) => {
  const say = useWords()
  const gate = campaign.gates.find((signed) => signed.step === step)
  const lacks = gates[step].lacks(campaign)
  if (gate)
    return (
      <div className={style.signature}>
        <StateTag tone="ok" text={text.signed} />
        <span className={style.aside}>
          {gate.passedByName} <Moment at={gate.passedAt} />
        </span>
        {gate.note && <div className={style.aside}>{gate.note}</div>}
      </div>
    )
  if (lacks.length === 0) return <StateTag tone="quiet" text={text.unsigned} />
  return (
    <div className={style.signature}>
      <StateTag tone="warn" text={text.lacking} />
      <span className={style.aside}>{lacks.map((lack) => say(lackWords[lack])).join(say({ zh: '、', en: ', ' }))}</span>
    </div>
  )
}

/** The nine steps: what each checks, who signed, what is missing, and the pen. */
export const CampaignGates = ({ campaign }: { campaign: CampaignDetail }) => {
  const say = useWords()
  const may = useMay()
  const params = { campaignId: campaign.id }
  const drawer = useDrawer<readonly GateStep[]>()
  const sign = useDo(signGates, { refresh: [getCampaign], done: text.signed, onDone: drawer.close })
  const withdraw = useDo(withdrawGate, { refresh: [getCampaign] })
  const isSigned = (step: GateStep) => campaign.gates.some((gate) => gate.step === step)
  const writable = (step: GateStep) => may(permissions.approve) && maySign(campaign.state, step)
  const signable = gateSteps.filter(
    (step) => writable(step) && !isSigned(step) && gates[step].lacks(campaign).length === 0,
  )
  return (
    <Sheet
      title={text.gates}
      flush
      extra={
        signable.length > 1 && (
          <Button size="small" type="primary" ghost onClick={() => drawer.show(signable)}>
            {say(text.signAll, signable.length)}
          </Button>
        )
      }
    >
      <table className={style.gates}>
        <thead>
          <tr>
            <th scope="col">{say(text.step)}</th>
            <th scope="col">{say(text.checks)}</th>
            <th scope="col">{say(text.state)}</th>
            <th scope="col" aria-label={say(text.actions)} />
          </tr>
        </thead>
        <tbody>
          {gateSteps.map((step, place) => (
            <tr key={step}>
              <th scope="row">
                <span className={style.stepNumber}>{place + 1}</span>
                {say(gates[step].name)}
                <span className={style.asideInline}>
                  {say(gates[step].before === 'approve' ? text.beforeApprove : text.beforeStart)}
                </span>
              </th>
              <td>{say(gates[step].checks)}</td>
              <td>
                <Signature campaign={campaign} step={step} />
              </td>
              <td className={style.pen}>
                {writable(step) && isSigned(step) && (
                  <Button type="link" size="small" onClick={() => withdraw.mutate({ params: { ...params, step } })}>
                    {say(text.withdraw)}
                  </Button>
                )}
                {signable.includes(step) && (
                  <Button type="link" size="small" onClick={() => drawer.show([step])}>
                    {say(text.sign)}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <FormDrawer<{ note?: string }>
        open={drawer.open}
        title={`${say(text.sign)} · ${(drawer.shown ?? []).map((step) => say(gates[step].name)).join(say({ zh: '、', en: ', ' }))}`}
        action={text.sign}
        onClose={drawer.close}
        onSave={({ note = '' }) => sign.mutateAsync({ params, body: { steps: [...(drawer.shown ?? [])], note } })}
      >
        <ul className={style.confirmed}>
          {(drawer.shown ?? []).map((step) => (
            <li key={step}>{say(gates[step].checks)}</li>
          ))}
        </ul>
        <NoteField name="note" label={text.note} rows={4} max={2000} />
      </FormDrawer>
    </Sheet>
  )
}
