import { CheckCircleFilled, DownOutlined, LoginOutlined, LogoutOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { agentStates, listReasons, pauses, type Reason } from '#domains/presence/contract.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import type { DeskState } from '../contract.ts'
import { text } from '../text.ts'
import { Since } from './clock.tsx'
import { useDeskKeys } from './keys.ts'
import style from './phone-bar.module.css'
import { lookOf, reasonWords, stateWords } from './state-look.tsx'
import { askToNotify } from './use-attention.ts'
import type { Deeds } from './use-desk.ts'

type Props = { state: DeskState; deeds: Deeds }
const noReasons: readonly Reason[] = []
const isPause = (state: string): boolean => (pauses as readonly string[]).includes(state)

/** What the keys F2 and F4 do, and the buttons that say the same. */
const useMoves = ({ state, deeds }: Props) => {
  const reasons = useAsk(listReasons, {}, { freshMs: 300_000 }).data ?? noReasons
  const { agent, third } = state
  const usual = reasons.find((reason) => reason.state === 'notReady') ?? reasons[0]
  const onCall = !!agent && ['talking', 'holding', 'wrapUp'].includes(agent.state)
  /** Nobody is ready for customers in the middle of a conversation with a colleague. */
  const withColleague = !!third && agent?.state === 'internalCall'
  const pause = (reasonId: string | undefined) => reasonId && deeds.pause.mutate({ body: { reasonId } })
  const goReady = () => {
    askToNotify()
    deeds.goReady.mutate()
  }
  const turn = () => {
    if (!agent || withColleague) return
    if (onCall ? agent.wants : isPause(agent.state)) goReady()
    else pause(usual?.id)
  }
  const signInOrOut = () => (agent ? deeds.endWork.mutate() : deeds.startWork.mutate())
  useDeskKeys({ F2: signInOrOut, F4: turn })
  return { reasons, onCall, withColleague, pause, goReady, turn, signInOrOut }
}

const useMenu = (
  state: DeskState,
  { reasons, onCall, withColleague, pause, goReady }: ReturnType<typeof useMoves>,
): MenuProps => {
  const say = useWords()
  const { agent } = state
  const ready = { key: 'ready', icon: <CheckCircleFilled />, label: say(onCall ? text.unwant : text.goReady) }
  return {
    items: [
      ...(agent?.state !== 'ready' && !withColleague && (!onCall || agent?.wants)
        ? [ready, { type: 'divider' as const }]
        : []),
      ...reasons.map((reason) => ({
        key: reason.id,
        icon: lookOf(reason.state).icon,
        label: onCall ? say(text.wanted, say(reasonWords(reason))) : say(reasonWords(reason)),
      })),
    ],
    selectedKeys: agent?.reasonId ? [agent.reasonId] : [],
    onClick: ({ key }) => void (key === 'ready' ? goReady() : pause(key)),
  }
}

/** The state large, its timer, and the reasons to pause below it. */
const StateMenu = ({ state, moves }: Pick<Props, 'state'> & { moves: ReturnType<typeof useMoves> }) => {
  const say = useWords()
  const { agent } = state
  const menu = useMenu(state, moves)
  const { icon, tone } = lookOf(agent?.state)
  return (
    <Dropdown menu={menu} trigger={['click']} disabled={!agent}>
      <button type="button" className={`${style.stateButton} ${style[tone]}`} aria-label={say(text.states)}>
        <span className={style.stateIcon}>{icon}</span>
        <span className={style.stateName}>
          <b>{say(stateWords(agent, moves.reasons))}</b>
          {agent?.wants && <small>{say(text.wanted, say(agentStates[agent.wants]))}</small>}
        </span>
        {agent && <Since key={agent.since} at={agent.since} />}
        {agent && <DownOutlined className={style.caret ?? ''} />}
      </button>
    </Dropdown>
  )
}

/** The agent's state, ready and not ready, sign in and out. */
export const StateButton = ({ state, deeds }: Props) => {
  const say = useWords()
  const moves = useMoves({ state, deeds })
  const { agent } = state
  const isReady = moves.onCall ? !agent?.wants : !!agent && !isPause(agent.state)
  const look = (isPlain: boolean) =>
    isPlain ? { type: 'default' as const, className: style.plain ?? '' } : { type: 'primary' as const }
  return (
    <div className={style.state}>
      <StateMenu state={state} moves={moves} />
      {agent && (
        <Button
          {...look(isReady || moves.withColleague)}
          disabled={moves.withColleague}
          loading={deeds.goReady.isPending || deeds.pause.isPending}
          onClick={moves.turn}
        >
          {say(isReady ? text.notReady : text.goReady)}
          <kbd>F4</kbd>
        </Button>
      )}
      <Button
        {...look(agent !== null)}
        icon={agent ? <LogoutOutlined /> : <LoginOutlined />}
        disabled={moves.onCall}
        loading={deeds.startWork.isPending || deeds.endWork.isPending}
        onClick={moves.signInOrOut}
      >
        {say(agent ? text.signOut : text.signIn)}
        <kbd>F2</kbd>
      </Button>
    </div>
  )
}
