import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { bindings } from '#domains/dialer/contract.ts'
import { useLocale, useTimeZone, useWords } from '#web/client/session.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { formatMoment } from '#web/ui/moments.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { Floor, FloorCall, FloorCampaign } from '../contract.ts'
import { text } from '../text.ts'
import style from './floor.module.css'
import { PaceChart, plannedNow } from './PaceChart.tsx'
import { Timer, useServerNow } from './server-now.tsx'

const bindingTones: Record<FloorCampaign['binding'], Tone> = {
  dialling: 'ok',
  allAgentsBusy: 'ok',
  customerWaiting: 'info',
  ledgerSpent: 'warn',
  heldBack: 'alarm',
  networkFault: 'alarm',
  lineLimit: 'warn',
  callsPerSecond: 'info',
  nodesAway: 'alarm',
  trunksShut: 'alarm',
  agentsDialThemselves: 'info',
  inBooks: 'warn',
  loading: 'info',
  noAgents: 'warn',
  resting: 'warn',
  outsideHours: 'quiet',
  listDone: 'alarm',
  databaseAway: 'alarm',
  stopping: 'quiet',
}

/** Why it dials, or does not. */
const Binding = ({ binding, until }: Pick<FloorCampaign, 'binding' | 'until'>) => {
  const say = useWords()
  const place = { timeZone: useTimeZone(), locale: useLocale() }
  return (
    <span className={style.binding}>
      <StateTag tone={bindingTones[binding]} text={bindings[binding]} />
      {until && say(text.until, { at: formatMoment(until, place, 'dayTime') })}
    </span>
  )
}

/** Half a success either way is on plan. */
const Pace = ({ campaign, now }: { campaign: FloorCampaign; now: number }) => {
  const planned = plannedNow(campaign, now)
  const say = useWords()
  if (planned === undefined) return <span className={style.muted}>{say(text.noTarget)}</span>
  const gap = campaign.successes - planned
  const n = formatNumber(Math.abs(gap), Math.abs(gap) < 10 ? 1 : 0)
  if (Math.abs(gap) < 0.5) return <StateTag tone="ok" text={text.onPlan} />
  const words = gap > 0 ? text.ahead : text.behind
  const late = planned > 0 && gap / planned < -0.2
  return (
    <StateTag tone={gap > 0 ? 'ok' : late ? 'alarm' : 'warn'} text={{ zh: words.zh({ n }), en: words.en({ n }) }} />
  )
}

type CampaignProps = { campaign: FloorCampaign; now: number; chosen: boolean; onChoose: (id: string) => void }
const CampaignRow = ({ campaign, now, chosen, onChoose }: CampaignProps) => {
  const { id, name, successes, targetToday } = campaign
  const share = targetToday ? Math.min(1, successes / targetToday) : 0
  return (
    <li className={chosen ? style.chosenCampaign : undefined}>
      <button type="button" aria-pressed={chosen} onClick={() => onChoose(id)}>
        <span className={style.campaignName}>
          <b>{name}</b>
          <span className={style.figure}>
            {formatNumber(successes)} / {targetToday === null ? '–' : formatNumber(targetToday)}
          </span>
        </span>
        <i className={style.bar} aria-hidden="true">
          <i style={{ width: `${share * 100}%` }} />
        </i>
      </button>
      <span className={style.campaignFoot}>
        <Binding binding={campaign.binding} until={campaign.until} />
        <Pace campaign={campaign} now={now} />
      </span>
    </li>
  )
}

/** Each campaign of today, and the pace of one of them. */
export const CampaignPanel = ({
  campaigns,
  chosen,
  onChoose,
}: {
  campaigns: readonly FloorCampaign[]
  chosen: string | undefined
  onChoose: (id: string) => void
}) => {
  const say = useWords()
  const now = Math.floor(useServerNow() / 10_000) * 10_000
  const shown = campaigns.find(({ id }) => id === chosen) ?? campaigns[0]
  return (
    <Sheet title={text.campaigns}>
      {shown ? (
        <>
          <ul className={style.campaigns}>
            {campaigns.map((campaign) => (
              <CampaignRow
                key={campaign.id}
                campaign={campaign}
                now={now}
                chosen={campaign === shown}
                onChoose={onChoose}
              />
            ))}
          </ul>
          <PaceChart campaign={shown} now={now} />
        </>
      ) : (
        <p className={style.muted}>{say(text.noCampaigns)}</p>
      )}
    </Sheet>
  )
}

const callStates: Record<FloorCall['state'], { tone: Tone; text: { zh: string; en: string } }> = {
  placed: { tone: 'info', text: { zh: '呼出', en: 'Placed' } },
  ringing: { tone: 'info', text: { zh: '振铃', en: 'Ringing' } },
  answered: { tone: 'alarm', text: { zh: '待接', en: 'Waiting' } },
  talking: { tone: 'busy', text: { zh: '通话', en: 'Talking' } },
}
const onHold = { tone: 'warn', text: { zh: '保持', en: 'On hold' } } as const

const CallRow = memo(
  ({ call, agent, onOpen }: { call: FloorCall; agent: string | undefined; onOpen: (id: string) => void }) => {
    const say = useWords()
    const { tone, text: words } = call.onHold ? onHold : callStates[call.state]
    const { agentId } = call
    return (
      <li>
        <StateTag tone={tone} text={words} />
        <span className={style.figure}>{call.maskedNumber}</span>
        {agentId && agent ? (
          <button type="button" className={style.link} onClick={() => onOpen(agentId)}>
            {agent}
          </button>
        ) : (
          <span className={style.muted}>{say(text.nobodyYet)}</span>
        )}
        <Link to={'/calls/$callId' as string} params={{ callId: call.id } as never} className={style.figure}>
          <Timer since={call.talkingSince ?? call.placedAt} />
        </Link>
      </li>
    )
  },
)

/** Calls that are up, the oldest first. */
export const CallPanel = ({ floor, onOpen }: { floor: Floor; onOpen: (agentId: string) => void }) => {
  const say = useWords()
  const names = new Map(floor.agents.map(({ id, name }) => [id, name]))
  return (
    <Sheet title={text.calls} extra={<span className={style.muted}>{formatNumber(floor.calls.length)}</span>} flush>
      {floor.calls.length === 0 ? (
        <p className={`${style.muted} ${style.padded}`}>{say(text.noCalls)}</p>
      ) : (
        <ul className={style.calls}>
          {floor.calls.map((call) => (
            <CallRow
              key={call.id}
              call={call}
              agent={call.agentId ? names.get(call.agentId) : undefined}
              onOpen={onOpen}
            />
          ))}
        </ul>
      )}
    </Sheet>
  )
}
