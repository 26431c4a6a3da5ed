import { AudioOutlined, TeamOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import type { DeskState, Third } from '../contract.ts'
import { handlingText as text } from '../handling-text.ts'
import { Since, useNow } from './clock.tsx'
import style from './desk.module.css'
import { useDeskKeys } from './keys.ts'
import type { Deeds } from './use-desk.ts'

const told = {
  asked: {
    called: text.calling,
    talking: text.asking,
    conference: text.conference,
    missed: text.missed,
    left: text.leftAgain,
  },
  asks: {
    called: text.askedCalling,
    talking: text.askedBy,
    conference: text.askedConference,
    missed: text.askedBy,
    left: text.askedBy,
  },
  internal: {
    called: text.internal,
    talking: text.internal,
    conference: text.internal,
    missed: text.internal,
    left: text.internal,
  },
} as const

const Deed = (props: { name: Words; cap: string; primary?: boolean; disabled?: boolean; onClick: () => void }) => {
  const say = useWords()
  return (
    <Button
      size="small"
      type={props.primary ? 'primary' : 'default'}
      disabled={props.disabled ?? false}
      onClick={props.onClick}
    >
      {say(props.name)}
      <kbd>{props.cap}</kbd>
    </Button>
  )
}

const Asked = ({ third, deeds }: { third: Third; deeds: Deeds }) => {
  const { mutate, isPending } = deeds.endConsult
  const end = (how: 'handOver' | 'confer' | 'drop') => () => mutate({ body: { how } })
  const isThere = third.stage === 'talking' || third.stage === 'conference'
  const isTalking = third.stage === 'talking'
  const mayDrop = isThere || third.stage === 'called'
  useDeskKeys({
    'Alt+G': isThere ? end('handOver') : undefined,
    'Alt+C': isTalking ? end('confer') : undefined,
    'Alt+B': mayDrop ? end('drop') : undefined,
  })
  if (!mayDrop) return null
  return (
    <>
      <Deed name={text.handOver} cap="Alt G" primary disabled={!isThere || isPending} onClick={end('handOver')} />
      <Deed name={text.confer} cap="Alt C" disabled={!isTalking || isPending} onClick={end('confer')} />
      <Deed
        name={third.stage === 'conference' ? text.dropThird : text.takeBack}
        cap="Alt B"
        disabled={isPending}
        onClick={end('drop')}
      />
    </>
  )
}

const Internal = ({ deeds }: { deeds: Deeds }) => {
  const end = () => deeds.leaveColleague.mutate()
  useDeskKeys({ 'Alt+B': end })
  return <Deed name={text.endInternal} cap="Alt B" disabled={deeds.leaveColleague.isPending} onClick={end} />
}

/** How long it is told that somebody is gone. */
const goneForMs = 10_000

const ThirdParty = ({ third, deeds }: { third: Third; deeds: Deeds }) => {
  const say = useWords()
  const now = useNow()
  const isGone = third.stage === 'missed' || third.stage === 'left'
  if (isGone && now - Date.parse(third.since) > goneForMs) return null
  return (
    <div className={style.notice} role="status">
      <TeamOutlined />
      <b className={style.grow}>{say(told[third.role][third.stage], third.name)}</b>
      {!isGone && <Since key={third.since} at={third.since} />}
      {third.role === 'asked' && <Asked third={third} deeds={deeds} />}
      {third.role !== 'asked' && <Internal deeds={deeds} />}
    </div>
  )
}

const leaderWords = { listen: text.leaderListens, whisper: text.leaderWhispers, barge: text.leaderBarges }

/** Who else is on the line besides the customer: somebody asked, a colleague, a leader. */
export const ThirdBanner = ({ state: { third, leader, call }, deeds }: { state: DeskState; deeds: Deeds }) => {
  const say = useWords()
  return (
    <>
      {third && <ThirdParty third={third} deeds={deeds} />}
      {leader && call?.endedAt === null && (
        <div className={style.notice} role="status">
          <AudioOutlined />
          <b className={style.grow}>{say(leaderWords[leader])}</b>
        </div>
      )}
    </>
  )
}
