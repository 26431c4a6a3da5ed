import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, Space } from 'antd'
import { listReasons, pauses } from '#domains/presence/contract.ts'
import type { SuperviseMode } from '#domains/telephony/contract.ts'
import { useLocale, useMay, useMe, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import {
  actionKinds,
  type FloorAgent,
  forceNotReady,
  forceReady,
  forceSignOut,
  hangUpCall,
  listFloorActions,
  superviseAgent,
  takeOverCall,
} from '../contract.ts'
import { text } from '../text.ts'
import style from './floor.module.css'
import { joinedWords } from './JoinedBar.tsx'

const refresh = [listFloorActions]
const modes = ['listen', 'whisper', 'barge'] as const

/** Listen, whisper, barge in, and leave again: the leader's own headset joins the agent's conversation. */
const Supervision = ({ agent }: { agent: FloorAgent }) => {
  const say = useWords()
  const me = useMe()
  const supervise = useDo(superviseAgent, { refresh })
  const inTalk = agent.state === 'talking' || agent.state === 'holding'
  const ask = (mode: SuperviseMode | null) => supervise.mutate({ params: { agentId: agent.id }, body: { mode } })
  return (
    <Space wrap>
      {modes.map((mode) => (
        <Button
          key={mode}
          type={agent.joined === mode ? 'primary' : 'default'}
          aria-pressed={agent.joined === mode}
          disabled={!inTalk || agent.id === me.id || supervise.isPending}
          onClick={() => ask(mode)}
        >
          {say(actionKinds[mode])}
        </Button>
      ))}
      <TakeOver agent={agent} inTalk={inTalk} />
      {agent.joined && <Button onClick={() => ask(null)}>{say(actionKinds.leave)}</Button>}
    </Space>
  )
}

/** The leader goes on with the customer, at the desk. */
const TakeOver = ({ agent, inTalk }: { agent: FloorAgent; inTalk: boolean }) => {
  const say = useWords()
  const me = useMe()
  const confirm = useConfirm()
  const goTo = useNavigate()
  const takeOver = useDo(takeOverCall, {
    refresh,
    done: text.tookOver,
    onDone: () => void goTo({ to: '/desk' }),
  })
  const ask = async () => {
    const title = say(text.takeOverTitle, { name: agent.name })
    if (await confirm({ title, body: text.takeOverBody, action: actionKinds.takeOver }))
      takeOver.mutate({ params: { agentId: agent.id } })
  }
  return (
    <Button disabled={!inTalk || agent.id === me.id} onClick={() => void ask()}>
      {say(actionKinds.takeOver)}
    </Button>
  )
}

/** Ends a pause; who is on a call takes none after it. */
const ForceReady = ({ agent }: { agent: FloorAgent }) => {
  const say = useWords()
  const confirm = useConfirm()
  const ready = useDo(forceReady, { refresh, done: text.readyOrdered })
  const isPaused = (pauses as readonly string[]).includes(agent.state)
  const order = async () => {
    const title = say(text.readyTitle, { name: agent.name })
    if (await confirm({ title, body: text.readyBody, action: actionKinds.ready }))
      ready.mutate({ params: { agentId: agent.id } })
  }
  return (
    <Button disabled={!isPaused && agent.wants === null} onClick={() => void order()}>
      {say(actionKinds.ready)}
    </Button>
  )
}

const ForcePause = ({ agent }: { agent: FloorAgent }) => {
  const say = useWords()
  const locale = useLocale()
  const confirm = useConfirm()
  const reasons = useAsk(listReasons, undefined, { freshMs: 300_000 })
  const pause = useDo(forceNotReady, { refresh, done: text.pauseOrdered })
  const order = async (reasonId: string) => {
    const reason = items.find(({ key }) => key === reasonId)?.label ?? ''
    const title = say(text.pauseTitle, { name: agent.name, reason })
    if (await confirm({ title, body: text.pauseBody, action: actionKinds.notReady }))
      pause.mutate({ params: { agentId: agent.id }, body: { reasonId } })
  }
  const items = (reasons.data ?? []).map(({ id, nameZh, nameEn }) => ({
    key: id,
    label: locale === 'zh' ? nameZh : nameEn,
  }))
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => void order(key) }}>
      <Button>{say(actionKinds.notReady)} ▾</Button>
    </Dropdown>
  )
}

/** Everything a leader may do about an agent at work. What cuts somebody off asks first; everything is recorded. */
export const StepIn = ({ agent }: { agent: FloorAgent }) => {
  const say = useWords()
  const may = useMay()
  const confirm = useConfirm()
  const signOut = useDo(forceSignOut, { refresh, done: text.signedOut })
  const hangUp = useDo(hangUpCall, { refresh, done: text.hungUp })
  if (!may(forceSignOut)) return null
  const { id, name, callId, state } = agent
  const inTalk = state === 'talking' || state === 'holding'
  const cutOff = async () => {
    if (
      !callId ||
      !(await confirm({
        title: say(text.hangUpTitle, { name }),
        body: text.hangUpBody,
        action: actionKinds.hangUp,
        danger: true,
      }))
    )
      return
    hangUp.mutate({ params: { callId } })
  }
  const sendHome = async () => {
    if (
      await confirm({
        title: say(text.signOutTitle, { name }),
        body: text.signOutBody,
        action: actionKinds.signOut,
        danger: true,
      })
    )
      signOut.mutate({ params: { agentId: id } })
  }
  return (
    <div className={style.stepIn}>
      <Supervision agent={agent} />
      <Space wrap>
        <ForcePause agent={agent} />
        <ForceReady agent={agent} />
        <Button danger disabled={!callId || state === 'wrapUp'} onClick={() => void cutOff()}>
          {say(actionKinds.hangUp)}
        </Button>
        <Button danger disabled={inTalk} title={inTalk ? say(text.signOutOnCall) : ''} onClick={() => void sendHome()}>
          {say(actionKinds.signOut)}
        </Button>
      </Space>
      {/* Below the buttons, so that none moves under the pointer. */}
      {agent.joined && <span role="status">{say(joinedWords[agent.joined], { name })}</span>}
    </div>
  )
}
