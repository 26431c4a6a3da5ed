import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import { Alert, Button, Space, Spin } from 'antd'
import { useEffect } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { DetailDrawer } from '#web/ui/Drawers.tsx'
import { Trouble } from '#web/ui/Shown.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { adviceOn, type Finding, findingsOf } from '../trunk-advice.ts'
import { trunkContract as contract, type TrunkFindings, type TrunkView } from '../trunk-contract.ts'
import { stepWords, trunkText as text } from '../trunk-text.ts'
import { refreshTrunks } from './TrunkForm.tsx'
import style from './trunks.module.css'

const looks = {
  right: { icon: <CheckCircleFilled />, words: text.passed, tone: 'ok' },
  wrong: { icon: <CloseCircleFilled />, words: text.failed, tone: 'alarm' },
  notLooked: { icon: <MinusCircleOutlined />, words: text.notLooked, tone: 'quiet' },
  notNeeded: { icon: <MinusCircleOutlined />, words: text.notNeeded, tone: 'quiet' },
} as const

/** What the last step finds of a trunk that is not in use. */
const off = 'off'
/** As people write it and choose it in the form. */
const asWritten = (step: Finding['step'], found: string): string => (step === 'transport' ? found.toUpperCase() : found)

const Step = ({ step, standing, found }: Finding) => {
  const say = useWords()
  const { icon, words, tone } = looks[standing]
  return (
    <li className={style.step}>
      <span className={style[tone]} aria-hidden="true">
        {icon}
      </span>
      <div>
        <b>{say(stepWords[step])}</b> <span className={style[tone]}>{say(words)}</span>
        {standing === 'wrong' && <p className={style.advice}>{say(adviceOn({ step, found }))}</p>}
        {found && (
          <p className={style.found}>
            {say(text.found)} {found === off ? say(text.isOff) : <code>{asWritten(step, found)}</code>}
          </p>
        )}
      </div>
    </li>
  )
}

const Verdict = ({
  findings,
  isSimulated,
  trunk,
  onSwitchOn,
}: {
  findings: Finding[]
  isSimulated: boolean
  trunk: TrunkView
  onSwitchOn: () => void
}) => {
  const say = useWords()
  const first = findings.find(({ standing }) => standing === 'wrong')
  if (first) return <Alert type="error" showIcon title={say(text.wrongAt, say(stepWords[first.step]))} />
  const switchOn = !trunk.isOn && (
    <Button size="small" type="primary" onClick={onSwitchOn}>
      {say(text.switchOn)}
    </Button>
  )
  return (
    <Alert
      type="success"
      style={{ background: 'var(--ca-ok-soft)' }}
      showIcon
      title={say(isSimulated ? text.allRightSimulated : text.allRight)}
      description={say(trunk.isOn ? text.allRightOn : text.allRightOff)}
      action={switchOn}
    />
  )
}

const Looked = ({ looked, trunk, onSwitchOn }: { looked: TrunkFindings; trunk: TrunkView; onSwitchOn: () => void }) => {
  const findings = findingsOf(looked.steps, trunk)
  return (
    <>
      <Verdict findings={findings} isSimulated={looked.isSimulated} trunk={trunk} onSwitchOn={onSwitchOn} />
      <ol className={style.steps}>
        {findings.map((finding) => (
          <Step key={finding.step} {...finding} />
        ))}
      </ol>
      <p className={style.found}>
        <Moment at={looked.at} grain="second" />
      </p>
    </>
  )
}

type Deeds = { onChange: (trunk: TrunkView) => void; onSwitchOn: (trunk: TrunkView) => void }

const Check = ({ trunk, onChange, onSwitchOn }: Deeds & { trunk: TrunkView }) => {
  const say = useWords()
  const check = useDo(contract.checkTrunk, { refresh: refreshTrunks, onProblem: () => true })
  const { mutate } = check
  const look = () => mutate({ params: { trunkId: trunk.id } })
  useEffect(() => mutate({ params: { trunkId: trunk.id } }), [mutate, trunk.id])
  const words: Words = check.isPending ? text.checking : text.checkHelp
  return (
    <>
      <p className={style.note}>{say(words)}</p>
      {check.error && <Trouble error={check.error} onRetry={look} />}
      <Spin spinning={check.isPending}>
        {check.data && <Looked looked={check.data} trunk={trunk} onSwitchOn={() => onSwitchOn(trunk)} />}
        {check.isPending && !check.data && <div className={style.waiting} />}
      </Spin>
      <Space>
        <Button onClick={look} loading={check.isPending}>
          {say(text.checkAgain)}
        </Button>
        <Button onClick={() => onChange(trunk)}>{say(text.change)}</Button>
      </Space>
    </>
  )
}

type Props = Deeds & { trunk: TrunkView | undefined; open: boolean; onClose: () => void }

/** Looks at a trunk from end to end and says what is wrong, and what to do about it. */
export const TrunkCheck = ({ trunk, open, onClose, ...deeds }: Props) => {
  const say = useWords()
  return (
    <DetailDrawer open={open} title={say(text.checkTitle, trunk?.name ?? '')} onClose={onClose} width={560}>
      {/* Looked at when it is opened, and anew when it was changed or switched meanwhile. */}
      {trunk && open && <Check key={`${trunk.id} ${trunk.version}`} trunk={trunk} {...deeds} />}
    </DetailDrawer>
  )
}
