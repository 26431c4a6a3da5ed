import { Link } from '@tanstack/react-router'
import { listCalls } from '#domains/calls/contract.ts'
import { outcomeWords } from '#domains/calls/text.ts'
import { AgentDay, AgentStateTag } from '#domains/presence/web/public.tsx'
import { useLocale, useMay } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DetailDrawer, Facts } from '#web/ui/Drawers.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { Duration, Moment, Words } from '#web/ui/Values.tsx'
import { actionKinds, type FloorAgent, listFloorActions } from '../contract.ts'
import { text } from '../text.ts'
import style from './floor.module.css'
import { AnswerHelp } from './HelpPanel.tsx'
import { StateTimer, TodayBar } from './Seat.tsx'
import { StepIn } from './StepIn.tsx'
import { useServerNow } from './server-now.tsx'

const LastCalls = ({ agentId, from }: { agentId: string; from: string }) => {
  const locale = useLocale()
  const asked = useAsk(listCalls, { query: { agentId, from, limit: 8 } }, { everyMs: 10_000 })
  return (
    <Shown asked={asked} rows={3}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Nothing words={text.noCallsYet} />
        ) : (
          <ul className={`${style.rows} ${style.lastCalls}`}>
            {rows.map((call) => (
              <li key={call.id}>
                <Moment at={call.placedAt} grain="time" />
                <span className={style.figure}>{call.number}</span>
                <Duration seconds={call.talkMs > 0 ? call.talkMs / 1000 : null} />
                <span className={style.grow}>{outcomeWords(call.outcome)?.[locale] ?? '–'}</span>
                <Link to={'/calls/$callId' as string} params={{ callId: call.id } as never}>
                  <Words of={text.openCall} />
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </Shown>
  )
}

const Interventions = ({ agentId }: { agentId: string }) => {
  const asked = useAsk(listFloorActions, { query: { agentId, limit: 8 } }, { everyMs: 15_000 })
  return (
    <Shown asked={asked} rows={2}>
      {(actions) =>
        actions.length === 0 ? (
          <p className={style.muted}>
            <Words of={text.noInterventions} />
          </p>
        ) : (
          <ul className={style.rows}>
            {actions.map(({ id, at, kind, actorName, refusal }) => (
              <li key={id}>
                <Moment at={at} grain="dayTime" />
                <span>
                  <Words of={actionKinds[kind]} />
                </span>
                <span className={style.grow}>{actorName}</span>
                {refusal && <StateTag tone="quiet" text={text.refused} />}
              </li>
            ))}
          </ul>
        )
      }
    </Shown>
  )
}

type DrawerProps = {
  agent: FloorAgent | undefined
  open: boolean
  team: string | undefined
  campaign: string | undefined
  dayStartsAt: string
  onClose: () => void
}

const Content = ({
  agent,
  team,
  campaign,
  dayStartsAt,
}: Omit<DrawerProps, 'agent' | 'open' | 'onClose'> & { agent: FloorAgent }) => {
  const now = useServerNow()
  const may = useMay()
  return (
    <div className={style.drawer}>
      <div className={style.drawerHead}>
        <AgentStateTag state={agent.state} />
        <StateTimer state={agent.state} since={agent.since} />
        {agent.maskedNumber && <span className={style.figure}>{agent.maskedNumber}</span>}
        <AnswerHelp agent={agent} />
      </div>
      <StepIn agent={agent} />
      <Facts
        items={[
          { name: text.team, value: team },
          { name: text.campaign, value: campaign },
          { name: text.connectsToday, value: agent.connects },
          { name: text.successesToday, value: <TodayBar successes={agent.successes} target={agent.target} /> },
        ]}
      />
      <h3>
        <Words of={text.today} />
      </h3>
      <AgentDay employeeId={agent.id} from={dayStartsAt} now={now} />
      {may(listCalls) && (
        <>
          <h3>
            <Words of={text.lastCalls} />
          </h3>
          <LastCalls agentId={agent.id} from={dayStartsAt} />
        </>
      )}
      <h3>
        <Words of={text.interventions} />
      </h3>
      <Interventions agentId={agent.id} />
    </div>
  )
}

/** One agent: what they do, how the day went, their last calls, and what may be done. */
export const AgentDrawer = ({ agent, open, onClose, ...around }: DrawerProps) => (
  <DetailDrawer
    open={open}
    title={agent ? `${agent.name} · ${agent.staffNumber}` : text.agent}
    onClose={onClose}
    width={560}
  >
    {agent ? <Content agent={agent} {...around} /> : <Nothing words={text.gone} />}
  </DetailDrawer>
)
