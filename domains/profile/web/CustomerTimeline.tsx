import { Link } from '@tanstack/react-router'
import { Button, Select, Timeline } from 'antd'
import { useState } from 'react'
import { RecordChange } from '#domains/customers/web/public.tsx'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { type EventKind, eventKinds, getTimeline, type TimelineEvent } from '../contract.ts'
import { tell } from '../tell.ts'
import { kindWords, text } from '../text.ts'
import style from './profile.module.css'

const colours: Partial<Record<EventKind, string>> = {
  call: 'blue',
  bought: 'green',
  complaint: 'red',
  doNotCall: 'red',
  blocked: 'orange',
  consent: 'green',
}
const colourOf = ({ kind, detail }: TimelineEvent) =>
  kind === 'consent' && detail.act === 'withdrawn' ? 'red' : (colours[kind] ?? 'gray')
const rowsPerPage = 30

const Event = ({ event }: { event: TimelineEvent }) => {
  const say = useWords()
  const { kind, at, by, campaignName, detail } = event
  return (
    <div className={style.event}>
      <div className={style.head}>
        <strong>
          {kind === 'call' ? (
            <Link to={'/calls/$callId' as string} params={{ callId: String(detail.callId) } as never}>
              {say(kindWords.call)}
            </Link>
          ) : (
            say(kindWords[kind])
          )}
        </strong>
        <Moment at={at} />
        {[campaignName, by].filter(Boolean).map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <div className={style.told}>
        {kind === 'edit' ? (
          <RecordChange field={String(detail.field)} before={detail.before} after={detail.after} />
        ) : (
          say(tell(event))
        )}
      </div>
    </div>
  )
}

const Page = ({ customerId, kind, after }: { customerId: string; kind: EventKind | undefined; after?: string }) => {
  const say = useWords()
  const [open, setOpen] = useState(false)
  const query = { limit: rowsPerPage, ...(kind ? { kind } : {}), ...(after ? { after } : {}) }
  const asked = useAsk(getTimeline, { params: { customerId }, query })
  return (
    <Shown asked={asked} rows={6}>
      {({ rows, next }) =>
        rows.length === 0 && !after ? (
          <Nothing words={text.nothing} />
        ) : (
          <>
            <Timeline
              items={rows.map((event) => ({
                key: `${event.kind}${event.id}`,
                color: colourOf(event),
                content: <Event event={event} />,
              }))}
            />
            {next && !open && <Button onClick={() => setOpen(true)}>{say(text.more)}</Button>}
            {next && open && <Page customerId={customerId} kind={kind} after={next} />}
          </>
        )
      }
    </Shown>
  )
}

/** Everything that happened with a customer, newest first; a kind narrows it. */
export const CustomerTimeline = ({ customerId }: { customerId: string }) => {
  const say = useWords()
  const [kind, setKind] = useState<EventKind>()
  return (
    <Sheet
      title={text.timeline}
      extra={
        <Select<EventKind>
          allowClear
          size="small"
          style={{ minWidth: 140 }}
          placeholder={say(text.everything)}
          aria-label={say(text.timeline)}
          options={eventKinds.map((value) => ({ value, label: say(kindWords[value]) }))}
          value={kind ?? null}
          onChange={(chosen: EventKind | undefined) => setKind(chosen)}
        />
      }
    >
      <Page key={kind ?? ''} customerId={customerId} kind={kind} />
    </Sheet>
  )
}
