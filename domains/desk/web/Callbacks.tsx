import { ClockCircleOutlined, PhoneOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect } from 'react'
import { type Followup, listFollowups } from '#domains/followups/contract.ts'
import { agentMoves } from '#domains/presence/contract.ts'
import { useLocale, useMe, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { formatMoment } from '#web/ui/moments.ts'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import type { DeskState } from '../contract.ts'
import { text } from '../text.ts'
import style from './callbacks.module.css'
import { useNow } from './clock.tsx'
import type { Deeds } from './use-desk.ts'

const soonMs = 15 * 60_000

const Due = ({ at }: { at: string }) => {
  const say = useWords()
  const place = { timeZone: useTimeZone(), locale: useLocale() }
  const left = Date.parse(at) - useNow()
  const [tone, icon, words] =
    left < 0
      ? [style.overdue, <WarningOutlined key="i" />, text.overdue]
      : left < soonMs
        ? [style.soon, <ClockCircleOutlined key="i" />, text.dueSoon]
        : [undefined, null, undefined]
  return (
    <span className={`${style.due} ${tone ?? ''}`}>
      <b className="ca-number">{formatMoment(at, place, 'dayTime')}</b>
      {words && (
        <small>
          {icon} {say(words)}
        </small>
      )}
    </span>
  )
}

const Line = ({ followup, mayDial, deeds }: { followup: Followup; mayDial: boolean; deeds: Deeds }) => {
  const say = useWords()
  const { campaignId, entryId } = followup
  return (
    <li>
      <Due at={followup.dueAt} />
      <span className={style.whom}>
        <b>{followup.customerName || say(text.unnamed)}</b>
        <span className="ca-number">{followup.number}</span>
        {followup.note && <small>{followup.note}</small>}
      </span>
      {entryId && (
        <Button
          size="small"
          icon={<PhoneOutlined />}
          disabled={!mayDial || deeds.dialContact.isPending}
          title={mayDial ? undefined : say(text.busyNow)}
          onClick={() => deeds.dialContact.mutate({ params: { campaignId, entryId } })}
        >
          {say(text.dialNow)}
        </Button>
      )}
    </li>
  )
}

/** The customers this agent promised to call, the first due first. */
export const Callbacks = ({ state, deeds }: { state: DeskState; deeds: Deeds }) => {
  const me = useMe()
  const asked = useAsk(listFollowups, { query: { agentId: me.id } }, { everyMs: 60_000 })
  const { refetch } = asked
  const { openCallbacks } = state.today
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number is another list
  useEffect(() => {
    void refetch()
  }, [openCallbacks, refetch])
  const mayDial = !!state.agent && agentMoves[state.agent.state].dial !== undefined
  return (
    <Shown asked={asked}>
      {(followups) =>
        followups.length === 0 ? (
          <Nothing words={text.noCallbacks} />
        ) : (
          <ul className={style.list}>
            {followups.map((followup) => (
              <Line key={followup.id} followup={followup} mayDial={mayDial} deeds={deeds} />
            ))}
          </ul>
        )
      }
    </Shown>
  )
}
